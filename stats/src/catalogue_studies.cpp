#include "gainsay/stats/meta_analysis.h"
#include "gainsay/stats/mixed_model.h"
#include "gainsay/stats/variance_components.h"
#include "gainsay/stats/winners_curse.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<MetaAnalysis>
    : Fields<&MetaAnalysis::estimate, &MetaAnalysis::standard_error, &MetaAnalysis::interval,
             &MetaAnalysis::statistic, &MetaAnalysis::df, &MetaAnalysis::p_value, &MetaAnalysis::tau_squared,
             &MetaAnalysis::i_squared, &MetaAnalysis::q, &MetaAnalysis::q_p_value, &MetaAnalysis::prediction,
             &MetaAnalysis::n, &MetaAnalysis::method> {};

template <>
struct FieldsOf<MixedModelContrast>
    : Fields<&MixedModelContrast::a, &MixedModelContrast::b, &MixedModelContrast::estimate,
             &MixedModelContrast::standard_error, &MixedModelContrast::interval,
             &MixedModelContrast::statistic, &MixedModelContrast::df, &MixedModelContrast::p_value> {};

template <>
struct FieldsOf<MixedModel>
    : Fields<&MixedModel::means, &MixedModel::dataset_variance, &MixedModel::interaction_variance,
             &MixedModel::residual_variance, &MixedModel::at_boundary, &MixedModel::log_likelihood,
             &MixedModel::contrasts, &MixedModel::n, &MixedModel::n_methods, &MixedModel::n_datasets,
             &MixedModel::method> {};

template <>
struct FieldsOf<VarianceComponent>
    : Fields<&VarianceComponent::variance, &VarianceComponent::raw, &VarianceComponent::mean_square,
             &VarianceComponent::df, &VarianceComponent::share> {};

template <>
struct FieldsOf<VarianceComponents>
    : Fields<&VarianceComponents::method, &VarianceComponents::dataset, &VarianceComponents::interaction,
             &VarianceComponents::seed, &VarianceComponents::standard_error_of_gain,
             &VarianceComponents::is_truncated, &VarianceComponents::n_methods,
             &VarianceComponents::n_datasets, &VarianceComponents::n_seeds, &VarianceComponents::estimator> {
};

template <>
struct FieldsOf<WinnersCurse>
    : Fields<&WinnersCurse::winner, &WinnersCurse::naive, &WinnersCurse::estimate, &WinnersCurse::interval,
             &WinnersCurse::simultaneous, &WinnersCurse::runner_up, &WinnersCurse::n, &WinnersCurse::method> {
};

template <>
inline constexpr std::array<std::string_view, 3> names_of<HeterogeneityEstimator>{"dersimonian-laird",
                                                                                  "paule-mandel", "reml"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<RandomTerms>{"dataset", "dataset-and-interaction"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<DegreesOfFreedom>{"satterthwaite", "kenward-roger"};

std::vector<Entry> study_entries() {
  using namespace parameters;
  constexpr ParameterText effects{"effects", "one a study, on one scale", {}, true};
  constexpr ParameterText standard_errors{"standard_errors", "of the effects, each above 0", {}, true};
  constexpr ParameterText values{"values", "one a run", {}, true};
  return {
      entry<&mixed_model>(
          {"mixed_model", "Do methods differ on datasets like these? value ~ method + (1|dataset)"}, values,
          ParameterText{"methods", "of the runs: 0 to k - 1", {}, true},
          ParameterText{"datasets", "of the runs", {}, true},
          ParameterText{"terms", "what differs from dataset to dataset: level, or gains too",
                        std::string_view{"dataset"}},
          ParameterText{"df", "degrees of freedom of a contrast", std::string_view{"kenward-roger"}},
          confidence),
      entry<&variance_components>(
          {"variance_components", "Does the spread come from methods, datasets, their interaction or seeds?"},
          ParameterText{"values", "by method, within it by dataset, within that by seed"},
          ParameterText{"n_methods", "2 or more"}, ParameterText{"n_datasets", "2 or more"},
          ParameterText{"n_seeds", "2 or more"}),
      entry<&random_effects_meta_analysis>(
          {"random_effects_meta_analysis", "What is the mean of effects that differ from study to study?"},
          effects, standard_errors,
          ParameterText{"estimator", "of the variance between studies", std::string_view{"reml"}},
          ParameterText{"hartung_knapp", "false: a normal distribution, as if variances were known", true},
          confidence),
      entry<&fixed_effect_meta_analysis>(
          {"fixed_effect_meta_analysis", "Which effect do several studies have in common?"}, effects,
          standard_errors, confidence),
      entry<&winners_curse>({"winners_curse", "What is the best of several candidates truly worth?"},
                            ParameterText{"estimates", "one a candidate, larger is better", {}, true},
                            standard_errors, confidence),
  };
}

}  // namespace gainsay::stats
