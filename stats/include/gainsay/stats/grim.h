#pragma once

#include <cstdint>

#include "gainsay/stats/rounding_interval.h"

namespace gainsay::stats {

// Which roundings a reported mean may have gone through. `half` is to the nearest, halves either way; `any`
// also allows truncation and rounding up, so that nobody is accused for the habits of their software.
enum class GrimRounding { half, any };

// A mean of integers: of how many, and on what scale it is printed.
struct GrimDesign {
  std::int64_t n;      // integers that were averaged (test items x runs), 1 to 10^8
  std::int64_t scale;  // 100 for a percentage, 1 for a proportion or a mean of ratings
  bool proportion;     // each integer is 0 or 1, so that their sum is at most n
  GrimRounding rounding = GrimRounding::any;
};

// The GRIM test: can a reported mean of integers be what it says it is?
// reported: the mean as printed, 0 to 8 decimals, |units| up to 10^10; design: as above, scale 1 or 100.
// Returns whether there is an integer total c (0 to n for a proportion) such that scale * c / n, rounded to
// the printed decimals in one of the allowed ways, is the printed number. Exact integer arithmetic. Throws
// std::domain_error if an argument is outside its range. Assumes plain means: not for macro averages,
// weighted or per-token scores. Source: Brown and Heathers (2017).
bool grim_consistent(const ReportedNumber& reported, const GrimDesign& design);

// How much the GRIM test can find out: the share of printable proportions, 0 to scale, that no total gives.
// decimals: 0 to 6; design: a proportion.
// Returns 0 (the test is blind: n is too large for the printed digits) to almost 1.
// Throws std::domain_error if an argument is outside its range or the design is no proportion.
double grim_power(int decimals, const GrimDesign& design);

}  // namespace gainsay::stats
