#include "gainsay/stats/shapley_attribution.h"

#include <bit>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "component_subsets.h"
#include "linear_combination.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "shapley_attribution";

// |S|! (n - |S| - 1)! / n! for |S| = 0 ... n - 1: the share of the orders in which a component comes behind
// exactly S.
std::vector<double> order_shares(int n) {
  std::vector<double> shares;
  double share = 1.0 / n;
  for (int size = 0; size < n; ++size) {
    shares.push_back(share);
    if (size + 1 < n) share *= static_cast<double>(size + 1) / (n - size - 1);
  }
  return shares;
}

std::vector<double> weights_of(int component, const std::vector<double>& shares, std::size_t n_subsets) {
  std::vector<double> weights(n_subsets);
  for (std::size_t subset = 0; subset < n_subsets; ++subset) {
    const bool is_on = (subset >> component & 1U) != 0;
    const auto others = static_cast<std::size_t>(std::popcount(subset)) - (is_on ? 1 : 0);
    weights[subset] = is_on ? shares[others] : -shares[others];
  }
  return weights;
}

}  // namespace

ShapleyAttribution shapley_attribution(int n_components, std::span<const ComponentSubset> subsets,
                                       double confidence) {
  check::between(function, "n_components", n_components, 1, 16);
  check::open_unit(function, "confidence", confidence);
  const std::vector<Moments> moments = moments_by_subset(function, n_components, subsets);
  const std::vector<double> shares = order_shares(n_components);
  ShapleyAttribution result{};
  for (int i = 0; i < n_components; ++i) {
    const LinearCombination sum =
        linear_combination(function, moments, weights_of(i, shares, moments.size()), confidence);
    result.components.push_back({sum.estimate, sum.standard_error, sum.interval, sum.df});
  }
  result.gain = moments.back().mean - moments.front().mean;
  result.n_subsets = std::ssize(moments);
  for (const Moments& m : moments) result.n_runs += m.n;
  result.method = "shapley";
  return result;
}

}  // namespace gainsay::stats
