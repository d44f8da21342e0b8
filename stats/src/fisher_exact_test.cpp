#include "gainsay/stats/fisher_exact_test.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "check.h"
#include "conditional_table.h"
#include "proportion.h"
#include "roots.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_trials = 10'000'000;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double equal_probability = 1e-7;  // relative

struct PValues {
  double p;
  double mid;
};

PValues p_values(const ConditionalTable& tables, std::int64_t seen, Alternative alternative) {
  const std::vector<double> probabilities = tables.probabilities(0);
  const double of_seen = probabilities[static_cast<std::size_t>(seen - tables.low())];
  if (alternative != Alternative::two_sided) {
    const double tail =
        alternative == Alternative::greater ? tables.at_least(seen, 0) : tables.at_most(seen, 0);
    return {std::min(1.0, tail), tail - of_seen / 2};
  }
  std::vector<double> rarer;
  std::vector<double> as_rare;
  for (const double p : probabilities) {
    if (p > of_seen * (1 + equal_probability)) continue;
    (p < of_seen * (1 - equal_probability) ? rarer : as_rare).push_back(p);
  }
  const double below = compensated_sum(rarer);
  const double equal = compensated_sum(as_rare);
  return {std::min(1.0, below + equal), below + equal / 2};
}

// The log odds ratio at which a function that rises in it is 0.
template <typename Function>
double log_odds_at(Function&& f) {
  double reach = 1;
  while (f(-reach) > 0 || f(reach) < 0) reach *= 2;
  return root_between(f, -reach, reach);
}

double conditional_estimate(const ConditionalTable& tables, std::int64_t seen) {
  if (seen == tables.low()) return 0;
  if (seen == tables.high()) return infinity;
  return std::exp(
      log_odds_at([&](double log_odds) { return tables.mean(log_odds) - static_cast<double>(seen); }));
}

Interval exact_interval(const ConditionalTable& tables, std::int64_t seen, double confidence,
                        Alternative alternative) {
  const double tail = alternative == Alternative::two_sided ? (1 - confidence) / 2 : 1 - confidence;
  const bool open_below = alternative == Alternative::less || seen == tables.low();
  const bool open_above = alternative == Alternative::greater || seen == tables.high();
  const auto lower = [&](double log_odds) { return tables.at_least(seen, log_odds) - tail; };
  const auto upper = [&](double log_odds) { return tail - tables.at_most(seen, log_odds); };
  return {open_below ? 0 : std::exp(log_odds_at(lower)), open_above ? infinity : std::exp(log_odds_at(upper)),
          confidence};
}

}  // namespace

FisherExactTest fisher_exact_test(const Proportion& a, const Proportion& b, double confidence,
                                  Alternative alternative) {
  constexpr std::string_view function = "fisher_exact_test";
  check_proportion(function, a);
  check_proportion(function, b);
  if (std::max(a.trials, b.trials) > most_trials) {
    check::fail(function, "trials must be at most 10^7, are " + std::to_string(std::max(a.trials, b.trials)));
  }
  check::open_unit(function, "confidence", confidence);
  const std::int64_t successes = a.successes + b.successes;
  if (successes == 0 || successes == a.trials + b.trials) {
    check::fail(function, "all trials ended alike, so that there is nothing to test");
  }
  const ConditionalTable tables(a.trials, b.trials, successes);
  const PValues p = p_values(tables, a.successes, alternative);
  return {.odds_ratio = conditional_estimate(tables, a.successes),
          .interval = exact_interval(tables, a.successes, confidence, alternative),
          .p_value = p.p,
          .mid_p_value = p.mid,
          .n_a = a.trials,
          .n_b = b.trials,
          .method = "fisher-exact"};
}

}  // namespace gainsay::stats
