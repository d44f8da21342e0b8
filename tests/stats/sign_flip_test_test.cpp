#include "gainsay/stats/sign_flip_test.h"

#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/random_stream.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

std::vector<double> paired_differences() {
  const std::vector<double> a{3.67, 1.72, 3.46, 2.60, 2.03, 2.10, 3.01};
  const std::vector<double> b{2.11, 1.79, 2.71, 1.89, 1.69, 1.71, 2.01};
  std::vector<double> d;
  for (std::size_t i = 0; i < a.size(); ++i) d.push_back(a[i] - b[i]);
  return d;
}

// Every pattern of signs of small integers.
double naive_p(const std::vector<int>& values, Alternative alternative) {
  int observed = 0;
  for (const int value : values) observed += value;
  int hits = 0;
  for (unsigned pattern = 0; pattern < 1U << values.size(); ++pattern) {
    int sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += (pattern >> i & 1U) != 0 ? values[i] : -values[i];
    const bool hit = alternative == Alternative::greater ? sum >= observed
                     : alternative == Alternative::less  ? sum <= observed
                                                         : std::abs(sum) >= std::abs(observed);
    if (hit) ++hits;
  }
  return hits / std::exp2(static_cast<double>(values.size()));
}

}  // namespace

TEST_CASE("the exact sign-flip test agrees with SciPy and mlxtend") {
  // SciPy 1.17.1, tests/oracles/resampling.py: 0.03125 and 0.015625; mlxtend's documentation prints 0.031
  const SignFlipTest t = sign_flip_test_exact(paired_differences());
  CHECK(t.p_value == near(0.03125));
  CHECK(t.exact);
  CHECK(t.replicates == 128);
  CHECK(t.n == 7);
  CHECK(t.method == "sign-flip");
  CHECK(sign_flip_test_exact(paired_differences(), Alternative::greater).p_value == near(0.015625));
}

TEST_CASE("the exact sign-flip test agrees with every pattern of small tied integers with zeros") {
  for (int code = 0; code < 5 * 5 * 5 * 5 * 5; ++code) {
    std::vector<int> values;
    std::vector<double> tenths;
    for (int rest = code, i = 0; i < 5; ++i, rest /= 5) {
      values.push_back(rest % 5 - 2);
      tenths.push_back(0.1 * values.back());
    }
    CAPTURE(code);
    for (const auto alternative : {Alternative::two_sided, Alternative::greater, Alternative::less}) {
      CHECK(sign_flip_test_exact(tenths, alternative).p_value == near(naive_p(values, alternative)));
    }
  }
}

TEST_CASE("the exact sign-flip test of 40 equal differences has just two patterns as extreme") {
  const SignFlipTest t = sign_flip_test_exact(std::vector<double>(40, 0.1));
  CHECK(t.p_value == near(std::exp2(-39)));
  CHECK(t.replicates == std::int64_t{1} << 40);
}

TEST_CASE("the exact sign-flip test ignores order and unit and mirrors with the sign") {
  std::vector<double> d = paired_differences();
  const double p = sign_flip_test_exact(d, Alternative::greater).p_value;
  std::vector<double> mirrored(d.rbegin(), d.rend());
  for (double& value : mirrored) value *= -1e-9;
  CHECK(sign_flip_test_exact(mirrored, Alternative::less).p_value == p);
}

TEST_CASE("one difference has a sign-flip p of 1 and so have differences that are all 0") {
  CHECK(sign_flip_test_exact(std::vector{0.3}).p_value == 1);
  CHECK(sign_flip_test_exact(std::vector{0.0, 0.0}).p_value == 1);
}

TEST_CASE("the Monte Carlo sign-flip test lies within its standard error of the exact one") {
  RandomStream random(2, 0);
  std::vector<double> d(30);
  for (double& value : d) value = 0.3 + random.normal();
  const double exact = sign_flip_test_exact(d).p_value;
  const SignFlipTest drawn = sign_flip_test_monte_carlo(d, {.replicates = 99'999, .seed = 4});
  CHECK(std::abs(drawn.p_value - exact) < 4 * *drawn.monte_carlo_standard_error);
  CHECK(drawn.seed == 4);
  CHECK_FALSE(drawn.exact);
  CHECK(sign_flip_test_monte_carlo(d, {.replicates = 99'999, .seed = 4, .threads = 2}).p_value ==
        drawn.p_value);
}

TEST_CASE("the Monte Carlo sign-flip test takes more differences than a word has bits") {
  const SignFlipTest t =
      sign_flip_test_monte_carlo(std::vector<double>(130, 1.0), {.replicates = 999, .seed = 1});
  CHECK(t.p_value == near(0.001));
}

TEST_CASE("the sign-flip tests refuse what is out of range") {
  CHECK_THROWS_AS(sign_flip_test_exact({}), std::domain_error);
  CHECK_THROWS_WITH_AS(sign_flip_test_exact(std::vector<double>(41, 1.0)),
                       "sign_flip_test_exact: differences must have at most 40 values, has 41",
                       std::domain_error);
  CHECK_THROWS_AS(sign_flip_test_exact(std::vector{std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(sign_flip_test_monte_carlo({}, {.replicates = 9, .seed = 1}), std::domain_error);
  CHECK_THROWS_AS(sign_flip_test_monte_carlo(std::vector{1.0}, {.replicates = 0, .seed = 1}),
                  std::domain_error);
}
