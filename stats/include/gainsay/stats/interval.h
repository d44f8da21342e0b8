#pragma once

namespace gainsay::stats {

// A confidence interval: both ends in the unit of the estimate, and the confidence it was asked to have (0 to
// 1). A one-sided interval has an infinite end.
struct Interval {
  double low;
  double high;
  double confidence;
};

}  // namespace gainsay::stats
