#include "gainsay/stats/grimmer.h"

#include <algorithm>
#include <string>

#include "check.h"
#include "printed_number.h"
#include "wide.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_integers = 1'000'000;
constexpr int most_decimals = 6;

void check_arguments(std::string_view function, const ReportedMoments& reported, const SdDesign& design) {
  check_printed(function, "mean", reported.mean, most_decimals);
  check_printed(function, "sd", reported.sd, most_decimals);
  if (reported.sd.units < 0)
    check::fail(function, "sd must not be below 0, is " + check::text(reported.sd.value));
  check::at_least(function, "n", design.n, 2);
  if (design.n > most_integers) {
    check::fail(function, "n must be at most 10^6, is " + std::to_string(design.n));
  }
}

// n^2 times the variance is n Q - T^2 over n, or over n - 1 times n / (n - 1).
Wide scaled_denominator(std::int64_t n, SdDenominator denominator) {
  return Wide{n} * (denominator == SdDenominator::n ? n : n - 1);
}

// Is there an integer Q, at least `fewest` and of the parity of T, with
// low^2 n d <= per_one^2 (n Q - T^2) <= high^2 n d (or strictly between)?
bool some_sum_of_squares(Wide total, const HalfUnits& sd, std::int64_t n, SdDenominator denominator) {
  const Wide unit = Wide{sd.per_one} * sd.per_one;
  const Wide scale = scaled_denominator(n, denominator);
  const Wide low = sd.low > 0 ? Wide{sd.low} * sd.low * scale : -1;
  const Wide high = Wide{sd.high} * sd.high * scale;
  const Wide base = unit * total * total;
  const Wide step = unit * n;
  const bool closed = sd.closed || sd.low <= 0;
  Wide first = closed ? ceiling_division(low + base, step) : floor_division(low + base, step) + 1;
  const Wide last = sd.closed ? floor_division(high + base, step) : ceiling_division(high + base, step) - 1;
  const Wide quotient = floor_division(total, n);
  const Wide rest = total - quotient * n;
  const Wide fewest = n * quotient * quotient + rest * (2 * quotient + 1);
  first = std::max(first, fewest);
  if ((first - total) % 2 != 0) ++first;
  return first <= last;
}

template <typename Holds>
bool under_some_denominator(SdDenominator denominator, const Holds& holds) {
  if (denominator != SdDenominator::either) return holds(denominator);
  return holds(SdDenominator::n_minus_1) || holds(SdDenominator::n);
}

struct Range {
  std::int64_t first;
  std::int64_t last;
};

// The integers c with scale c / n among the half units, give or take one at either end.
Range candidates(const HalfUnits& mean, std::int64_t scale, std::int64_t n) {
  const Wide per_total = Wide{mean.per_one} * scale;
  return {static_cast<std::int64_t>(floor_division(Wide{mean.low} * n, per_total)),
          static_cast<std::int64_t>(ceiling_division(Wide{mean.high} * n, per_total))};
}

}  // namespace

bool grimmer_consistent(const ReportedMoments& reported, const SdDesign& design) {
  check_arguments("grimmer_consistent", reported, design);
  const HalfUnits mean = half_units(reported.mean, design.rounding);
  const HalfUnits sd = half_units(reported.sd, design.rounding);
  const Range totals = candidates(mean, 1, design.n);
  for (std::int64_t total = totals.first; total <= totals.last; ++total) {
    if (!mean.contains_ratio(total, design.n)) continue;
    const bool possible = under_some_denominator(design.denominator, [&](SdDenominator denominator) {
      return some_sum_of_squares(total, sd, design.n, denominator);
    });
    if (possible) return true;
  }
  return false;
}

bool debit_consistent(const ReportedMoments& reported, std::int64_t scale, const SdDesign& design) {
  constexpr std::string_view function = "debit_consistent";
  check_arguments(function, reported, design);
  if (scale != 1 && scale != 100)
    check::fail(function, "scale must be 1 or 100, is " + std::to_string(scale));
  const HalfUnits mean = half_units(reported.mean, design.rounding);
  const HalfUnits sd = half_units(reported.sd, design.rounding);
  const HalfUnits variance{std::max<std::int64_t>(sd.low, 0), sd.high, sd.closed || sd.low <= 0, sd.per_one};
  const Range counts = candidates(mean, scale, design.n);
  const std::int64_t last = std::min(counts.last, design.n);
  for (std::int64_t c = std::max<std::int64_t>(counts.first, 0); c <= last; ++c) {
    if (!mean.contains_ratio(Wide{scale} * c, design.n)) continue;
    const Wide squared = Wide{scale} * scale * c * (design.n - c) * variance.per_one * variance.per_one;
    const bool possible = under_some_denominator(design.denominator, [&](SdDenominator denominator) {
      const Wide unit = scaled_denominator(design.n, denominator);
      const Wide low = unit * variance.low * variance.low;
      const Wide high = unit * variance.high * variance.high;
      const bool above = variance.closed ? low <= squared : low < squared;
      return above && (sd.closed ? squared <= high : squared < high);
    });
    if (possible) return true;
  }
  return false;
}

}  // namespace gainsay::stats
