#pragma once

#include <cstdint>
#include <span>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// An estimate of a mean difference with its standard error and the degrees of freedom of that error: what
// every t test of this library comes down to, and what can be combined over strata.
struct Estimate {
  double value;
  double standard_error;  // > 0
  double df;              // > 0, need not be whole
};

// Two-sided t test of `estimate.value` against 0 with its interval.
struct EstimateTTest {
  Interval interval;
  double statistic;
  double p_value;
};

// Throws std::domain_error unless the value is finite, standard_error and df are positive and finite, and
// 0 < confidence < 1.
EstimateTTest t_test_of_estimate(const Estimate& estimate, double confidence = 0.95);

// Unweighted mean of independent estimates (one a dataset): the standard errors add in quadrature, the
// degrees of freedom are Satterthwaite's, (sum v)^2 / sum(v^2 / df), v the squared standard errors.
// estimates: at least one; a standard error of 0 is allowed as long as one is positive. Throws
// std::domain_error otherwise. Assumes that no run counts in two of the estimates. Source: Satterthwaite
// (1946), Biometrics Bulletin 2, 110-114.
Estimate mean_of_estimates(std::span<const Estimate> estimates);

// Probability that the two-sided t test at `alpha` is significant when the true difference is `effect`:
// both tails of the non-central t with noncentrality effect / standard_error.
// Throws std::domain_error for a standard error or df that is not positive, or an alpha outside (0, 1).
double power_of_estimate(const Estimate& estimate, double effect, double alpha);

// The smallest effect > 0 that power_of_estimate finds with at least `power`. Throws as power_of_estimate,
// and for a power outside (alpha, 1).
double detectable_effect_of_estimate(const Estimate& estimate, double power, double alpha);

}  // namespace gainsay::stats
