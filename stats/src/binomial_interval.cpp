#include "gainsay/stats/binomial_interval.h"

#include <cmath>
#include <string>

#include "check.h"
#include "distributions.h"
#include "proportion.h"

namespace gainsay::stats {

void check_proportion(std::string_view function, const Proportion& proportion) {
  check::at_least(function, "trials", proportion.trials, 1);
  check::at_least(function, "successes", proportion.successes, 0);
  if (proportion.successes > proportion.trials) {
    check::fail(function, "successes must be at most the trials (" + std::to_string(proportion.trials) +
                              "), is " + std::to_string(proportion.successes));
  }
}

Interval wilson_interval(const Proportion& proportion, double confidence) {
  check_proportion("wilson_interval", proportion);
  check::open_unit("wilson_interval", "confidence", confidence);
  const auto n = static_cast<double>(proportion.trials);
  const double p = static_cast<double>(proportion.successes) / n;
  const double z = -distributions::normal_quantile((1 - confidence) / 2);
  const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
  // At 0 and n the end is 0 and 1 exactly; only rounding would say otherwise.
  return {proportion.successes == 0 ? 0 : centre - half,
          proportion.successes == proportion.trials ? 1 : centre + half, confidence};
}

Interval clopper_pearson_interval(const Proportion& proportion, double confidence) {
  check_proportion("clopper_pearson_interval", proportion);
  check::open_unit("clopper_pearson_interval", "confidence", confidence);
  const double tail = (1 - confidence) / 2;
  const auto successes = static_cast<double>(proportion.successes);
  const auto failures = static_cast<double>(proportion.trials - proportion.successes);
  return {successes == 0 ? 0 : distributions::beta_quantile(tail, successes, failures + 1),
          failures == 0 ? 1 : distributions::beta_quantile(1 - tail, successes + 1, failures), confidence};
}

}  // namespace gainsay::stats
