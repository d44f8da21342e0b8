#include "gainsay/stats/noether_power.h"

#include <algorithm>
#include <cmath>

#include "check.h"
#include "distributions.h"

namespace gainsay::stats {
namespace {

constexpr double most_runs = 1e9;

void check_errors(std::string_view function, double power, double alpha) {
  check::open_unit(function, "alpha", alpha);
  check::open_unit(function, "power", power);
  if (power <= alpha) {
    check::fail(function, "power must be above alpha (" + check::text(alpha) + "), is " + check::text(power));
  }
}

double power_at(double excess, double information, double alpha) {
  const double z = -distributions::normal_quantile(alpha / 2);
  return distributions::normal_cdf(std::sqrt(information) * std::abs(excess) - z);
}

// ceil((z_alpha + z_beta)^2 / (factor excess^2)), z_alpha at `tail`.
std::int64_t runs_for(std::string_view function, double excess, double factor, double power, double tail) {
  if (excess == 0) check::fail(function, "the probability must not be 0.5: no number of runs finds it");
  const double z = distributions::normal_quantile(power) - distributions::normal_quantile(tail);
  const double n = std::ceil(z * z / (factor * excess * excess));
  if (!(n <= most_runs)) check::fail(function, "more than 10^9 runs would be needed");
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(n));
}

}  // namespace

double mann_whitney_noether_power(double probability_of_superiority, std::int64_t n_a, std::int64_t n_b,
                                  double alpha) {
  constexpr std::string_view function = "mann_whitney_noether_power";
  check::closed_unit(function, "probability_of_superiority", probability_of_superiority);
  check::at_least(function, "n_a", n_a, 1);
  check::at_least(function, "n_b", n_b, 1);
  check::open_unit(function, "alpha", alpha);
  const auto a = static_cast<double>(n_a);
  const auto b = static_cast<double>(n_b);
  return power_at(probability_of_superiority - 0.5, 12 * a * b / (a + b), alpha);
}

std::int64_t mann_whitney_noether_sample_size(double probability_of_superiority, double power, double alpha) {
  constexpr std::string_view function = "mann_whitney_noether_sample_size";
  check::closed_unit(function, "probability_of_superiority", probability_of_superiority);
  check_errors(function, power, alpha);
  return runs_for(function, probability_of_superiority - 0.5, 6, power, alpha / 2);
}

double signed_rank_noether_power(double probability_of_positive_sum, std::int64_t n, double alpha) {
  constexpr std::string_view function = "signed_rank_noether_power";
  check::closed_unit(function, "probability_of_positive_sum", probability_of_positive_sum);
  check::at_least(function, "n", n, 1);
  check::open_unit(function, "alpha", alpha);
  return power_at(probability_of_positive_sum - 0.5, 3 * static_cast<double>(n), alpha);
}

std::int64_t signed_rank_noether_sample_size(double probability_of_positive_sum, double power, double alpha) {
  constexpr std::string_view function = "signed_rank_noether_sample_size";
  check::closed_unit(function, "probability_of_positive_sum", probability_of_positive_sum);
  check_errors(function, power, alpha);
  return runs_for(function, probability_of_positive_sum - 0.5, 3, power, alpha / 2);
}

std::int64_t probability_of_improvement_sample_size(double gamma, double power, double alpha) {
  constexpr std::string_view function = "probability_of_improvement_sample_size";
  if (!(gamma > 0.5 && gamma <= 1)) {
    check::fail(function, "gamma must be above 0.5 and at most 1, is " + check::text(gamma));
  }
  check_errors(function, power, alpha);
  return runs_for(function, gamma - 0.5, 6, power, alpha);
}

}  // namespace gainsay::stats
