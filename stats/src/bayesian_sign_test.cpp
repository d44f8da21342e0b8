#include "gainsay/stats/bayesian_sign_test.h"

#include <cmath>

#include "distributions.h"
#include "quadrature.h"
#include "rope.h"

namespace gainsay::stats {
namespace {

// Gamma variates with these shapes are in the proportions of a Dirichlet draw; a shape of 0 is the constant
// 0. In the logarithm of its value the density of a gamma variate is smooth, however small the shape.
double probability_below(double value, double shape) {
  return shape == 0 ? 1 : 1 - distributions::chi_squared_ccdf(2 * value, 2 * shape);
}

// The probability that the first of three is the largest.
double probability_largest(double shape, double second, double third) {
  if (shape == 0) return 0;
  if (second == 0 && third == 0) return 1;
  constexpr double left_out = 1e-17;
  // Where the quantile would be no normal double any more, whole numbers as other shapes leave nothing.
  constexpr double least = 1e-300;
  const auto integrand = [&](double log_value) {
    const double value = std::exp(log_value);
    return 2 * value * distributions::chi_squared_density(2 * value, 2 * shape) *
           probability_below(value, second) * probability_below(value, third);
  };
  const double low = std::fmax(distributions::chi_squared_quantile(left_out, 2 * shape) / 2, least);
  // As far out as an exponential tail needs for 1e-17.
  const double high = shape + 40 + 10 * std::sqrt(shape);
  return integrate(integrand, std::log(low), std::log(shape)) +
         integrate(integrand, std::log(shape), std::log(high));
}

}  // namespace

BayesianSignTest bayesian_sign_test(std::span<const double> differences, double rope,
                                    const DirichletPrior& prior) {
  check_dirichlet("bayesian_sign_test", differences, rope, prior);
  const double border = widened_rope(differences, rope);
  BayesianSignTest result{};
  for (const double d : differences)
    ++(d < -border ? result.n_left : d > border ? result.n_right : result.n_inside);
  RegionProbabilities shape{static_cast<double>(result.n_left), static_cast<double>(result.n_inside),
                            static_cast<double>(result.n_right)};
  (prior.location < -border  ? shape.left
   : prior.location > border ? shape.right
                             : shape.inside) += prior.strength;
  result.n = std::ssize(differences);
  const double total = static_cast<double>(result.n) + prior.strength;
  result.probability = {probability_largest(shape.left, shape.inside, shape.right),
                        probability_largest(shape.inside, shape.left, shape.right),
                        probability_largest(shape.right, shape.left, shape.inside)};
  result.expected_mass = {shape.left / total, shape.inside / total, shape.right / total};
  result.rope = rope;
  result.prior_strength = prior.strength;
  result.prior_location = prior.location;
  result.method = "bayesian-sign";
  return result;
}

}  // namespace gainsay::stats
