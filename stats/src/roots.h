#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

#include <boost/math/tools/toms748_solve.hpp>

namespace gainsay::stats {

// The root of a function that changes sign once between `low` and `high`, to the last few bits, by Alefeld,
// Potra and Shi's algorithm 748 (ACM TOMS 21, 1995): about ten calls of f where bisection takes fifty, and
// never outside the bracket. A sign that does not change (f is 0 at an end up to rounding) gives that end.
template <typename Function>
double root_between(Function&& f, double low, double high) {
  const double at_low = f(low);
  const double at_high = f(high);
  if ((at_low > 0) == (at_high > 0)) return std::abs(at_low) <= std::abs(at_high) ? low : high;
  const auto close_enough = [](double a, double b) {
    return std::abs(b - a) <= 1e-13 * std::fmax(std::abs(a), std::abs(b)) || std::nextafter(a, b) == b;
  };
  std::uintmax_t steps = 200;
  const auto [below, above] =
      boost::math::tools::toms748_solve(f, low, high, at_low, at_high, close_enough, steps);
  return below + (above - below) / 2;
}

// The smallest integer from `first` up to `last` for which a predicate that turns true once holds.
template <typename Predicate>
std::optional<std::int64_t> first_true(Predicate&& holds, std::int64_t first, std::int64_t last) {
  std::int64_t step = 1;
  std::int64_t high = first;
  while (!holds(high)) {
    if (high >= last) return std::nullopt;
    first = high + 1;
    high = step > last - high ? last : high + step;
    step *= 2;
  }
  while (first < high) {
    const std::int64_t middle = first + (high - first) / 2;
    if (holds(middle)) {
      high = middle;
    } else {
      first = middle + 1;
    }
  }
  return high;
}

}  // namespace gainsay::stats
