#include "auditor_benchmark/floor_auditors.h"

#include <algorithm>

#include "gainsay/audit/claim_evaluation.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::ClaimEvaluation;
using gainsay::audit::Comparison;
using gainsay::audit::Study;

template <typename Predicate>
bool any_comparison(const Study& study, Predicate&& holds) {
  return std::ranges::any_of(study.evaluations(), [&](const ClaimEvaluation& evaluation) {
    return std::ranges::any_of(evaluation.comparisons, holds);
  });
}

}  // namespace

bool counts_to_five(const Study& study) {
  return any_comparison(study, [](const Comparison& comparison) {
    return std::min(comparison.method_side.n, comparison.against_side.n) < 5;
  });
}

bool raw_welch(const Study& study) {
  return any_comparison(study, [](const Comparison& comparison) {
    return !comparison.p || *comparison.p >= 0.05 || *comparison.estimate <= 0;
  });
}

}  // namespace auditor_benchmark
