#include "gainsay/stats/bayesian_correlated_t_test.h"

#include <cmath>

#include "gainsay/stats/nadeau_bengio_t_test.h"

#include "check.h"
#include "distributions.h"

namespace gainsay::stats {

BayesianCorrelatedTTest bayesian_correlated_t_test(std::span<const double> differences,
                                                   double test_train_ratio, double rope, double confidence) {
  constexpr std::string_view function = "bayesian_correlated_t_test";
  check::sample(function, "differences", differences, 2);
  check::positive(function, "test_train_ratio", test_train_ratio);
  check::not_negative(function, "rope", rope);
  check::open_unit(function, "confidence", confidence);
  const CorrectedTTest t = corrected_resampled_t_test(differences, test_train_ratio, confidence);
  const double low = (-rope - t.estimate) / t.standard_error;
  const double high = (rope - t.estimate) / t.standard_error;
  return {.estimate = t.estimate,
          .scale = t.standard_error,
          .df = t.df,
          .left = distributions::student_t_cdf(low, t.df),
          .inside = distributions::student_t_cdf(high, t.df) - distributions::student_t_cdf(low, t.df),
          .right = distributions::student_t_ccdf(high, t.df),
          .interval = t.interval,
          .rope = rope,
          .n = t.n,
          .method = "bayesian-correlated-t"};
}

}  // namespace gainsay::stats
