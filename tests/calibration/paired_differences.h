#pragma once

#include <cstdint>
#include <vector>

#include "calibration/family.h"

namespace calibration {

// The differences of two methods over pairs: about their mean, and the same ones about their median.
struct PairedDifferences {
  std::vector<double> mean_zero;
  std::vector<double> median_zero;
  std::uint64_t seed;
  Setting setting;
};

PairedDifferences simulate_paired_differences(gainsay::stats::RandomStream& random, const Setting& setting);
std::vector<Procedure<PairedDifferences>> paired_procedures();

}  // namespace calibration
