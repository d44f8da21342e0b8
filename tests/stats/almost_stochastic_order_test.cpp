#include "gainsay/stats/almost_stochastic_order.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/random_stream.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> a{0.61, 0.72, 0.68, 0.75, 0.59};
const std::vector<double> b{0.62, 0.64, 0.78, 0.66, 0.58};

constexpr MonteCarlo few{.replicates = 1000, .seed = 1};

// The sum over a grid of midpoints that both quantile functions' steps fall between.
double naive_ratio(std::vector<double> x, std::vector<double> y) {
  std::ranges::sort(x);
  std::ranges::sort(y);
  double all = 0;
  double against = 0;
  const std::size_t steps = x.size() * y.size();
  for (std::size_t t = 0; t < steps; ++t) {
    const double gap = y[t / x.size()] - x[t / y.size()];
    all += gap * gap;
    against += gap > 0 ? gap * gap : 0;
  }
  return against / all;
}

}  // namespace

TEST_CASE("the violation ratio is exact where deepsig is so only in the limit of its grid") {
  // By hand: gaps -1 1 -4 -6 3, so 10 / 63. deepsig 1.2.8, tests/oracles/several_tasks.py: .15268 with
  // dt = .01, .15813 with .001, .15867 with .0001: its grid counts t = 0 in the denominator.
  CHECK(violation_ratio(a, b) == near(10.0 / 63, 1e-10));
}

TEST_CASE("the violation ratio of samples of different sizes agrees with a common grid") {
  RandomStream random(1, 0);
  for (std::size_t n = 1; n <= 7; ++n) {
    for (std::size_t m = 1; m <= 9; ++m) {
      std::vector<double> x(n);
      std::vector<double> y(m);
      for (double& value : x) value = random.normal();
      for (double& value : y) value = random.normal();
      CHECK(violation_ratio(x, y) == doctest::Approx(naive_ratio(x, y)).epsilon(1e-10));
    }
  }
}

TEST_CASE("the violation ratios of both directions add up to 1 and no unit or origin matters") {
  CHECK(violation_ratio(a, b) + violation_ratio(b, a) == near(1));
  std::vector<double> moved_a = a;
  std::vector<double> moved_b = b;
  for (double& value : moved_a) value = 1e200 * value;
  for (double& value : moved_b) value = 1e200 * value;
  CHECK(violation_ratio(moved_a, moved_b) == near(10.0 / 63, 1e-10));
  CHECK(violation_ratio(std::vector{2.0}, std::vector{1.0}) == 0);
  CHECK(violation_ratio(std::vector{1.0}, std::vector{2.0}) == 1);
}

TEST_CASE("the bound on epsilon follows from the spread of all ways to draw anew") {
  // 27 * 27 samples of three and three; the spread of the ratio over those in which it is defined.
  const std::vector<double> x{1, 4, 6};
  const std::vector<double> y{2, 3, 5};
  double sum = 0;
  double squares = 0;
  double count = 0;
  for (std::size_t i = 0; i < 729; ++i) {
    const double ratio =
        naive_ratio({x[i % 3], x[i / 3 % 3], x[i / 9 % 3]}, {y[i / 27 % 3], y[i / 81 % 3], y[i / 243]});
    sum += ratio;
    squares += ratio * ratio;
    ++count;
  }
  const double sd = std::sqrt(squares / count - sum / count * sum / count);
  const AlmostStochasticOrder order = almost_stochastic_order(x, y, {.replicates = 200'000, .seed = 1});
  CHECK(order.sigma == near(std::sqrt(1.5) * sd, 0.01));
  CHECK(order.epsilon == near(violation_ratio(x, y)));
  CHECK(order.epsilon_minimum ==
        near(std::min(1.0, order.epsilon + 1.6448536269514722 * order.sigma / std::sqrt(1.5))));
  CHECK(order.undefined_replicates == 0);
  CHECK(order.method == "almost-stochastic-order");
}

TEST_CASE("the bound on epsilon agrees with deepsig for one comparison") {
  // deepsig 1.2.8, tests/oracles/several_tasks.py: .776 from 20,000 draws and its grid of .005
  const AlmostStochasticOrder order = almost_stochastic_order(a, b, {.replicates = 20'000, .seed = 1});
  CHECK(std::abs(order.epsilon_minimum - 0.776) < 0.02);
}

TEST_CASE("more comparisons raise the bound by Bonferroni's alpha") {
  // deepsig adds (1 - level) / m to its level instead, which for many comparisons does nothing.
  const AlmostStochasticOrder one = almost_stochastic_order(a, b, few, {.alpha = 0.2});
  const AlmostStochasticOrder ten = almost_stochastic_order(a, b, few, {.alpha = 0.2, .n_comparisons = 4});
  const AlmostStochasticOrder strict = almost_stochastic_order(a, b, few, {.alpha = 0.05});
  CHECK(ten.alpha == near(0.05));
  CHECK(ten.epsilon_minimum == strict.epsilon_minimum);
  CHECK(ten.epsilon_minimum > one.epsilon_minimum);
}

TEST_CASE("samples that separate have an epsilon and a bound of 0 or 1") {
  const std::vector<double> high{3, 4, 5};
  const std::vector<double> low{0, 1, 2};
  CHECK(almost_stochastic_order(high, low, few).epsilon_minimum == 0);
  CHECK(almost_stochastic_order(low, high, few).epsilon_minimum == 1);
  CHECK(almost_stochastic_order(high, low, few).sigma == 0);
}

TEST_CASE("replicates whose samples have the same quantiles are left out and counted") {
  const AlmostStochasticOrder order =
      almost_stochastic_order(std::vector{1.0, 2.0}, std::vector{1.0, 3.0}, few);
  CHECK(order.undefined_replicates > 0);
  CHECK(order.undefined_replicates < 200);
}

TEST_CASE("almost stochastic order does not depend on the threads or on the order of the values") {
  const std::vector<double> turned(a.rbegin(), a.rend());
  const auto one = almost_stochastic_order(a, b, {.replicates = 3000, .seed = 4});
  const auto three = almost_stochastic_order(turned, b, {.replicates = 3000, .seed = 4, .threads = 3});
  CHECK(one.epsilon_minimum == three.epsilon_minimum);
}

TEST_CASE("almost stochastic order refuses equal samples and arguments out of range") {
  CHECK_THROWS_WITH_AS(violation_ratio(a, a),
                       "violation_ratio: a and b have the same quantiles, so that neither can be the larger",
                       std::domain_error);
  CHECK_THROWS_AS(violation_ratio(a, std::vector{0.61, 0.61, 0.72, 0.72, 0.68, 0.68, 0.75, 0.75, 0.59, 0.59}),
                  std::domain_error);
  CHECK_THROWS_AS(violation_ratio({}, b), std::domain_error);
  CHECK_THROWS_AS(violation_ratio(a, std::vector{std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(almost_stochastic_order(std::vector{1.0}, b, few), std::domain_error);
  CHECK_THROWS_AS(almost_stochastic_order(a, a, few), std::domain_error);
  CHECK_THROWS_AS(almost_stochastic_order(a, b, {.replicates = 1, .seed = 1}), std::domain_error);
  CHECK_THROWS_AS(almost_stochastic_order(a, b, few, {.alpha = 0}), std::domain_error);
  CHECK_THROWS_AS(almost_stochastic_order(a, b, few, {.n_comparisons = 0}), std::domain_error);
}
