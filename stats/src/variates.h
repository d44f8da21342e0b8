#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "gainsay/stats/random_stream.h"

namespace gainsay::stats {

// The density e^-x or e^(-x^2/2), x >= 0, cut into 256 layers of one area, of which the lowest has a tail.
// Source: Marsaglia and Tsang (2000), Journal of Statistical Software 5(8).
struct Ziggurat {
  static constexpr std::size_t layers = 256;
  std::array<double, layers + 1> edge;     // of each layer, from the widest inwards to 0
  std::array<double, layers + 1> density;  // at each edge
  static const Ziggurat& exponential();
  static const Ziggurat& normal();
};

// Exponential, normal and gamma variates, several times as fast as by logarithms and cosines.
class Variates {
 public:
  explicit Variates(RandomStream& random)
      : random_(random), exponential_(Ziggurat::exponential()), normal_(Ziggurat::normal()) {}

  // Exponential with mean 1, from 32 bits where it does not lie near an edge: on a grid of 2^24 values a
  // layer, which it would take 10^14 draws to notice.
  double exponential() {
    const std::uint32_t bits = random_.next();
    const std::size_t layer = bits % Ziggurat::layers;
    const double x = ((bits >> 8) + 0.5) * 0x1p-24 * exponential_.edge[layer];
    return x < exponential_.edge[layer + 1] ? x : exponential_near_the_edge(layer, x);
  }

  // Standard normal, from 64 bits: 8 for the layer, one for the sign, 53 for the place.
  double normal() {
    const std::uint64_t bits = word();
    const std::size_t layer = bits % Ziggurat::layers;
    const double x = fraction(bits) * normal_.edge[layer];
    const double size = x < normal_.edge[layer + 1] ? x : normal_near_the_edge(layer, x);
    return (bits & Ziggurat::layers) != 0 ? -size : size;
  }

  // Gamma with scale 1; shape > 0. Source: Marsaglia and Tsang (2000), ACM TOMS 26, 363-372.
  double gamma(double shape);

  double uniform() { return random_.uniform(); }

 private:
  std::uint64_t word() {
    const std::uint64_t upper = random_.next();
    return upper << 32 | random_.next();
  }
  static double fraction(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

  double exponential_near_the_edge(std::size_t layer, double x);
  double normal_near_the_edge(std::size_t layer, double x);

  RandomStream& random_;
  const Ziggurat& exponential_;
  const Ziggurat& normal_;
};

}  // namespace gainsay::stats
