#pragma once

#include <span>
#include <vector>

namespace gainsay::stats {

// a[i] - b[i]; both of the same size.
std::vector<double> differences_of(std::span<const double> a, std::span<const double> b);

}  // namespace gainsay::stats
