#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/mean_difference.h"

namespace gainsay::stats {

struct DunnettTest {
  std::vector<MeanDifference> comparisons;  // every group but the control, as a, with the control, as b
  double critical_value;                    // of the size of a statistic, at 1 - confidence
  double sd;                                // within the groups, the control among them, pooled
  double df;                                // n less the number of groups
  std::int64_t control;
  std::int64_t n;  // values in all groups together
  std::int64_t n_groups;
  std::string_view method;  // "dunnett"
};

// Dunnett's test: which groups differ in mean from one control?
// groups: 2 to 1000 samples of at least 1 finite value, one of them at least 2; control: the control's place
// among them, from 0; confidence: of all intervals together, between 0 and 1. Returns each group's difference
// from the control with its simultaneous interval and adjusted two-sided p value, from the multivariate t
// distribution with the correlations that the groups' sizes give, by quadrature, to 10 digits and without
// random draws. Throws std::domain_error if the number of groups, control or confidence is out of range, a
// group is empty, no group has 2 values, a value is not finite, or no group varies. Assumes independent
// normal values of one variance. Sharper than tukey_hsd where only the control is of interest. Source:
// Dunnett (1955).
DunnettTest dunnett_test(std::span<const std::span<const double>> groups, std::int64_t control,
                         double confidence = 0.95);

}  // namespace gainsay::stats
