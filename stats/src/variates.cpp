#include "variates.h"

#include <numbers>

namespace gainsay::stats {
namespace {

// Where the tail begins, so that 256 layers have one area (Marsaglia and Tsang 2000).
constexpr double exponential_tail = 7.69711747013104972;
constexpr double normal_tail = 3.6541528853610088;

double exponential_density(double x) { return std::exp(-x); }
double normal_density(double x) { return std::exp(-x * x / 2); }

template <typename Density, typename Inverse>
Ziggurat ziggurat(double tail, double area, const Density& density, const Inverse& inverse) {
  Ziggurat z{};
  z.edge[0] = area / density(tail);
  z.edge[1] = tail;
  for (std::size_t i = 1; i + 1 < Ziggurat::layers; ++i)
    z.edge[i + 1] = inverse(area / z.edge[i] + density(z.edge[i]));
  z.edge[Ziggurat::layers] = 0;
  for (std::size_t i = 0; i <= Ziggurat::layers; ++i) z.density[i] = density(z.edge[i]);
  return z;
}

}  // namespace

const Ziggurat& Ziggurat::exponential() {
  static const Ziggurat made =
      ziggurat(exponential_tail, (exponential_tail + 1) * exponential_density(exponential_tail),
               exponential_density, [](double y) { return -std::log(y); });
  return made;
}

const Ziggurat& Ziggurat::normal() {
  static const Ziggurat made =
      ziggurat(normal_tail,
               normal_tail * normal_density(normal_tail) +
                   std::sqrt(std::numbers::pi / 2) * std::erfc(normal_tail / std::numbers::sqrt2),
               normal_density, [](double y) { return std::sqrt(-2 * std::log(y)); });
  return made;
}

double Variates::exponential_near_the_edge(std::size_t layer, double x) {
  if (layer == 0) return exponential_tail + exponential();
  const double low = exponential_.density[layer];
  const double y = low + uniform() * (exponential_.density[layer + 1] - low);
  return y < exponential_density(x) ? x : exponential();
}

// The absolute value of a normal variate.
double Variates::normal_near_the_edge(std::size_t layer, double x) {
  if (layer == 0) {
    double beyond = 0;
    do {
      beyond = exponential() / normal_tail;
    } while (2 * exponential() < beyond * beyond);
    return normal_tail + beyond;
  }
  const double low = normal_.density[layer];
  const double y = low + uniform() * (normal_.density[layer + 1] - low);
  return y < normal_density(x) ? x : std::abs(normal());
}

double Variates::gamma(double shape) {
  if (shape < 1) return gamma(shape + 1) * std::exp(-exponential() / shape);
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal();
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double u = 1 - uniform();
    if (u < 1 - 0.0331 * x * x * x * x) return d * v;
    if (std::log(u) < x * x / 2 + d * (1 - v + std::log(v))) return d * v;
  }
}

}  // namespace gainsay::stats
