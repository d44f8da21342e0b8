#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/bayesian_sign_test.h"
#include "gainsay/stats/bayesian_signed_rank_test.h"

#include "reference.h"

// Reference numbers: tests/oracles/bayesian.py and tests/oracles/bayesian_baycomp.py.
using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> differences{0.5, 1.9, -0.4, 2.2, 0.1, 0.9, -1.2, 3.1, 0.05, 1.4, -0.02, 0.7};
constexpr MonteCarlo many{.replicates = 400'000, .seed = 1, .threads = 2};

std::vector<double> negated(std::vector<double> values) {
  for (double& value : values) value = -value;
  return values;
}

void check_near(const RegionProbabilities& found, const RegionProbabilities& expected, double relative) {
  CHECK(found.left == near(expected.left, relative));
  CHECK(found.inside == near(expected.inside, relative));
  CHECK(found.right == near(expected.right, relative));
}

// Within four standard errors of a share that has itself been drawn `draws` times.
void check_share(double found, double expected, double draws) {
  const double variance = std::max(expected * (1 - expected), 1e-6);
  CHECK(std::abs(found - expected) < 4 * std::sqrt(variance * (1 / draws + 1.0 / 400'000)) + 5e-5);
}

void check_shares(const RegionProbabilities& found, const RegionProbabilities& expected, double draws) {
  check_share(found.left, expected.left, draws);
  check_share(found.inside, expected.inside, draws);
  check_share(found.right, expected.right, draws);
}

}  // namespace

TEST_CASE("the Bayesian sign test agrees with mpmath") {
  // mpmath 1.4.1: quad of the density of one gamma variate times the distribution functions of the others
  check_near(bayesian_sign_test(differences, 0.1).probability,
             {0.023922994568071, 0.16581753077952, 0.81025947465241}, 1e-10);
  check_near(bayesian_sign_test(differences, 0.5, {.strength = 0.5}).probability,
             {0.0047026488846066, 0.43705446962153, 0.55824288149386}, 1e-10);
  check_near(bayesian_sign_test(differences, 1, {.strength = 2.5, .location = 3}).probability,
             {0.0019927113718298, 0.55475935349381, 0.44324793513436}, 1e-10);
}

TEST_CASE("without a rope and a prior the Bayesian sign test is a binomial tail") {
  // By hand: P(Beta(9, 3) > 1/2) = P(Bin(11, 1/2) <= 8) = 1981 / 2048
  const BayesianSignTest t = bayesian_sign_test(differences, 0, {.strength = 0});
  CHECK(t.probability.right == near(1981.0 / 2048, 1e-11));
  CHECK(t.probability.inside == 0);
  CHECK(t.n_left == 3);
  CHECK(t.n_inside == 0);
  CHECK(t.n_right == 9);
  CHECK(t.expected_mass.right == 0.75);
}

TEST_CASE("the Bayesian sign test agrees with baycomp") {
  // baycomp 1.0.3: SignTest.probs(zeros, d, rope, prior=1, nsamples=400000, random_state=1)
  check_shares(bayesian_sign_test(differences, 0.13).probability, {0.0238, 0.1653, 0.8109}, 400'000);
  check_shares(bayesian_sign_test(differences, 0.55).probability, {0.0038, 0.4984, 0.4978}, 400'000);
}

TEST_CASE("the probabilities of the Bayesian sign test sum to 1 and hold up with many datasets") {
  for (const double rope : {0.0, 0.01, 0.3, 1.0, 5.0}) {
    for (const double strength : {0.0, 0.01, 1.0, 30.0}) {
      CAPTURE(rope);
      CAPTURE(strength);
      const RegionProbabilities p = bayesian_sign_test(differences, rope, {.strength = strength}).probability;
      CHECK(p.left + p.inside + p.right == near(1, 1e-9));
    }
  }
  std::vector<double> thousands(6000, 1);
  std::fill_n(thousands.begin(), 2950, -1.0);
  // SciPy 1.17.1: stats.beta.sf(0.5, 3050, 2950)
  const RegionProbabilities p = bayesian_sign_test(thousands, 0.5, {.strength = 0}).probability;
  CHECK(p.right == near(0.9016679256552703, 1e-9));
}

TEST_CASE("the Bayesian signed-rank test agrees with all pairs of every draw") {
  // NumPy: 400,000 Dirichlet draws over all pairs; the masses from the moments of the Dirichlet distribution
  struct Case {
    double rope;
    DirichletPrior prior;
    RegionProbabilities shares;
    RegionProbabilities masses;
  };
  const std::array cases{
      Case{0.1, {0.5, 0}, {0.0193, 0.0036, 0.9771}, {0.154074074074, 0.117037037037, 0.728888888889}},
      Case{0.5, {0.5, 0}, {0.0025, 0.3247, 0.6728}, {0.0651851851852, 0.401481481481, 0.533333333333}},
      Case{0.6, {1.5, -3}, {0.0797, 0.3736, 0.5467}, {0.187739463602, 0.383141762452, 0.429118773946}}};
  for (const Case& c : cases) {
    CAPTURE(c.rope);
    const auto t = bayesian_signed_rank_test(differences, c.rope, many, c.prior);
    check_shares(t.probability, c.shares, 400'000);
    check_near(t.expected_mass, c.masses, 1e-11);
  }
}

TEST_CASE("the Bayesian signed-rank test agrees with baycomp") {
  // baycomp 1.0.3: SignedRankTest.probs(zeros, d, rope, prior=0.5, nsamples=200000, random_state=1)
  check_shares(bayesian_signed_rank_test(differences, 0.13, many).probability, {0.0187, 0.0039, 0.9774},
               200'000);
  check_shares(bayesian_signed_rank_test(differences, 0.55, many).probability, {0.0010, 0.3434, 0.6556},
               200'000);
}

TEST_CASE("two differences without a prior have a signed-rank posterior in closed form") {
  // By hand, for 1 and -3: the right has the mass w^2 of a uniform w, the most of all if w > 1 / sqrt 2; mean
  // 1/3. Zero as many draws as there are cannot be sure: the error is never 0.
  const auto t = bayesian_signed_rank_test(std::vector{1.0, -3.0}, 0, many, {.strength = 0});
  CHECK(std::abs(t.probability.right - (1 - std::sqrt(0.5))) < 4 * t.monte_carlo_standard_error.right);
  CHECK(t.monte_carlo_standard_error.right ==
        near(std::sqrt(std::sqrt(0.5) * (1 - std::sqrt(0.5)) / 4e5), 0.01));
  CHECK(t.probability.inside == 0);
  CHECK(t.monte_carlo_standard_error.inside > 0);
  CHECK(t.expected_mass.right == near(1.0 / 3));
  CHECK(t.expected_mass.left == near(2.0 / 3));
}

TEST_CASE("left and right change places with a and b") {
  for (const double rope : {0.0, 0.2}) {
    const auto s = bayesian_sign_test(differences, rope);
    const auto mirrored = bayesian_sign_test(negated(differences), rope);
    check_near(mirrored.probability, {s.probability.right, s.probability.inside, s.probability.left}, 1e-10);
    const auto r = bayesian_signed_rank_test(differences, rope, many);
    const auto turned = bayesian_signed_rank_test(negated(differences), rope, many);
    check_near(turned.expected_mass, {r.expected_mass.right, r.expected_mass.inside, r.expected_mass.left},
               1e-10);
    check_shares(turned.probability, {r.probability.right, r.probability.inside, r.probability.left}, 4e5);
  }
}

TEST_CASE("unit and order of the differences do not matter") {
  std::vector<double> scaled = differences;
  std::ranges::reverse(scaled);
  for (double& d : scaled) d *= 100;
  CHECK(bayesian_sign_test(scaled, 10).probability.right ==
        bayesian_sign_test(differences, 0.1).probability.right);
  const MonteCarlo draws{.replicates = 2000, .seed = 3};
  CHECK(bayesian_signed_rank_test(scaled, 10, draws).probability.right ==
        bayesian_signed_rank_test(differences, 0.1, draws).probability.right);
}

TEST_CASE("a difference at the border of the rope lies inside whatever its rounding") {
  // 0.91 - 0.9 is a little above 0.01 in binary.
  const std::vector<double> border{0.91 - 0.9, 0.9 - 0.91};
  CHECK(border[0] > 0.01);
  CHECK(bayesian_sign_test(border, 0.01).n_inside == 2);
  const auto t = bayesian_signed_rank_test(border, 0.01, {.replicates = 100, .seed = 1});
  CHECK(t.expected_mass.inside == near(1));
  CHECK(t.probability.inside == 1);
}

TEST_CASE("the Bayesian signed-rank test depends on the seed and not on the threads") {
  const auto at = [](std::uint64_t seed, int threads) {
    return bayesian_signed_rank_test(differences, 0.5, {.replicates = 5000, .seed = seed, .threads = threads})
        .probability.right;
  };
  CHECK(at(1, 1) == at(1, 3));
  CHECK(at(1, 1) != at(2, 1));
}

TEST_CASE("one difference is enough for the Bayesian tests of signs and ranks") {
  // By hand: Dirichlet(1, 1) of the right and the inside; the right has w^2 + 0 with w_0 in the rope.
  const std::vector one{2.0};
  CHECK(bayesian_sign_test(one, 1).probability.right == near(0.5, 1e-11));
  const auto t = bayesian_signed_rank_test(one, 1.5, many, {.strength = 1});
  CHECK(t.expected_mass.right == near(1.0 / 3));
}

TEST_CASE("the Bayesian tests of signs and ranks refuse what is out of range") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH_AS(bayesian_sign_test({}, 0),
                       "bayesian_sign_test: differences must have at least 1 value, has 0",
                       std::domain_error);
  CHECK_THROWS_AS(bayesian_sign_test(std::vector{std::nan("")}, 0), std::domain_error);
  CHECK_THROWS_WITH_AS(bayesian_sign_test(differences, -1),
                       "bayesian_sign_test: rope must be finite and not below 0, is -1", std::domain_error);
  CHECK_THROWS_AS(bayesian_sign_test(differences, 0, {.strength = -1}), std::domain_error);
  CHECK_THROWS_AS(bayesian_sign_test(differences, 0, {.strength = 1, .location = infinity}),
                  std::domain_error);
  CHECK_THROWS_AS(bayesian_signed_rank_test({}, 0, many), std::domain_error);
  CHECK_THROWS_AS(bayesian_signed_rank_test(differences, infinity, many), std::domain_error);
  CHECK_THROWS_AS(bayesian_signed_rank_test(differences, 0, {.replicates = 0, .seed = 1}), std::domain_error);
  CHECK_THROWS_AS(bayesian_signed_rank_test(differences, 0, {.replicates = 1, .seed = 1, .threads = 0}),
                  std::domain_error);
  CHECK_THROWS_WITH_AS(bayesian_signed_rank_test(differences, 0, many, {.strength = std::nan("")}),
                       "bayesian_signed_rank_test: prior strength must be finite and not below 0, is nan",
                       std::domain_error);
}
