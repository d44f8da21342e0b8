#include <nlohmann/json.hpp>

#include "gainsay/report/value_card_formats.h"

#include "comparison_json.h"
#include "json_values.h"

namespace gainsay::report {
namespace {

using nlohmann::ordered_json;

ordered_json factor_json(const audit::ValueFactor& factor) {
  return {{"name", to_string(factor.factor)},
          {"counted", factor.counted},
          {"low", factor.low},
          {"high", factor.high},
          {"basis", factor.basis},
          {"raises", factor.raises}};
}

ordered_json value_json(const audit::Value& value) {
  return {{"product", value.product}, {"root", value.root}, {"stars", value.stars}};
}

ordered_json claims_json(const audit::ValueCard& card) {
  ordered_json claims = ordered_json::array();
  for (const auto& claim : card.claims) {
    claims.push_back({{"id", claim.claim},
                      {"verdict", to_string(claim.verdict)},
                      {"low", claim.low},
                      {"high", claim.high},
                      {"reason", claim.reason},
                      {"raises", claim.raises}});
  }
  return claims;
}

ordered_json questions_json(const audit::ValueCard& card) {
  ordered_json questions = ordered_json::array();
  for (const auto& question : card.questions) {
    questions.push_back(
        {{"question", question.question}, {"answer", question.answer}, {"answered", question.answered}});
  }
  return questions;
}

ordered_json concerns_json(const audit::ValueCard& card) {
  ordered_json concerns = ordered_json::array();
  for (const auto& concern : card.concerns) {
    concerns.push_back({{"kind", to_string(concern.kind)},
                        {"factor", to_string(concern.factor)},
                        {"message", concern.message},
                        {"advice", concern.advice}});
  }
  return concerns;
}

ordered_json measurements_json(const std::vector<audit::PatchMeasurement>& measurements) {
  ordered_json array = ordered_json::array();
  for (const auto& measurement : measurements) {
    array.push_back({{"measure", measurement.measure},
                     {"unit", measurement.unit},
                     {"comparison", comparison_array({measurement.comparison}).front()}});
  }
  return array;
}

ordered_json patches_json(const audit::ValueCard& card) {
  ordered_json patches = ordered_json::array();
  for (const auto& evaluation : card.patches) {
    patches.push_back({{"method", evaluation.patch.method.str()},
                       {"target", evaluation.patch.target.str()},
                       {"pain_point", to_string(evaluation.patch.pain_point)},
                       {"verdict", to_string(evaluation.verdict)},
                       {"reason", evaluation.reason},
                       {"cost", text_or_null(evaluation.cost)},
                       {"evidence", measurements_json(evaluation.evidence)},
                       {"elsewhere", measurements_json(evaluation.elsewhere)}});
  }
  return patches;
}

ordered_json card_json(const audit::ValueCard& card) {
  ordered_json json;
  json["study"] = card.study;
  json["profile"] = to_string(card.profile);
  json["stars"] = card.middle.stars;
  json["value"] = {
      {"low", value_json(card.low)}, {"middle", value_json(card.middle)}, {"high", value_json(card.high)}};
  json["factors"] = {factor_json(card.novelty), factor_json(card.effectiveness),
                     factor_json(card.problem_size)};
  json["holds_down"] = text_or_null(card.holds_down ? std::string(to_string(*card.holds_down)) : "");
  json["claims"] = claims_json(card);
  json["questions"] = questions_json(card);
  json["patches"] = patches_json(card);
  json["concerns"] = concerns_json(card);
  return json;
}

}  // namespace

std::string value_cards_json(const std::vector<audit::ValueCard>& cards) {
  ordered_json json;
  json["cards"] = ordered_json::array();
  for (const audit::ValueCard& card : cards) json["cards"].push_back(card_json(card));
  return dump(json);
}

}  // namespace gainsay::report
