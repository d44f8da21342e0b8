#include "quadrature.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>

namespace gainsay::stats {

double integrate(const std::function<double(double)>& f, double low, double high) {
  return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(f, low, high, 12, 1e-12);
}

}  // namespace gainsay::stats
