#include "gainsay/stats/tuning_curve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/random_stream.h"

#include "reference.h"

// Reference numbers: tests/oracles/tuning_curve.py.
using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> scores{0.62, 0.71, 0.55, 0.80, 0.78, 0.66, 0.74};
constexpr double infinity = std::numeric_limits<double>::infinity();
const std::array every_band{DistributionBand::dkw, DistributionBand::kolmogorov_smirnov,
                            DistributionBand::equal_tailed};

// 1 / 41 to 40 / 41, out of order.
std::vector<double> forty() {
  std::vector<double> all;
  for (int i = 1; i <= 40; ++i) all.push_back(i * 17 % 41 / 41.0);
  return all;
}

}  // namespace

TEST_CASE("the expected best of n agrees with all subsets and all tuples") {
  // NumPy: the mean of the largest over itertools.combinations and itertools.product
  const auto with = BudgetDraws::with_replacement;
  CHECK(expected_best_of(scores, 1) == near(0.69428571428571428));
  CHECK(expected_best_of(scores, 2) == near(0.74904761904762, 1e-13));
  CHECK(expected_best_of(scores, 3) == near(0.77228571428571, 1e-13));
  CHECK(expected_best_of(scores, 7) == near(0.8));
  CHECK(expected_best_of(scores, 2, with) == near(0.74122448979592, 1e-13));
  CHECK(expected_best_of(scores, 3, with) == near(0.76215743440233, 1e-13));
  CHECK(expected_best_of(scores, 7, with) == near(0.78867116835429, 1e-13));
  CHECK(expected_best_of(scores, 3, BudgetDraws::without_replacement, false) == near(0.608, 1e-13));
  CHECK(expected_best_of(scores, 2, BudgetDraws::without_replacement, false) ==
        near(0.63952380952381, 1e-13));
}

TEST_CASE("the expected best of n moves with unit and origin and not with the order") {
  std::vector<double> moved(scores.rbegin(), scores.rend());
  for (double& score : moved) score = 10 * score - 2;
  for (const auto draws : {BudgetDraws::with_replacement, BudgetDraws::without_replacement})
    CHECK(expected_best_of(moved, 4, draws) == near(10 * expected_best_of(scores, 4, draws) - 2));
  CHECK(expected_best_of(scores, 1'000'000, BudgetDraws::with_replacement) == near(0.8));
}

TEST_CASE("the Kolmogorov-Smirnov band has the width that SciPy gives") {
  // SciPy 1.17.1: stats.kstwo.ppf(confidence, n)
  const auto width = [](std::int64_t n, double confidence) {
    return distribution_band(n, DistributionBand::kolmogorov_smirnov, confidence).high.front();
  };
  CHECK(width(1, 0.95) == near(0.975, 1e-11));
  CHECK(width(2, 0.95) == near(0.841886116992, 1e-11));
  CHECK(width(5, 0.8) == near(0.446973372645, 1e-11));
  CHECK(width(20, 0.95) == near(0.294075314434, 1e-10));
  CHECK(width(40, 0.9) == near(0.189127116893, 1e-10));
}

TEST_CASE("the band of equal tails agrees with the determinant of Steck") {
  // mpmath 1.4.1 and SciPy 1.17.1: beta.ppf and beta.isf at the level for which Steck's determinant is the
  // confidence
  struct Case {
    std::int64_t n;
    double confidence;
    double first_low;
    double first_high;
    double middle_low;
    double middle_high;
  };
  for (const Case& c : {Case{1, 0.95, 0.025, 0.975, 0.025, 0.975},
                        Case{2, 0.95, 0.006655436071, 0.8848193709, 0.1151806291, 0.9933445639},
                        Case{5, 0.8, 0.005738402362, 0.5095944878, 0.1535255113, 0.8464744887},
                        Case{20, 0.95, 0.0001194027338, 0.2606031681, 0.235626089, 0.8021351736},
                        Case{40, 0.9, 9.199575257e-05, 0.1307869816, 0.3094738772, 0.7125276732}}) {
    CAPTURE(c.n);
    const auto band = distribution_band(c.n, DistributionBand::equal_tailed, c.confidence);
    const auto middle = static_cast<std::size_t>(c.n / 2);
    CHECK(band.low[0] == near(c.first_low, 1e-9));
    CHECK(band.high[0] == near(c.first_high, 1e-9));
    CHECK(band.low[middle] == near(c.middle_low, 1e-9));
    CHECK(band.high[middle] == near(c.middle_high, 1e-9));
  }
}

TEST_CASE("a band of Dvoretzky and Kiefer and Wolfowitz is a little too wide and all bands are symmetric") {
  for (const auto kind : every_band) {
    const auto band = distribution_band(30, kind);
    for (std::size_t i = 0; i < 30; ++i) CHECK(std::abs(band.low[i] + band.high[29 - i] - 1) < 1e-12);
  }
  const double dkw = distribution_band(30, DistributionBand::dkw).high.front();
  CHECK(dkw == near(std::sqrt(std::log(40) / 60)));
  CHECK(dkw > distribution_band(30, DistributionBand::kolmogorov_smirnov).high.front());
}

TEST_CASE("a tuning curve agrees with a search through the steps of its band") {
  // NumPy: inf x with F(x) >= 0.5^(1/b) for the estimate and both ends, 90 %
  const std::vector<std::int64_t> budgets{1, 3, 10, 30};
  const auto check = [&](DistributionBand band, const std::array<double, 4>& lows,
                         const std::array<double, 4>& highs) {
    const TuningCurve t = tuned_quantile_curve(forty(), budgets, {.band = band, .confidence = 0.9});
    const std::array estimates{0.487804878, 0.7804878049, 0.9268292683, 0.9756097561};
    for (std::size_t i = 0; i < 4; ++i) {
      CHECK(t.curve[i].budget == budgets[i]);
      CHECK(t.curve[i].estimate == near(estimates[i], 1e-9));
      CHECK(t.curve[i].interval.low == near(lows[i], 1e-9));
      if (highs[i] == infinity) {
        CHECK(t.curve[i].interval.high == infinity);
      } else {
        CHECK(t.curve[i].interval.high == near(highs[i], 1e-9));
      }
    }
    CHECK(t.n == 40);
  };
  check(DistributionBand::equal_tailed, {0.2926829268, 0.5853658537, 0.7804878049, 0.8780487805},
        {0.7073170732, 0.9512195122, infinity, infinity});
  check(DistributionBand::kolmogorov_smirnov, {0.3170731707, 0.6097560976, 0.7317073171, 0.7804878049},
        {0.6829268293, 0.9756097561, infinity, infinity});
  check(DistributionBand::dkw, {0.3170731707, 0.6097560976, 0.7317073171, 0.7804878049},
        {0.6829268293, 0.9756097561, infinity, infinity});
}

TEST_CASE("bands of a tuning curve hold for all budgets at once as often as they say") {
  const std::vector<std::int64_t> budgets{1, 2, 3, 5, 8, 13, 20};
  for (const auto kind : every_band) {
    int held = 0;
    constexpr int studies = 400;
    for (int study = 0; study < studies; ++study) {
      RandomStream random(17, static_cast<std::uint64_t>(study));
      std::vector<double> uniform(15);
      for (double& score : uniform) score = random.uniform();
      const TuningCurve t = tuned_quantile_curve(uniform, budgets, {.band = kind, .confidence = 0.8});
      // The quantile function of a uniform score is p itself.
      held += std::ranges::all_of(t.curve, [](const TuningPoint& point) {
        const double truth = std::pow(0.5, 1 / static_cast<double>(point.budget));
        return point.interval.low <= truth && truth <= point.interval.high;
      });
    }
    // 0.8 less four standard errors of 400 studies
    CHECK(held >= studies * (0.8 - 4 * 0.02));
  }
}

TEST_CASE("the tuning curve of a loss mirrors that of a score") {
  std::vector<double> losses = forty();
  for (double& loss : losses) loss = -loss;
  const std::vector<std::int64_t> budgets{1, 4};
  const TuningCurve up = tuned_quantile_curve(forty(), budgets, {.quantile = 0.3});
  const TuningCurve down =
      tuned_quantile_curve(losses, budgets, {.quantile = 0.3, .higher_is_better = false});
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(down.curve[i].estimate == -up.curve[i].estimate);
    CHECK(down.curve[i].interval.low == -up.curve[i].interval.high);
    CHECK(down.curve[i].interval.high == -up.curve[i].interval.low);
  }
  CHECK(up.method == "tuning-curve-equal-tailed");
}

TEST_CASE("one score is the best of one and of any budget and bounds nothing") {
  const std::vector<std::int64_t> budgets{1, 100};
  const TuningCurve t = tuned_quantile_curve(std::vector{0.7}, budgets);
  CHECK(t.curve[1].estimate == 0.7);
  CHECK(t.curve[0].interval.low == -infinity);
  CHECK(t.curve[0].interval.high == infinity);
  CHECK(t.curve[1].interval.low == 0.7);
  CHECK(expected_best_of(std::vector{0.7}, 1) == 0.7);
}

TEST_CASE("budgets and bands refuse what is out of range") {
  const std::vector<std::int64_t> one{1};
  CHECK_THROWS_WITH_AS(expected_best_of(scores, 8), "expected_best_of: n must be 1 to 7, is 8",
                       std::domain_error);
  CHECK_THROWS_AS(expected_best_of(scores, 0, BudgetDraws::with_replacement), std::domain_error);
  CHECK_THROWS_AS(expected_best_of({}, 1), std::domain_error);
  CHECK_THROWS_AS(expected_best_of(std::vector{std::nan("")}, 1), std::domain_error);
  CHECK_THROWS_AS(distribution_band(0, DistributionBand::dkw), std::domain_error);
  CHECK_THROWS_AS(distribution_band(10'001, DistributionBand::dkw), std::domain_error);
  CHECK_THROWS_WITH_AS(distribution_band(5, DistributionBand::dkw, 1),
                       "distribution_band: confidence must be between 0 and 1, is 1", std::domain_error);
  CHECK_THROWS_AS(tuned_quantile_curve({}, one), std::domain_error);
  CHECK_THROWS_AS(tuned_quantile_curve(scores, {}), std::domain_error);
  CHECK_THROWS_AS(tuned_quantile_curve(scores, std::vector<std::int64_t>{0}), std::domain_error);
  CHECK_THROWS_AS(tuned_quantile_curve(scores, one, {.quantile = 1}), std::domain_error);
  CHECK_THROWS_AS(tuned_quantile_curve(scores, one, {.confidence = 0}), std::domain_error);
}
