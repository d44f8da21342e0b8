#include "separation.h"

#include <algorithm>
#include <cmath>

namespace gainsay::stats {

Interval separated_interval(const PooledOrder& pool, const Placement& placement, double confidence,
                            Alternative alternative) {
  const double tail = alternative == Alternative::two_sided ? (1 - confidence) / 2 : 1 - confidence;
  const double bound = std::pow(tail, 1 / static_cast<double>(std::min(pool.n_a, pool.n_b)));
  const bool above = placement.probability > 0.5;
  const bool to_one = alternative == Alternative::greater;
  const bool from_zero = alternative == Alternative::less;
  if (above) return {from_zero ? 0 : bound, 1, confidence};
  return {0, to_one ? 1 : 1 - bound, confidence};
}

}  // namespace gainsay::stats
