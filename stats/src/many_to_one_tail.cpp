#include "many_to_one_tail.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "normal_tails.h"

namespace gainsay::stats {
namespace {

// As the range's: with more arms the largest one is sharper.
double sharpness(std::size_t n_arms) { return std::pow(std::log2(static_cast<double>(n_arms + 1)), 0.7); }

}  // namespace

ManyToOneTail::ManyToOneTail(std::vector<double> loadings) : n_arms_(loadings.size()) {
  std::ranges::sort(loadings);
  for (const double loading : loadings) {
    if (arms_.empty() || arms_.back().loading != loading) {
      arms_.push_back({loading, std::sqrt((1 - loading) * (1 + loading)), 0});
    }
    ++arms_.back().count;
  }
  // In y, an arm goes from within to beyond over rest / loading.
  step_ = std::min(0.5, 0.6 / sharpness(n_arms_)) * std::min(1.0, arms_.back().rest / arms_.back().loading);
}

// Given Y = y; 1 less the product of the chances to be within, without cancellation.
double ManyToOneTail::some_beyond(double x, double y) const {
  double some = 0;
  for (const Arms& arms : arms_) {
    const double shift = arms.loading * y;
    double beyond = lower_normal((shift - x) / arms.rest);
    // Below -x is exp(-2 x shift / rest^2) times less likely than above x, or still less.
    if (x * shift < 20 * arms.rest * arms.rest) beyond += lower_normal((-shift - x) / arms.rest);
    for (std::size_t i = 0; i < arms.count; ++i) some += beyond * (1 - some);
  }
  return some;
}

// The trapezoidal rule; the integrand is even.
double ManyToOneTail::operator()(double x) const {
  const double last = std::sqrt(x * x + 76);  // exp(-76 / 2) is 3e-17
  double sum = normal_height(0) * some_beyond(x, 0) / 2;
  for (double y = step_; y <= last; y += step_) sum += normal_height(y) * some_beyond(x, y);
  return std::min(1.0, 2 * step_ * sum);
}

TailShape ManyToOneTail::shape() const {
  const auto m = static_cast<double>(n_arms_);
  const double panel = n_arms_ <= 4 ? 1.75 : 0.75;
  return {.rate = 0.5,
          .log_bound = std::log(m),
          .relative_step = 0.3 / sharpness(n_arms_) / std::sqrt(2 * std::log(m + 1)),
          .panel = panel * std::min(1.0, std::numbers::sqrt2 * arms_.back().rest)};
}

}  // namespace gainsay::stats
