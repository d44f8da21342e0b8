#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gainsay/stats/friedman.h"

namespace gainsay::stats {

struct BonferroniDunnTest {
  double critical_difference;  // of a mean rank and the control's, at alpha
  double alpha;
  std::vector<double> statistic;  // z of each method: its mean rank less the control's, in standard errors
  std::vector<double> p_values;   // one per method, two-sided, times n_methods - 1; 1 for the control
  std::int64_t control;           // its place among the methods, from 0
  std::int64_t n_methods;
  std::string_view method;  // "bonferroni-dunn"
};

// The Bonferroni-Dunn test: which methods differ in mean rank from one control?
// friedman: from friedman_test; control: from 0 to n_methods - 1; alpha: between 0 and 1, for the family of
// the n_methods - 1 comparisons. Returns the critical difference and p values already adjusted for their
// number; z is below 0 for a method that ranks better than the control. Throws std::domain_error if control
// or alpha is out of range. Sharper than nemenyi_test where only the control is of interest, and as dependent
// on the pool of methods; holm on the same p values is never weaker. Source: Dunn (1961); Demsar (2006),
// section 3.2.2.
BonferroniDunnTest bonferroni_dunn_test(const FriedmanTest& friedman, std::int64_t control,
                                        double alpha = 0.05);

}  // namespace gainsay::stats
