#include "gainsay/stats/binomial_power.h"
#include "gainsay/stats/probability_of_outperforming.h"
#include "gainsay/stats/t_power.h"

#include "catalogue_families.h"
#include "shared_fields.h"

namespace gainsay::stats {

template <>
struct FieldsOf<TwoProportionDesign>
    : Fields<&TwoProportionDesign::baseline, &TwoProportionDesign::n_a, &TwoProportionDesign::n_b> {};

std::vector<Entry> power_entries() {
  using namespace parameters;
  constexpr ParameterText effect{"effect", "the true difference to be found, in the unit of sd"};
  constexpr ParameterText sd{"sd", "of one run, above 0"};
  constexpr ParameterText sd_of_differences{"sd", "of a difference, above 0"};
  constexpr ParameterText margin{"margin", "within which a difference does not matter, above 0"};
  constexpr ParameterText n_a{"n_a", "runs of one arm"};
  constexpr ParameterText n_b{"n_b", "runs of the other arm"};
  constexpr ParameterText pairs{"n", "pairs"};
  constexpr ParameterText per_arm{"n", "runs per arm"};
  return {
      entry<&two_sample_t_power>({"two_sample_t_power", "How likely does the t test find the effect?"},
                                 effect, sd, n_a, n_b, alpha),
      entry<&two_sample_t_sample_size>({"two_sample_t_sample_size", "How many runs per arm does it need?"},
                                       effect, sd, power, alpha),
      entry<&minimum_detectable_effect>(
          {"minimum_detectable_effect", "What is the smallest effect that it finds?"}, sd, n_a, n_b, power,
          alpha),
      entry<&paired_t_power>({"paired_t_power", "How likely does the paired t test find the effect?"}, effect,
                             sd_of_differences, pairs, alpha),
      entry<&paired_t_sample_size>({"paired_t_sample_size", "How many pairs does it need?"}, effect,
                                   sd_of_differences, power, alpha),
      entry<&paired_minimum_detectable_effect>(
          {"paired_minimum_detectable_effect", "What is the smallest effect that it finds?"},
          sd_of_differences, pairs, power, alpha),
      entry<&tost_power>({"tost_power", "How likely is equivalence shown where there is no difference?"},
                         margin, sd, per_arm, alpha),
      entry<&tost_sample_size>({"tost_sample_size", "How many runs per arm does that need?"}, margin, sd,
                               power, alpha),
      entry<&pilot_sd_upper_bound>(
          {"pilot_sd_upper_bound", "How large may the sd be, given that of a pilot?"},
          ParameterText{"sd", "seen, 0 or more"}, ParameterText{"df", "its degrees of freedom, 1 or more"},
          ParameterText{"confidence", "of the bound, between 0 and 1", 0.8}),
      entry<&planning_sd>({"planning_sd", "With which sd does a study planned from a pilot have its power?"},
                          ParameterText{"sd", "seen, 0 or more"},
                          ParameterText{"df", "its degrees of freedom, 1 or more"}, power, alpha),
      entry<&two_proportion_minimum_detectable_difference>(
          {"two_proportion_minimum_detectable_difference",
           "What is the smallest difference of two proportions that is found?"},
          ParameterText{"baseline", "the lower proportion, 0 to 1"}, ParameterText{"n_a", "items of one"},
          ParameterText{"n_b", "items of the other"}, power, alpha),
      entry<&paired_minimum_detectable_difference>(
          {"paired_minimum_detectable_difference",
           "What is the smallest difference in accuracy that McNemar's test finds?"},
          ParameterText{"discordance", "share of items on which the models disagree"},
          ParameterText{"n_items", "1 or more"}, power, alpha),
      entry<&smallest_decisive_discordance>(
          {"smallest_decisive_discordance", "How many items must differ before McNemar can decide?"}, alpha),
      entry<&outperforming_sample_size>(
          {"outperforming_sample_size", "How many pairs does it take to see that a mostly wins?"},
          ParameterText{"gamma", "probability that a wins, above 0.5"}, alpha,
          ParameterText{"power", "between 0 and 1", 0.95}),
  };
}

}  // namespace gainsay::stats
