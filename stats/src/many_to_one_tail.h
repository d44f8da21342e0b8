#pragma once

#include <cstddef>
#include <vector>

#include "tail_shape.h"

namespace gainsay::stats {

// P(max |Z_i| > x) of standard normal values Z_i with correlations l_i l_j: several arms against one control,
// whose mean they share; to about 14 digits, in relative terms far into the tail. loadings: one or more l_i
// above 0 and below 1; x: at least 0. Source: Dunnett (1955), equation 6: given the shared Y, the Z_i = l_i Y
// + sqrt(1 - l_i^2) E_i are independent, which leaves an integral over Y.
class ManyToOneTail {
 public:
  explicit ManyToOneTail(std::vector<double> loadings);
  double operator()(double x) const;
  TailShape shape() const;

 private:
  // Arms of one loading.
  struct Arms {
    double loading;
    double rest;  // sqrt(1 - loading^2)
    std::size_t count;
  };

  double some_beyond(double x, double y) const;

  std::size_t n_arms_;
  std::vector<Arms> arms_;
  double step_;
};

}  // namespace gainsay::stats
