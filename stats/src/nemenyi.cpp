#include "gainsay/stats/nemenyi.h"

#include <cmath>
#include <numbers>

#include "gainsay/stats/studentized_range.h"

#include "check.h"

namespace gainsay::stats {

NemenyiTest nemenyi_test(const FriedmanTest& friedman, double alpha) {
  check::open_unit("nemenyi_test", "alpha", alpha);
  const auto k = static_cast<double>(friedman.n_methods);
  const double unit =
      std::sqrt(k * (k + 1) / (6 * static_cast<double>(friedman.n_datasets))) / std::numbers::sqrt2;
  const std::size_t size = friedman.mean_ranks.size();
  NemenyiTest test{.critical_difference = studentized_range_critical_value(alpha, friedman.n_methods) * unit,
                   .alpha = alpha,
                   .p_values = std::vector<double>(size * size, 1.0),
                   .n_methods = friedman.n_methods,
                   .method = "nemenyi"};
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = i + 1; j < size; ++j) {
      const double q = std::abs(friedman.mean_ranks[i] - friedman.mean_ranks[j]) / unit;
      test.p_values[i * size + j] = test.p_values[j * size + i] =
          studentized_range_ccdf(q, friedman.n_methods);
    }
  }
  return test;
}

}  // namespace gainsay::stats
