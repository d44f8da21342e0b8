#pragma once

#include <cstddef>
#include <string>

#include "gainsay/audit/pain_points.h"
#include "gainsay/report/text_style.h"

// Where a method is weak, as text for people and for programs. Nothing here computes or decides.
namespace gainsay::report {

// The first `most` candidates in their order, how many more there are, and how they were ranked and tested.
std::string pain_points_text(const audit::PainPointSearch& search, const TextStyle& style, std::size_t most);

// {"method", "alpha", "tests", "adjustment", "candidates": [{rank, pain_point, what, reference, value,
// reference_value, shortfall, interval, unit, test, p, p_adjusted, size, detail, reason, evidence}],
// "not_searched"}, all candidates.
std::string pain_points_json(const audit::PainPointSearch& search);

}  // namespace gainsay::report
