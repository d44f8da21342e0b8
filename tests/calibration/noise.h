#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/random_stream.h"

namespace calibration {

// What the noise of runs looks like. All but the last are independent values.
enum class Shape : std::uint8_t {
  normal,
  skewed,       // exponential
  heavy_tails,  // Student's t with 3 degrees of freedom
  diverged,     // one run in five diverged and lies far below the others
  unequal,      // normal, but not all values with the same sd
  discretised,  // normal, rounded to half sds: accuracies on a small test set
  ties,         // three values only
  correlated,   // normal, every two with a correlation of 0.1: folds whose training sets overlap
};
constexpr std::size_t n_shapes = 8;
constexpr double fold_correlation = 0.1;
constexpr double noisy_sd = 3;  // of the noisy values among unequal ones

// The heading of its column.
std::string_view name_of(Shape shape);
const std::array<std::string_view, n_shapes>& shape_names();

// The median of a shape, in sds from its mean.
double median_of(Shape shape);

// Fills `values` with noise of mean 0 and sd 1. For `unequal` it is normal: who fills it makes some noisier.
void fill(gainsay::stats::RandomStream& random, Shape shape, std::span<double> values);

}  // namespace calibration
