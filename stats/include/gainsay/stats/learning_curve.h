#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace gainsay::stats {

// The metric of one run as it went on, at steps (updates, epochs, seconds, samples) in ascending order.
struct LearningCurve {
  std::span<const double> steps;   // finite, strictly ascending
  std::span<const double> values;  // finite, as many
};

// A part of the steps; an end that is left out is that of the curve.
struct StepRange {
  std::optional<double> first_step;
  std::optional<double> last_step;
};

struct AreaUnderCurve {
  double area;  // in the unit of the metric times that of the steps
  double mean;  // area over the steps: the mean height of the curve, in the unit of the metric
  double first_step;
  double last_step;
  std::int64_t n;           // values in the range, ends included
  std::string_view method;  // "trapezoid"
};

// The area under a learning curve by the trapezoidal rule, over all of it or a range of steps, whose ends are
// interpolated. curve: at least 2 values; range: within the steps of the curve, the first below the last.
// Curves are comparable over the same range only: one that ends early is not extended. Throws
// std::domain_error if the curve is not as above, or the range is empty or goes beyond it.
AreaUnderCurve area_under_curve(const LearningCurve& curve, const StepRange& range = {});

// When a target counts as reached: at the first value that is as good, or at the first from which on all are.
enum class Crossing { first, sustained };

struct StepsToTarget {
  double steps;  // of the value that reaches the target; the last step where none does
  bool reached;  // false: right-censored, it would take more than `steps`
  double target;
  std::int64_t n;           // values of the curve
  std::string_view method;  // "first-crossing" or "sustained-crossing"
};

// How many steps a run takes to a target, without interpolation: at the recorded step, as a run can stop only
// where it is evaluated. curve: at least 1 value; target: finite, a value equal to it reaches it;
// higher_is_better: false for a loss. A run that does not get there is censored at its last step, and not
// left out: leaving it out favours the method that fails more often. For times with `reached`, see
// kaplan_meier.h. Throws std::domain_error if the curve is not as above or the target is not finite.
StepsToTarget steps_to_target(const LearningCurve& curve, double target, Crossing crossing = Crossing::first,
                              bool higher_is_better = true);

}  // namespace gainsay::stats
