#include "gainsay/stats/factorial_effects.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "check.h"
#include "component_subsets.h"
#include "linear_combination.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "factorial_effects";

// +1 where an even number of the effect's components is off, else -1, over half the number of subsets.
std::vector<double> weights_of(std::uint32_t effect, std::size_t n_subsets) {
  std::vector<double> weights(n_subsets);
  const double weight = 2.0 / static_cast<double>(n_subsets);
  for (std::uint32_t subset = 0; subset < n_subsets; ++subset) {
    const bool is_even = std::popcount(effect & ~subset) % 2 == 0;
    weights[subset] = is_even ? weight : -weight;
  }
  return weights;
}

}  // namespace

FactorialEffects factorial_effects(int n_components, std::span<const ComponentSubset> subsets,
                                   double confidence) {
  check::between(function, "n_components", n_components, 1, 12);
  check::open_unit(function, "confidence", confidence);
  const std::vector<Moments> moments = moments_by_subset(function, n_components, subsets);
  std::vector<std::uint32_t> order(moments.size() - 1);
  std::iota(order.begin(), order.end(), 1U);
  std::ranges::stable_sort(order, {}, [](std::uint32_t effect) { return std::popcount(effect); });
  FactorialEffects result{};
  for (const std::uint32_t effect : order) {
    const LinearCombination sum =
        linear_combination(function, moments, weights_of(effect, moments.size()), confidence);
    result.effects.push_back(
        {effect, sum.estimate, sum.standard_error, sum.interval, sum.statistic, sum.df, sum.p_value});
  }
  for (const Moments& m : moments) result.n_runs += m.n;
  result.method = "factorial-effects";
  return result;
}

}  // namespace gainsay::stats
