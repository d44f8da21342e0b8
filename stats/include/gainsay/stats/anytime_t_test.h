#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

struct AnytimeTTest {
  double estimate;    // mean
  Interval interval;  // all means that are not rejected; infinite where n is too small to reject any
  double statistic;   // t
  double df;          // n - 1
  double log_e;       // natural logarithm of the e-value
  double e_value;     // infinite beyond the range of a double
  double p_value;     // 1 / e_value, at most 1
  std::int64_t n;
  std::string_view method;  // "anytime-t"
};

// A t test that may be looked at after every value, and the study stopped whenever one likes: does the mean
// differ from 0? Its e-value is the likelihood of the values up to their scale, averaged over standardised
// means mean / sd ~ N(0, effect_variance), over that at 0:
//   E = r^(-1/2) ((1 + t^2 / df) / (1 + t^2 / (df r)))^(n / 2),   r = 1 + n effect_variance.
// values: at least 2, finite, not all equal; the order does not matter. effect_variance: above 0; 1 expects
// effects of about one sd of a difference; confidence: between 0 and 1. The probability under the null that E
// ever reaches 1 / alpha, at any n, is at most alpha, whatever the sd; the intervals cover the mean at all n
// at once with the confidence asked for. The price, at 5 %: |t| must reach 8.4 at 5 values and 3.9 at 10,
// where one look asks for 2.8 and 2.3, and no 4 values can reject with effect_variance 1.
// Throws std::domain_error outside these ranges. Assumes normal values with one mean and sd: looked at from
// the second of 100 exponential values on, a nominal 5 % errs in 13 % of studies. Source: Lai (1976), Annals
// of Statistics 4, 265-280; Wang and Ramdas (2025), Sequential Analysis 44, 56-110, "Anytime-valid t-tests
// and confidence sequences for Gaussian means with unknown variance"; the closed form: Goenen, Johnson, Lu
// and Westfall (2005), American Statistician 59, 252-257.
AnytimeTTest anytime_t_test(std::span<const double> values, double effect_variance = 1,
                            double confidence = 0.95);

}  // namespace gainsay::stats
