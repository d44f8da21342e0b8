#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// One dataset: the runs of both arms on it, at least 2 finite values each.
struct Stratum {
  std::span<const double> a;
  std::span<const double> b;
};

struct StratifiedTTest {
  double estimate;        // unweighted mean over the strata of mean(a) - mean(b)
  double standard_error;  // of the estimate, from the runs within strata alone
  Interval interval;
  double statistic;
  double df;  // Satterthwaite over the variances of all arms of all strata
  double p_value;
  std::int64_t n_strata;
  std::int64_t n_a;  // runs over all strata
  std::int64_t n_b;
  std::string_view method;  // "stratified-welch-t"
};

// Welch's t over fixed strata: is the mean gain over these very datasets different from 0?
// strata: at least 1; their scales must be comparable, since the gains are averaged as they are. confidence:
// between 0 and 1. Returns the mean gain with interval, t, df and p, two-sided. Throws std::domain_error if
// there is no stratum, an arm has fewer than 2 values or one that is not finite, confidence is not between 0
// and 1, or no arm varies. Assumes independent runs and fixed datasets: it speaks of these datasets, not of
// others (for those take the dataset as the unit: one_sample_t_test or wilcoxon_signed_rank over the dataset
// means). Source: Satterthwaite (1946), applied to a sum of independent mean differences. One stratum is
// Welch's test.
StratifiedTTest stratified_t_test(std::span<const Stratum> strata, double confidence = 0.95);

}  // namespace gainsay::stats
