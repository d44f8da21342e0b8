#include "gainsay/stats/nemenyi.h"

#include <cmath>
#include <numbers>

#include "gainsay/stats/studentized_range.h"

#include "check.h"
#include "range_tail.h"
#include "score_table.h"

namespace gainsay::stats {

NemenyiTest nemenyi_test(const FriedmanTest& friedman, double alpha) {
  check::open_unit("nemenyi_test", "alpha", alpha);
  const auto k = static_cast<double>(friedman.n_methods);
  const double unit =
      std::sqrt(k * (k + 1) / (6 * static_cast<double>(friedman.n_datasets))) / std::numbers::sqrt2;
  NemenyiTest test{.critical_difference = studentized_range_critical_value(alpha, friedman.n_methods) * unit,
                   .alpha = alpha,
                   .p_values = {},
                   .n_methods = friedman.n_methods,
                   .method = "nemenyi"};
  const RangeTail tail(friedman.n_methods);
  const std::vector<double>& ranks = friedman.mean_ranks;
  test.p_values = symmetric_square(ranks.size(), 1.0, [&](std::size_t i, std::size_t j) {
    return tail(std::abs(ranks[i] - ranks[j]) / unit);
  });
  return test;
}

}  // namespace gainsay::stats
