#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "auditor_benchmark/trials.h"

namespace auditor_benchmark {

// Pilots whose true gain is the smallest effect of interest and whose claim was not shown: the runs that the
// finding asks for are made, and the claim is asked again.
struct RemedyCell {
  int pilot_seeds;  // an arm
  int n_datasets;
  double sd;               // of the runs, in smallest effects
  Rate asked;              // pilots with a finding that asks for runs
  Rate cleared;            // of those, the ones without the finding once the runs are made
  double seeds_asked = 0;  // an arm, on the average
};

// The cells of the page; `tries` pilots each.
std::vector<RemedyCell> remedy_adequacy(std::int64_t tries);

// All cells together.
Rate adequacy(const std::vector<RemedyCell>& cells);

}  // namespace auditor_benchmark
