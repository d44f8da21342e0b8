#include "gainsay/stats/exact_power.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "check.h"
#include "conditional_table.h"
#include "distributions.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_differences = 10'000'000;
constexpr std::int64_t most_searched = 100'000;
constexpr std::int64_t most_items = 1'000'000;
constexpr std::int64_t most_trials = 2000;
constexpr double equal_probability = 1e-7;

void check_at_most(std::string_view function, std::string_view argument, std::int64_t value,
                   std::int64_t most) {
  check::at_least(function, argument, value, 1);
  if (value > most) {
    check::fail(function, std::string(argument) + " must be at most " + std::to_string(most) + ", is " +
                              std::to_string(value));
  }
}

void check_errors(std::string_view function, double power, double alpha) {
  check::open_unit(function, "alpha", alpha);
  check::open_unit(function, "power", power);
  if (power <= alpha) {
    check::fail(function, "power must be above alpha (" + check::text(alpha) + "), is " + check::text(power));
  }
}

void check_rates(std::string_view function, const DiscordantRates& rates) {
  check::closed_unit(function, "only_a", rates.only_a);
  check::closed_unit(function, "only_b", rates.only_b);
  check::closed_unit(function, "only_a + only_b", rates.only_a + rates.only_b);
  if (rates.only_a + rates.only_b == 0) check::fail(function, "the models must disagree at times");
}

// The largest k with P(X <= k) <= alpha / 2 for n fair coins, or -1: the test rejects up to k and from n - k.
std::int64_t critical_count(std::int64_t n, double alpha) {
  const auto rejects_no_more = [&](std::int64_t k) {
    return distributions::binomial_cdf(k, n, 0.5) > alpha / 2 * (1 + 1e-12);
  };
  return first_true(rejects_no_more, 0, n).value_or(n) - 1;
}

double sign_power(std::int64_t n, double probability, double alpha) {
  const std::int64_t k = critical_count(n, alpha);
  if (k < 0) return 0;
  return distributions::binomial_cdf(k, n, probability) +
         distributions::binomial_ccdf(n - k - 1, n, probability);
}

double binomial_mass(std::int64_t k, std::int64_t n, double p) {
  if (p == 1) return k == n ? 1 : 0;
  const auto real_k = static_cast<double>(k);
  const auto real_n = static_cast<double>(n);
  return std::exp(std::lgamma(real_n + 1) - std::lgamma(real_k + 1) - std::lgamma(real_n - real_k + 1) +
                  (k == 0 ? 0 : real_k * std::log(p)) + (real_n - real_k) * std::log1p(-p));
}

// Of the numbers of disagreements, those within 12 sds of the mean hold all but 1e-30.
double discordant_power(const DiscordantRates& rates, std::int64_t n, double alpha) {
  const double discordance = rates.only_a + rates.only_b;
  const double mean = discordance * static_cast<double>(n);
  const double reach = 12 * std::sqrt(mean * (1 - discordance)) + 12;
  const auto first = static_cast<std::int64_t>(std::max(1.0, mean - reach));
  const auto last = static_cast<std::int64_t>(std::min(static_cast<double>(n), mean + reach));
  double power = 0;
  for (std::int64_t k = first; k <= last; ++k) {
    const double mass = binomial_mass(k, n, discordance);
    if (mass > 0) power += mass * sign_power(k, rates.only_a / discordance, alpha);
  }
  return power;
}

std::vector<double> binomial_masses(std::int64_t n, double p) {
  std::vector<double> masses;
  for (std::int64_t k = 0; k <= n; ++k) {
    masses.push_back(p == 0 ? (k == 0 ? 1 : 0) : binomial_mass(k, n, p));
  }
  return masses;
}

// Which tables of one margin Fisher's test rejects: those whose rarer or equal tables sum to alpha at most.
std::vector<bool> rejected_tables(const std::vector<double>& probabilities, double alpha) {
  std::vector<double> sorted = probabilities;
  std::ranges::sort(sorted);
  std::vector<double> sums(sorted.size());
  double sum = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) sums[i] = sum += sorted[i];
  std::vector<bool> rejected;
  for (const double p : probabilities) {
    const auto rarer = std::ranges::upper_bound(sorted, p * (1 + equal_probability)) - sorted.begin();
    rejected.push_back(sums[static_cast<std::size_t>(rarer - 1)] <= alpha);
  }
  return rejected;
}

double table_power(const FisherDesign& design, double alpha) {
  const std::vector<double> of_a = binomial_masses(design.n_a, design.rate_a);
  const std::vector<double> of_b = binomial_masses(design.n_b, design.rate_b);
  double power = 0;
  for (std::int64_t successes = 1; successes < design.n_a + design.n_b; ++successes) {
    const ConditionalTable tables(design.n_a, design.n_b, successes);
    const std::vector<bool> rejected = rejected_tables(tables.probabilities(0), alpha);
    for (std::int64_t x = tables.low(); x <= tables.high(); ++x) {
      if (!rejected[static_cast<std::size_t>(x - tables.low())]) continue;
      power += of_a[static_cast<std::size_t>(x)] * of_b[static_cast<std::size_t>(successes - x)];
    }
  }
  return power;
}

}  // namespace

double sign_test_power(std::int64_t n, double probability, double alpha) {
  constexpr std::string_view function = "sign_test_power";
  check_at_most(function, "n", n, most_differences);
  check::closed_unit(function, "probability", probability);
  check::open_unit(function, "alpha", alpha);
  return sign_power(n, probability, alpha);
}

std::int64_t sign_test_sample_size(double probability, double power, double alpha) {
  constexpr std::string_view function = "sign_test_sample_size";
  check::closed_unit(function, "probability", probability);
  if (probability == 0.5) check::fail(function, "probability must not be 0.5: no number of runs finds it");
  check::open_unit(function, "alpha", alpha);
  check::open_unit(function, "power", power);
  for (std::int64_t n = 1; n <= most_searched; ++n) {
    if (sign_power(n, probability, alpha) >= power) return n;
  }
  check::fail(function, "more than 10^5 differences would be needed");
}

double mcnemar_power(const DiscordantRates& rates, std::int64_t n_items, double alpha) {
  constexpr std::string_view function = "mcnemar_power";
  check_rates(function, rates);
  check_at_most(function, "n_items", n_items, most_items);
  check::open_unit(function, "alpha", alpha);
  return discordant_power(rates, n_items, alpha);
}

std::int64_t mcnemar_sample_size(const DiscordantRates& rates, double power, double alpha) {
  constexpr std::string_view function = "mcnemar_sample_size";
  check_rates(function, rates);
  if (rates.only_a == rates.only_b) {
    check::fail(function, "the rates must differ: no number of items finds a difference of 0");
  }
  check_errors(function, power, alpha);
  const auto n = first_true(
      [&](std::int64_t items) { return discordant_power(rates, items, alpha) >= power; }, 1, most_items);
  if (!n) check::fail(function, "more than 10^6 items would be needed");
  return *n;
}

double fisher_power(const FisherDesign& design, double alpha) {
  constexpr std::string_view function = "fisher_power";
  check::closed_unit(function, "rate_a", design.rate_a);
  check::closed_unit(function, "rate_b", design.rate_b);
  check_at_most(function, "n_a", design.n_a, most_trials);
  check_at_most(function, "n_b", design.n_b, most_trials);
  check::open_unit(function, "alpha", alpha);
  return table_power(design, alpha);
}

std::int64_t fisher_sample_size(double rate_a, double rate_b, double power, double alpha) {
  constexpr std::string_view function = "fisher_sample_size";
  check::closed_unit(function, "rate_a", rate_a);
  check::closed_unit(function, "rate_b", rate_b);
  if (rate_a == rate_b) check::fail(function, "the rates must differ: no number of items finds a gap of 0");
  check_errors(function, power, alpha);
  const auto n = first_true(
      [&](std::int64_t items) {
        return table_power({.rate_a = rate_a, .rate_b = rate_b, .n_a = items, .n_b = items}, alpha) >= power;
      },
      1, most_trials);
  if (!n) check::fail(function, "more than 2000 items would be needed");
  return *n;
}

}  // namespace gainsay::stats
