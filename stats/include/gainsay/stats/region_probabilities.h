#pragma once

namespace gainsay::stats {

// One number for each of the three regions in which a difference, a less b, can lie: left of the region of
// practical equivalence (b is better), inside it (from -rope to rope), right of it (a is better).
struct RegionProbabilities {
  double left;
  double inside;
  double right;
};

}  // namespace gainsay::stats
