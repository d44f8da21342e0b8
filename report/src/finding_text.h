#pragma once

#include <string>
#include <string_view>

#include "gainsay/audit/finding.h"

// The parts of a finding that several texts share.
namespace gainsay::report {

// The message, and on a line of its own what to do, where that is known.
std::string message_with_remedy(const audit::Finding& finding);

// Claim, method, comparator and dataset, as far as it is about them, with `separator` between them.
std::string subject_of(const audit::Finding& finding, std::string_view separator);

}  // namespace gainsay::report
