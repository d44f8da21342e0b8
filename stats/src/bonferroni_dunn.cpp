#include "gainsay/stats/bonferroni_dunn.h"

#include <algorithm>
#include <cmath>

#include "check.h"
#include "distributions.h"

namespace gainsay::stats {

BonferroniDunnTest bonferroni_dunn_test(const FriedmanTest& friedman, std::int64_t control, double alpha) {
  constexpr std::string_view function = "bonferroni_dunn_test";
  check::between(function, "control", control, 0, friedman.n_methods - 1);
  check::open_unit(function, "alpha", alpha);
  const auto k = static_cast<double>(friedman.n_methods);
  const double standard_error = std::sqrt(k * (k + 1) / (6 * static_cast<double>(friedman.n_datasets)));
  const double comparisons = k - 1;
  BonferroniDunnTest test{
      .critical_difference = -distributions::normal_quantile(alpha / (2 * comparisons)) * standard_error,
      .alpha = alpha,
      .statistic = {},
      .p_values = {},
      .control = control,
      .n_methods = friedman.n_methods,
      .method = "bonferroni-dunn"};
  for (const double rank : friedman.mean_ranks) {
    const double z = (rank - friedman.mean_ranks[static_cast<std::size_t>(control)]) / standard_error;
    test.statistic.push_back(z);
    test.p_values.push_back(std::min(1.0, comparisons * 2 * distributions::normal_ccdf(std::abs(z))));
  }
  return test;
}

}  // namespace gainsay::stats
