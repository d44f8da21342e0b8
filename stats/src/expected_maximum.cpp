#include "gainsay/stats/expected_maximum.h"

#include <cmath>
#include <string>

#include "check.h"
#include "distributions.h"
#include "quadrature.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_values = 1'000'000'000'000;
// n normal_ccdf(12) is below 1e-20 for every n allowed.
constexpr double upper_limit = 12;

}  // namespace

double expected_maximum(std::int64_t n) {
  check::at_least("expected_maximum", "n", n, 1);
  if (n > most_values) check::fail("expected_maximum", "n must be at most 10^12, is " + std::to_string(n));
  if (n == 1) return 0;
  const auto count = static_cast<double>(n);
  return integrate(
      [&](double x) {
        const double tail = distributions::normal_ccdf(x);
        return -std::expm1(count * std::log1p(-tail)) - std::pow(tail, count);
      },
      0, upper_limit);
}

}  // namespace gainsay::stats
