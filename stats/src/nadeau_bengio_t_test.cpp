#include "gainsay/stats/nadeau_bengio_t_test.h"

#include <cmath>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "t_inference.h"

namespace gainsay::stats {

CorrectedTTest corrected_resampled_t_test(std::span<const double> differences, double test_train_ratio,
                                          double confidence) {
  constexpr std::string_view function = "corrected_resampled_t_test";
  check::sample(function, "differences", differences, 2);
  check::positive(function, "test_train_ratio", test_train_ratio);
  check::open_unit(function, "confidence", confidence);
  const Moments moments = moments_of(differences);
  const auto n = static_cast<double>(moments.n);
  const TEstimate t{moments.mean, moments.sd * std::sqrt(1 / n + test_train_ratio), n - 1};
  check_not_constant(function, t.standard_error, std::abs(t.estimate));
  const TInference inference = infer_from_t(t, confidence, Alternative::two_sided);
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .interval = inference.interval,
          .statistic = inference.statistic,
          .df = t.df,
          .p_value = inference.p_value,
          .n = moments.n,
          .method = "nadeau-bengio-t"};
}

}  // namespace gainsay::stats
