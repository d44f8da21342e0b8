#pragma once

#include <cstdint>
#include <optional>

#include "gainsay/stats/grim.h"
#include "gainsay/stats/rounding_interval.h"

namespace gainsay::stats {

// The metrics of a two-class classifier on one test set, as printed; those that are not printed are empty.
// All on one scale.
struct ReportedMetrics {
  std::optional<ReportedNumber> accuracy;
  std::optional<ReportedNumber> sensitivity;  // recall of the positive class: TP / P
  std::optional<ReportedNumber> specificity;  // TN / N
  std::optional<ReportedNumber> precision;    // TP / (TP + FP)
  std::optional<ReportedNumber> f1;           // 2 TP / (2 TP + FP + FN)
};

// The classes of the test set: P and N both known, or only their total.
struct ClassCounts {
  std::optional<std::int64_t> positive;  // P >= 1; empty: any from 1 to total - 1
  std::int64_t total;                    // P + N, 2 to 10^6 (to 10^4 where P is not known); above P
};

struct ConfusionCounts {
  std::int64_t true_positive;
  std::int64_t false_negative;
  std::int64_t true_negative;
  std::int64_t false_positive;
};

struct MetricFeasibility {
  bool feasible;
  std::optional<ConfusionCounts> witness;  // one confusion matrix that gives all the printed numbers
};

// Can the printed metrics all come from one confusion matrix?
// metrics: at least one, 0 to 6 decimals, from 0 to scale; classes: as above; scale: 1 or 100; rounding: what
// the numbers may have gone through. Returns whether there are integers TP <= P and TN <= N such that every
// printed metric is that of the matrix, rounded, and the first of them found. Exact integer arithmetic over
// every TP. Where nothing is predicted positive the precision is not defined; a printed 0 passes for it.
// Throws std::domain_error if an argument is outside its range. Assumes one test set and no averaging over
// folds or classes. Source: Fazekas and Kovacs (2024), for one test set.
MetricFeasibility metric_feasibility(const ReportedMetrics& metrics, const ClassCounts& classes,
                                     std::int64_t scale = 1, GrimRounding rounding = GrimRounding::any);

}  // namespace gainsay::stats
