#include "gainsay/stats/partial_conjunction.h"

#include <algorithm>
#include <cmath>

#include "check.h"
#include "distributions.h"
#include "ordering.h"

namespace gainsay::stats {
namespace {

double combined(std::span<const double> from_u, PartialConjunctionRule rule) {
  const auto left = static_cast<double>(from_u.size());
  if (rule == PartialConjunctionRule::bonferroni) return std::min(1.0, left * from_u.front());
  if (from_u.front() == 0) return 0;
  double statistic = 0;
  for (const double p : from_u) statistic -= 2 * std::log(p);
  return distributions::chi_squared_ccdf(statistic, 2 * left);
}

}  // namespace

PartialConjunction partial_conjunction(std::span<const double> p_values, PartialConjunctionRule rule,
                                       double alpha) {
  constexpr std::string_view function = "partial_conjunction";
  check::at_least(function, "the number of p values", std::ssize(p_values), 1);
  check_p_values(function, p_values);
  check::open_unit(function, "alpha", alpha);
  std::vector<double> sorted(p_values.begin(), p_values.end());
  std::ranges::sort(sorted);
  PartialConjunction result{.k_hat = 0,
                            .p_values = {},
                            .alpha = alpha,
                            .method = rule == PartialConjunctionRule::bonferroni
                                          ? "partial-conjunction-bonferroni"
                                          : "partial-conjunction-fisher"};
  double running = 0;
  for (std::size_t u = 0; u < sorted.size(); ++u) {
    running = std::max(running, combined(std::span(sorted).subspan(u), rule));
    result.p_values.push_back(running);
    if (running <= alpha) ++result.k_hat;
  }
  return result;
}

}  // namespace gainsay::stats
