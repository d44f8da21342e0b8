#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/stats/group_sequential.h"

#include "samples.h"
#include "testing.h"

// Claims that plan to be looked at more than once: which look a comparison is at, and what its p is worth
// there.
namespace gainsay::audit {

// The claim plans several looks, or may be looked at whenever one likes.
bool is_sequential(const Claim& claim);

// How the level is shared among the claim's looks, the default for looks filled in; empty without looks.
std::string design_of(const Claim& claim);

// The boundary of the claim's looks at that alpha. The claim has `looks`.
stats::GroupSequentialDesign boundary_of(const Claim& claim, double alpha);

// What a verdict is held against: the level of the study, and the smallest effect in the estimate's unit.
struct Level {
  double alpha = 0.05;
  std::optional<double> margin;
};

// test_samples, by the claim's design: the anytime test where it has that one, and no test where its
// statistics do not grow run by run as designs assume.
Tested tested_as_planned(const Samples& samples, const Claim& claim, double alpha);

// conclude, by the claim's design. Between planned looks there is no verdict and no number to look at. At a
// look p and interval allow for all looks; beyond the last one they are those of the last. parts: the
// datasets that the comparison is over, which must all be at one look; empty for a single one.
void conclude_as_planned(Comparison& comparison, const Tested& tested, const Claim& claim, const Level& level,
                         const std::vector<Comparison>& parts = {});

}  // namespace gainsay::audit
