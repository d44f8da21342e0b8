#include "runs_of_claim.h"

#include <algorithm>
#include <iterator>

namespace gainsay::report {

std::set<std::string> runs_of(const audit::ClaimEvaluation& evaluation) {
  std::set<std::string> runs;
  for (const audit::Comparison& comparison : evaluation.comparisons) {
    for (const auto* side : {&comparison.method_side, &comparison.against_side})
      std::ranges::transform(side->runs, std::inserter(runs, runs.end()), &tracker::Run::id);
  }
  return runs;
}

}  // namespace gainsay::report
