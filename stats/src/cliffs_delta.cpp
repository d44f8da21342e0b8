#include "gainsay/stats/cliffs_delta.h"

#include <cmath>

#include "check.h"
#include "placements.h"
#include "separation.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

double from_logit(double logit) { return 1 / (1 + std::exp(-logit)); }

Interval logit_interval(const Placement& placement, double confidence) {
  const double p = placement.probability;
  const double slope = p * (1 - p);
  const TEstimate t{std::log(p / (1 - p)), std::sqrt(placement.variance) / slope, placement.df};
  const Interval interval = infer_from_t(t, confidence, Alternative::two_sided).interval;
  return {from_logit(interval.low), from_logit(interval.high), confidence};
}

EffectSize probability_effect(std::string_view function, std::span<const double> a, std::span<const double> b,
                              double confidence) {
  check::open_unit(function, "confidence", confidence);
  const PooledOrder pool = pooled_order(function, a, b);
  const Placement placement = placement_of(pool);
  return {.name = "vargha-delaney-a12",
          .value = placement.probability,
          .interval = placement.separated ? separated_interval(pool, placement, confidence)
                                          : logit_interval(placement, confidence)};
}

}  // namespace

EffectSize vargha_delaney_a12(std::span<const double> a, std::span<const double> b, double confidence) {
  return probability_effect("vargha_delaney_a12", a, b, confidence);
}

EffectSize cliffs_delta(std::span<const double> a, std::span<const double> b, double confidence) {
  const EffectSize a12 = probability_effect("cliffs_delta", a, b, confidence);
  return {.name = "cliffs-delta",
          .value = 2 * a12.value - 1,
          .interval = {2 * a12.interval.low - 1, 2 * a12.interval.high - 1, confidence}};
}

}  // namespace gainsay::stats
