#pragma once

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/interval.h"

#include "placements.h"

namespace gainsay::stats {

// What two samples of which one lies wholly above the other say about P(a > b) + P(a = b) / 2: pairing values
// one by one gives m = min(n_a, n_b) independent pairs, all won by the same side, whose interval is that of
// Clopper and Pearson (1934): from tail^(1 / m) to 1, or its mirror image.
Interval separated_interval(const PooledOrder& pool, const Placement& placement, double confidence,
                            Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
