#include "gainsay/report/value_card_formats.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gainsay/report/audit_formats.h"

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

// The card with every text that a study file or a run can bring in replaced.
audit::ValueCard hostile_card() {
  audit::ValueCard card = small_card();
  card.study = hostile;
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

TEST_CASE("the pages of the misconceptions fit 80 columns") {
  for (const audit::Misconception& misconception : audit::all_misconceptions()) {
    CHECK(fits(report::misconception_text(misconception, {}), 80));
    CHECK(report::misconception_markdown(misconception).starts_with("# " + std::string(misconception.name)));
  }
}

}  // namespace
}  // namespace gainsay
