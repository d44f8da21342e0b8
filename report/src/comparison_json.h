#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"

namespace gainsay::report {

nlohmann::ordered_json comparison_array(const std::vector<audit::Comparison>& comparisons);

}  // namespace gainsay::report
