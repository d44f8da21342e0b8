#include "tuning_trials.h"

#include <algorithm>

namespace gainsay::audit {

std::int64_t trials_of(const Study& study, const Claim& claim, Name method) {
  std::int64_t trials = 0;
  for (const tracker::Run* run : study.runs_of(method, Name{}, tracker::Purpose::tune)) {
    const bool on_claim = std::ranges::find(claim.datasets, run->dataset) != claim.datasets.end();
    trials += on_claim || run->dataset.empty() ? 1 : 0;
  }
  return trials;
}

}  // namespace gainsay::audit
