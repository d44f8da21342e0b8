#include "calibration/noise.h"

#include <cmath>
#include <numbers>

namespace calibration {
namespace {

using gainsay::stats::RandomStream;

// A run that has diverged lies `gap` below the others, which have an sd of `core_sd`: variance 1 in all.
constexpr double diverged_share = 0.2;
constexpr double core_sd = 0.28;
const double gap = std::sqrt((1 - core_sd * core_sd) / (diverged_share * (1 - diverged_share)));

// A third of the variance of Student's t with 3 degrees of freedom is 1.
double student_3(RandomStream& random) {
  double chi_squared = 0;
  const double z = random.normal();
  for (int i = 0; i < 3; ++i) {
    const double term = random.normal();
    chi_squared += term * term;
  }
  return z / std::sqrt(chi_squared);
}

double diverged_run(RandomStream& random) {
  const double core = core_sd * random.normal() + diverged_share * gap;
  return random.uniform() < diverged_share ? core - gap : core;
}

double one_of_three(RandomStream& random) {
  const std::uint32_t quarter = random.below(4);
  if (quarter >= 2) return 0;
  return quarter == 0 ? -std::numbers::sqrt2 : std::numbers::sqrt2;
}

double draw(RandomStream& random, Shape shape) {
  switch (shape) {
    case Shape::skewed:
      return -std::log1p(-random.uniform()) - 1;
    case Shape::heavy_tails:
      return student_3(random);
    case Shape::diverged:
      return diverged_run(random);
    case Shape::discretised:
      return std::round(2 * random.normal()) / 2;
    case Shape::ties:
      return one_of_three(random);
    case Shape::normal:
    case Shape::unequal:
    case Shape::correlated:
      break;
  }
  return random.normal();
}

}  // namespace

const std::array<std::string_view, n_shapes>& shape_names() {
  static constexpr std::array<std::string_view, n_shapes> names{
      "normal",      "skewed", "heavy tails", "diverged runs", "unequal variances",
      "discretised", "ties",   "folds"};
  return names;
}

std::string_view name_of(Shape shape) { return shape_names()[static_cast<std::size_t>(shape)]; }

double median_of(Shape shape) {
  if (shape == Shape::skewed) return std::numbers::ln2 - 1;
  if (shape != Shape::diverged) return 0;
  // 0.8 P(z < m) + 0.2 = 0.5; R 4.2.2: qnorm(0.375) = -0.3186394
  constexpr double z = -0.3186393639643752;
  return core_sd * z + diverged_share * gap;
}

void fill(RandomStream& random, Shape shape, std::span<double> values) {
  for (double& value : values) value = draw(random, shape);
  if (shape != Shape::correlated) return;
  const double shared = std::sqrt(fold_correlation) * random.normal();
  for (double& value : values) value = shared + std::sqrt(1 - fold_correlation) * value;
}

}  // namespace calibration
