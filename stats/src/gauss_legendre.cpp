#include "gauss_legendre.h"

#include <boost/math/quadrature/gauss.hpp>

namespace gainsay::stats {

const std::array<QuadratureNode, 20>& gauss_legendre_20() {
  static const std::array<QuadratureNode, 20> rule = [] {
    using Rule = boost::math::quadrature::gauss<double, 20>;  // has the nodes above 0
    std::array<QuadratureNode, 20> nodes{};
    for (std::size_t i = 0; i < 10; ++i) {
      nodes[9 - i] = {-Rule::abscissa()[i], Rule::weights()[i]};
      nodes[10 + i] = {Rule::abscissa()[i], Rule::weights()[i]};
    }
    return nodes;
  }();
  return rule;
}

}  // namespace gainsay::stats
