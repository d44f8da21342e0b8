#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gainsay::stats {

// How the p values of several datasets are combined: Bonferroni's way holds under any dependence, Fisher's
// for independent datasets and is the sharper there (10 datasets whose tests have a correlation of 0.5 make
// it count too many 18 % of the time at a nominal 5 %).
enum class PartialConjunctionRule { bonferroni, fisher };

struct PartialConjunction {
  std::int64_t k_hat;            // with confidence 1 - alpha there is an effect on at least so many datasets
  std::vector<double> p_values;  // [u - 1]: against "an effect on fewer than u datasets"; never falling in u
  double alpha;
  std::string_view method;  // "partial-conjunction-bonferroni" or "partial-conjunction-fisher"
};

// Replicability analysis: on how many of several datasets is there an effect at all?
// p_values: at least 1 p value from 0 to 1, one per dataset, in any order; alpha: between 0 and 1. Returns
// the estimate k_hat, 0 to the number of datasets, with P(k_hat > the true number) <= alpha, and the p value
// of each partial conjunction: (n - u + 1) p_(u) by Bonferroni; by Fisher, the chi-squared tail of -2 sum log
// p_(i), i >= u, at 2 (n - u + 1) degrees of freedom. Throws std::domain_error if there is no p value, one is
// a NaN or outside 0 to 1, or alpha is out of range. It counts datasets and does not say which: for that take
// holm. Source: Dror, Baumer, Bogomolov and Reichart (2017); Benjamini and Heller (2008).
PartialConjunction partial_conjunction(std::span<const double> p_values, PartialConjunctionRule rule,
                                       double alpha = 0.05);

}  // namespace gainsay::stats
