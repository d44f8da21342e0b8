#include "gainsay/stats/sd_bounds.h"

#include <cmath>
#include <string>

#include "check.h"

namespace gainsay::stats {
namespace {

void check_arguments(std::string_view function, const MetricRange& range, std::int64_t n) {
  check::finite(function, "range.low", range.low);
  check::finite(function, "range.high", range.high);
  if (!(range.low < range.high)) {
    check::fail(function, "range.low must be below range.high (" + check::text(range.high) + "), is " +
                              check::text(range.low));
  }
  check::at_least(function, "n", n, 2);
}

}  // namespace

double max_sd_for_range(const MetricRange& range, std::int64_t n) {
  check_arguments("max_sd_for_range", range, n);
  const auto real_n = static_cast<double>(n);
  const double inflation = n % 2 == 0 ? real_n / (real_n - 1) : (real_n + 1) / real_n;
  return (range.high - range.low) / 2 * std::sqrt(inflation);
}

double max_sd_for_mean(const MetricRange& range, double mean, std::int64_t n) {
  constexpr std::string_view function = "max_sd_for_mean";
  check_arguments(function, range, n);
  if (!(mean >= range.low && mean <= range.high)) {
    check::fail(function, "mean must be from " + check::text(range.low) + " to " + check::text(range.high) +
                              ", is " + check::text(mean));
  }
  const auto real_n = static_cast<double>(n);
  return std::sqrt((mean - range.low) * (range.high - mean) * real_n / (real_n - 1));
}

}  // namespace gainsay::stats
