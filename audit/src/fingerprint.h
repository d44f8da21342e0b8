#pragma once

#include <string>

#include "gainsay/audit/finding.h"

namespace gainsay::audit {

// 16 hexadecimal digits that depend on the rule and its subject (claim, method, comparator, dataset, metric)
// and on nothing else, so that a finding can be followed while its numbers change. FNV-1a, 64 bits.
std::string fingerprint(const Finding& finding);

}  // namespace gainsay::audit
