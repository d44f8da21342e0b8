#include "gainsay/stats/binomial_power.h"

#include <cmath>

#include "check.h"
#include "distributions.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

void check_errors(std::string_view function, double power, double alpha) {
  check::open_unit(function, "alpha", alpha);
  check::open_unit(function, "power", power);
  if (power <= alpha) {
    check::fail(function, "power must be above alpha (" + check::text(alpha) + "), is " + check::text(power));
  }
}

struct Quantiles {
  double alpha;
  double power;
};

Quantiles quantiles(double power, double alpha) {
  return {-distributions::normal_quantile(alpha / 2), distributions::normal_quantile(power)};
}

// How far the difference exceeds what is needed: of one sign change in the difference.
double two_proportion_excess(const TwoProportionDesign& d, const Quantiles& z, double difference) {
  const auto n_a = static_cast<double>(d.n_a);
  const auto n_b = static_cast<double>(d.n_b);
  const double better = d.baseline + difference;
  const double pooled = (n_a * better + n_b * d.baseline) / (n_a + n_b);
  const double under_null = std::sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b));
  const double truly =
      std::sqrt(std::fmax(0, better * (1 - better)) / n_a + d.baseline * (1 - d.baseline) / n_b);
  return difference - z.alpha * under_null - z.power * truly;
}

double paired_excess(double discordance, double n, const Quantiles& z, double difference) {
  const double truly = std::sqrt(discordance - difference * difference);
  return difference * std::sqrt(n) - z.alpha * std::sqrt(discordance) - z.power * truly;
}

}  // namespace

std::optional<double> two_proportion_minimum_detectable_difference(const TwoProportionDesign& design,
                                                                   double power, double alpha) {
  constexpr std::string_view function = "two_proportion_minimum_detectable_difference";
  if (!(design.baseline >= 0 && design.baseline < 1)) {
    check::fail(function, "baseline must be from 0 to below 1, is " + check::text(design.baseline));
  }
  check::at_least(function, "n_a", design.n_a, 1);
  check::at_least(function, "n_b", design.n_b, 1);
  check_errors(function, power, alpha);
  const Quantiles z = quantiles(power, alpha);
  const auto excess = [&](double difference) { return two_proportion_excess(design, z, difference); };
  const double largest = 1 - design.baseline;
  if (excess(largest) < 0) return std::nullopt;
  return root_between(excess, 0, largest);
}

std::optional<double> paired_minimum_detectable_difference(double discordance, std::int64_t n_items,
                                                           double power, double alpha) {
  constexpr std::string_view function = "paired_minimum_detectable_difference";
  if (!(discordance > 0 && discordance <= 1)) {
    check::fail(function, "discordance must be above 0 and at most 1, is " + check::text(discordance));
  }
  check::at_least(function, "n_items", n_items, 1);
  check_errors(function, power, alpha);
  const Quantiles z = quantiles(power, alpha);
  const auto n = static_cast<double>(n_items);
  const auto excess = [&](double difference) { return paired_excess(discordance, n, z, difference); };
  if (excess(discordance) < 0) return std::nullopt;
  return root_between(excess, 0, discordance);
}

std::int64_t smallest_decisive_discordance(double alpha) {
  check::open_unit("smallest_decisive_discordance", "alpha", alpha);
  std::int64_t k = 1;
  double p = 1;
  while (p > alpha) {
    p /= 2;
    ++k;
  }
  return k;
}

}  // namespace gainsay::stats
