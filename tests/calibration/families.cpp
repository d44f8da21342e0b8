#include "calibration/families.h"

namespace calibration {

std::vector<Family> simulated_families() {
  return {two_samples(),     paired_differences(), spreads(),    equivalence_tests(), resamples(),
          proportions(),     item_scores(),        aggregates(), several_methods(),   several_groups(),
          multiplicity(),    over_datasets(),      sequential(), winners(),           components_of_methods(),
          learning_curves(), bayesian_decisions()};
}

}  // namespace calibration
