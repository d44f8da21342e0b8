#pragma once

#include <functional>

namespace gainsay::stats {

// The integral of a smooth function over a finite range, by adaptive 31-point Gauss-Kronrod, to 1e-12 of its
// size.
double integrate(const std::function<double(double)>& f, double low, double high);

}  // namespace gainsay::stats
