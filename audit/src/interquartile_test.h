#pragma once

#include <vector>

#include "samples.h"
#include "testing.h"

namespace gainsay::audit {

// The difference of the interquartile means over all runs of all datasets (Agarwal et al. 2021), with the
// standard error of the bootstrap stratified by dataset and Student's t with the runs' degrees of freedom:
// percentile intervals err far too often at few runs a dataset. A reason instead where an arm is paired or a
// single fixed number.
Tested interquartile_test(const std::vector<Samples>& datasets);

}  // namespace gainsay::audit
