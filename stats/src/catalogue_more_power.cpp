#include "gainsay/stats/assurance.h"
#include "gainsay/stats/exact_power.h"
#include "gainsay/stats/noether_power.h"
#include "gainsay/stats/permutation_power.h"
#include "gainsay/stats/simulated_power.h"

#include "catalogue_families.h"
#include "shared_fields.h"

// Power beyond the t tests and the bounds of test sets: tests of counts, ranks and permutations, and pilots.
namespace gainsay::stats {

template <>
struct FieldsOf<DiscordantRates> : Fields<&DiscordantRates::only_a, &DiscordantRates::only_b> {};

template <>
struct FieldsOf<FisherDesign>
    : Fields<&FisherDesign::rate_a, &FisherDesign::rate_b, &FisherDesign::n_a, &FisherDesign::n_b> {};

template <>
struct FieldsOf<SimulatedPower>
    : Fields<&SimulatedPower::power, &SimulatedPower::monte_carlo_standard_error, &SimulatedPower::replicates,
             &SimulatedPower::seed, &SimulatedPower::method> {};

template <>
struct FieldsOf<SimulatedArms> : Fields<&SimulatedArms::effect, &SimulatedArms::sd_a, &SimulatedArms::sd_b,
                                        &SimulatedArms::n_a, &SimulatedArms::n_b> {};

template <>
struct FieldsOf<SimulatedPairs> : Fields<&SimulatedPairs::effect, &SimulatedPairs::sd, &SimulatedPairs::n> {};

template <>
struct FieldsOf<PilotSd> : Fields<&PilotSd::sd, &PilotSd::df> {};

template <>
struct FieldsOf<SampleSizeRange>
    : Fields<&SampleSizeRange::low, &SampleSizeRange::estimate, &SampleSizeRange::high,
             &SampleSizeRange::sd_low, &SampleSizeRange::sd_high, &SampleSizeRange::confidence> {};

template <>
inline constexpr std::array<std::string_view, 5> names_of<TwoSampleTest>{
    "welch-t", "mann-whitney", "brunner-munzel", "permutation-mean", "permutation-welch-t"};
template <>
inline constexpr std::array<std::string_view, 4> names_of<PairedTest>{"t", "wilcoxon-signed-rank",
                                                                      "sign-flip", "sign"};

namespace {

constexpr ParameterText effect{"effect", "the true difference to be found, in the unit of sd"};
constexpr ParameterText sd{"sd", "of one run, above 0"};
constexpr ParameterText pilot_sd{"sd", "of the pilot, above 0"};
constexpr ParameterText pilot_df{"df", "its degrees of freedom, 1 or more"};

}  // namespace

std::vector<Entry> count_power_entries() {
  using namespace parameters;
  constexpr ParameterText wins{"probability", "of a win, 0 to 1"};
  constexpr ParameterText only_a{"only_a", "share of items that only a solves"};
  constexpr ParameterText only_b{"only_b", "share of items that only b solves"};
  constexpr ParameterText rate_a{"rate_a", "true proportion of one, 0 to 1"};
  constexpr ParameterText rate_b{"rate_b", "of the other"};
  return {
      entry<&sign_test_power>({"sign_test_power", "How likely does the sign test find that a mostly wins?"},
                              ParameterText{"n", "pairs"}, wins, alpha),
      entry<&sign_test_sample_size>({"sign_test_sample_size", "How many pairs does it need?"}, wins, power,
                                    alpha),
      entry<&mcnemar_power>({"mcnemar_power", "How likely does McNemar's exact test find a difference?"},
                            only_a, only_b, ParameterText{"n_items", "1 or more"}, alpha),
      entry<&mcnemar_sample_size>({"mcnemar_sample_size", "How many items does it need?"}, only_a, only_b,
                                  power, alpha),
      entry<&fisher_power>({"fisher_power", "How likely does Fisher's exact test find a difference?"}, rate_a,
                           rate_b, ParameterText{"n_a", "1 to 2000"}, ParameterText{"n_b", "1 to 2000"},
                           alpha),
      entry<&fisher_sample_size>({"fisher_sample_size", "How many trials of each does it need?"}, rate_a,
                                 rate_b, power, alpha),
  };
}

std::vector<Entry> rank_power_entries() {
  using namespace parameters;
  constexpr ParameterText superiority{"probability_of_superiority", "that a run of a beats one of b"};
  constexpr ParameterText positive_sum{"probability_of_positive_sum", "that two differences sum to above 0"};
  constexpr ParameterText n_a{"n_a", "runs of one arm"};
  constexpr ParameterText n_b{"n_b", "runs of the other arm"};
  return {
      entry<&mann_whitney_noether_power>(
          {"mann_whitney_power", "How likely does the Mann-Whitney test find it? Noether's approximation",
           "mann_whitney_noether_power"},
          superiority, n_a, n_b, alpha),
      entry<&mann_whitney_noether_sample_size>(
          {"mann_whitney_sample_size", "How many runs per arm does it need?",
           "mann_whitney_noether_sample_size"},
          superiority, power, alpha),
      entry<&signed_rank_noether_power>(
          {"signed_rank_power", "How likely does the signed-rank test find it? Noether's approximation",
           "signed_rank_noether_power"},
          positive_sum, ParameterText{"n", "pairs"}, alpha),
      entry<&signed_rank_noether_sample_size>(
          {"signed_rank_sample_size", "How many pairs does it need?", "signed_rank_noether_sample_size"},
          positive_sum, power, alpha),
      entry<&permutation_power_t_approximation>(
          {"permutation_power", "How likely does the permutation test find the effect? As the t test, about",
           "permutation_power_t_approximation"},
          effect, sd, n_a, n_b, alpha),
      entry<&sign_flip_power_t_approximation>(
          {"sign_flip_power", "How likely does the sign-flip test find the effect? As the t test, about",
           "sign_flip_power_t_approximation"},
          effect, ParameterText{"sd", "of a difference, above 0"}, ParameterText{"n", "pairs"}, alpha),
      entry<&two_sample_simulated_power>(
          {"two_sample_simulated_power",
           "How often does a test of two samples find an effect, by simulation?"},
          ParameterText{"test", "that is simulated"}, effect, ParameterText{"sd_a", "above 0"},
          ParameterText{"sd_b", "above 0"}, n_a, n_b, replicates(10'000), seed, threads, alpha),
      entry<&paired_simulated_power>(
          {"paired_simulated_power", "How often does a test of pairs find an effect, by simulation?"},
          ParameterText{"test", "that is simulated"}, effect, ParameterText{"sd", "of a difference, above 0"},
          ParameterText{"n", "pairs"}, replicates(10'000), seed, threads, alpha),
  };
}

std::vector<Entry> pilot_entries() {
  using namespace parameters;
  return {
      entry<&pilot_sample_size_range>(
          {"pilot_sample_size_range", "How many runs per arm, allowing for a pilot's uncertain sd?"},
          pilot_sd, pilot_df, effect, ParameterText{"confidence", "of either bound, between 0 and 1", 0.8},
          power, alpha),
      entry<&t_test_assurance>({"t_test_assurance", "What is the power on average over what a pilot leaves?"},
                               pilot_sd, pilot_df, effect, ParameterText{"n", "runs per arm"}, alpha),
      entry<&assurance_sample_size>({"assurance_sample_size", "How many runs per arm for such an assurance?"},
                                    pilot_sd, pilot_df, effect,
                                    ParameterText{"assurance", "between 0 and 1", 0.8}, alpha),
  };
}

}  // namespace gainsay::stats
