#include "sums.h"

#include <algorithm>
#include <cmath>

namespace gainsay::stats {
namespace {

class CompensatedSum {
 public:
  void add(double value) {
    const double next = sum_ + value;
    correction_ += std::abs(sum_) >= std::abs(value) ? (sum_ - next) + value : (value - next) + sum_;
    sum_ = next;
  }
  double value() const { return sum_ + correction_; }

 private:
  double sum_ = 0;
  double correction_ = 0;
};

bool is_constant(std::span<const double> values) {
  return std::ranges::all_of(values, [&](double value) { return value == values.front(); });
}

}  // namespace

double compensated_sum(std::span<const double> values) {
  CompensatedSum sum;
  for (const double value : values) sum.add(value);
  return sum.value();
}

double accurate_mean(std::span<const double> values) {
  if (is_constant(values)) return values.front();
  const auto n = static_cast<double>(values.size());
  const double first = compensated_sum(values) / n;
  if (!std::isfinite(first)) {
    // The sum overflows where the mean does not.
    CompensatedSum shares;
    for (const double value : values) shares.add(value / n);
    return shares.value();
  }
  CompensatedSum residual;
  for (const double value : values) residual.add((value - first) / n);
  const double corrected = first + residual.value();
  // Where a deviation overflows there is no correction to be had, and sample_sd says how far apart the values
  // are.
  return std::isfinite(corrected) ? corrected : first;
}

double sample_sd(std::span<const double> values, double mean) {
  if (is_constant(values)) return 0;
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value - mean));
  if (!std::isfinite(largest)) return largest;
  const int exponent = std::ilogb(largest);
  CompensatedSum squares;
  CompensatedSum residual;
  for (const double value : values) {
    const double deviation = std::scalbn(value - mean, -exponent);
    squares.add(deviation * deviation);
    residual.add(deviation);
  }
  const auto n = static_cast<double>(values.size());
  const double corrected = squares.value() - residual.value() * residual.value() / n;
  return std::scalbn(std::sqrt(corrected / (n - 1)), exponent);
}

}  // namespace gainsay::stats
