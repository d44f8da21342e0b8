#include "gainsay/stats/t_power.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "check.h"
#include "distributions.h"
#include "quadrature.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_runs = 1'000'000'000;
constexpr std::int64_t most_tost_runs = 10'000'000;

double two_sided_power(double noncentrality, double df, double alpha) {
  const double critical = -distributions::student_t_quantile(alpha / 2, df);
  return distributions::noncentral_t_ccdf(critical, df, noncentrality) +
         distributions::noncentral_t_cdf(-critical, df, noncentrality);
}

double two_sample_power(const TwoSampleDesign& d, double alpha) {
  const auto n_a = static_cast<double>(d.n_a);
  const auto n_b = static_cast<double>(d.n_b);
  return two_sided_power(std::abs(d.effect) / d.sd / std::sqrt(1 / n_a + 1 / n_b), n_a + n_b - 2, alpha);
}

double paired_power(const PairedDesign& d, double alpha) {
  const auto n = static_cast<double>(d.n);
  return two_sided_power(std::abs(d.effect) / d.sd * std::sqrt(n), n - 1, alpha);
}

void check_effect(std::string_view function, double effect, double sd) {
  check::finite(function, "effect", effect);
  if (effect == 0) check::fail(function, "effect must not be 0: no number of runs finds it");
  check::positive(function, "sd", sd);
}

void check_errors(std::string_view function, double power, double alpha) {
  check::open_unit(function, "alpha", alpha);
  check::open_unit(function, "power", power);
}

// Below alpha any effect will do, so that there is no smallest one.
void check_power_above_alpha(std::string_view function, double power, double alpha) {
  check_errors(function, power, alpha);
  if (power <= alpha) {
    check::fail(function, "power must be above alpha (" + check::text(alpha) + "), is " + check::text(power));
  }
}

template <typename Predicate>
std::int64_t smallest_n(std::string_view function, std::int64_t most, Predicate&& enough) {
  const auto n = first_true(enough, 2, most);
  if (!n) check::fail(function, "more than " + std::to_string(most) + " runs would be needed");
  return *n;
}

template <typename Power>
double smallest_effect(double first_guess, double wanted, Power&& power) {
  double high = first_guess;
  while (power(high) < wanted) high *= 2;
  return root_between([&](double effect) { return power(effect) - wanted; }, 0, high);
}

// Density of a chi variable divided by the root of its degrees of freedom.
double relative_sd_density(double s, double df) {
  return 2 * s * df * distributions::chi_squared_density(s * s * df, df);
}

void check_tost(std::string_view function, double margin, double sd, double alpha) {
  check::positive(function, "margin", margin);
  check::positive(function, "sd", sd);
  if (!(alpha > 0 && alpha < 0.5)) {
    check::fail(function, "alpha must be between 0 and 0.5, is " + check::text(alpha));
  }
}

double equivalence_power(double margin, double sd, std::int64_t n, double alpha) {
  const auto runs = static_cast<double>(n);
  const double df = 2 * runs - 2;
  const double scaled_margin = margin / (sd * std::sqrt(2 / runs));
  const double critical = -distributions::student_t_quantile(alpha, df);
  // Both tests reject when |Z| < margin - critical * S. Of S, 12 of its sds hold all but 1e-20.
  const double spread = 12 / std::sqrt(2 * df);
  const double low = std::max(0.0, 1 - spread);
  const double high = std::min(scaled_margin / critical, 1 + spread);
  if (high <= low) return 0;
  return integrate(
      [&](double s) {
        return (1 - 2 * distributions::normal_ccdf(scaled_margin - critical * s)) *
               relative_sd_density(s, df);
      },
      low, high);
}

}  // namespace

double two_sample_t_power(const TwoSampleDesign& design, double alpha) {
  constexpr std::string_view function = "two_sample_t_power";
  check::finite(function, "effect", design.effect);
  check::positive(function, "sd", design.sd);
  check::at_least(function, "n_a", design.n_a, 2);
  check::at_least(function, "n_b", design.n_b, 2);
  check::open_unit(function, "alpha", alpha);
  return two_sample_power(design, alpha);
}

std::int64_t two_sample_t_sample_size(double effect, double sd, double power, double alpha) {
  constexpr std::string_view function = "two_sample_t_sample_size";
  check_effect(function, effect, sd);
  check_errors(function, power, alpha);
  return smallest_n(function, most_runs, [&](std::int64_t n) {
    return two_sample_power({.effect = effect, .sd = sd, .n_a = n, .n_b = n}, alpha) >= power;
  });
}

double minimum_detectable_effect(double sd, std::int64_t n_a, std::int64_t n_b, double power, double alpha) {
  constexpr std::string_view function = "minimum_detectable_effect";
  check::positive(function, "sd", sd);
  check::at_least(function, "n_a", n_a, 2);
  check::at_least(function, "n_b", n_b, 2);
  check_power_above_alpha(function, power, alpha);
  return smallest_effect(sd, power, [&](double effect) {
    return two_sample_power({.effect = effect, .sd = sd, .n_a = n_a, .n_b = n_b}, alpha);
  });
}

double paired_t_power(const PairedDesign& design, double alpha) {
  constexpr std::string_view function = "paired_t_power";
  check::finite(function, "effect", design.effect);
  check::positive(function, "sd", design.sd);
  check::at_least(function, "n", design.n, 2);
  check::open_unit(function, "alpha", alpha);
  return paired_power(design, alpha);
}

std::int64_t paired_t_sample_size(double effect, double sd, double power, double alpha) {
  constexpr std::string_view function = "paired_t_sample_size";
  check_effect(function, effect, sd);
  check_errors(function, power, alpha);
  return smallest_n(function, most_runs, [&](std::int64_t n) {
    return paired_power({.effect = effect, .sd = sd, .n = n}, alpha) >= power;
  });
}

double paired_minimum_detectable_effect(double sd, std::int64_t n, double power, double alpha) {
  constexpr std::string_view function = "paired_minimum_detectable_effect";
  check::positive(function, "sd", sd);
  check::at_least(function, "n", n, 2);
  check_power_above_alpha(function, power, alpha);
  return smallest_effect(
      sd, power, [&](double effect) { return paired_power({.effect = effect, .sd = sd, .n = n}, alpha); });
}

double tost_power(double margin, double sd, std::int64_t n, double alpha) {
  check_tost("tost_power", margin, sd, alpha);
  check::at_least("tost_power", "n", n, 2);
  return equivalence_power(margin, sd, n, alpha);
}

std::int64_t tost_sample_size(double margin, double sd, double power, double alpha) {
  check_tost("tost_sample_size", margin, sd, alpha);
  check::open_unit("tost_sample_size", "power", power);
  return smallest_n("tost_sample_size", most_tost_runs,
                    [&](std::int64_t n) { return equivalence_power(margin, sd, n, alpha) >= power; });
}

double pilot_sd_upper_bound(double sd, std::int64_t df, double confidence) {
  constexpr std::string_view function = "pilot_sd_upper_bound";
  check::not_negative(function, "sd", sd);
  check::at_least(function, "df", df, 1);
  check::open_unit(function, "confidence", confidence);
  const auto real_df = static_cast<double>(df);
  return sd * std::sqrt(real_df / distributions::chi_squared_quantile(1 - confidence, real_df));
}

double planning_sd(double sd, std::int64_t df, double power, double alpha) {
  constexpr std::string_view function = "planning_sd";
  check::not_negative(function, "sd", sd);
  check::at_least(function, "df", df, 1);
  check_power_above_alpha(function, power, alpha);
  const auto real_df = static_cast<double>(df);
  const double critical = distributions::normal_quantile(1 - alpha / 2);
  const double known_sd = critical + distributions::normal_quantile(power);
  const auto excess = [&](double t) { return distributions::noncentral_t_cdf(t, real_df, critical) - power; };
  double high = known_sd;
  while (excess(high) < 0) high *= 2;
  return sd * root_between(excess, 0, high) / known_sd;
}

}  // namespace gainsay::stats
