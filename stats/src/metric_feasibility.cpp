#include "gainsay/stats/metric_feasibility.h"

#include <algorithm>
#include <string>

#include "check.h"
#include "printed_number.h"
#include "wide.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "metric_feasibility";
constexpr int most_decimals = 6;
constexpr std::int64_t most_items = 1'000'000;
constexpr std::int64_t most_items_of_unknown_classes = 10'000;

struct Bounds {
  std::optional<HalfUnits> accuracy;
  std::optional<HalfUnits> sensitivity;
  std::optional<HalfUnits> specificity;
  std::optional<HalfUnits> precision;
  std::optional<HalfUnits> f1;
};

std::optional<HalfUnits> bounds_of(const std::optional<ReportedNumber>& metric, std::string_view name,
                                   std::int64_t scale, GrimRounding rounding) {
  if (!metric) return std::nullopt;
  check_printed(function, name, *metric, most_decimals);
  if (metric->value < 0 || metric->value > static_cast<double>(scale)) {
    check::fail(function, std::string(name) + " must be from 0 to " + std::to_string(scale) + ", is " +
                              check::text(metric->value));
  }
  HalfUnits units = half_units(*metric, rounding);
  units.per_one *= scale;
  return units;
}

// A range of integers, empty where first > last.
struct Range {
  std::int64_t first;
  std::int64_t last;

  void clip(const Range& other) {
    first = std::max(first, other.first);
    last = std::min(last, other.last);
  }
};

// The integers x with (x + offset) / denominator among the values that a printed metric may stand for.
Range numerators(const HalfUnits& metric, std::int64_t denominator, std::int64_t offset) {
  const Wide low = Wide{metric.low} * denominator;
  const Wide high = Wide{metric.high} * denominator;
  const Wide per = metric.per_one;
  const Wide first = metric.closed ? ceiling_division(low, per) : floor_division(low, per) + 1;
  const Wide last = metric.closed ? floor_division(high, per) : ceiling_division(high, per) - 1;
  return {static_cast<std::int64_t>(first) - offset, static_cast<std::int64_t>(last) - offset};
}

// The integers x >= 0 with numerator / (x + offset) among those values; numerator > 0. Beyond `most` it does
// not matter.
Range denominators(const HalfUnits& metric, std::int64_t numerator, std::int64_t offset, std::int64_t most) {
  const Wide whole = Wide{metric.per_one} * numerator;
  Range range{0, most};
  // numerator / d <= high, and so d >= numerator / high.
  if (metric.high <= 0) return {1, 0};
  const Wide first =
      metric.closed ? ceiling_division(whole, metric.high) : floor_division(whole, metric.high) + 1;
  range.first = std::max(range.first,
                         static_cast<std::int64_t>(std::min<Wide>(first, Wide{offset} + most + 1)) - offset);
  if (metric.low > 0) {
    const Wide last =
        metric.closed ? floor_division(whole, metric.low) : ceiling_division(whole, metric.low) - 1;
    range.last =
        std::min(range.last, static_cast<std::int64_t>(std::min<Wide>(last, Wide{offset} + most)) - offset);
  }
  return range;
}

bool allows_zero(const HalfUnits& metric) { return metric.contains_ratio(0, 1); }

// The numbers of false positives that go with `hits` of `positive`.
Range false_positives(const Bounds& bounds, std::int64_t hits, std::int64_t positive, std::int64_t total) {
  const std::int64_t negative = total - positive;
  Range range{0, negative};
  const auto clip_true_negatives = [&](const Range& rejected) {
    range.clip({negative - rejected.last, negative - rejected.first});
  };
  if (bounds.accuracy) clip_true_negatives(numerators(*bounds.accuracy, total, hits));
  if (bounds.specificity) clip_true_negatives(numerators(*bounds.specificity, negative, 0));
  if (hits == 0) {
    // Precision and F1 are 0, or not defined where nothing is predicted positive.
    if ((bounds.precision && !allows_zero(*bounds.precision)) || (bounds.f1 && !allows_zero(*bounds.f1)))
      return {1, 0};
    return range;
  }
  if (bounds.precision) range.clip(denominators(*bounds.precision, hits, hits, negative));
  // 2 TP + FP + FN = TP + FP + P.
  if (bounds.f1) range.clip(denominators(*bounds.f1, 2 * hits, hits + positive, negative));
  return range;
}

std::optional<ConfusionCounts> matrix_with(const Bounds& bounds, std::int64_t positive, std::int64_t total) {
  Range hits{0, positive};
  if (bounds.sensitivity) hits.clip(numerators(*bounds.sensitivity, positive, 0));
  for (std::int64_t hit = hits.first; hit <= hits.last; ++hit) {
    const Range wrong = false_positives(bounds, hit, positive, total);
    if (wrong.first > wrong.last) continue;
    return ConfusionCounts{.true_positive = hit,
                           .false_negative = positive - hit,
                           .true_negative = total - positive - wrong.first,
                           .false_positive = wrong.first};
  }
  return std::nullopt;
}

void check_classes(const ClassCounts& classes) {
  check::at_least(function, "total", classes.total, 2);
  const std::int64_t most = classes.positive ? most_items : most_items_of_unknown_classes;
  if (classes.total > most) {
    check::fail(function,
                "total must be at most " + std::to_string(most) + ", is " + std::to_string(classes.total));
  }
  if (!classes.positive) return;
  check::at_least(function, "positive", *classes.positive, 1);
  check::at_least(function, "total", classes.total, *classes.positive + 1);
}

}  // namespace

MetricFeasibility metric_feasibility(const ReportedMetrics& metrics, const ClassCounts& classes,
                                     std::int64_t scale, GrimRounding rounding) {
  check_classes(classes);
  if (scale != 1 && scale != 100)
    check::fail(function, "scale must be 1 or 100, is " + std::to_string(scale));
  const Bounds bounds{.accuracy = bounds_of(metrics.accuracy, "accuracy", scale, rounding),
                      .sensitivity = bounds_of(metrics.sensitivity, "sensitivity", scale, rounding),
                      .specificity = bounds_of(metrics.specificity, "specificity", scale, rounding),
                      .precision = bounds_of(metrics.precision, "precision", scale, rounding),
                      .f1 = bounds_of(metrics.f1, "f1", scale, rounding)};
  if (!bounds.accuracy && !bounds.sensitivity && !bounds.specificity && !bounds.precision && !bounds.f1) {
    check::fail(function, "at least one metric must be given");
  }
  const std::int64_t first = classes.positive.value_or(1);
  const std::int64_t last = classes.positive.value_or(classes.total - 1);
  for (std::int64_t positive = first; positive <= last; ++positive) {
    const std::optional<ConfusionCounts> matrix = matrix_with(bounds, positive, classes.total);
    if (matrix) return {.feasible = true, .witness = matrix};
  }
  return {.feasible = false, .witness = std::nullopt};
}

}  // namespace gainsay::stats
