#include <optional>

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/item_standard_errors.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<Proportion> : Fields<&Proportion::successes, &Proportion::trials> {};

template <>
struct FieldsOf<ItemMean> : Fields<&ItemMean::estimate, &ItemMean::standard_error, &ItemMean::interval,
                                   &ItemMean::df, &ItemMean::n, &ItemMean::n_clusters, &ItemMean::method> {};

template <>
struct FieldsOf<ItemDifference>
    : Fields<&ItemDifference::estimate, &ItemDifference::standard_error, &ItemDifference::interval,
             &ItemDifference::statistic, &ItemDifference::df, &ItemDifference::p_value, &ItemDifference::n,
             &ItemDifference::n_clusters, &ItemDifference::method> {};

template <>
inline constexpr std::array<std::string_view, 2> names_of<ClusterVariance>{"miller", "cr1"};

std::vector<Entry> proportion_entries() {
  using namespace parameters;
  constexpr ParameterText successes{"successes", "0 to trials"};
  constexpr ParameterText trials{"trials", "1 or more"};
  return {
      entry<&wilson_interval>(
          {"wilson_interval", "Where does a proportion lie? Close to its confidence on average"}, successes,
          trials, confidence),
      entry<&clopper_pearson_interval>(
          {"clopper_pearson_interval", "Where does a proportion lie? Never below its confidence"}, successes,
          trials, confidence),
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
  };
}

}  // namespace gainsay::stats
