#include "gainsay/stats/mixed_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/paired_t_test.h"
#include "gainsay/stats/variance_components.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

using Ids = std::vector<std::int64_t>;

// Three methods on five datasets, one to three runs a cell.
const std::vector<double> values{71.2, 70.8, 73.9, 74.4, 72.0, 71.5, 88.1, 87.5, 90.2,
                                 89.9, 90.8, 88.0, 65.3, 66.1, 66.0, 67.2, 66.9, 79.4,
                                 80.3, 83.1, 82.2, 80.0, 81.1, 55.9, 57.0, 58.8, 59.4};
const Ids methods{0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 1, 2, 0, 0, 1, 2, 2, 0, 0, 1, 1, 2, 2, 0, 1, 1, 2};
const Ids datasets{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4};

// lme4 finds its optimum to about seven digits.
constexpr double lme4_digits = 1e-6;

// estimate, standard error, df, statistic, p.
void check_contrast(const MixedModelContrast& c, const std::array<double, 5>& expected) {
  CHECK(c.estimate == near(expected[0], lme4_digits));
  CHECK(c.standard_error == near(expected[1], lme4_digits));
  CHECK(c.df == near(expected[2], lme4_digits));
  CHECK(c.statistic == near(expected[3], lme4_digits));
  CHECK(c.p_value == near(expected[4], 1e-5));
}

// 3 methods x 3 datasets x 2 seeds.
const std::vector<double> balanced{3.1, 3.4, 4.0, 4.4, 5.2, 5.0, 3.9, 3.5, 4.9,
                                   4.6, 5.1, 5.7, 2.8, 3.0, 4.5, 4.1, 6.0, 5.8};
const Ids balanced_methods{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2};
const Ids balanced_datasets{0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2};

}  // namespace

TEST_CASE("a mixed model with a random dataset agrees with lme4 and pbkrtest") {
  // R 4.2.2, lme4 1.1-31, lmerTest 3.1-3, pbkrtest 0.5.2, tests/oracles/mixed_model.R
  const MixedModel kr = mixed_model(values, methods, datasets);
  CHECK(kr.dataset_variance == near(149.702525686533, lme4_digits));
  CHECK(kr.residual_variance == near(0.818517910306831, lme4_digits));
  CHECK(kr.interaction_variance == 0);
  CHECK(kr.log_likelihood == near(-48.6719416421362, 1e-10));
  CHECK(kr.means[1] == near(74.3959164041746, 1e-8));
  CHECK_FALSE(kr.at_boundary);
  REQUIRE(kr.contrasts.size() == 3);
  check_contrast(kr.contrasts[0], {-2.30010420567518, 0.422021048700042, 20.0014324018058, -5.45021205165057,
                                   2.46331141471768e-05});
  check_contrast(kr.contrasts[1], {-1.15335148717557, 0.441571024756258, 20.0003413032793, -2.61192746469767,
                                   0.0166902917460467});
  check_contrast(kr.contrasts[2],
                 {1.14675271849962, 0.440956050039393, 20.00231704111, 2.60060547620828, 0.0171035293302147});
  CHECK(kr.method == "reml-kenward-roger");
  const auto satterthwaite =
      mixed_model(values, methods, datasets, RandomTerms::dataset, DegreesOfFreedom::satterthwaite);
  check_contrast(satterthwaite.contrasts[0], {-2.30010420567518, 0.422011983276277, 20.0009306124961,
                                              -5.45032913003654, 2.46287164638833e-05});
}

TEST_CASE("a mixed model whose gains differ over datasets agrees with lme4 and pbkrtest") {
  // The same script; lmerTest takes its second derivatives numerically.
  const MixedModel kr = mixed_model(values, methods, datasets, RandomTerms::dataset_and_interaction);
  CHECK(kr.dataset_variance == near(147.677383009664, lme4_digits));
  CHECK(kr.interaction_variance == near(0.77867506421157, lme4_digits));
  CHECK(kr.residual_variance == near(0.373843970911485, lme4_digits));
  CHECK(kr.log_likelihood == near(-46.8099454100141, 1e-10));
  check_contrast(kr.contrasts[0], {-2.18019944710482, 0.631146294064721, 7.73715036779419, -3.4543488056689,
                                   0.00909531645999784});
  check_contrast(kr.contrasts[2], {0.926025549510234, 0.637072204272747, 8.03438288246839, 1.4535645148219,
                                   0.183984127481243});
  const auto satterthwaite = mixed_model(values, methods, datasets, RandomTerms::dataset_and_interaction,
                                         DegreesOfFreedom::satterthwaite);
  check_contrast(satterthwaite.contrasts[0], {-2.18019944710482, 0.630243847495973, 6.86115411237167,
                                              -3.45929508993541, 0.0108956958647282});
}

TEST_CASE("a mixed model whose datasets do not differ is at the boundary and agrees with lme4 there") {
  // The same script: each dataset's mean taken away.
  std::vector<double> levelled = values;
  for (std::int64_t d = 0; d < 5; ++d) {
    double sum = 0;
    double n = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (datasets[i] == d) sum += values[i], n += 1;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (datasets[i] == d) levelled[i] += 50 - sum / n;
    }
  }
  const MixedModel kr = mixed_model(levelled, methods, datasets);
  CHECK(kr.at_boundary);
  CHECK(kr.dataset_variance == 0);
  CHECK(kr.residual_variance == near(0.712212022569444, 1e-10));
  CHECK(kr.log_likelihood == near(-33.2715948742189, 1e-10));
  check_contrast(kr.contrasts[0], {-2.23166666666667, 0.393114778894389, 21.0941787495615, -5.67688315596552,
                                   1.21548223950605e-05});
  check_contrast(kr.contrasts[2],
                 {1.055625, 0.412418683561082, 22.0178126845631, 2.55959548409658, 0.0178649564208663});
  const auto satterthwaite =
      mixed_model(levelled, methods, datasets, RandomTerms::dataset, DegreesOfFreedom::satterthwaite);
  check_contrast(satterthwaite.contrasts[1],
                 {-1.17604166666666, 0.410074593209044, 24.0, -2.86787254353783, 0.00847552021079456});
}

TEST_CASE("in a balanced study the mixed model is the analysis of variance") {
  // R 4.2.2, tests/oracles/mixed_model.R: expected mean squares over anova(lm(y ~ m * ds))
  const VarianceComponents anova = variance_components(balanced, 3, 3, 2);
  CHECK(anova.method.mean_square == near(0.283888888888888));
  CHECK(anova.dataset.mean_square == near(7.15388888888888));
  CHECK(anova.interaction.mean_square == near(0.268055555555556));
  CHECK(anova.seed.mean_square == near(0.0633333333333333));
  CHECK(anova.method.variance == near(0.00263888888888859, 1e-11));
  CHECK(anova.dataset.variance == near(1.14763888888889));
  CHECK(anova.interaction.variance == near(0.102361111111111));
  CHECK(anova.standard_error_of_gain == near(0.298917801162547));
  CHECK_FALSE(anova.is_truncated);
  CHECK(anova.method.share + anova.dataset.share + anova.interaction.share + anova.seed.share == near(1));
  for (const auto df : {DegreesOfFreedom::satterthwaite, DegreesOfFreedom::kenward_roger}) {
    const MixedModel m =
        mixed_model(balanced, balanced_methods, balanced_datasets, RandomTerms::dataset_and_interaction, df);
    CHECK(m.dataset_variance == near(anova.dataset.variance, 1e-9));
    CHECK(m.interaction_variance == near(anova.interaction.variance, 1e-9));
    CHECK(m.residual_variance == near(anova.seed.variance, 1e-9));
    for (const auto& contrast : m.contrasts) {
      CHECK(contrast.standard_error == near(anova.standard_error_of_gain, 1e-9));
      CHECK(contrast.df == near(4, 1e-9));
    }
  }
}

TEST_CASE("two methods with one run a dataset give the paired t test") {
  const std::array a{71.2, 88.1, 65.3, 79.4, 55.9, 60.2};
  const std::array b{73.9, 90.2, 66.0, 83.1, 57.0, 60.1};
  std::vector<double> both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  const Ids method{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
  const Ids dataset{7, -2, 3, 9, 11, 5, 7, -2, 3, 9, 11, 5};
  const PairedTTest paired = paired_t_test(a, b);
  const MixedModelContrast contrast = mixed_model(both, method, dataset).contrasts.at(0);
  CHECK(contrast.estimate == near(paired.estimate, 1e-10));
  CHECK(contrast.standard_error == near(paired.standard_error, 1e-8));
  CHECK(contrast.df == near(paired.df, 1e-8));
  CHECK(contrast.p_value == near(paired.p_value, 1e-8));
}

TEST_CASE("a mixed model does not depend on the order of the runs and follows shift and scale") {
  std::vector<double> changed = values;
  Ids changed_methods = methods;
  Ids changed_datasets = datasets;
  std::ranges::reverse(changed);
  std::ranges::reverse(changed_methods);
  std::ranges::reverse(changed_datasets);
  for (double& value : changed) value = 1e-6 * value + 1e3;
  const MixedModel before = mixed_model(values, methods, datasets);
  const MixedModel after = mixed_model(changed, changed_methods, changed_datasets);
  CHECK(after.contrasts[0].estimate == near(1e-6 * before.contrasts[0].estimate, 1e-6));
  CHECK(after.contrasts[0].p_value == near(before.contrasts[0].p_value, 1e-5));
  CHECK(after.dataset_variance == near(1e-12 * before.dataset_variance, 1e-5));
}

TEST_CASE("a mixed model refuses studies that cannot tell its variances apart") {
  const std::array four{1.0, 2.0, 3.0, 5.0};
  const Ids two_methods{0, 1, 0, 1};
  const Ids two_datasets{0, 0, 1, 1};
  CHECK(mixed_model(four, two_methods, two_datasets).contrasts.size() == 1);
  CHECK_THROWS_AS(mixed_model(four, Ids{0, 2, 0, 2}, two_datasets), std::domain_error);
  CHECK_THROWS_AS(mixed_model(four, Ids{0, -1, 0, 1}, two_datasets), std::domain_error);
  CHECK_THROWS_AS(mixed_model(four, Ids{0, 0, 0, 0}, two_datasets), std::domain_error);
  CHECK_THROWS_AS(mixed_model(four, two_methods, Ids{0, 0, 0, 0}), std::domain_error);
  CHECK_THROWS_AS(mixed_model(four, Ids{0, 1, 0}, two_datasets), std::domain_error);
  CHECK_THROWS_AS(mixed_model(std::array{1.0, 1.0, 1.0, 1.0}, two_methods, two_datasets), std::domain_error);
  CHECK_THROWS_AS(mixed_model(std::array{1.0, std::nan(""), 1.0, 1.0}, two_methods, two_datasets),
                  std::domain_error);
  CHECK_THROWS_AS(mixed_model(four, two_methods, two_datasets, RandomTerms::dataset_and_interaction),
                  std::domain_error);
  CHECK_THROWS_AS(mixed_model(std::array{1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 5.0, 5.0}, Ids{0, 0, 1, 1, 0, 0, 1, 1},
                              Ids{0, 0, 0, 0, 1, 1, 1, 1}),
                  std::domain_error);
  CHECK_THROWS_AS(mixed_model(std::array{1.0, 2.0, 4.0}, Ids{0, 1, 0}, Ids{0, 0, 1}), std::domain_error);
}

TEST_CASE("negative variance components are cut and said") {
  // Datasets alike, so that the interaction's mean square is the larger one.
  const std::array opposed{1.0, 1.1, 3.0, 3.1, 3.0, 3.2, 1.0, 1.2};
  const VarianceComponents c = variance_components(opposed, 2, 2, 2);
  CHECK(c.is_truncated);
  CHECK(c.dataset.raw < 0);
  CHECK(c.dataset.variance == 0);
  CHECK_THROWS_AS(variance_components(opposed, 2, 2, 1), std::domain_error);
  CHECK_THROWS_AS(variance_components(opposed, 2, 2, 3), std::domain_error);
  CHECK_THROWS_AS(variance_components(std::vector<double>(8, 1.0), 2, 2, 2), std::domain_error);
}
