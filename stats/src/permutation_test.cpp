#include "gainsay/stats/permutation_test.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "deals.h"
#include "monte_carlo_p.h"
#include "subset_sums.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

constexpr double sum_tolerance = 1e-12;  // of the sum of absolute deviations

// The pooled values, each arm sorted, since the order of its rows must not matter to random deals; centred,
// so that a mean difference of 0 is a sum of 0 over either arm, and divided by 2^exponent, so that their
// squares neither over- nor underflow.
struct Pool {
  std::vector<double> values;
  std::size_t n_a;
  std::size_t n_b;
  int exponent;
  double absolute_sum;
};

Pool pool_of(std::string_view function, std::span<const double> a, std::span<const double> b,
             PermutationStatistic statistic) {
  const std::int64_t fewest = statistic == PermutationStatistic::welch_t ? 2 : 1;
  check::sample(function, "a", a, fewest);
  check::sample(function, "b", b, fewest);
  Pool pool{{a.begin(), a.end()}, a.size(), b.size(), 0, 0};
  pool.values.insert(pool.values.end(), b.begin(), b.end());
  const auto end_of_a = pool.values.begin() + std::ssize(a);
  std::sort(pool.values.begin(), end_of_a);
  std::sort(end_of_a, pool.values.end());
  const auto [low, high] = std::ranges::minmax(pool.values);
  if (low == high) check::fail(function, "all values are equal, so that there is nothing to permute");
  const double mean = accurate_mean(pool.values);
  pool.exponent = std::ilogb(std::max(high - mean, mean - low));
  for (double& value : pool.values) {
    value = std::scalbn(value - mean, -pool.exponent);
    pool.absolute_sum += std::abs(value);
  }
  return pool;
}

// Decides for a deal, given as the mask of the values in arm a, whether it is as extreme as the one seen.
class SumStatistic {
 public:
  SumStatistic(const Pool& pool, Alternative alternative) : sums_(pool.values), alternative_(alternative) {
    double observed = 0;
    for (std::size_t i = 0; i < pool.n_a; ++i) observed += pool.values[i];
    const double slack = sum_tolerance * pool.absolute_sum;
    bound_ = alternative == Alternative::two_sided
                 ? std::abs(observed) - slack
                 : (alternative == Alternative::less ? -observed : observed) - slack;
    const auto n_a = static_cast<double>(pool.n_a);
    const auto n_b = static_cast<double>(pool.n_b);
    observed_ = std::scalbn(observed * (1 / n_a + 1 / n_b), pool.exponent);
  }

  double observed() const { return observed_; }

  bool as_extreme(std::span<const std::uint64_t> deal) const {
    const double sum = sums_(deal);
    switch (alternative_) {
      case Alternative::greater:
        return sum >= bound_;
      case Alternative::less:
        return -sum >= bound_;
      case Alternative::two_sided:
        break;
    }
    return std::abs(sum) >= bound_;
  }

 private:
  SubsetSums sums_;
  Alternative alternative_;
  double bound_;
  double observed_;
};

class WelchStatistic {
 public:
  WelchStatistic(const Pool& pool, Alternative alternative)
      : sums_(pool.values),
        squares_(squared(pool.values)),
        total_(compensated_sum(pool.values)),
        total_squares_(compensated_sum(squared(pool.values))),
        n_a_(static_cast<double>(pool.n_a)),
        n_b_(static_cast<double>(pool.n_b)),
        alternative_(alternative) {
    std::vector<std::uint64_t> deal((pool.values.size() + 63) / 64, 0);
    for (std::size_t i = 0; i < pool.n_a; ++i) deal[i / 64] |= std::uint64_t{1} << (i % 64);
    observed_ = t_of(deal);
  }

  double observed() const { return observed_; }

  bool as_extreme(std::span<const std::uint64_t> deal) const {
    return is_as_extreme(t_of(deal), observed_, alternative_);
  }

 private:
  static std::vector<double> squared(std::vector<double> values) {
    for (double& value : values) value *= value;
    return values;
  }

  // The squared deviations of an arm; what is left of two equal numbers by rounding is 0.
  double deviations(double sum, double squares, double n) const {
    const double rest = squares - sum * sum / n;
    return rest > sum_tolerance * total_squares_ ? rest : 0;
  }

  // Infinite where neither arm varies but their means differ; 0 where they do not.
  double t_of(std::span<const std::uint64_t> deal) const {
    const double sum = sums_(deal);
    const double squares = squares_(deal);
    const double variance = deviations(sum, squares, n_a_) / (n_a_ * (n_a_ - 1)) +
                            deviations(total_ - sum, total_squares_ - squares, n_b_) / (n_b_ * (n_b_ - 1));
    const double difference = sum / n_a_ - (total_ - sum) / n_b_;
    if (std::abs(difference) <= sum_tolerance * std::sqrt(total_squares_)) return 0;
    return difference / std::sqrt(variance);
  }

  SubsetSums sums_;
  SubsetSums squares_;
  double total_;
  double total_squares_;
  double n_a_;
  double n_b_;
  Alternative alternative_;
  double observed_;
};

double estimate_of(const Pool& pool) { return SumStatistic(pool, Alternative::two_sided).observed(); }

PermutationTest result_of(const Pool& pool, PermutationStatistic statistic, double observed) {
  const bool welch = statistic == PermutationStatistic::welch_t;
  PermutationTest result{};
  result.estimate = estimate_of(pool);
  result.statistic = observed;
  result.n_a = static_cast<std::int64_t>(pool.n_a);
  result.n_b = static_cast<std::int64_t>(pool.n_b);
  result.method = welch ? "permutation-welch-t" : "permutation-mean-difference";
  return result;
}

template <typename Statistic>
PermutationTest exact_result(const Statistic& by, const Pool& pool, PermutationStatistic statistic) {
  PermutationTest result = result_of(pool, statistic, by.observed());
  const DealCount count = count_all(by, {pool.values.size(), pool.n_a});
  result.exact = true;
  result.replicates = count.deals;
  result.p_value = static_cast<double>(count.hits) / static_cast<double>(count.deals);
  return result;
}

template <typename Statistic>
PermutationTest random_result(const Statistic& by, const Pool& pool, PermutationStatistic statistic,
                              const MonteCarlo& draws) {
  PermutationTest result = result_of(pool, statistic, by.observed());
  const DealCount count = count_random(by, {pool.values.size(), pool.n_a}, draws);
  result.exact = false;
  result.replicates = count.deals;
  result.seed = draws.seed;
  result.p_value = monte_carlo_p(count.hits, count.deals);
  result.monte_carlo_standard_error = monte_carlo_error(result.p_value, count.deals);
  return result;
}

}  // namespace

PermutationTest permutation_test_exact(std::span<const double> a, std::span<const double> b,
                                       PermutationStatistic statistic, Alternative alternative) {
  const Pool pool = pool_of("permutation_test_exact", a, b, statistic);
  check_enumerable("permutation_test_exact", {pool.values.size(), pool.n_a});
  if (statistic == PermutationStatistic::welch_t) {
    return exact_result(WelchStatistic(pool, alternative), pool, statistic);
  }
  return exact_result(SumStatistic(pool, alternative), pool, statistic);
}

PermutationTest permutation_test_monte_carlo(std::span<const double> a, std::span<const double> b,
                                             const MonteCarlo& draws, PermutationStatistic statistic,
                                             Alternative alternative) {
  check_monte_carlo("permutation_test_monte_carlo", draws);
  const Pool pool = pool_of("permutation_test_monte_carlo", a, b, statistic);
  if (statistic == PermutationStatistic::welch_t) {
    return random_result(WelchStatistic(pool, alternative), pool, statistic, draws);
  }
  return random_result(SumStatistic(pool, alternative), pool, statistic, draws);
}

}  // namespace gainsay::stats
