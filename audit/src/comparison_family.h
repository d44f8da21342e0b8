#pragma once

#include <span>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"

namespace gainsay::audit {

// Holm's adjustment over the comparisons that have a p value: fills p_adjusted there, and family_size (how
// many have one) in all of them.
void adjust_by_holm(std::span<Comparison* const> comparisons);
void adjust_by_holm(std::vector<Comparison>& comparisons);

}  // namespace gainsay::audit
