#include "runs_of_claim.h"

namespace gainsay::report {

std::set<std::string> runs_of(const audit::ClaimEvaluation& evaluation) {
  std::set<std::string> runs;
  for (const audit::Comparison& comparison : evaluation.comparisons) {
    for (const auto* side : {&comparison.method_side, &comparison.against_side})
      runs.insert(side->runs.begin(), side->runs.end());
  }
  return runs;
}

}  // namespace gainsay::report
