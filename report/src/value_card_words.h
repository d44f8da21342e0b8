#pragma once

#include <string>

#include "gainsay/audit/value_card.h"

// The numbers of a value card in the words that its formats share.
namespace gainsay::report {

// Whole numbers: "4", or "0 to 4" for a range.
std::string range_text(double low, double high);

// "4" for a factor, "0 to 4" for an open one, "-" for one that does not count.
std::string factor_text(const audit::ValueFactor& factor);

// "3", or "3 (0 to 4)".
std::string stars_text(const audit::ValueCard& card);

// "***..": one mark a star.
std::string stars_drawn(const audit::ValueCard& card);

// "8 of 125", "0 to 48 of 125".
std::string product_text(const audit::ValueCard& card);

}  // namespace gainsay::report
