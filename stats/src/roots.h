#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

namespace gainsay::stats {

// The root of a function that changes sign once and is monotone between `low` and `high`, by bisection to the
// last few bits: at most 200 steps, none of which can leave the bracket.
template <typename Function>
double bisect(Function&& f, double low, double high) {
  const bool rising = f(high) > 0;
  for (int step = 0; step < 200; ++step) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    if ((f(middle) > 0) == rising) {
      high = middle;
    } else {
      low = middle;
    }
    if (high - low <= 1e-13 * std::fmax(std::abs(low), std::abs(high))) break;
  }
  return low + (high - low) / 2;
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
