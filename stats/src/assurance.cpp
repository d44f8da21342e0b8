#include "gainsay/stats/assurance.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "gainsay/stats/t_power.h"

#include "check.h"
#include "distributions.h"
#include "quadrature.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_runs = 10'000'000;

void check_arguments(std::string_view function, const PilotSd& pilot, double effect, double alpha) {
  check::positive(function, "pilot.sd", pilot.sd);
  check::at_least(function, "pilot.df", pilot.df, 1);
  check::finite(function, "effect", effect);
  if (effect == 0) check::fail(function, "effect must not be 0: no number of runs finds it");
  check::open_unit(function, "alpha", alpha);
}

// The pilot's sd over the true one has the density of a chi variable over the root of its df; 12 of its sds
// hold all but 1e-20, and from 0 on for few df.
double assurance_at(const PilotSd& pilot, double effect, std::int64_t n, double alpha) {
  const auto df = static_cast<double>(pilot.df);
  const double spread = 12 / std::sqrt(2 * df);
  const auto integrand = [&](double ratio) {
    if (ratio <= 0) return 0.0;
    const double density = 2 * ratio * df * distributions::chi_squared_density(ratio * ratio * df, df);
    const TwoSampleDesign design{.effect = effect, .sd = pilot.sd / ratio, .n_a = n, .n_b = n};
    return density * two_sample_t_power(design, alpha);
  };
  return integrate(integrand, std::max(0.0, 1 - spread), 1 + spread);
}

}  // namespace

SampleSizeRange pilot_sample_size_range(const PilotSd& pilot, double effect, double confidence, double power,
                                        double alpha) {
  constexpr std::string_view function = "pilot_sample_size_range";
  check_arguments(function, pilot, effect, alpha);
  if (!(confidence > 0.5 && confidence < 1)) {
    check::fail(function, "confidence must be between 0.5 and 1, is " + check::text(confidence));
  }
  check::open_unit(function, "power", power);
  const double low = pilot_sd_upper_bound(pilot.sd, pilot.df, 1 - confidence);
  const double high = pilot_sd_upper_bound(pilot.sd, pilot.df, confidence);
  return {.low = two_sample_t_sample_size(effect, low, power, alpha),
          .estimate = two_sample_t_sample_size(effect, pilot.sd, power, alpha),
          .high = two_sample_t_sample_size(effect, high, power, alpha),
          .sd_low = low,
          .sd_high = high,
          .confidence = confidence};
}

double t_test_assurance(const PilotSd& pilot, double effect, std::int64_t n, double alpha) {
  constexpr std::string_view function = "t_test_assurance";
  check_arguments(function, pilot, effect, alpha);
  check::at_least(function, "n", n, 2);
  return assurance_at(pilot, effect, n, alpha);
}

std::int64_t assurance_sample_size(const PilotSd& pilot, double effect, double assurance, double alpha) {
  constexpr std::string_view function = "assurance_sample_size";
  check_arguments(function, pilot, effect, alpha);
  check::open_unit(function, "assurance", assurance);
  if (assurance <= alpha) {
    check::fail(function,
                "assurance must be above alpha (" + check::text(alpha) + "), is " + check::text(assurance));
  }
  const auto n = first_true(
      [&](std::int64_t runs) { return assurance_at(pilot, effect, runs, alpha) >= assurance; }, 2, most_runs);
  if (!n) check::fail(function, "more than 10^7 runs would be needed");
  return *n;
}

}  // namespace gainsay::stats
