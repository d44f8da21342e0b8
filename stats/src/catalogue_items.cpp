#include <optional>

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/fisher_exact_test.h"
#include "gainsay/stats/item_standard_errors.h"
#include "gainsay/stats/k_sample_standard_error.h"
#include "gainsay/stats/proportion_difference.h"
#include "gainsay/stats/wild_cluster_bootstrap.h"

#include "catalogue_families.h"
#include "check.h"
#include "shared_fields.h"

namespace gainsay::stats {

template <>
struct FieldsOf<ItemMean> : Fields<&ItemMean::estimate, &ItemMean::standard_error, &ItemMean::interval,
                                   &ItemMean::df, &ItemMean::n, &ItemMean::n_clusters, &ItemMean::method> {};

template <>
struct FieldsOf<ItemDifference>
    : Fields<&ItemDifference::estimate, &ItemDifference::standard_error, &ItemDifference::interval,
             &ItemDifference::statistic, &ItemDifference::df, &ItemDifference::p_value, &ItemDifference::n,
             &ItemDifference::n_clusters, &ItemDifference::method> {};

template <>
inline constexpr std::array<std::string_view, 4> names_of<ClusterVariance>{"miller", "cr1", "cr2", "cr3"};

template <>
struct FieldsOf<ProportionDifference>
    : Fields<&ProportionDifference::estimate, &ProportionDifference::interval,
             &ProportionDifference::method> {};

template <>
struct FieldsOf<FisherExactTest>
    : Fields<&FisherExactTest::odds_ratio, &FisherExactTest::interval, &FisherExactTest::p_value,
             &FisherExactTest::mid_p_value, &FisherExactTest::n_a, &FisherExactTest::n_b,
             &FisherExactTest::method> {};

template <>
struct FieldsOf<WildClusterBootstrap>
    : Fields<&WildClusterBootstrap::estimate, &WildClusterBootstrap::standard_error,
             &WildClusterBootstrap::statistic, &WildClusterBootstrap::p_value, &WildClusterBootstrap::exact,
             &WildClusterBootstrap::replicates, &WildClusterBootstrap::seed,
             &WildClusterBootstrap::monte_carlo_standard_error, &WildClusterBootstrap::n,
             &WildClusterBootstrap::n_clusters, &WildClusterBootstrap::method> {};

template <>
struct FieldsOf<ItemVariance> : Fields<&ItemVariance::between, &ItemVariance::within> {};

template <>
struct FieldsOf<SampledItemMean>
    : Fields<&SampledItemMean::estimate, &SampledItemMean::standard_error, &SampledItemMean::interval,
             &SampledItemMean::df, &SampledItemMean::variance, &SampledItemMean::n_items,
             &SampledItemMean::n_samples, &SampledItemMean::method> {};

template <>
struct FieldsOf<ItemPlan>
    : Fields<&ItemPlan::difference, &ItemPlan::between, &ItemPlan::within_a, &ItemPlan::within_b> {};

namespace {

SampledItemMean sampled(const Matrix& scores, double confidence) {
  return sampled_item_mean({scores.values, scores.rows, scores.columns}, confidence);
}

}  // namespace

std::vector<Entry> proportion_entries() {
  using namespace parameters;
  constexpr ParameterText successes{"successes", "0 to trials"};
  constexpr ParameterText trials{"trials", "1 or more"};
  constexpr ParameterText successes_a{"successes_a", "0 to trials_a"};
  constexpr ParameterText trials_a{"trials_a", "1 or more"};
  constexpr ParameterText successes_b{"successes_b", "0 to trials_b"};
  constexpr ParameterText trials_b{"trials_b", "1 or more"};
  return {
      entry<&wilson_interval>(
          {"wilson_interval", "Where does a proportion lie? Close to its confidence on average"}, successes,
          trials, confidence),
      entry<&clopper_pearson_interval>(
          {"clopper_pearson_interval", "Where does a proportion lie? Never below its confidence"}, successes,
          trials, confidence),
      entry<&newcombe_interval>({"newcombe_interval", "By how much do two independent proportions differ?"},
                                successes_a, trials_a, successes_b, trials_b, confidence),
      entry<&tango_interval>({"tango_interval", "By how much do two accuracies on the same items differ?"},
                             ParameterText{"only_a", "items that only a gets right"},
                             ParameterText{"only_b", "items that only b gets right"},
                             ParameterText{"n_items", "all of them"}, confidence),
      entry<&fisher_exact_test>({"fisher_exact_test", "Are two independent proportions the same?"},
                                successes_a, trials_a, successes_b, trials_b, confidence, alternative),
  };
}

std::vector<Entry> item_entries() {
  using namespace parameters;
  constexpr ParameterText item_scores{"scores", "one an item"};
  constexpr ParameterText variance{"variance", "how the covariances within clusters count",
                                   std::string_view{"miller"}};
  constexpr ParameterText a_items{"a", "scores of one model, one an item", {}, true};
  constexpr ParameterText b_items{"b", "scores of the other on the same items", {}, true};
  return {
      entry<&item_mean>({"item_mean", "The mean score over the items of a test set, with its error"},
                        item_scores, confidence),
      entry<&clustered_item_mean>({"clustered_item_mean", "The same where items come in clusters"},
                                  item_scores, clusters, confidence, variance),
      entry<&item_difference>({"item_difference", "Do two models score the same on the same items?"}, a_items,
                              b_items, confidence),
      entry<&clustered_item_difference>(
          {"clustered_item_difference", "The same where items come in clusters"}, a_items, b_items, clusters,
          confidence, variance),
      entry<&wild_cluster_bootstrap>(
          {"wild_cluster_bootstrap", "Is the mean of clustered differences zero, with few clusters?"},
          differences, clusters, replicates(9'999), seed, threads),
      entry<&sampled>({"sampled_item_mean", "The mean score where every item was answered several times"},
                      ParameterText{"scores", "a row an item, a column an answer"}, confidence),
      entry<&k_sample_standard_error>({"k_sample_standard_error", "The error that more answers would leave"},
                                      ParameterText{"between", "variance between items, 0 or more"},
                                      ParameterText{"within", "variance within an item, 0 or more"},
                                      ParameterText{"n_items", "1 or more"},
                                      ParameterText{"n_samples", "answers an item, 1 or more"}),
      entry<&item_sample_size>({"item_sample_size", "How many items does it take to see a difference?"},
                               ParameterText{"difference", "of the mean scores, not 0"},
                               ParameterText{"between", "variance of the items' differences, 0 or more"},
                               ParameterText{"within_a", "variance of a's answers to an item, 0 or more"},
                               ParameterText{"within_b", "of b's"}, power, alpha),
  };
}

}  // namespace gainsay::stats
