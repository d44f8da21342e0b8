#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "gainsay/stats/random_stream.h"

namespace auditor_benchmark {

// How the runs of one arm scatter about their mean. Every family has mean 0 and sd 1.
enum class RunNoise : std::uint8_t {
  normal,
  heavy_tails,  // Student's t with 3 degrees of freedom
  bimodal,      // two basins, as likely as each other
  bounded,      // Beta(5, 1.5): crowds under a ceiling
  correlated,   // normal; runs under the same seed share half of their variance, whatever the method
  real_runs,    // returns of reinforcement learning agents about their mean, one game a study
};
constexpr std::size_t n_noise_families = 6;

std::string_view name_of(RunNoise family);

// The families at hand: all, or all but the real runs where their file is not there.
std::vector<RunNoise> noise_families();

// A source of noise for one study: values may be asked for in any number, seed by seed.
class NoiseSource {
 public:
  // Throws std::runtime_error for real_runs where their file is not there.
  NoiseSource(RunNoise family, gainsay::stats::RandomStream& random);

  // The deviation of one run. seed: its seed, >= 0 (correlated alone looks at it).
  double draw(std::int64_t seed);

 private:
  double shared_by_seed(std::int64_t seed);

  RunNoise family_;
  gainsay::stats::RandomStream& random_;
  const std::vector<double>* population_ = nullptr;
  std::vector<double> by_seed_;
};

}  // namespace auditor_benchmark
