#pragma once

#include <cstdint>
#include <vector>

#include "tail_shape.h"

namespace gainsay::stats {

// P(Q > q), Q being the range of k independent standard normal values, for many q of one k: to about 14
// digits, in relative terms far into the tail. k: at least 2; q: at least 0. Source: Harter (1960); with x
// the largest value, k times the integral of phi(x) (Phi(x)^(k-1) - (Phi(x) - Phi(x - q))^(k-1)).
class RangeTail {
 public:
  explicit RangeTail(std::int64_t k);
  double operator()(double q) const;
  TailShape shape() const;

 private:
  double at(double x, double density, double below, double q) const;

  struct Node {
    double x;
    double density;
    double below;  // Phi(x)
  };

  std::uint64_t others_;  // k - 1
  double step_;
  std::vector<Node> nodes_;
};

}  // namespace gainsay::stats
