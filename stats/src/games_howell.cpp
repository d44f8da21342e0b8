#include "gainsay/stats/games_howell.h"

#include <cmath>
#include <numbers>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "group_means.h"
#include "groups.h"
#include "studentized_tail.h"
#include "welch.h"

namespace gainsay::stats {

GamesHowellTest games_howell_test(std::span<const std::span<const double>> groups, double confidence) {
  constexpr std::string_view function = "games_howell_test";
  check::open_unit(function, "confidence", confidence);
  check::between(function, "the number of groups", std::ssize(groups), 2, most_groups);
  check_groups(function, groups, 2);
  GamesHowellTest result{.comparisons = {}, .n = 0, .n_groups = std::ssize(groups), .method = "games-howell"};
  std::vector<Moments> moments;
  for (const auto& group : groups) {
    moments.push_back(moments_of(group));
    result.n += std::ssize(group);
  }
  StudentizedTail range = studentized_range_tail(std::ssize(groups));
  for (std::size_t a = 0; a < groups.size(); ++a) {
    for (std::size_t b = a + 1; b < groups.size(); ++b) {
      const TEstimate t = welch_estimate(function, moments[a], moments[b]);
      const double statistic = t.estimate / t.standard_error;
      const double margin =
          range.critical_value(1 - confidence, t.df) / std::numbers::sqrt2 * t.standard_error;
      result.comparisons.push_back({.a = static_cast<std::int64_t>(a),
                                    .b = static_cast<std::int64_t>(b),
                                    .estimate = t.estimate,
                                    .standard_error = t.standard_error,
                                    .interval = {t.estimate - margin, t.estimate + margin, confidence},
                                    .statistic = statistic,
                                    .df = t.df,
                                    .p_value = range.ccdf(std::abs(statistic) * std::numbers::sqrt2, t.df)});
    }
  }
  return result;
}

}  // namespace gainsay::stats
