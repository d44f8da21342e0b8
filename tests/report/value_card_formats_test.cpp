#include "gainsay/report/value_card_formats.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gainsay/report/audit_formats.h"
#include "gainsay/report/pain_point_formats.h"

#include "audit/small_study.h"

namespace gainsay {
namespace {

using namespace tests;

const std::string hostile = "\x1b[31mred <script> two\nlines | x\xff";

audit::ValueCard small_card() {
  return audit::value_card(study_of(
      declarations + claim("C1", on_digits) +
          "[value.novelty]\nscore = 2\nargument = \"It is complex.\"\n[value.problem_size]\nwho_cares = "
          "\"Nobody.\"\n",
      both_rows));
}

const std::string patched =
    "[patches.bn]\npain_point = \"missing-function\"\ntarget = \"sgd\"\nevidence = [\"digits\"]\n";

audit::ValueCard patched_card() {
  return audit::value_card(study_of(declarations + claim("C1", on_digits) + patched, both_rows));
}

audit::PainPointSearch small_search() {
  return audit::find_pain_points(study_of(declarations, both_rows), "sgd");
}

audit::PainPointSearch hostile_search() {
  audit::PainPointSearch search = small_search();
  search.method = hostile;
  search.not_searched = {hostile};
  for (auto& candidate : search.candidates) {
    candidate.what = candidate.reference = candidate.detail = candidate.unit = hostile;
    candidate.evidence = {hostile};
  }
  return search;
}

// The card with every text that a study file or a run can bring in replaced.
audit::ValueCard hostile_card() {
  audit::ValueCard card = patched_card();
  card.study = hostile;
  for (auto& evaluation : card.patches) {
    evaluation.patch.method = evaluation.patch.target = hostile;
    evaluation.reason = evaluation.cost = hostile;
    for (auto& measurement : evaluation.evidence) measurement.measure = measurement.unit = hostile;
  }
  for (audit::ValueFactor* factor : {&card.novelty, &card.effectiveness, &card.problem_size}) {
    factor->basis = hostile;
    factor->raises = {hostile};
  }
  for (auto& claim : card.claims) claim.claim = claim.reason = hostile;
  for (auto& question : card.questions) question.answer = hostile;
  for (auto& concern : card.concerns) concern.message = concern.advice = hostile;
  return card;
}

bool has_control_character(const std::string& text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < 0x20 && c != '\n') || c == 0x7f; });
}

bool fits(const std::string& text, int width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (report::columns(line) > width) return false;
  }
  return true;
}

TEST_CASE("a value card and a ranking fit 80 columns") {
  CHECK(fits(report::value_cards_text({small_card()}, {}), 80));
  CHECK(fits(report::value_cards_text({small_card(), small_card()}, {}), 80));
}

TEST_CASE("no text of a study speaks to the terminal through its value card") {
  for (const auto& cards : {std::vector{hostile_card()}, std::vector{hostile_card(), hostile_card()}}) {
    CHECK_FALSE(has_control_character(report::value_cards_text(cards, {})));
    const std::string markdown = report::value_cards_markdown(cards);
    CHECK_FALSE(has_control_character(markdown));
    CHECK(markdown.find("<script>") == std::string::npos);
  }
}

TEST_CASE("a value card as JSON reads back with its ranges") {
  const auto json = nlohmann::json::parse(report::value_cards_json({small_card(), hostile_card()}));
  const auto& card = json.at("cards").at(0);
  CHECK(card.at("factors").at(0).at("low") == 0);  // 2 without its reasons
  CHECK(card.at("factors").at(0).at("high") == 2);
  CHECK(card.at("factors").at(1).at("low") == 2);          // shown on one dataset
  CHECK(card.at("value").at("high").at("product") == 20);  // 2 x 2 x 5
  CHECK(card.at("stars") == 2);                            // 1 x 2 x 2.5 = 5, whose cube root is 1.71
  CHECK(card.at("claims").at(0).at("verdict") == "supported");
  CHECK(card.at("concerns").at(0).at("kind") == "misconception");
}

TEST_CASE("pain points fit 80 columns and speak to no terminal") {
  REQUIRE(small_search().candidates.size() == 2);
  CHECK(fits(report::pain_points_text(small_search(), {}, 10), 80));
  CHECK_FALSE(has_control_character(report::pain_points_text(hostile_search(), {}, 10)));
  CHECK(report::pain_points_text(small_search(), {}, 1).find("1 more: --all") != std::string::npos);
}

TEST_CASE("pain points as JSON keep their order and what was not searched") {
  const auto json = nlohmann::json::parse(report::pain_points_json(hostile_search()));
  CHECK(json.at("candidates").size() == 2);
  CHECK(json.at("candidates").at(1).at("rank") == 2);
  CHECK(json.at("candidates").at(0).at("pain_point") == "poor-generalisation");
  CHECK(json.at("adjustment") == "holm");
  CHECK(json.at("not_searched").size() == 1);
}

TEST_CASE("a patch stands on the card with its evidence and what it cost") {
  const std::string text = report::value_cards_text({patched_card()}, {});
  CHECK(fits(text, 80));
  CHECK(text.find("bn against missing-function of sgd: proved") != std::string::npos);
  // R 4.2.2: t.test(bn, sgd) on digits, 0.018 [0.0014, 0.0346], p = 0.03716
  CHECK(text.find("accuracy on digits: +0.0180 [0.00137, 0.0346], p 0.037 (Holm 0.037)") !=
        std::string::npos);
  const auto json = nlohmann::json::parse(report::value_cards_json({patched_card()}));
  const auto& patch = json.at("cards").at(0).at("patches").at(0);
  CHECK(patch.at("verdict") == "proved");
  CHECK(patch.at("evidence").at(0).at("comparison").at("n") == nlohmann::json({5, 5}));
  CHECK(patch.at("elsewhere").at(0).at("comparison").at("dataset") == "wine");
}

TEST_CASE("the pages of the misconceptions fit 80 columns") {
  for (const audit::Misconception& misconception : audit::all_misconceptions()) {
    CHECK(fits(report::misconception_text(misconception, {}), 80));
    CHECK(report::misconception_markdown(misconception).starts_with("# " + std::string(misconception.name)));
  }
}

}  // namespace
}  // namespace gainsay
