#pragma once

#include <array>

#include <doctest/doctest.h>

namespace gainsay::stats::reference {

// A reference number, to be met to a relative tolerance.
inline doctest::Approx near(double value, double relative = 1e-12) {
  return doctest::Approx(value).epsilon(relative).scale(0);
}

// Hours of sleep gained under two drugs by the same ten people: Student (1908), R's `sleep`.
inline constexpr std::array sleep_1{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
inline constexpr std::array sleep_2{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

}  // namespace gainsay::stats::reference
