#include "gainsay/stats/learning_curve.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "check.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

void check_curve(std::string_view function, const LearningCurve& curve, std::int64_t minimum) {
  check::sample(function, "steps", curve.steps, minimum);
  check::sample(function, "values", curve.values, minimum);
  if (curve.steps.size() != curve.values.size()) {
    check::fail(function, "steps and values must be as many, are " + std::to_string(curve.steps.size()) +
                              " and " + std::to_string(curve.values.size()));
  }
  for (std::size_t i = 1; i < curve.steps.size(); ++i) {
    if (curve.steps[i] <= curve.steps[i - 1]) {
      check::fail(function, "steps must ascend, but steps[" + std::to_string(i) + "] is " +
                                check::text(curve.steps[i]) + " after " + check::text(curve.steps[i - 1]));
    }
  }
}

// The height of the line from one point of the curve to the next.
double height_at(const LearningCurve& curve, std::size_t i, double step) {
  const double share = (step - curve.steps[i]) / (curve.steps[i + 1] - curve.steps[i]);
  return std::lerp(curve.values[i], curve.values[i + 1], share);
}

}  // namespace

AreaUnderCurve area_under_curve(const LearningCurve& curve, const StepRange& range) {
  constexpr std::string_view function = "area_under_curve";
  check_curve(function, curve, 2);
  const double from = range.first_step.value_or(curve.steps.front());
  const double to = range.last_step.value_or(curve.steps.back());
  if (!(from < to && from >= curve.steps.front() && to <= curve.steps.back())) {
    check::fail(function, "the range must lie within the steps " + check::text(curve.steps.front()) + " to " +
                              check::text(curve.steps.back()) + ", is " + check::text(from) + " to " +
                              check::text(to));
  }
  std::vector<double> parts;
  for (std::size_t i = 0; i + 1 < curve.steps.size(); ++i) {
    const double low = std::max(from, curve.steps[i]);
    const double high = std::min(to, curve.steps[i + 1]);
    if (low < high)
      parts.push_back((high - low) * (height_at(curve, i, low) + height_at(curve, i, high)) / 2);
  }
  const double area = compensated_sum(parts);
  const auto within =
      std::ranges::count_if(curve.steps, [&](double step) { return step >= from && step <= to; });
  return {.area = area,
          .mean = area / (to - from),
          .first_step = from,
          .last_step = to,
          .n = within,
          .method = "trapezoid"};
}

StepsToTarget steps_to_target(const LearningCurve& curve, double target, Crossing crossing,
                              bool higher_is_better) {
  constexpr std::string_view function = "steps_to_target";
  check_curve(function, curve, 1);
  check::finite(function, "target", target);
  const auto is_reached = [&](double value) { return higher_is_better ? value >= target : value <= target; };
  const auto values = curve.values;
  const auto first = crossing == Crossing::first
                         ? std::ranges::find_if(values, is_reached)
                         : std::find_if_not(values.rbegin(), values.rend(), is_reached).base();
  const bool reached = first != values.end();
  return {
      .steps = reached ? curve.steps[static_cast<std::size_t>(first - values.begin())] : curve.steps.back(),
      .reached = reached,
      .target = target,
      .n = std::ssize(values),
      .method = crossing == Crossing::first ? "first-crossing" : "sustained-crossing"};
}

}  // namespace gainsay::stats
