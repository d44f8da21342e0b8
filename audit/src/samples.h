#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/study.h"

namespace gainsay::audit {

// The two samples of one comparison on one dataset, oriented and transformed as the claim asks, so that a
// larger value is better. With `paired` they are matched one to one. `reason` says why they cannot be
// compared, or is empty.
struct Samples {
  std::vector<double> method;
  std::vector<double> against;
  bool paired = false;
  std::vector<std::int64_t> clusters;      // item pairing with clusters: of each pair
  std::optional<ItemPairs> items;          // item pairing: what was paired and what was left over
  std::optional<double> test_train_ratio;  // fold pairing: n_test / n_train of one fold
  std::optional<double> reported_number;   // the comparator is a single number copied from a paper
  std::optional<double> fixed_number;  // the comparator is deterministic: its one run is all there is to know
  std::string reason;
  bool too_small = false;  // the only reason is that there are too few runs
};

Samples samples_on(const Study& study, const Claim& claim, Name against, Name dataset);

// The same samples with every failed run of either arm added at the worst value that either arm shows.
// Only for unpaired samples; paired ones come back as they are.
Samples with_failures_at_worst(Samples samples, std::int64_t failed_method, std::int64_t failed_against);

}  // namespace gainsay::audit
