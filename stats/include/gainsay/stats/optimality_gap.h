#pragma once

#include <span>

namespace gainsay::stats {

// How far scores fall short of a target on average: the mean of max(0, target - score), in the unit of the
// scores; lower is better, and what exceeds the target does not make up for what falls short.
// sample: n >= 1 finite scores, in any order, of all tasks pooled; target: finite, the score from which on
// more is not wanted (1 for human-normalised scores).
// Throws std::domain_error if the sample is empty, or a score or the target is not finite.
// Source: Agarwal et al. (2021), section 4.3.
double optimality_gap(std::span<const double> sample, double target = 1);

}  // namespace gainsay::stats
