#pragma once

#include <set>
#include <vector>

#include "gainsay/audit/study.h"

// Which parts of a method were taken away to see what they do.
namespace gainsay::audit {

// Components that an ablation of `variant` with runs of `metric` (canonical) removes, or that distinguish an
// add-one-in with such runs from it.
std::set<Name> ablated_components(const Study& study, const Method& variant, Name metric);

// Components of the variant that are neither in `ablated` nor inherited from its parent, as declared.
std::vector<Name> components_without_ablation(const Method& variant, const std::set<Name>& ablated);

}  // namespace gainsay::audit
