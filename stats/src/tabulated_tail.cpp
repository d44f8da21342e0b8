#include "tabulated_tail.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace gainsay::stats {
namespace {

constexpr double most_exponent = 600;  // of what the tail is scaled by, so that it does not overflow

struct ChebyshevPoints {
  std::array<double, 22> at;  // from 0 to 1
  std::array<double, 22> weight;
};

// Of the first kind, with their barycentric weights; Berrut and Trefethen (2004), equation 5.3.
const ChebyshevPoints& chebyshev_points() {
  static const ChebyshevPoints all = [] {
    ChebyshevPoints made{};
    for (std::size_t j = 0; j < made.at.size(); ++j) {
      const double angle =
          (2 * static_cast<double>(j) + 1) * std::numbers::pi / (2 * static_cast<double>(made.at.size()));
      made.at[j] = (1 + std::cos(angle)) / 2;
      made.weight[j] = (j % 2 == 0 ? 1 : -1) * std::sin(angle);
    }
    return made;
  }();
  return all;
}

}  // namespace

TabulatedTail::TabulatedTail(std::function<double(double)> tail, const TailShape& shape)
    : tail_(std::move(tail)),
      shape_(shape),
      panels_(static_cast<std::size_t>(std::sqrt(most_exponent / shape.rate) / shape.panel)) {}

const TabulatedTail::Panel& TabulatedTail::panel_at(std::size_t index) {
  std::optional<Panel>& panel = panels_[index];
  if (panel) return *panel;
  panel.emplace();
  for (std::size_t j = 0; j < points; ++j) {
    const double x = shape_.panel * (static_cast<double>(index) + chebyshev_points().at[j]);
    (*panel)[j] = tail_(x) * std::exp(shape_.rate * x * x);
  }
  return *panel;
}

double TabulatedTail::operator()(double x) {
  const double place = x / shape_.panel;
  if (!(place < static_cast<double>(panels_.size()))) return tail_(x);
  const auto index = static_cast<std::size_t>(place);
  const Panel& values = panel_at(index);
  const ChebyshevPoints& chebyshev = chebyshev_points();
  const double within = place - static_cast<double>(index);
  double numerator = 0;
  double denominator = 0;
  for (std::size_t j = 0; j < points; ++j) {
    const double distance = within - chebyshev.at[j];
    if (distance == 0) return values[j] * std::exp(-shape_.rate * x * x);
    const double weight = chebyshev.weight[j] / distance;
    numerator += weight * values[j];
    denominator += weight;
  }
  return numerator / denominator * std::exp(-shape_.rate * x * x);
}

}  // namespace gainsay::stats
