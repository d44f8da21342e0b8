#include "gainsay/stats/winners_curse.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "check.h"
#include "distributions.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// log P(Z > z), also where the probability itself is no double any more: there by Laplace's continued
// fraction.
double log_normal_ccdf(double z) {
  if (z < 20) return std::log(distributions::normal_ccdf(z));
  double fraction = z;
  for (int k = 60; k > 0; --k) fraction = z + k / fraction;
  return -z * z / 2 - std::log(std::sqrt(2 * std::numbers::pi) * fraction);
}

// The mean of a normal variable that, given that it is above `cut`, is above `seen` with probability `tail`.
double mean_with_tail(double seen, double cut, double error, double tail) {
  if (seen == cut) return -infinity;
  const auto excess = [&](double mean) {
    return log_normal_ccdf((seen - mean) / error) - log_normal_ccdf((cut - mean) / error) - std::log(tail);
  };
  // Far below, what is above the cut is all but exponential with rate (cut - mean) / error^2.
  const double exponential = error * error * -std::log(tail) / (seen - cut);
  double low = cut - 2 * exponential - 10 * error;
  while (excess(low) > 0) low -= 2 * (cut - low);
  double high = seen + 10 * error;
  while (excess(high) < 0) high += 2 * (high - cut);
  return root_between(excess, low, high);
}

}  // namespace

WinnersCurse winners_curse(std::span<const double> estimates, std::span<const double> standard_errors,
                           double confidence) {
  constexpr std::string_view function = "winners_curse";
  check::sample(function, "estimates", estimates, 2);
  check::sample(function, "standard_errors", standard_errors, 2);
  check::same_size(function, estimates.size(), standard_errors.size());
  for (const double error : standard_errors) check::positive(function, "a standard error", error);
  check::open_unit(function, "confidence", confidence);
  WinnersCurse result{};
  result.winner = static_cast<std::size_t>(std::ranges::max_element(estimates) - estimates.begin());
  result.naive = estimates[result.winner];
  result.runner_up = -infinity;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    if (i != result.winner) result.runner_up = std::max(result.runner_up, estimates[i]);
  }
  const double error = standard_errors[result.winner];
  const auto mean_for = [&](double tail) {
    return mean_with_tail(result.naive, result.runner_up, error, tail);
  };
  result.estimate = mean_for(0.5);
  result.interval = {mean_for((1 - confidence) / 2), mean_for((1 + confidence) / 2), confidence};
  result.n = std::ssize(estimates);
  const double each = std::pow(confidence, 1 / static_cast<double>(result.n));
  const double margin = error * distributions::normal_quantile((1 + each) / 2);
  result.simultaneous = {result.naive - margin, result.naive + margin, confidence};
  result.method = "conditional-on-selection";
  return result;
}

}  // namespace gainsay::stats
