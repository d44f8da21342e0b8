#pragma once

#include <string>

#include "gainsay/audit/checklist.h"

namespace gainsay::report {

// The checklist in Markdown: under each item what the records say, and a box for what its author must.
std::string checklist_markdown(const audit::Checklist& checklist, const std::string& study);

}  // namespace gainsay::report
