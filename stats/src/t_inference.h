#pragma once

#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// An estimate with a standard error > 0, and the degrees of freedom of that standard error.
struct TEstimate {
  double estimate;
  double standard_error;
  double df;
};

struct TInference {
  Interval interval;
  double statistic;
  double p_value;
};

// Interval and p value of an estimate whose ratio to its standard error follows Student's t.
TInference infer_from_t(const TEstimate& t, double confidence, Alternative alternative);

// The p value of a statistic that follows Student's t under the null.
double t_p_value(double statistic, double df, Alternative alternative);

// Throws std::domain_error if a standard error is 0, or so near to 0 beside `magnitude` (the largest absolute
// mean that went into the estimate) that it is only rounding: below 10 epsilon * magnitude, as R's t.test has
// it.
void check_not_constant(std::string_view function, double standard_error, double magnitude);

}  // namespace gainsay::stats
