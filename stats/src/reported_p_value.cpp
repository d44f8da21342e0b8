#include "gainsay/stats/reported_p_value.h"

#include <algorithm>
#include <cmath>

#include "check.h"
#include "distributions.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

// A p value that falls in the statistic, for greater; rises, for less; falls away from 0 on both sides, for
// two_sided.
template <typename PValue>
RoundingInterval p_range(const ReportedNumber& printed, Alternative alternative, const PValue& p_value) {
  const RoundingInterval statistic = rounding_interval(printed);
  const double at_low = p_value(statistic.low);
  const double at_high = p_value(statistic.high);
  const bool holds_zero = statistic.low < 0 && statistic.high > 0;
  const double most = alternative == Alternative::two_sided && holds_zero ? 1 : std::max(at_low, at_high);
  return {std::min(at_low, at_high), most};
}

RoundingInterval upper_tail_range(std::string_view function, const ReportedNumber& printed, double p_at_low,
                                  double p_at_high) {
  if (printed.units < 0) {
    check::fail(function, "the statistic must not be below 0, is " + check::text(printed.value));
  }
  return {p_at_high, p_at_low};
}

// What rounds to a printed statistic that is not below 0 is not either.
RoundingInterval from_zero(const ReportedNumber& printed) {
  const RoundingInterval interval = rounding_interval(printed);
  return {std::max(0.0, interval.low), std::max(0.0, interval.high)};
}

double normal_p_value(double z, Alternative alternative) {
  switch (alternative) {
    case Alternative::greater:
      return distributions::normal_ccdf(z);
    case Alternative::less:
      return distributions::normal_cdf(z);
    case Alternative::two_sided:
      break;
  }
  return 2 * distributions::normal_ccdf(std::abs(z));
}

}  // namespace

RoundingInterval p_value_of_reported_t(const ReportedNumber& t, double df, Alternative alternative) {
  check::positive("p_value_of_reported_t", "df", df);
  return p_range(t, alternative, [&](double value) { return t_p_value(value, df, alternative); });
}

RoundingInterval p_value_of_reported_z(const ReportedNumber& z, Alternative alternative) {
  return p_range(z, alternative, [&](double value) { return normal_p_value(value, alternative); });
}

RoundingInterval p_value_of_reported_f(const ReportedNumber& f, double df_between, double df_within) {
  constexpr std::string_view function = "p_value_of_reported_f";
  check::positive(function, "df_between", df_between);
  check::positive(function, "df_within", df_within);
  const RoundingInterval statistic = from_zero(f);
  return upper_tail_range(function, f, distributions::f_ccdf(statistic.low, df_between, df_within),
                          distributions::f_ccdf(statistic.high, df_between, df_within));
}

RoundingInterval p_value_of_reported_chi_squared(const ReportedNumber& chi_squared, double df) {
  constexpr std::string_view function = "p_value_of_reported_chi_squared";
  check::positive(function, "df", df);
  const RoundingInterval statistic = from_zero(chi_squared);
  return upper_tail_range(function, chi_squared, distributions::chi_squared_ccdf(statistic.low, df),
                          distributions::chi_squared_ccdf(statistic.high, df));
}

bool p_value_consistent(const ReportedNumber& p, PrintedRelation relation,
                        const RoundingInterval& recomputed) {
  check::closed_unit("p_value_consistent", "p", p.value);
  switch (relation) {
    case PrintedRelation::below:
      return recomputed.low < p.value;
    case PrintedRelation::above:
      return recomputed.high > p.value;
    case PrintedRelation::equal:
      break;
  }
  const RoundingInterval printed = rounding_interval(p);
  return printed.contains(recomputed.low) || printed.contains(recomputed.high) ||
         (recomputed.low < printed.low && printed.high < recomputed.high);
}

}  // namespace gainsay::stats
