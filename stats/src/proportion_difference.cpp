#include "gainsay/stats/proportion_difference.h"

#include <cmath>
#include <string>

#include "check.h"
#include "distributions.h"
#include "proportion.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

double share_of(const Proportion& p) {
  return static_cast<double>(p.successes) / static_cast<double>(p.trials);
}

struct Table {
  double only_a;
  double only_b;
  double n;
};

// The likeliest probability of "only b" when that of "only a" is larger by `delta`: the larger root of
// 2 n q^2 + linear q - only_b delta (1 - delta) = 0.
double constrained_only_b(const Table& table, double delta) {
  const double linear = (2 * table.n - table.only_a + table.only_b) * delta - table.only_a - table.only_b;
  const double constant = -table.only_b * delta * (1 - delta);
  const double root = std::sqrt(std::fmax(0, linear * linear - 8 * table.n * constant));
  // Without cancellation, whichever the sign of the linear term.
  if (linear <= 0) return (root - linear) / (4 * table.n);
  return -2 * constant / (linear + root);
}

// (only_a - only_b - n delta)^2 - z^2 n (2 q + delta (1 - delta)): below 0 where the score test does not
// reject.
double score_excess(const Table& table, double z, double delta) {
  const double gap = table.only_a - table.only_b - table.n * delta;
  const double variance = 2 * constrained_only_b(table, delta) + delta * (1 - delta);
  return gap * gap - z * z * table.n * std::fmax(0, variance);
}

}  // namespace

ProportionDifference newcombe_interval(const Proportion& a, const Proportion& b, double confidence) {
  check_proportion("newcombe_interval", a);
  check_proportion("newcombe_interval", b);
  check::open_unit("newcombe_interval", "confidence", confidence);
  const Interval of_a = wilson_interval(a, confidence);
  const Interval of_b = wilson_interval(b, confidence);
  const double p_a = share_of(a);
  const double p_b = share_of(b);
  const double difference = p_a - p_b;
  return {.estimate = difference,
          .interval = {difference - std::hypot(p_a - of_a.low, of_b.high - p_b),
                       difference + std::hypot(of_a.high - p_a, p_b - of_b.low), confidence},
          .method = "newcombe"};
}

ProportionDifference tango_interval(const Discordance& discordance, std::int64_t n_items, double confidence) {
  constexpr std::string_view function = "tango_interval";
  check::at_least(function, "only_a", discordance.only_a, 0);
  check::at_least(function, "only_b", discordance.only_b, 0);
  check::at_least(function, "n_items", n_items, 1);
  check::at_least(function, "n_items", n_items, discordance.only_a + discordance.only_b);
  check::open_unit(function, "confidence", confidence);
  const Table table{static_cast<double>(discordance.only_a), static_cast<double>(discordance.only_b),
                    static_cast<double>(n_items)};
  const double z = -distributions::normal_quantile((1 - confidence) / 2);
  if (discordance.only_a + discordance.only_b == 0) {
    // Without disagreement n delta^2 = z^2 delta (1 - delta).
    const double bound = z * z / (table.n + z * z);
    return {.estimate = 0, .interval = {-bound, bound, confidence}, .method = "tango"};
  }
  const double estimate = (table.only_a - table.only_b) / table.n;
  const auto excess = [&](double delta) { return score_excess(table, z, delta); };
  return {.estimate = estimate,
          .interval = {estimate == -1 ? -1 : root_between(excess, -1, estimate),
                       estimate == 1 ? 1 : root_between(excess, estimate, 1), confidence},
          .method = "tango"};
}

}  // namespace gainsay::stats
