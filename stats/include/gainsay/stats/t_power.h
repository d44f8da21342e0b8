#pragma once

#include <cstdint>

namespace gainsay::stats {

// Two independent arms: the true difference of their means (the smallest effect of interest, never the effect
// seen), the sd of one run (> 0, the same in both arms and in the effect's unit), and their sizes (>= 2
// each).
struct TwoSampleDesign {
  double effect;
  double sd;
  std::int64_t n_a;
  std::int64_t n_b;
};

// Pairs: the true mean difference, the sd of a difference (> 0), and the number of pairs (>= 2).
struct PairedDesign {
  double effect;
  double sd;
  std::int64_t n;
};

// The power of the two-sided two-sample t test, from the non-central t.
// design: as above, effect finite; alpha: between 0 and 1.
// Returns the probability that p < alpha, in either direction. At equal n and equal sds it is Welch's power
// too, to within a few tenths of a percent. Throws std::domain_error if an argument is outside its range.
// Source: Cohen (1988), chapter 2.
double two_sample_t_power(const TwoSampleDesign& design, double alpha = 0.05);

// The runs per arm that the two-sided two-sample t test needs.
// effect: finite, not 0; sd: > 0; power and alpha: between 0 and 1.
// Returns the smallest n per arm, at least 2, whose power reaches `power`.
// Throws std::domain_error if an argument is outside its range, or more than 10^9 runs would be needed.
std::int64_t two_sample_t_sample_size(double effect, double sd, double power = 0.8, double alpha = 0.05);

// The smallest true difference that the two-sided two-sample t test finds with the given power.
// sd: > 0, of one run; n_a, n_b: >= 2; power: above alpha, below 1; alpha: between 0 and 1.
// Returns the effect, > 0, in the unit of sd. Throws std::domain_error if an argument is outside its range.
double minimum_detectable_effect(double sd, std::int64_t n_a, std::int64_t n_b, double power = 0.8,
                                 double alpha = 0.05);

// The paired counterparts; `sd` is that of the differences. Ranges and throws as above.
double paired_t_power(const PairedDesign& design, double alpha = 0.05);
std::int64_t paired_t_sample_size(double effect, double sd, double power = 0.8, double alpha = 0.05);
double paired_minimum_detectable_effect(double sd, std::int64_t n, double power = 0.8, double alpha = 0.05);

// The power of two one-sided t tests of two independent arms of n each, when the true difference is 0.
// margin: > 0; sd: > 0, of one run, in the margin's unit; n: >= 2 per arm; alpha: between 0 and 0.5, of each
// test. Returns the exact power, by integration over the distribution of the pooled sd. Throws
// std::domain_error if an argument is outside its range. Source: Schuirmann (1987); Phillips (1990).
double tost_power(double margin, double sd, std::int64_t n, double alpha = 0.05);

// The runs per arm that two one-sided t tests need to show equivalence when the true difference is 0.
// Returns the smallest n per arm, at least 2, whose tost_power reaches `power`.
// Throws std::domain_error if an argument is outside its range, or more than 10^7 runs would be needed.
std::int64_t tost_sample_size(double margin, double sd, double power = 0.8, double alpha = 0.05);

// How large the true sd may well be, given the sd of a pilot.
// sd: >= 0, seen; df: >= 1, its degrees of freedom (n - 1, or n_a + n_b - 2 when pooled); confidence: between
// 0 and 1. Returns the one-sided upper confidence bound sd * sqrt(df / chi2(1 - confidence; df)). Throws
// std::domain_error if an argument is outside its range. Assumes normal runs. Source: Browne (1995), who
// recommends a confidence of 0.8 for planning from a pilot.
double pilot_sd_upper_bound(double sd, std::int64_t df, double confidence = 0.8);

// The sd to plan with, given the sd of a pilot, so that studies planned in this way have the wanted power on
// the average: a study planned with the pilot's own sd is too small as often as too large, and loses more
// power by the one than it gains by the other.
// sd: >= 0, seen; df: >= 1, its degrees of freedom; power, alpha (two-sided): between 0 and 1, power above
// alpha. Returns sd * k / (z(1 - alpha / 2) + z(power)), with k the quantile `power` of the noncentral t with
// df degrees of freedom and noncentrality z(1 - alpha / 2): 25 % more than seen for df = 4, 5 % for df = 18.
// Throws std::domain_error if an argument is outside its range. Assumes normal runs. Source: Julious and Owen
// (2006), Pharmaceutical Statistics 5, 29-37.
double planning_sd(double sd, std::int64_t df, double power = 0.8, double alpha = 0.05);

}  // namespace gainsay::stats
