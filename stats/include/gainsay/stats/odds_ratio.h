#pragma once

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/hedges_g.h"

namespace gainsay::stats {

// The odds ratio of two independent proportions: the odds of success of a over those of b.
// a, b: successes from 1 to trials - 1 (no cell of the table is 0); confidence: between 0 and 1. Returns the
// effect size "odds-ratio" with Woolf's interval: log odds ratio +- z standard errors, mapped back. Throws
// std::domain_error if an argument is outside its range; where a cell is 0, fisher_exact_test has a
// conditional estimate with an exact interval. Assumes independent trials and cells of at least about 5.
// Source: Woolf (1955).
EffectSize odds_ratio(const Proportion& a, const Proportion& b, double confidence = 0.95);

}  // namespace gainsay::stats
