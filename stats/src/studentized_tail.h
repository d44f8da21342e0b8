#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "pooled_sd_law.h"
#include "range_tail.h"
#include "tabulated_tail.h"

namespace gainsay::stats {

// Tail probabilities of a statistic over an estimated sd, of one family and any degrees of freedom; made for
// many of them. Not for several threads at once.
class StudentizedTail {
 public:
  explicit StudentizedTail(TabulatedTail at_known_sd) : at_known_sd_(std::move(at_known_sd)) {}

  double ccdf(double x, double df) { return PooledSdLaw(df).average(at_known_sd_, at_known_sd_.shape(), x); }
  // The x with ccdf(x, df) = alpha, which is between 0 and 1.
  double critical_value(double alpha, double df);

 private:
  TabulatedTail at_known_sd_;
};

// Of the range of k values.
StudentizedTail studentized_range_tail(std::int64_t k);
// Of the largest of several comparisons with one control; loadings: as of ManyToOneTail.
StudentizedTail many_to_one_tail(std::vector<double> loadings);

}  // namespace gainsay::stats
