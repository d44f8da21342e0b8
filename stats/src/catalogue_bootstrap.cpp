#include "gainsay/stats/mean_bootstrap.h"
#include "gainsay/stats/nested_bootstrap.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<MeanBootstrap>
    : Fields<&MeanBootstrap::estimate, &MeanBootstrap::standard_error, &MeanBootstrap::interval,
             &MeanBootstrap::replicates, &MeanBootstrap::seed, &MeanBootstrap::bias_correction,
             &MeanBootstrap::acceleration, &MeanBootstrap::n_a, &MeanBootstrap::n_b, &MeanBootstrap::method> {
};

template <>
struct FieldsOf<RandomLevels> : Fields<&RandomLevels::datasets, &RandomLevels::seeds, &RandomLevels::items> {
};

template <>
struct FieldsOf<NestedScores> : Fields<&NestedScores::scores, &NestedScores::dataset, &NestedScores::seed> {};

template <>
struct FieldsOf<NestedBootstrap>
    : Fields<&NestedBootstrap::estimate, &NestedBootstrap::standard_error, &NestedBootstrap::interval,
             &NestedBootstrap::levels, &NestedBootstrap::replicates, &NestedBootstrap::seed,
             &NestedBootstrap::n_datasets, &NestedBootstrap::n_seeds, &NestedBootstrap::n_items,
             &NestedBootstrap::method> {};

template <>
inline constexpr std::array<std::string_view, 3> names_of<BootstrapKind>{"percentile", "bca", "studentized"};

std::vector<Entry> bootstrap_entries() {
  using namespace parameters;
  constexpr ParameterText kind{"kind", "how the interval is made", std::string_view{"bca"}};
  return {
      entry<&two_sample_bootstrap>(
          {"two_sample_bootstrap", "Where does the difference of two means lie, for any shape?"}, a, b, kind,
          replicates(9'999), seed, threads, confidence),
      entry<&paired_bootstrap>({"paired_bootstrap", "Where does the mean difference of pairs lie?"}, paired_a,
                               paired_b, kind, replicates(9'999), seed, threads, confidence),
      entry<&one_sample_bootstrap>({"one_sample_bootstrap", "Where does the mean lie, for any shape?"},
                                   sample, kind, replicates(9'999), seed, threads, confidence),
      entry<&nested_bootstrap>(
          {"nested_bootstrap", "Where does the mean over datasets, seeds and items lie?"},
          ParameterText{"scores", "one an item of a seed of a dataset"},
          ParameterText{"dataset", "of each score"}, ParameterText{"seed_of", "of each score"},
          ParameterText{"datasets", "datasets are drawn anew", true},
          ParameterText{"seeds", "seeds are drawn anew", true},
          ParameterText{"items", "items are drawn anew", true}, replicates(2'000), seed, threads, confidence),
  };
}

}  // namespace gainsay::stats
