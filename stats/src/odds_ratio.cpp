#include "gainsay/stats/odds_ratio.h"

#include <cmath>

#include "check.h"
#include "distributions.h"
#include "proportion.h"

namespace gainsay::stats {
namespace {

void check_cells(const Proportion& p) {
  check_proportion("odds_ratio", p);
  if (p.successes == 0 || p.successes == p.trials) {
    check::fail("odds_ratio", "a cell of the table is 0: take the odds ratio of fisher_exact_test");
  }
}

double log_odds(const Proportion& p) {
  return std::log(static_cast<double>(p.successes) / static_cast<double>(p.trials - p.successes));
}

double variance(const Proportion& p) {
  return 1 / static_cast<double>(p.successes) + 1 / static_cast<double>(p.trials - p.successes);
}

}  // namespace

EffectSize odds_ratio(const Proportion& a, const Proportion& b, double confidence) {
  check_cells(a);
  check_cells(b);
  check::open_unit("odds_ratio", "confidence", confidence);
  const double log_ratio = log_odds(a) - log_odds(b);
  const double half =
      -distributions::normal_quantile((1 - confidence) / 2) * std::sqrt(variance(a) + variance(b));
  return {.name = "odds-ratio",
          .value = std::exp(log_ratio),
          .interval = {std::exp(log_ratio - half), std::exp(log_ratio + half), confidence}};
}

}  // namespace gainsay::stats
