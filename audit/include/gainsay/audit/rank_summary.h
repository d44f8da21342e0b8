#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gainsay/audit/study.h"

namespace gainsay::audit {

// Several methods over several datasets by their ranks on each (Demsar 2006).
struct RankSummary {
  std::vector<Name> methods;       // in the order of the ranks below
  std::vector<double> mean_ranks;  // 1 is the best; ties share their ranks
  std::int64_t n_datasets = 0;
  double friedman_chi_squared = 0.0;               // corrected for ties
  double friedman_chi_squared_without_ties = 0.0;  // as Demsar prints it
  double iman_davenport_f = 0.0;                   // infinite where all datasets rank the methods alike
  double iman_davenport_f_without_ties = 0.0;      // as Demsar prints it
  double iman_davenport_p = 1.0;
  double nemenyi_critical_difference = 0.0;  // of two mean ranks, at the study's alpha
};

// Ranks of `methods` by the means of their arms (or by reported numbers) on `datasets`.
// Nothing for fewer than 3 methods or 5 datasets, or when a cell is missing: a rank needs a whole row.
std::optional<RankSummary> rank_summary(const Study& study, Name metric, const std::vector<Name>& methods,
                                        const std::vector<Name>& datasets);

}  // namespace gainsay::audit
