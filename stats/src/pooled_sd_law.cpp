#include "pooled_sd_law.h"

namespace gainsay::stats {

// exp(df (u - e^(2u) / 2)) has no pole within pi / 4 of the real line, and near 0 is a normal density with
// variance 1 / (2 df): the step keeps to both.
PooledSdLaw::PooledSdLaw(double df) : df_(df), step_(std::min(0.1, 0.65 / std::sqrt(2 * df))) {
  if (std::isinf(df)) return;
  double sum = 1;
  for (const double step : {-step_, step_}) {
    for (double u = step; log_density(u) > -negligible; u += step) sum += std::exp(log_density(u));
  }
  mass_ = sum * step_;
}

}  // namespace gainsay::stats
