#pragma once

#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"
#include "gainsay/stats/moments.h"

namespace gainsay::stats {

struct EquivalenceTest {
  double estimate;
  double standard_error;
  double df;
  double statistic_low;   // (estimate + margin) / standard_error
  double statistic_high;  // (estimate - margin) / standard_error
  double p_low;           // against a difference of -margin or less
  double p_high;          // against a difference of +margin or more
  double p_value;         // the larger of the two
  Interval interval;      // of confidence 1 - 2 alpha: equivalent at alpha if it lies within +-margin
  double margin;
  std::string_view method;  // "tost-welch-t" or "tost-paired-t"
};

struct NonInferiorityTest {
  double estimate;
  double standard_error;
  double df;
  double statistic;   // (estimate + margin) / standard_error
  double p_value;     // one-sided, against a difference of -margin or less
  Interval interval;  // of confidence 1 - 2 alpha: non-inferior at alpha if its low end lies above -margin
  double margin;
  std::string_view method;  // "non-inferiority-welch-t" or "non-inferiority-paired-t"
};

// The margin within which a difference does not matter (> 0, in the unit of the scores), and the alpha of the
// test.
struct EquivalenceDesign {
  double margin;
  double alpha = 0.05;
};

// Two one-sided Welch tests: is the difference of the means within +-margin?
// a, b: at least 2 finite values each; design: margin finite and above 0, alpha between 0 and 0.5.
// Returns both one-sided p values, their maximum, and the interval of confidence 1 - 2 alpha of mean(a) -
// mean(b). Throws std::domain_error if a sample has fewer than 2 values or one that is not finite, the design
// is outside its range, or neither sample varies (beyond rounding). Assumes independent values and a margin
// that was fixed before the data were seen. Source: Schuirmann (1987); unequal variances: Lakens (2017).
EquivalenceTest welch_equivalence(std::span<const double> a, std::span<const double> b,
                                  const EquivalenceDesign& design);

// The same from means, sds (>= 0, not both 0) and sizes (>= 2). Throws std::domain_error outside these
// ranges.
EquivalenceTest welch_equivalence_from_moments(const Moments& a, const Moments& b,
                                               const EquivalenceDesign& design);

// Two one-sided paired t tests: is the mean of a[i] - b[i] within +-margin?
// a, b: the same number n >= 2 of finite values. Otherwise as welch_equivalence.
// Throws std::domain_error as above, if the sizes differ, or if the differences do not vary (beyond
// rounding).
EquivalenceTest paired_equivalence(std::span<const double> a, std::span<const double> b,
                                   const EquivalenceDesign& design);

// One one-sided Welch test: is mean(a) at most margin below mean(b)? Higher is better; swap the arms where
// lower is. Arguments and throws as welch_equivalence. Source: Wellek (2010), section 1.
NonInferiorityTest welch_non_inferiority(std::span<const double> a, std::span<const double> b,
                                         const EquivalenceDesign& design);

// The paired counterpart. Arguments and throws as paired_equivalence.
NonInferiorityTest paired_non_inferiority(std::span<const double> a, std::span<const double> b,
                                          const EquivalenceDesign& design);

}  // namespace gainsay::stats
