#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/stats/anytime_t_test.h"
#include "gainsay/stats/estimate.h"

#include "samples.h"

namespace gainsay::audit {

// What the test that a claim declares says of two samples.
struct Tested {
  std::string test = "none";
  std::string reason;                       // why there is no estimate; empty when there is one
  std::optional<stats::Estimate> estimate;  // what intervals are made of
  std::optional<double> p;                  // of a rank or permutation test; else the t test's own
  std::vector<Companion> companions;
  std::optional<stats::AnytimeTTest> anytime;  // of a claim with an anytime design alone
};

// The test is chosen by the claim's `test`, else by its pairing: Welch's t, paired t by seed, corrected
// resampled t by fold, paired standard error (clustered where items have clusters) by item. Never by the
// data.
Tested test_samples(const Samples& samples, const Claim& claim);

// Fills estimate, intervals, statistic, p and verdict of `comparison` from what was tested.
// margin: the smallest effect in the estimate's unit; nothing when none is declared or the aggregate has
// another unit.
void conclude(Comparison& comparison, const Tested& tested, double alpha, std::optional<double> margin);

}  // namespace gainsay::audit
