#include "gainsay/stats/hedges_g.h"

#include <algorithm>
#include <cmath>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "distributions.h"
#include "pairs.h"
#include "roots.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

// What takes the bias out of d: Gamma(df / 2) / (sqrt(df / 2) Gamma((df - 1) / 2)).
double bias_correction(double df) {
  return std::exp(std::lgamma(df / 2) - std::lgamma((df - 1) / 2)) / std::sqrt(df / 2);
}

// The non-centrality at which P(T <= t) is `probability`; it falls as the non-centrality rises.
double noncentrality_at(double t, double df, double probability) {
  const auto excess = [&](double delta) {
    return distributions::noncentral_t_cdf(t, df, delta) - probability;
  };
  const double sd = std::sqrt(1 + t * t / (2 * df));  // of T about its non-centrality, where df is large
  const double guess = t - distributions::normal_quantile(probability) * sd;
  double width = sd / 4;
  double low = guess - width;
  double high = guess + width;
  while (excess(low) < 0) low -= (width *= 2);
  while (excess(high) > 0) high += (width *= 2);
  return root_between(excess, low, high);
}

// d = t * unit, where unit is the standard error of the mean difference in sds.
EffectSize effect_from_t(std::string_view name, const TEstimate& t, double unit, double confidence) {
  const double statistic = t.estimate / t.standard_error;
  const double tail = (1 - confidence) / 2;
  return {.name = name,
          .value = bias_correction(t.df) * statistic * unit,
          .interval = {noncentrality_at(statistic, t.df, 1 - tail) * unit,
                       noncentrality_at(statistic, t.df, tail) * unit, confidence}};
}

}  // namespace

EffectSize hedges_g(std::span<const double> a, std::span<const double> b, double confidence) {
  check::sample("hedges_g", "a", a, 2);
  check::sample("hedges_g", "b", b, 2);
  check::open_unit("hedges_g", "confidence", confidence);
  const Moments of_a = moments_of(a);
  const Moments of_b = moments_of(b);
  const auto n_a = static_cast<double>(of_a.n);
  const auto n_b = static_cast<double>(of_b.n);
  const double df = n_a + n_b - 2;
  const double pooled = std::hypot(of_a.sd * std::sqrt((n_a - 1) / df), of_b.sd * std::sqrt((n_b - 1) / df));
  const double unit = std::sqrt(1 / n_a + 1 / n_b);
  const TEstimate t{of_a.mean - of_b.mean, pooled * unit, df};
  check_not_constant("hedges_g", t.standard_error, std::max(std::abs(of_a.mean), std::abs(of_b.mean)));
  return effect_from_t("hedges-g", t, unit, confidence);
}

EffectSize hedges_g_paired(std::span<const double> a, std::span<const double> b, double confidence) {
  check::same_size("hedges_g_paired", a.size(), b.size());
  check::sample("hedges_g_paired", "a", a, 3);
  check::sample("hedges_g_paired", "b", b, 3);
  check::open_unit("hedges_g_paired", "confidence", confidence);
  const Moments moments = moments_of(differences_of(a, b));
  const auto n = static_cast<double>(moments.n);
  const double unit = 1 / std::sqrt(n);
  const TEstimate t{moments.mean, moments.sd * unit, n - 1};
  const double magnitude = std::max(std::abs(moments_of(a).mean), std::abs(moments_of(b).mean));
  check_not_constant("hedges_g_paired", t.standard_error, magnitude);
  return effect_from_t("hedges-g-paired", t, unit, confidence);
}

}  // namespace gainsay::stats
