#include "gainsay/stats/student_t_test.h"

#include <algorithm>
#include <cmath>

#include "check.h"
#include "t_inference.h"
#include "welch.h"

namespace gainsay::stats {
namespace {

StudentTTest test(std::string_view function, const Moments& a, const Moments& b, double confidence,
                  Alternative alternative) {
  check::open_unit(function, "confidence", confidence);
  const auto n_a = static_cast<double>(a.n);
  const auto n_b = static_cast<double>(b.n);
  const double df = n_a + n_b - 2;
  const double pooled = std::hypot(a.sd * std::sqrt((n_a - 1) / df), b.sd * std::sqrt((n_b - 1) / df));
  const TEstimate t{a.mean - b.mean, pooled * std::sqrt(1 / n_a + 1 / n_b), df};
  check_not_constant(function, t.standard_error, std::max(std::abs(a.mean), std::abs(b.mean)));
  const TInference inference = infer_from_t(t, confidence, alternative);
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .interval = inference.interval,
          .statistic = inference.statistic,
          .df = df,
          .p_value = inference.p_value,
          .n_a = a.n,
          .n_b = b.n,
          .method = "student-t"};
}

// A single value has a mean, and adds nothing to the pooled variance.
Moments moments_of_any(std::span<const double> sample) {
  return sample.size() == 1 ? Moments{sample.front(), 0, 1} : moments_of(sample);
}

}  // namespace

StudentTTest student_t_test(std::span<const double> a, std::span<const double> b, double confidence,
                            Alternative alternative) {
  constexpr std::string_view function = "student_t_test";
  check::sample(function, "a", a, 1);
  check::sample(function, "b", b, 1);
  check::at_least(function, "the number of values in all", std::ssize(a) + std::ssize(b), 3);
  return test(function, moments_of_any(a), moments_of_any(b), confidence, alternative);
}

StudentTTest student_t_test_from_moments(const Moments& a, const Moments& b, double confidence) {
  constexpr std::string_view function = "student_t_test_from_moments";
  check_moments(function, "a", a);
  check_moments(function, "b", b);
  return test(function, a, b, confidence, Alternative::two_sided);
}

}  // namespace gainsay::stats
