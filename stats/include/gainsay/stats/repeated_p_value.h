#pragma once

#include <span>

namespace gainsay::stats {

// The four two-sided boundaries of group_sequential.h.
enum class SequentialBoundary { pocock, obrien_fleming, lan_demets_pocock, lan_demets_obrien_fleming };

// A p value that allows for the looks of a group-sequential design: the smallest alpha at which the design
// would reject at this look. It is at most alpha exactly where the look's own p value is at most its nominal
// p; the chance under the null that it is ever at most alpha, at whichever look, is alpha.
// information: of all looks planned up to this one, or to the last, as shares of the information at the last,
// rising, at most 50; the classical boundaries ask for 1 / K, 2 / K, ..., 1. look: which of them this is,
// from 1 on. p: two-sided, of this look's data alone, 0 to 1. Returns 1 where no alpha below 1/2 would
// reject. Throws std::domain_error outside these ranges. Assumes what the design assumes: statistics with the
// joint normal distribution of sums of independent terms.
// Source: Jennison and Turnbull (2000), Group sequential methods, section 9.3.
double repeated_p_value(std::span<const double> information, int look, double p, SequentialBoundary boundary);

}  // namespace gainsay::stats
