#pragma once

#include <span>

#include "gainsay/stats/hedges_g.h"

namespace gainsay::stats {

// Vargha and Delaney's A: how often a run of a beats a run of b, a tie counting half.
// a, b: at least 2 finite values each; values within 1e-10 of each other, relatively, are tied; confidence:
// between 0 and 1. Returns the effect size "vargha-delaney-a12", A = U / (n_a n_b) from 0 to 1, with the
// interval logit(A) +- t standard errors mapped back, standard error and df by Brunner and Munzel: it stays
// within 0 to 1. Where one sample lies wholly above the other that error is 0, and the interval is that of
// Clopper and Pearson for min(n_a, n_b) pairs won out of as many: from 0.478 to 1 at 5 v 5 and 95 %. With so
// few runs it never excludes 1/2, and misses it 0 to 3 % of the time up to 10 v 10. Throws std::domain_error
// if a sample has fewer than 2 values or one that is not finite, confidence is not between 0 and 1, or all
// values are tied. Assumes independent values. Source: Vargha and Delaney (2000); interval: Brunner and
// Munzel (2000) on the logit scale of Edwardes (1995).
EffectSize vargha_delaney_a12(std::span<const double> a, std::span<const double> b, double confidence = 0.95);

// Cliff's delta: how much more often a run of a beats a run of b than it loses to it.
// Returns the effect size "cliffs-delta", 2 A - 1 from -1 to 1, with the interval of A mapped likewise.
// Arguments, throws and assumptions as above. Source: Cliff (1993).
EffectSize cliffs_delta(std::span<const double> a, std::span<const double> b, double confidence = 0.95);

}  // namespace gainsay::stats
