#include "gainsay/stats/probability_of_outperforming.h"

#include <cmath>
#include <string>
#include <vector>

#include "check.h"
#include "distributions.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_pairs = 5'000;

// The shares of pairs that count 0, 1/2 and 1.
struct Outcomes {
  double loss;
  double tie;
  double win;
};

// P(S = s) for twice the wins of n pairs drawn anew, s = 0..2n: the coefficients of (loss + tie x + win
// x^2)^n.
std::vector<double> doubled_wins(const Outcomes& p, std::int64_t n) {
  std::vector<double> probability{1.0};
  for (std::int64_t pair = 0; pair < n; ++pair) {
    std::vector<double> next(probability.size() + 2, 0.0);
    for (std::size_t s = 0; s < probability.size(); ++s) next[s] += p.loss * probability[s];
    for (std::size_t s = 0; s < probability.size(); ++s) next[s + 1] += p.tie * probability[s];
    for (std::size_t s = 0; s < probability.size(); ++s) next[s + 2] += p.win * probability[s];
    probability = std::move(next);
  }
  return probability;
}

// The smallest s with P(S <= s) >= p; a sum of probabilities that falls short of p by rounding has reached
// it.
double smallest_reaching(const std::vector<double>& probability, double p) {
  double sum = 0;
  for (std::size_t s = 0; s < probability.size(); ++s) {
    sum += probability[s];
    if (sum >= p * (1 - 1e-12)) return static_cast<double>(s);
  }
  return static_cast<double>(probability.size() - 1);
}

}  // namespace

ProbabilityOfOutperforming probability_of_outperforming(std::span<const double> a, std::span<const double> b,
                                                        double gamma, double confidence) {
  constexpr std::string_view function = "probability_of_outperforming";
  check::sample(function, "a", a, 1);
  check::sample(function, "b", b, 1);
  check::same_size(function, a.size(), b.size());
  check::open_unit(function, "confidence", confidence);
  if (!(gamma >= 0.5 && gamma < 1))
    check::fail(function, "gamma must be at least 0.5 and below 1, is " + check::text(gamma));
  const std::int64_t n = std::ssize(a);
  if (n > most_pairs)
    check::fail(function, "there must be at most 5000 pairs, there are " + std::to_string(n));
  std::int64_t wins = 0;
  std::int64_t ties = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    wins += a[i] > b[i] ? 1 : 0;
    ties += a[i] == b[i] ? 1 : 0;
  }
  const auto count = static_cast<double>(n);
  const Outcomes shares{static_cast<double>(n - wins - ties) / count, static_cast<double>(ties) / count,
                        static_cast<double>(wins) / count};
  const std::vector<double> distribution = doubled_wins(shares, n);
  const Interval interval{smallest_reaching(distribution, (1 - confidence) / 2) / (2 * count),
                          smallest_reaching(distribution, (1 + confidence) / 2) / (2 * count), confidence};
  return {.estimate = static_cast<double>(2 * wins + ties) / (2 * count),
          .interval = interval,
          .gamma = gamma,
          .significant = interval.low > 0.5,
          .meaningful = interval.low > 0.5 && interval.high > gamma,
          .n = n,
          .n_ties = ties,
          .method = "probability-of-outperforming"};
}

std::int64_t outperforming_sample_size(double gamma, double alpha, double power) {
  constexpr std::string_view function = "outperforming_sample_size";
  check::open_unit(function, "alpha", alpha);
  check::open_unit(function, "power", power);
  if (!(gamma > 0.5 && gamma <= 1))
    check::fail(function, "gamma must be above 0.5 and at most 1, is " + check::text(gamma));
  if (power <= alpha) check::fail(function, "power must be above alpha, is " + check::text(power));
  const double z = distributions::normal_quantile(1 - alpha) + distributions::normal_quantile(power);
  const double root = z / (std::sqrt(6.0) * (gamma - 0.5));
  if (!(root < 1e9)) check::fail(function, "gamma is too near to 0.5, is " + check::text(gamma));
  return static_cast<std::int64_t>(std::ceil(root * root));
}

}  // namespace gainsay::stats
