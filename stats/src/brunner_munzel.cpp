#include "gainsay/stats/brunner_munzel.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "check.h"
#include "deals.h"
#include "monte_carlo_p.h"
#include "placements.h"
#include "separation.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double statistic_of(const Placement& placement) {
  const double excess = placement.probability - 0.5;
  if (placement.separated) return std::copysign(infinity, excess);
  return excess / std::sqrt(placement.variance);
}

// Of all deals only this one separates the arms this way, and at most one the other way.
double separated_p_value(const Dealing& dealing, double statistic, Alternative alternative) {
  const double one_side = 1 / count_deals(dealing);
  if (alternative == Alternative::two_sided) return std::min(1.0, 2 * one_side);
  return (statistic > 0) == (alternative == Alternative::greater) ? one_side : 1;
}

class DealtStatistic {
 public:
  DealtStatistic(const PooledOrder& pool, Alternative alternative)
      : pool_(pool), alternative_(alternative), observed_(statistic_of(placement_of(pool))) {}

  bool as_extreme(std::span<const std::uint64_t> deal) const {
    PlacementSums of_a;
    PlacementSums of_b;
    sum_placements(
        pool_, [&](std::size_t i) { return (deal[i / 64] >> (i % 64) & 1U) != 0; }, of_a, of_b);
    const double t = statistic_of(placement_from_sums(pool_, of_a, of_b));
    return is_as_extreme(t, observed_, alternative_);
  }

 private:
  const PooledOrder& pool_;
  Alternative alternative_;
  double observed_;
};

BrunnerMunzelPermutation permutation_result(const PooledOrder& pool, double p_value, const DealCount& count) {
  const Placement placement = placement_of(pool);
  return {.probability_of_superiority = placement.probability,
          .statistic = statistic_of(placement),
          .p_value = p_value,
          .exact = true,
          .replicates = count.deals,
          .seed = std::nullopt,
          .monte_carlo_standard_error = std::nullopt,
          .n_a = static_cast<std::int64_t>(pool.n_a),
          .n_b = static_cast<std::int64_t>(pool.n_b),
          .method = "brunner-munzel-permutation"};
}

}  // namespace

BrunnerMunzel brunner_munzel_test(std::span<const double> a, std::span<const double> b, double confidence,
                                  Alternative alternative) {
  constexpr std::string_view function = "brunner_munzel_test";
  check::open_unit(function, "confidence", confidence);
  const PooledOrder pool = pooled_order(function, a, b);
  const Placement placement = placement_of(pool);
  const double statistic = statistic_of(placement);
  BrunnerMunzel result{.probability_of_superiority = placement.probability,
                       .standard_error = std::sqrt(placement.variance),
                       .interval = separated_interval(pool, placement, confidence, alternative),
                       .statistic = statistic,
                       .df = std::nullopt,
                       .p_value = separated_p_value({a.size() + b.size(), a.size()}, statistic, alternative),
                       .separated = placement.separated,
                       .n_a = std::ssize(a),
                       .n_b = std::ssize(b),
                       .method = "brunner-munzel-separated"};
  if (placement.separated) return result;
  const TEstimate t{placement.probability - 0.5, result.standard_error, placement.df};
  const TInference inference = infer_from_t(t, confidence, alternative);
  result.interval = {std::max(0.0, inference.interval.low + 0.5),
                     std::min(1.0, inference.interval.high + 0.5), confidence};
  result.df = placement.df;
  result.p_value = inference.p_value;
  result.method = "brunner-munzel-t";
  return result;
}

BrunnerMunzelPermutation brunner_munzel_permutation_exact(std::span<const double> a,
                                                          std::span<const double> b,
                                                          Alternative alternative) {
  constexpr std::string_view function = "brunner_munzel_permutation_exact";
  const PooledOrder pool = pooled_order(function, a, b);
  const Dealing dealing{pool.of_a.size(), pool.n_a};
  check_enumerable(function, dealing);
  const DealCount count = count_all(DealtStatistic(pool, alternative), dealing);
  return permutation_result(pool, static_cast<double>(count.hits) / static_cast<double>(count.deals), count);
}

BrunnerMunzelPermutation brunner_munzel_permutation_monte_carlo(std::span<const double> a,
                                                                std::span<const double> b,
                                                                const MonteCarlo& draws,
                                                                Alternative alternative) {
  constexpr std::string_view function = "brunner_munzel_permutation_monte_carlo";
  check_monte_carlo(function, draws);
  const PooledOrder pool = pooled_order(function, a, b);
  const DealCount count =
      count_random(DealtStatistic(pool, alternative), {pool.of_a.size(), pool.n_a}, draws);
  BrunnerMunzelPermutation result = permutation_result(pool, monte_carlo_p(count.hits, count.deals), count);
  result.exact = false;
  result.seed = draws.seed;
  result.monte_carlo_standard_error = monte_carlo_error(result.p_value, count.deals);
  return result;
}

}  // namespace gainsay::stats
