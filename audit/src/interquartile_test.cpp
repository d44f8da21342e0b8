#include "interquartile_test.h"

#include <algorithm>
#include <span>

#include "gainsay/stats/stratified_bootstrap.h"

namespace gainsay::audit {
namespace {

constexpr stats::MonteCarlo random_draws{.replicates = 10'000, .seed = 20'260'101};

bool has_two_free_arms(const Samples& samples) {
  return !samples.paired && !samples.reported_number && !samples.fixed_number;
}

}  // namespace

Tested interquartile_test(const std::vector<Samples>& datasets) {
  Tested tested;
  if (!std::ranges::all_of(datasets, has_two_free_arms)) {
    tested.reason = "an interquartile mean is compared between two arms of unpaired runs only";
    return tested;
  }
  std::vector<std::span<const double>> method;
  std::vector<std::span<const double>> against;
  double df = 0.0;
  for (const Samples& samples : datasets) {
    method.emplace_back(samples.method);
    against.emplace_back(samples.against);
    df += static_cast<double>(samples.method.size() + samples.against.size()) - 2.0;
  }
  const auto difference = stats::stratified_bootstrap_difference(
      method, against, {.aggregate = stats::Aggregate::interquartile_mean}, random_draws);
  if (!(difference.standard_error > 0.0)) {
    tested.reason = "the interquartile means do not vary: no spread to judge by";
    return tested;
  }
  tested.test = "interquartile-mean-bootstrap-t";
  tested.estimate = stats::Estimate{difference.estimate, difference.standard_error, df};
  return tested;
}

}  // namespace gainsay::audit
