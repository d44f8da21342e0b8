#pragma once

#include <vector>

#include "gainsay/audit/value_card.h"

// The rubric of effectiveness: what the evaluated claims show, from 0 (contradicted) to 5 (confirmed on runs
// that were registered beforehand).
namespace gainsay::audit {

// The claims that carry the effectiveness under the study's profile, each on the rubric, in file order.
std::vector<ClaimEffectiveness> claims_on_rubric(const Study& study);

// The weakest of them; 0 to 5 where there is none.
ValueFactor effectiveness_of(const Study& study, const std::vector<ClaimEffectiveness>& claims);

}  // namespace gainsay::audit
