#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "gainsay/audit/claim_evaluation.h"

namespace gainsay::report {

nlohmann::ordered_json comparison_array(const std::vector<audit::Comparison>& comparisons);

}  // namespace gainsay::report
