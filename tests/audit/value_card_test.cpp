#include "gainsay/audit/value_card.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/misconceptions.h"

#include "audit/rule_findings.h"
#include "audit/small_study.h"

// The rubric and the stars are those of the card's definition: levels 0 to 5 as effectiveness_level() has
// them, stars the cube root of the product, rounded.
namespace gainsay {
namespace {

using audit::ClaimVerdict;
using audit::Factor;
using audit::ValueCard;
using audit::ValueConcernKind;
using namespace tests;

const std::string stated_novelty =
    "[value.novelty]\nscore = 2\nkind = \"method\"\nnearest_prior = \"X\"\ndifference = \"Y\"\n";
const std::string stated_size =
    "[value.problem_size]\nscore = 1\nwho_cares = \"Everybody\"\nhow_common = \"Often\"\nsources = [\"Z\"]\n";
const std::string head = "method,dataset,seed,metric,value,purpose\n";

std::string with_purpose(const std::string& plain_rows, const std::string& purpose) {
  std::string csv;
  for (const char c : plain_rows) csv += c == '\n' ? "," + purpose + "\n" : std::string(1, c);
  return csv;
}

std::string tuning(const std::string& method) {
  return with_purpose(rows(method + ",digits", {.91, .92, .93}, "val_accuracy"), "tune");
}

// bn against sgd on digits and wine, adam as sgd, and bn without its component as sgd.
std::string final_runs() {
  std::string csv = head;
  for (const std::string method : {"sgd", "adam", "bn-no-norm"}) {
    csv += with_purpose(rows(method + ",digits", sgd_on_digits), "final");
    csv += with_purpose(rows(method + ",wine", sgd_on_wine), "final");
  }
  csv += with_purpose(rows("bn,digits", bn_on_digits), "final");
  return csv + with_purpose(rows("bn,wine", {.95, .97, .93, .96, .94}), "final");
}

std::string everything_run() {
  std::string csv = final_runs();
  for (const std::string method : {"sgd", "adam", "bn"}) csv += tuning(method);
  return csv;
}

const std::string four_methods = R"([study]
name = "small"
[methods.sgd]
role = "baseline"
[methods.adam]
role = "baseline"
[methods.bn]
role = "variant"
parent = "sgd"
components = ["norm", "momentum"]
inherited = ["momentum"]
[methods.bn-no-norm]
role = "ablation"
parent = "bn"
removes = ["norm"]
)";

std::string asked(const std::string& keys) {
  return "[[claims]]\nid = \"C1\"\nkind = \"improves\"\nmethod = \"bn\"\nmetric = \"accuracy\"\n" + keys +
         "\n";
}

ValueCard card_of(const std::string& toml, const std::string& csv) {
  return audit::value_card(study_of(toml, csv));
}

void check_levels(const ValueCard& card, int low, int high) {
  CAPTURE(card.claims.front().reason);
  CHECK(card.effectiveness.low == low);
  CHECK(card.effectiveness.high == high);
}

TEST_CASE("two tuned baselines and two datasets and every component ablated are a 4") {
  const ValueCard card = card_of(four_methods + asked("") + stated_novelty + stated_size, everything_run());
  CHECK(card.claims.front().verdict == ClaimVerdict::supported);
  check_levels(card, 4, 4);
  CHECK(contains(card.effectiveness.raises.front(), "gainsay claim register"));
  CHECK(card.middle.product == 8.0);  // 2 x 4 x 1
  CHECK(card.middle.stars == 2);
  CHECK(card.holds_down == Factor::problem_size);
}

TEST_CASE("one dataset is a 3 and one baseline a 2") {
  check_levels(card_of(four_methods + asked(on_digits), everything_run()), 3, 3);
  check_levels(card_of(four_methods + asked("against = [\"sgd\"]"), everything_run()), 2, 2);
}

TEST_CASE("baselines that were not tuned as the method was are a 2") {
  check_levels(card_of(four_methods + asked(""), final_runs()), 2, 2);
  std::string more_trials = everything_run();
  for (int trial = 0; trial < 3; ++trial) {
    more_trials += "bn,digits," + std::to_string(100 + trial) + ",val_accuracy,0.9,tune\n";
  }
  const ValueCard card = card_of(four_methods + asked(""), more_trials);  // 6 against 3
  check_levels(card, 2, 2);
  CHECK(contains(card.effectiveness.raises.front(), "tune adam and sgd"));
}

TEST_CASE("a component without ablation keeps it at 3") {
  std::string toml = four_methods;
  toml.replace(toml.find("inherited = [\"momentum\"]\n"), 25, "");
  const ValueCard card = card_of(toml + asked(""), everything_run());
  check_levels(card, 3, 3);
  CHECK(card.effectiveness.raises == std::vector<std::string>{"ablate momentum"});
}

TEST_CASE("without its only own component a method is its parent") {
  std::string csv = everything_run();
  for (std::size_t at = csv.find("bn-no-norm"); at != std::string::npos; at = csv.find("bn-no-norm")) {
    csv.erase(at, csv.find('\n', at) + 1 - at);
  }
  check_levels(card_of(four_methods + asked(""), csv), 4, 4);
}

TEST_CASE("a contradicted claim makes all of it zero") {
  const std::string csv = csv_head + rows("sgd,digits", bn_on_digits) + rows("bn,digits", sgd_on_digits);
  const ValueCard card = card_of(declarations + claim("C1") + stated_novelty + stated_size, csv);
  check_levels(card, 0, 0);
  CHECK(card.high.product == 0.0);
  CHECK(card.high.stars == 0);
  CHECK(card.holds_down == Factor::effectiveness);
}

// R 4.2.2 (claim_verdict_test.cpp): the 90 % interval of these arms is [-0.00111, 0.00071].
TEST_CASE("a gain that the records rule out is a 1 and no range") {
  const std::string csv = csv_head + rows("bn,digits", {.950, .951, .949, .950, .950}) +
                          rows("sgd,digits", {.950, .950, .949, .951, .951});
  check_levels(card_of(declarations + claim("C1", "smallest_effect = 0.005"), csv), 1, 1);
}

// SciPy (tests/oracles/claims.py): the interval on wine is [-0.0031, 0.0431].
TEST_CASE("an open claim spans 0 or 1 up to what its design would give") {
  check_levels(card_of(declarations + claim("C1", on_wine), both_rows), 0, 2);
  check_levels(card_of(declarations + claim("C1", on_wine + "smallest_effect = 0.005"), both_rows), 1, 2);
}

TEST_CASE("where nothing was run everything that is declared can still come out") {
  const std::string metric_and_data =
      "[metrics.accuracy]\ndirection = \"higher\"\n[datasets.digits]\n[datasets.wine]\n";
  const ValueCard card = card_of(four_methods + metric_and_data + asked(""), csv_head);
  check_levels(card, 0, 5);
  check_levels(card_of(four_methods + metric_and_data + asked(on_digits), csv_head), 0, 3);
}

TEST_CASE("the weakest of the claims decides unless some are primary") {
  const std::string open = claim("C2", on_wine);
  const ValueCard weakest =
      card_of(declarations + claim("C1", on_digits + "family = \"a\"") + open, both_rows);
  CHECK(weakest.claims.size() == 2);
  CHECK(weakest.effectiveness.low == 0);
  const ValueCard primary =
      card_of(declarations + claim("C1", on_digits + "family = \"a\"\nprimary = true") + open, both_rows);
  CHECK(primary.claims.size() == 1);
  check_levels(primary, 2, 2);
}

TEST_CASE("an exploratory claim is open and counts only where there is no other") {
  const ValueCard alone = card_of(declarations + claim("C1", on_digits + "exploratory = true"), both_rows);
  CHECK(alone.claims.front().verdict == ClaimVerdict::suggestive);
  check_levels(alone, 1, 2);
  const ValueCard beside =
      card_of(declarations + claim("C1", on_digits + "exploratory = true") + claim("C2", on_wine), both_rows);
  CHECK(beside.claims.front().claim == "C2");
}

TEST_CASE("a registration before the first result is the fifth point and a late one is not") {
  const std::filesystem::path fixtures =
      std::filesystem::path(GAINSAY_SOURCE_DIR) / "fixtures/audit/claim_changed_after_results";
  const auto reason = [&](const std::string& name) {
    return audit::value_card(load_fixture(fixtures / name)).claims.front().reason;
  };
  CHECK(contains(reason("quiet"), "registered before the first result"));
  CHECK_FALSE(contains(reason("fires"), "registered"));
}

TEST_CASE("a score without its reasons is at best what it says") {
  const std::string toml = declarations + claim("C1", on_digits) +
                           "[value.novelty]\nscore = 4\nnearest_prior = \"X\"\n[value.problem_size]\n";
  const ValueCard card = card_of(toml, both_rows);
  CHECK(card.novelty.low == 0);
  CHECK(card.novelty.high == 4);
  CHECK(card.novelty.raises == std::vector<std::string>{"write value.novelty.difference"});
  CHECK(card.problem_size.low == 0);
  CHECK(card.problem_size.high == 5);
  CHECK(card.problem_size.raises.size() == 3);
}

TEST_CASE("without any value card novelty and size are open") {
  const ValueCard card = card_of(declarations + claim("C1", on_digits), both_rows);
  CHECK(card.middle.product == 12.5);  // 2.5 x 2 x 2.5
  CHECK(card.middle.stars == 2);       // the cube root is 2.32
  CHECK(card.low.stars == 0);
  CHECK(card.high.stars == 4);  // 5 x 2 x 5 = 50, whose cube root is 3.68
  CHECK(card.concerns.empty());
}

TEST_CASE("engineering asks for a claim on speed or stability and does not ask for novelty") {
  std::string toml = declarations;
  toml.replace(toml.find("[methods.sgd]"), 0, "profile = \"engineering\"\n");
  const ValueCard card = card_of(toml + claim("C1", on_digits) + stated_size, both_rows);
  CHECK(card.claims.empty());
  CHECK_FALSE(card.novelty.counted);
  CHECK(card.counted().size() == 2);
  CHECK(card.high.product == 5.0);  // 5 x 1
  CHECK(card.high.stars == 2);      // the square root is 2.24
  CHECK(card.questions.front().question == "Does it run?");
  CHECK(card.questions.front().answer == "10 of 10 final runs finished");
  const std::string seconds = csv_head + rows("sgd,digits", {9, 10, 11, 10, 9}, "wall_seconds") +
                              rows("bn,digits", {4, 5, 6, 5, 4}, "wall_seconds");
  const std::string faster =
      "[[claims]]\nid = \"C1\"\nkind = \"faster\"\nmethod = \"bn\"\nmetric = \"wall_seconds\"\n";
  check_levels(card_of(toml + faster + stated_size, seconds), 2, 2);
}

TEST_CASE("ideas are ranked by the middle of their value") {
  ValueCard sure = card_of(declarations + claim("C1", on_digits) + stated_novelty + stated_size, both_rows);
  ValueCard open = card_of(declarations + claim("C1", on_digits), both_rows);
  sure.study = "sure";
  open.study = "open";
  const auto order = audit::ranked({sure, open});
  CHECK(order.front().study == "open");  // 12.5 against 2 x 2 x 1
  CHECK(order.back().study == "sure");
}

TEST_CASE("what is new is not argued with the five misconceptions") {
  CHECK(audit::argued_misconception("Our model is more complex.")->misconception->name == "complexity");
  CHECK(audit::argued_misconception("It was hard to train.")->misconception->name == "difficulty");
  CHECK(audit::argued_misconception("Surprisingly, it works.")->misconception->name == "surprise");
  CHECK(audit::argued_misconception("技术性很强")->misconception->name == "technicality");
  CHECK(audit::argued_misconception("It is of practical use.")->misconception->name == "usefulness");
  CHECK_FALSE(audit::argued_misconception("It is not complex."));
  CHECK_FALSE(audit::argued_misconception(""));
}

TEST_CASE("every misconception has a page with the fixed headings in their order") {
  const std::vector<std::string> headings = {"## The reproach",
                                             "## Why it is a misconception",
                                             "## Counter-examples",
                                             "## An answer to a reviewer",
                                             "## When the reproach is right",
                                             "## References"};
  CHECK(audit::all_misconceptions().size() == 5);
  for (const audit::Misconception& misconception : audit::all_misconceptions()) {
    CAPTURE(misconception.name);
    std::size_t at = 0;
    for (const std::string& heading : headings) {
      const std::size_t found = misconception.page.find(heading, at);
      REQUIRE(found != std::string_view::npos);
      at = found;
    }
    CHECK(audit::find_misconception(misconception.name) == &misconception);
  }
  CHECK(audit::find_misconception("simplicity") == nullptr);
}

TEST_CASE("a loss is tweaked where it is what was changed, and not where something else is told by it") {
  const auto is_tweaked = [](const std::string& difference) {
    const ValueCard card = card_of(
        declarations + claim("C1", on_digits) + "[value.novelty]\ndifference = \"" + difference + "\"\n",
        both_rows);
    return std::ranges::any_of(card.concerns, [](const audit::ValueConcern& concern) {
      return concern.kind == ValueConcernKind::tweaked_loss;
    });
  };
  for (const std::string changed :
       {"A margin in the training loss.", "We add a loss of our own.",
        "Cross-entropy is replaced by a focal loss.", "A new weighting of the loss by class.",
        "The use of a loss that is robust to outliers.", "在损失中加入正则项。"}) {
    CAPTURE(changed);
    CHECK(is_tweaked(changed));
  }
  for (const std::string told_by_it :
       {"The optimiser bounds its step by the curvature of the loss.",
        "It follows the gradient of the training loss.", "A schedule that reads the loss landscape.",
        "Noise is added where spikes in the loss begin.", "利用损失的曲率限制步长。",
        "It needs no other loss."}) {
    CAPTURE(told_by_it);
    CHECK_FALSE(is_tweaked(told_by_it));
  }
}

TEST_CASE("concerns say which factor they are about") {
  const ValueCard card = card_of(declarations + claim("C1", on_digits) +
                                     "[value.novelty]\ndifference = \"A new loss "
                                     "term.\"\n[value.problem_size]\nwho_cares = \"Our lab.\"\n",
                                 both_rows);
  REQUIRE(card.concerns.size() == 3);
  CHECK(card.concerns[0].kind == ValueConcernKind::tweaked_loss);
  CHECK(card.concerns[0].factor == Factor::novelty);
  CHECK(card.concerns[1].kind == ValueConcernKind::nobody_cares);
  CHECK(card.concerns[1].factor == Factor::problem_size);
  CHECK(card.concerns[2].kind == ValueConcernKind::obscure_datasets);
}

}  // namespace
}  // namespace gainsay
