#include "gainsay/stats/meta_analysis.h"

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

constexpr std::array effects{0.12, 0.35, -0.04, 0.51, 0.22, 0.18};
constexpr std::array errors{0.10, 0.15, 0.12, 0.20, 0.08, 0.11};

// estimate, standard error, low, high, statistic, p, tau squared, I squared.
void check_analysis(const MetaAnalysis& m, const std::array<double, 8>& expected) {
  const std::array<double, 8> seen{m.estimate,  m.standard_error, m.interval.low, m.interval.high,
                                   m.statistic, m.p_value,        m.tau_squared,  m.i_squared};
  for (std::size_t i = 0; i < seen.size(); ++i) {
    CAPTURE(i);
    CHECK(seen[i] == doctest::Approx(expected[i]).epsilon(1e-10).scale(1e-6));
  }
}

}  // namespace

TEST_CASE("fixed-effect meta-analysis agrees with metafor") {
  // R 4.2.2, metafor 3.8-1, tests/oracles/meta_analysis.R
  const MetaAnalysis m = fixed_effect_meta_analysis(effects, errors);
  check_analysis(m, {0.181627887422071, 0.0457492963234568, 0.0919609143100451, 0.271294860534097,
                     3.9700695315164, 7.18516604806368e-05, 0, 0.373181397154187});
  CHECK(m.q == near(7.97678942089394));
  CHECK(m.q_p_value == near(0.157519455776992));
  CHECK_FALSE(m.df.has_value());
  CHECK_FALSE(m.prediction.has_value());
  CHECK(m.n == 6);
  CHECK(m.method == "fixed-effect");
}

TEST_CASE("random-effects meta-analysis agrees with metafor for each estimator of the heterogeneity") {
  // R 4.2.2, metafor 3.8-1, tests/oracles/meta_analysis.R, with thresholds of 1e-15
  using enum HeterogeneityEstimator;
  const MetaAnalysis normal = random_effects_meta_analysis(effects, errors, dersimonian_laird, false);
  check_analysis(normal, {0.187525849611887, 0.0603957163427237, 0.0691524207596517, 0.305899278464123,
                          3.10495281731152, 0.00190309379749713, 0.00791860421334721, 0.373181397154187});
  CHECK(normal.method == "random-effects");
  const MetaAnalysis knapp = random_effects_meta_analysis(effects, errors);
  check_analysis(knapp, {0.184237094614132, 0.061730005263153, 0.0255550643709365, 0.342919124857327,
                         2.98456307963583, 0.0306384722422628, 0.00378423811952943, 0.221497147227871});
  CHECK(knapp.prediction->low == near(-0.0397848231405492, 1e-10));
  CHECK(knapp.prediction->high == near(0.408259012368813, 1e-10));
  CHECK(knapp.df == 5.0);
  CHECK(knapp.method == "random-effects-hartung-knapp");
  check_analysis(random_effects_meta_analysis(effects, errors, paule_mandel),
                 {0.190454967280454, 0.0662302782944345, 0.0202046169276424, 0.360705317633265,
                  2.8756479994507, 0.0347643623872211, 0.011937994959308, 0.473005933827205});
}

TEST_CASE("studies that agree better than their errors give no heterogeneity") {
  const std::array close{0.20, 0.21, 0.19};
  const std::array wide{0.2, 0.2, 0.2};
  using enum HeterogeneityEstimator;
  for (const auto estimator : {dersimonian_laird, paule_mandel, reml}) {
    const MetaAnalysis m = random_effects_meta_analysis(close, wide, estimator, false);
    CHECK(m.tau_squared == 0);
    CHECK(m.estimate == near(fixed_effect_meta_analysis(close, wide).estimate));
    CHECK(m.p_value == near(fixed_effect_meta_analysis(close, wide).p_value));
  }
}

TEST_CASE("a meta-analysis shifts and scales with its effects") {
  std::vector<double> moved;
  std::vector<double> scaled;
  for (const double effect : effects) moved.push_back(-10 * effect + 3);
  for (const double error : errors) scaled.push_back(10 * error);
  const MetaAnalysis before = random_effects_meta_analysis(effects, errors);
  const MetaAnalysis after = random_effects_meta_analysis(moved, scaled);
  CHECK(after.estimate == near(-10 * before.estimate + 3, 1e-10));
  CHECK(after.standard_error == near(10 * before.standard_error, 1e-10));
  CHECK(after.tau_squared == near(100 * before.tau_squared, 1e-10));
}

TEST_CASE("a meta-analysis refuses what it cannot weigh") {
  const std::array two{0.1, 0.2};
  CHECK_THROWS_AS(fixed_effect_meta_analysis(std::array{0.1}, std::array{0.1}), std::domain_error);
  CHECK_THROWS_AS(fixed_effect_meta_analysis(two, std::array{0.1, 0.0}), std::domain_error);
  CHECK_THROWS_AS(fixed_effect_meta_analysis(two, std::array{0.1, 0.2, 0.3}), std::domain_error);
  CHECK_THROWS_AS(fixed_effect_meta_analysis(std::array{0.1, std::nan("")}, two), std::domain_error);
  CHECK_THROWS_AS(fixed_effect_meta_analysis(two, two, 1.0), std::domain_error);
  CHECK_THROWS_WITH_AS(random_effects_meta_analysis(std::array{0.5, 0.5}, two),
                       "random_effects_meta_analysis: all effects are equal", std::domain_error);
}
