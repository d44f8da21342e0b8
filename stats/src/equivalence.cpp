#include "gainsay/stats/equivalence.h"

#include <algorithm>
#include <string>

#include "gainsay/stats/paired_t_test.h"

#include "check.h"
#include "t_inference.h"
#include "welch.h"

namespace gainsay::stats {
namespace {

void check_design(std::string_view function, const EquivalenceDesign& design) {
  check::positive(function, "margin", design.margin);
  if (!(design.alpha > 0 && design.alpha < 0.5)) {
    check::fail(function, "alpha must be between 0 and 0.5, is " + check::text(design.alpha));
  }
}

Interval two_alpha_interval(const TEstimate& t, double alpha) {
  return infer_from_t(t, 1 - 2 * alpha, Alternative::two_sided).interval;
}

EquivalenceTest equivalence(std::string_view method, const TEstimate& t, const EquivalenceDesign& design) {
  const double low = (t.estimate + design.margin) / t.standard_error;
  const double high = (t.estimate - design.margin) / t.standard_error;
  const double p_low = t_p_value(low, t.df, Alternative::greater);
  const double p_high = t_p_value(high, t.df, Alternative::less);
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .df = t.df,
          .statistic_low = low,
          .statistic_high = high,
          .p_low = p_low,
          .p_high = p_high,
          .p_value = std::max(p_low, p_high),
          .interval = two_alpha_interval(t, design.alpha),
          .margin = design.margin,
          .method = method};
}

NonInferiorityTest non_inferiority(std::string_view method, const TEstimate& t,
                                   const EquivalenceDesign& design) {
  const double statistic = (t.estimate + design.margin) / t.standard_error;
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .df = t.df,
          .statistic = statistic,
          .p_value = t_p_value(statistic, t.df, Alternative::greater),
          .interval = two_alpha_interval(t, design.alpha),
          .margin = design.margin,
          .method = method};
}

TEstimate welch(std::string_view function, std::span<const double> a, std::span<const double> b) {
  check::sample(function, "a", a, 2);
  check::sample(function, "b", b, 2);
  return welch_estimate(function, moments_of(a), moments_of(b));
}

TEstimate paired(std::span<const double> a, std::span<const double> b) {
  const PairedTTest t = paired_t_test(a, b);
  return {t.estimate, t.standard_error, t.df};
}

}  // namespace

EquivalenceTest welch_equivalence(std::span<const double> a, std::span<const double> b,
                                  const EquivalenceDesign& design) {
  check_design("welch_equivalence", design);
  return equivalence("tost-welch-t", welch("welch_equivalence", a, b), design);
}

EquivalenceTest welch_equivalence_from_moments(const Moments& a, const Moments& b,
                                               const EquivalenceDesign& design) {
  constexpr std::string_view function = "welch_equivalence_from_moments";
  check_design(function, design);
  check_moments(function, "a", a);
  check_moments(function, "b", b);
  return equivalence("tost-welch-t", welch_estimate(function, a, b), design);
}

EquivalenceTest paired_equivalence(std::span<const double> a, std::span<const double> b,
                                   const EquivalenceDesign& design) {
  check_design("paired_equivalence", design);
  return equivalence("tost-paired-t", paired(a, b), design);
}

NonInferiorityTest welch_non_inferiority(std::span<const double> a, std::span<const double> b,
                                         const EquivalenceDesign& design) {
  check_design("welch_non_inferiority", design);
  return non_inferiority("non-inferiority-welch-t", welch("welch_non_inferiority", a, b), design);
}

NonInferiorityTest paired_non_inferiority(std::span<const double> a, std::span<const double> b,
                                          const EquivalenceDesign& design) {
  check_design("paired_non_inferiority", design);
  return non_inferiority("non-inferiority-paired-t", paired(a, b), design);
}

}  // namespace gainsay::stats
