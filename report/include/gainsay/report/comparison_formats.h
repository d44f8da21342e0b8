#pragma once

#include <string>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/report/text_style.h"

namespace gainsay::report {

// Everything that is known of each comparison, a paragraph each.
std::string comparisons_text(const std::vector<audit::Comparison>& comparisons, const TextStyle& style);

// A JSON array of the comparisons as they stand in an audit.
std::string comparisons_json(const std::vector<audit::Comparison>& comparisons);

}  // namespace gainsay::report
