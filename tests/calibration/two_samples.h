#pragma once

#include <cstdint>
#include <vector>

#include "calibration/family.h"
#include "calibration/noise.h"

namespace calibration {

// Runs of two methods. Under the null both have the same distribution, so that the difference of means, of
// medians and of trimmed means is 0 and P(a > b) + P(a = b) / 2 is 1/2; where the variances are unequal that
// holds by symmetry: `size` noisy runs of a are compared with twice as many quiet ones of b.
struct TwoSamples {
  std::vector<double> a;
  std::vector<double> b;
  std::uint64_t seed;  // for procedures that draw
  Setting setting;
};

TwoSamples simulate_two_samples(gainsay::stats::RandomStream& random, const Setting& setting);

// What is asked of two samples about their location.
std::vector<Procedure<TwoSamples>> location_procedures();

}  // namespace calibration
