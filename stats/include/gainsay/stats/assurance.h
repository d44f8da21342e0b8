#pragma once

#include <cstdint>

namespace gainsay::stats {

// A pilot: the sd of one run seen in it (> 0) and its degrees of freedom (n - 1, or n_a + n_b - 2 when
// pooled; >= 1).
struct PilotSd {
  double sd;
  std::int64_t df;
};

// How many runs per arm a t test needs, as far as the pilot tells.
struct SampleSizeRange {
  std::int64_t low;       // if the true sd is at its lower confidence bound
  std::int64_t estimate;  // if it is as in the pilot
  std::int64_t high;      // if it is at its upper confidence bound
  double sd_low;
  double sd_high;
  double confidence;  // of either bound
};

// The range of sample sizes of the two-sided two-sample t test that a pilot leaves open.
// pilot: as above; effect: finite, not 0; confidence: between 0.5 and 1, of each one-sided bound of the sd;
// power, alpha: between 0 and 1. Throws std::domain_error if an argument is out of range or more than 10^9
// runs would be needed. Assumes normal runs. Source: Browne (1995).
SampleSizeRange pilot_sample_size_range(const PilotSd& pilot, double effect, double confidence = 0.8,
                                        double power = 0.8, double alpha = 0.05);

// The probability that the two-sided two-sample t test with n runs per arm finds `effect`, averaged over what
// the pilot leaves open about the sd: below the power at the pilot's sd when that is high.
// n: >= 2; otherwise as above. Returns the power integrated over sd / sqrt(chi2(df) / df). Throws
// std::domain_error if an argument is out of range. Source: O'Hagan, Stevens and Campbell (2005), with the
// prior 1 / sigma.
double t_test_assurance(const PilotSd& pilot, double effect, std::int64_t n, double alpha = 0.05);

// The smallest n per arm, at least 2, whose t_test_assurance reaches `assurance`.
// assurance, alpha: between 0 and 1, assurance above alpha. Throws std::domain_error if an argument is out of
// range or more than 10^7 runs would be needed.
std::int64_t assurance_sample_size(const PilotSd& pilot, double effect, double assurance = 0.8,
                                   double alpha = 0.05);

}  // namespace gainsay::stats
