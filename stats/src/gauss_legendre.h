#pragma once

#include <array>

namespace gainsay::stats {

struct QuadratureNode {
  double node;
  double weight;
};

// The Gauss-Legendre rule of 20 nodes on -1 to 1.
const std::array<QuadratureNode, 20>& gauss_legendre_20();

}  // namespace gainsay::stats
