#include "comparison_json.h"

#include "gainsay/report/comparison_formats.h"

#include "json_values.h"

namespace gainsay::report {
namespace {

using audit::Comparison;
using nlohmann::ordered_json;

ordered_json items_json(const audit::ItemPairs& items) {
  const auto whole = [](const std::optional<std::int64_t>& value) {
    return value ? ordered_json(*value) : ordered_json(nullptr);
  };
  return {{"n", items.n},
          {"n_clusters", items.n_clusters > 0 ? ordered_json(items.n_clusters) : ordered_json(nullptr)},
          {"only_method", items.only_method},
          {"only_against", items.only_against},
          {"won", whole(items.won)},
          {"lost", whole(items.lost)},
          {"naive_standard_error", number(items.naive_standard_error)},
          {"naive_p", number(items.naive_p)},
          {"wanted", whole(items.wanted)},
          {"wanted_upper", whole(items.wanted_upper)}};
}

ordered_json comparison_json(const Comparison& comparison) {
  ordered_json json;
  json["method"] = comparison.method.str();
  json["against"] = comparison.against.str();
  json["dataset"] = text_or_null(comparison.dataset.str());
  json["datasets"] = texts(comparison.datasets);
  json["metric"] = comparison.metric.str();
  json["n"] = {comparison.method_side.n, comparison.against_side.n};
  json["means"] = {number(comparison.method_side.mean), number(comparison.against_side.mean)};
  json["sds"] = {number(comparison.method_side.sd), number(comparison.against_side.sd)};
  json["failed"] = {comparison.method_side.n_failed, comparison.against_side.n_failed};
  json["paired"] = comparison.paired;
  json["pair_correlation"] = number(comparison.pair_correlation);
  json["test"] = comparison.test;
  json["reason"] = text_or_null(comparison.reason);
  json["estimate"] = number(comparison.estimate);
  json["standard_error"] = number(comparison.standard_error);
  json["interval"] = interval(comparison.interval);
  json["confidence"] =
      comparison.interval ? ordered_json(comparison.interval->confidence) : ordered_json(nullptr);
  json["equivalence_interval"] = interval(comparison.equivalence_interval);
  json["statistic"] = number(comparison.statistic);
  json["df"] = number(comparison.df);
  json["p"] = number(comparison.p);
  json["p_adjusted"] = number(comparison.p_adjusted);
  json["adjustment"] = "holm";
  json["family_size"] = comparison.family_size;
  json["verdict"] = to_string(comparison.verdict);
  json["verdict_with_failures"] = comparison.verdict_with_failures
                                      ? ordered_json(to_string(*comparison.verdict_with_failures))
                                      : ordered_json(nullptr);
  json["effect_size"] = nullptr;
  if (const auto& effect = comparison.effect_size) {
    json["effect_size"] = {
        {"name", effect->name}, {"value", number(effect->value)}, {"interval", interval(effect->interval)}};
  }
  json["smallest_effect"] = number(comparison.smallest_effect);
  json["power_at_smallest_effect"] = number(comparison.power_at_smallest_effect);
  json["minimum_detectable_effect"] = number(comparison.minimum_detectable_effect);
  json["to_decide"] = nullptr;
  if (const auto& more = comparison.to_decide) {
    json["to_decide"] = {{"per_arm", more->per_arm}, {"runs", more->runs}, {"runs_upper", more->runs_upper}};
  }
  json["items"] = comparison.items ? items_json(*comparison.items) : ordered_json(nullptr);
  json["sequential"] = nullptr;
  if (const auto& look = comparison.sequential) {
    json["sequential"] = {{"design", look->design},       {"look", look->look},
                          {"looks", look->looks},         {"p_alone", number(look->p_alone)},
                          {"level", number(look->level)}, {"e_value", number(look->e_value)}};
  }
  json["companions"] = ordered_json::array();
  for (const auto& companion : comparison.companions) {
    json["companions"].push_back({{"test", companion.test}, {"p", number(companion.p)}});
  }
  return json;
}

}  // namespace

ordered_json comparison_array(const std::vector<Comparison>& comparisons) {
  ordered_json json = ordered_json::array();
  for (const Comparison& comparison : comparisons) json.push_back(comparison_json(comparison));
  return json;
}

std::string comparisons_json(const std::vector<Comparison>& comparisons) {
  return dump(comparison_array(comparisons));
}

}  // namespace gainsay::report
