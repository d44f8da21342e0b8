#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/interval.h"
#include "gainsay/stats/moments.h"

namespace gainsay::stats {

struct StudentTTest {
  double estimate;        // mean(a) - mean(b)
  double standard_error;  // of the estimate, from the pooled variance
  Interval interval;      // of the estimate
  double statistic;       // t = estimate / standard_error
  double df;              // n_a + n_b - 2
  double p_value;
  std::int64_t n_a;
  std::int64_t n_b;
  std::string_view method;  // "student-t"
};

// Student's t test: do two independent samples of the same variance have the same mean?
// a, b: at least 1 finite value each and 3 in all; confidence: between 0 and 1, of the interval; alternative:
// about mean(a) - mean(b). Returns the difference of means with interval, t, df and p. Throws
// std::domain_error if a sample is too small or holds a value that is not finite, confidence is not between 0
// and 1, or neither sample varies (beyond rounding: 10 epsilon of the larger absolute mean). Assumes
// independent values of equal variance. Where that fails at unequal sizes so does the test: at 10 v 3 runs
// with three times the sd in the smaller arm it errs 25 % of the time at a nominal 5 %. welch_t_test needs no
// such assumption. Source: Student (1908); Fisher (1925).
StudentTTest student_t_test(std::span<const double> a, std::span<const double> b, double confidence = 0.95,
                            Alternative alternative = Alternative::two_sided);

// The same, two-sided, from means, sds and sizes alone, as a paper prints them.
// a, b: finite mean, sd >= 0, n >= 2; confidence: between 0 and 1.
// Throws std::domain_error if an argument is outside these ranges or both sds are 0.
StudentTTest student_t_test_from_moments(const Moments& a, const Moments& b, double confidence = 0.95);

}  // namespace gainsay::stats
