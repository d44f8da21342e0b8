#include "gainsay/stats/stratified_t_test.h"

#include <string>
#include <vector>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "linear_combination.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "stratified_t_test";

void check_strata(std::span<const Stratum> strata) {
  check::at_least(function, "the number of strata", std::ssize(strata), 1);
  for (std::size_t i = 0; i < strata.size(); ++i) {
    const std::string name = "strata[" + std::to_string(i) + "]";
    check::sample(function, name + ".a", strata[i].a, 2);
    check::sample(function, name + ".b", strata[i].b, 2);
  }
}

}  // namespace

StratifiedTTest stratified_t_test(std::span<const Stratum> strata, double confidence) {
  check_strata(strata);
  check::open_unit(function, "confidence", confidence);
  const double share = 1 / static_cast<double>(strata.size());
  StratifiedTTest result{};
  std::vector<Moments> arms;
  std::vector<double> weights;
  for (const Stratum& stratum : strata) {
    arms.push_back(moments_of(stratum.a));
    arms.push_back(moments_of(stratum.b));
    weights.insert(weights.end(), {share, -share});
    result.n_a += std::ssize(stratum.a);
    result.n_b += std::ssize(stratum.b);
  }
  const LinearCombination gain = linear_combination(function, arms, weights, confidence);
  result.estimate = gain.estimate;
  result.standard_error = gain.standard_error;
  result.interval = gain.interval;
  result.statistic = gain.statistic;
  result.df = gain.df;
  result.p_value = gain.p_value;
  result.n_strata = std::ssize(strata);
  result.method = "stratified-welch-t";
  return result;
}

}  // namespace gainsay::stats
