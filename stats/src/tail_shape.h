#pragma once

namespace gainsay::stats {

// How a tail probability of a statistic in units of a known standard deviation falls, for those who integrate
// or tabulate it.
struct TailShape {
  double rate;  // at most exp(log_bound - rate x^2), and far out nearly that
  double log_bound;
  double relative_step;  // fine enough for the trapezoidal rule in ln x
  double panel;          // width on which 22 Chebyshev points give 12 digits of it times exp(rate x^2)
};

}  // namespace gainsay::stats
