#include "auditor_benchmark/run_noise.h"

#include <cmath>
#include <stdexcept>

#include "calibration/noise.h"
#include "calibration/real_runs.h"

namespace auditor_benchmark {
namespace {

using gainsay::stats::RandomStream;

constexpr double basin = 0.8;  // how far each basin's centre lies from the mean, in sds

// Beta(5, 1.5) as a ratio of two gamma variates, each a sum of squared normals: 10 of them, and 3.
double beta(RandomStream& random) {
  double first = 0;
  double second = 0;
  for (int i = 0; i < 10; ++i) first += std::pow(random.normal(), 2);
  for (int i = 0; i < 3; ++i) second += std::pow(random.normal(), 2);
  return first / (first + second);
}

// Mean a / (a + b) and variance a b / ((a + b)^2 (a + b + 1)) of that distribution.
double standardised_beta(RandomStream& random) {
  constexpr double a = 5;
  constexpr double b = 1.5;
  const double sd = std::sqrt(a * b / (a + b + 1)) / (a + b);
  return (beta(random) - a / (a + b)) / sd;
}

double two_basins(RandomStream& random) {
  const double centre = random.below(2) == 0 ? basin : -basin;
  return centre + std::sqrt(1 - basin * basin) * random.normal();
}

double heavy_tailed(RandomStream& random) {
  double value = 0;
  calibration::fill(random, calibration::Shape::heavy_tails, {&value, 1});
  return value;
}

}  // namespace

std::string_view name_of(RunNoise family) {
  static constexpr std::array<std::string_view, n_noise_families> names{
      "normal", "heavy tails", "bimodal", "bounded", "correlated", "real runs"};
  return names.at(static_cast<std::size_t>(family));
}

std::vector<RunNoise> noise_families() {
  std::vector<RunNoise> families{RunNoise::normal, RunNoise::heavy_tails, RunNoise::bimodal,
                                 RunNoise::bounded, RunNoise::correlated};
  if (calibration::real_runs().has_value()) families.push_back(RunNoise::real_runs);
  return families;
}

NoiseSource::NoiseSource(RunNoise family, RandomStream& random) : family_(family), random_(random) {
  if (family != RunNoise::real_runs) return;
  const auto& real = calibration::real_runs();
  if (!real) throw std::runtime_error("the real runs are not there");
  const auto n = static_cast<std::uint32_t>(real->returns.size());
  population_ = &real->returns[random.below(n)];
}

double NoiseSource::shared_by_seed(std::int64_t seed) {
  while (static_cast<std::int64_t>(by_seed_.size()) <= seed) by_seed_.push_back(random_.normal());
  return by_seed_[static_cast<std::size_t>(seed)];
}

double NoiseSource::draw(std::int64_t seed) {
  switch (family_) {
    case RunNoise::heavy_tails:
      return heavy_tailed(random_);
    case RunNoise::bimodal:
      return two_basins(random_);
    case RunNoise::bounded:
      return standardised_beta(random_);
    case RunNoise::correlated:
      return std::sqrt(0.5) * (shared_by_seed(seed) + random_.normal());
    case RunNoise::real_runs:
      return (*population_)[random_.below(static_cast<std::uint32_t>(population_->size()))];
    case RunNoise::normal:
      break;
  }
  return random_.normal();
}

}  // namespace auditor_benchmark
