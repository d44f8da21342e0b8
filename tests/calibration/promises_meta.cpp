#include <array>
#include <cmath>
#include <numbers>

#include "gainsay/stats/estimate.h"
#include "gainsay/stats/meta_analysis.h"
#include "gainsay/stats/mixed_model.h"
#include "gainsay/stats/moments.h"
#include "gainsay/stats/variance_components.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

constexpr std::size_t n_seeds = 5;

// The same gain on every dataset, gains that differ from dataset to dataset with an sd of half that of the
// runs, and with an sd of twice that.
constexpr std::array<double, 3> gain_sds{0, 0.5, 2};

// Five runs of two methods on each dataset.
struct Datasets {
  std::vector<double> effects;
  std::vector<double> standard_errors;  // estimated from the runs
  std::vector<double> true_errors;      // known, as the theory of meta-analysis supposes
  std::vector<double> values;           // method by method, dataset by dataset
  std::vector<std::int64_t> methods;
  std::vector<std::int64_t> datasets;
  std::int64_t n_datasets;
};

Datasets simulate(RandomStream& random, const Setting& setting) {
  Datasets study;
  study.n_datasets = setting.size;
  const double gain_sd = gain_sds.at(setting.column);
  std::vector<double> runs(n_seeds);
  std::vector<std::vector<Moments>> moments(2);
  std::vector<double> levels;
  for (int i = 0; i < setting.size; ++i) levels.push_back(3 * random.normal());
  for (std::int64_t method = 0; method < 2; ++method) {
    for (std::size_t dataset = 0; dataset < levels.size(); ++dataset) {
      // Half of the variance of a gain is either method's.
      const double own =
          gain_sd / std::numbers::sqrt2 * random.normal() + (method == 0 && setting.shifted ? 1 : 0);
      fill(random, Shape::normal, runs);
      for (double& run : runs) run += levels[dataset] + own;
      moments[static_cast<std::size_t>(method)].push_back(moments_of(runs));
      study.values.insert(study.values.end(), runs.begin(), runs.end());
      study.methods.insert(study.methods.end(), n_seeds, method);
      study.datasets.insert(study.datasets.end(), n_seeds, static_cast<std::int64_t>(dataset));
    }
  }
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const Moments& a = moments[0][i];
    const Moments& b = moments[1][i];
    study.effects.push_back(a.mean - b.mean);
    study.standard_errors.push_back(std::sqrt((a.sd * a.sd + b.sd * b.sd) / n_seeds));
    study.true_errors.push_back(std::sqrt(2.0 / n_seeds));
  }
  return study;
}

Outcome fixed_known(const Datasets& study) {
  return rejects(fixed_effect_meta_analysis(study.effects, study.true_errors).p_value);
}

Outcome fixed(const Datasets& study) {
  return rejects(fixed_effect_meta_analysis(study.effects, study.standard_errors).p_value);
}

template <HeterogeneityEstimator estimator, bool hartung_knapp>
Outcome random_effects(const Datasets& study) {
  return rejects(
      random_effects_meta_analysis(study.effects, study.standard_errors, estimator, hartung_knapp).p_value);
}

template <RandomTerms terms, DegreesOfFreedom df>
Outcome mixed(const Datasets& study) {
  return rejects(
      mixed_model(study.values, study.methods, study.datasets, terms, df).contrasts.front().p_value);
}

// The gain +- its standard error times the quantile of Student's t with the degrees of freedom of the
// interaction: found by the one-sample t test, which it must agree with.
Outcome components(const Datasets& study) {
  const VarianceComponents parts = variance_components(study.values, 2, study.n_datasets, n_seeds);
  double gain = 0;
  for (const double effect : study.effects) gain += effect / static_cast<double>(study.effects.size());
  const double df = static_cast<double>(study.n_datasets - 1);
  return rejects(t_test_of_estimate({gain, parts.standard_error_of_gain, df}).p_value);
}

}  // namespace

Family over_datasets() {
  constexpr Columns all = bit(0) | bit(1) | bit(2);
  constexpr auto interaction = RandomTerms::dataset_and_interaction;
  return with_procedures<Datasets>(
      {.title = "Gains over a population of datasets",
       .about = "Two methods that are alike on average over all datasets, with five runs of each on every "
                "dataset. The "
                "gain is the same everywhere, or differs between datasets with the sd that the column says, "
                "the runs "
                "having one of 1.",
       .size_name = "datasets",
       .sizes = {2, 3, 5, 10, 20, 30},
       .columns = {"gains alike", "gains differ by 0.5", "gains differ by 2"},
       .effect = "a gain of one sd of the runs, alike everywhere",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"fixed_effect_meta_analysis (known errors)", {{bit(0)}}, {}}, fixed_known},
       {{"fixed_effect_meta_analysis", {}, {{0, 5, 13}}}, fixed},
       {{"random_effects_meta_analysis (dersimonian_laird, normal)", {}, {{2, 2, 27}, {2, 5, 13}}},
        random_effects<HeterogeneityEstimator::dersimonian_laird, false>},
       {{"random_effects_meta_analysis (dersimonian_laird, hartung_knapp)", {}, {}},
        random_effects<HeterogeneityEstimator::dersimonian_laird, true>},
       {{"random_effects_meta_analysis (paule_mandel, hartung_knapp)", {}, {}},
        random_effects<HeterogeneityEstimator::paule_mandel, true>},
       {{"random_effects_meta_analysis (reml, hartung_knapp)", {}, {{0, 10, 7}}},
        random_effects<HeterogeneityEstimator::reml, true>},
       {{"mixed_model (dataset)", {{bit(0)}}, {{2, 5, 43}}, 8},
        mixed<RandomTerms::dataset, DegreesOfFreedom::kenward_roger>},
       {{"mixed_model (interaction, satterthwaite)", {}, {{2, 2, 13}}, 8},
        mixed<interaction, DegreesOfFreedom::satterthwaite>},
       {{"mixed_model (interaction, kenward_roger)", {{all, roughly}}, {}, 8},
        mixed<interaction, DegreesOfFreedom::kenward_roger>},
       {{"variance_components (standard error of the gain)", {{all}}, {}}, components}});
}

}  // namespace calibration
