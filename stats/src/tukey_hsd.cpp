#include "gainsay/stats/tukey_hsd.h"

#include <cmath>
#include <numbers>

#include "check.h"
#include "group_means.h"
#include "studentized_tail.h"

namespace gainsay::stats {

TukeyHsd tukey_hsd(std::span<const std::span<const double>> groups, double confidence) {
  constexpr std::string_view function = "tukey_hsd";
  check::open_unit(function, "confidence", confidence);
  const GroupMeans moments = group_means(function, groups);
  StudentizedTail range = studentized_range_tail(std::ssize(groups));
  TukeyHsd result{.comparisons = {},
                  .critical_value = range.critical_value(1 - confidence, moments.df) / std::numbers::sqrt2,
                  .sd = moments.sd,
                  .df = moments.df,
                  .n = moments.n,
                  .n_groups = std::ssize(groups),
                  .method = "tukey-hsd"};
  for (std::size_t a = 0; a < groups.size(); ++a) {
    for (std::size_t b = a + 1; b < groups.size(); ++b) {
      MeanDifference difference = difference_of_means(moments, a, b);
      const double margin = result.critical_value * difference.standard_error;
      difference.interval = {difference.estimate - margin, difference.estimate + margin, confidence};
      difference.p_value = range.ccdf(std::abs(difference.statistic) * std::numbers::sqrt2, moments.df);
      result.comparisons.push_back(difference);
    }
  }
  return result;
}

}  // namespace gainsay::stats
