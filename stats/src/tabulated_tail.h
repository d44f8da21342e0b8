#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "tail_shape.h"

namespace gainsay::stats {

// A tail probability that is asked for often, interpolated to 12 digits between values that are computed when
// they are first needed. x: at least 0. Beyond the table, the tail itself. Not for several threads at once.
class TabulatedTail {
 public:
  TabulatedTail(std::function<double(double)> tail, const TailShape& shape);
  double operator()(double x);
  const TailShape& shape() const { return shape_; }

 private:
  static constexpr std::size_t points = 22;
  using Panel = std::array<double, points>;

  const Panel& panel_at(std::size_t index);

  std::function<double(double)> tail_;
  TailShape shape_;
  std::vector<std::optional<Panel>> panels_;
};

}  // namespace gainsay::stats
