#pragma once

#include <vector>

#include "gainsay/audit/study.h"

namespace gainsay::audit {

// The claims of the study file with comparators, datasets and defaults filled in; without a declared claim,
// one claim per recorded variant on the quality metric that most of its runs have (Claim::inferred says so).
// Throws tracker::FormatError for a claim about a metric, method or dataset that nobody declared or recorded,
// and for a metric without a direction.
std::vector<Claim> resolve_claims(const Study& study);

// A question that no claim asks, resolved: is `method` better than `against` by the mean over these datasets,
// unpaired?
Claim undeclared_claim(Name method, Name against, std::vector<Name> datasets, Name metric);

}  // namespace gainsay::audit
