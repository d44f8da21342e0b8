#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/study_file_fixes.h"

namespace gainsay::report {

// The edits as a unified diff with three lines around each; empty without edits. path: of the file. text: of
// the file before, as it was when the edits were found.
std::string edits_diff(const std::string& path, std::string_view text,
                       const std::vector<audit::TextEdit>& edits);

}  // namespace gainsay::report
