#pragma once

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/rounding_interval.h"

namespace gainsay::stats {

// The p values that a printed test statistic may stand for: as the statistic runs through all values that
// round to the printed one. Throughout, df are finite and above 0. Each throws std::domain_error if an
// argument is out of range. Source: Nuijten et al. (2016), statcheck, made to allow for rounding.

// t, with df degrees of freedom. alternative: of the printed test.
RoundingInterval p_value_of_reported_t(const ReportedNumber& t, double df,
                                       Alternative alternative = Alternative::two_sided);

// z of a normal statistic.
RoundingInterval p_value_of_reported_z(const ReportedNumber& z,
                                       Alternative alternative = Alternative::two_sided);

// F, not below 0, with df_between and df_within degrees of freedom.
RoundingInterval p_value_of_reported_f(const ReportedNumber& f, double df_between, double df_within);

// chi-squared, not below 0, with df degrees of freedom.
RoundingInterval p_value_of_reported_chi_squared(const ReportedNumber& chi_squared, double df);

// How a paper prints a p value: "p = .03", "p < .05" or "p > .05".
enum class PrintedRelation { equal, below, above };

// Can the printed p value be that of the printed statistic?
// p: as printed, from 0 to 1; relation: as printed beside it; recomputed: from above. Returns whether some p
// of `recomputed` rounds to, lies below, or lies above the printed one. "p = .000" stands for all that round
// to it. Throws std::domain_error if p is outside 0 to 1.
bool p_value_consistent(const ReportedNumber& p, PrintedRelation relation,
                        const RoundingInterval& recomputed);

}  // namespace gainsay::stats
