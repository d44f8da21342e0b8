#include "gainsay/stats/studentized_range.h"

#include <cmath>
#include <string>

#include "check.h"
#include "distributions.h"
#include "quadrature.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_values = 1000;

void check_k(std::string_view function, std::int64_t k) {
  check::at_least(function, "k", k, 2);
  if (k > most_values) check::fail(function, "k must be at most 1000, is " + std::to_string(k));
}

// k times the integral of phi (Phi^(k-1) - (Phi(x) - Phi(x - q))^(k-1)), x being the largest value: the
// difference of the powers is taken without cancellation.
double upper_tail(double q, double k) {
  const auto density = [&](double x) {
    const double below = distributions::normal_cdf(x);
    const double share = distributions::normal_cdf(x - q) / below;
    return k * distributions::normal_density(x) * std::pow(below, k - 1) *
           -std::expm1((k - 1) * std::log1p(-share));
  };
  // The mass lies between q / 2 (the other end at -q / 2) and the maximum of k values, give or take 9 sds.
  const double centre = q / 2;
  return integrate(density, -9, centre) + integrate(density, centre, centre + 13);
}

}  // namespace

double studentized_range_ccdf(double q, std::int64_t k) {
  check::not_negative("studentized_range_ccdf", "q", q);
  check_k("studentized_range_ccdf", k);
  if (q == 0) return 1;
  return std::fmin(1.0, upper_tail(q, static_cast<double>(k)));
}

double studentized_range_critical_value(double alpha, std::int64_t k) {
  check::open_unit("studentized_range_critical_value", "alpha", alpha);
  check_k("studentized_range_critical_value", k);
  const auto count = static_cast<double>(k);
  double high = 4;
  while (upper_tail(high, count) > alpha) high *= 2;
  return root_between([&](double q) { return alpha - upper_tail(q, count); }, 1e-12, high);
}

}  // namespace gainsay::stats
