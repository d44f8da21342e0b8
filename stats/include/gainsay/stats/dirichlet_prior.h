#pragma once

namespace gainsay::stats {

// What is believed before the data: as much as `strength` datasets with the difference `location`.
struct DirichletPrior {
  double strength;      // finite, >= 0; 1 weighs as much as one dataset
  double location = 0;  // finite, in the unit of the differences; 0 lies inside the rope
};

}  // namespace gainsay::stats
