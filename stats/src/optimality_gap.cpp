#include "gainsay/stats/optimality_gap.h"

#include <algorithm>
#include <vector>

#include "check.h"
#include "sums.h"

namespace gainsay::stats {

double optimality_gap(std::span<const double> sample, double target) {
  check::sample("optimality_gap", "sample", sample, 1);
  check::finite("optimality_gap", "target", target);
  std::vector<double> shortfalls;
  for (const double score : sample) shortfalls.push_back(std::max(0.0, target - score));
  return accurate_mean(shortfalls);
}

}  // namespace gainsay::stats
