#pragma once

#include <string_view>

namespace gainsay::importers {

// The text of importers/aim/aim_runs.py.
extern const std::string_view aim_program;

}  // namespace gainsay::importers
