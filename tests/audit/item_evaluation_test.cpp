#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/importers/lm_eval.h"

#include "audit/fixture_study.h"
#include "audit/rule_findings.h"
#include "audit/small_study.h"
#include "importers/collected.h"

// Two models on three tasks as lm_eval writes them, from the files to the verdicts. Reference values: SciPy
// 1.17.1 and statsmodels 0.15.0, tests/oracles/item_evaluation.py, which reads the same files.
namespace gainsay {
namespace {

using audit::ClaimVerdict;
using audit::Comparison;
using audit::Finding;
using audit::FindingKind;
using audit::Severity;
using audit::Verdict;
using tests::contains;
using tests::findings_in;
using tests::near;
using tests::number;

const std::string declared = R"([study]
name = "items"
[metrics.acc]
direction = "higher"
smallest_effect = 0.03
[methods."made/alpha"]
role = "baseline"
[methods."made/beta"]
role = "variant"
)";

std::string claim_of(const std::string& keys) {
  return declared +
         "[[claims]]\nid = \"C1\"\nkind = \"improves\"\nmethod = \"made/beta\"\nagainst = [\"made/alpha\"]\n"
         "metric = \"acc\"\npairing = \"item\"\n" +
         keys;
}

std::vector<tracker::WholeRun> imported_runs() {
  importers::Collected collected;
  importers::import_lm_eval(
      std::filesystem::path(GAINSAY_SOURCE_DIR) / "fixtures/studies/item_scores/lm_eval", collected);
  return std::move(collected.runs);
}

audit::Study study_of_claim(const std::string& keys) {
  return tests::study_of_runs(claim_of(keys), imported_runs());
}

const std::string only_facts = "datasets = [\"facts\"]\n";
const std::string only_reading = "datasets = [\"reading\"]\n";

const Comparison& on(const audit::Study& study, const std::string& dataset) {
  for (const Comparison& comparison : study.evaluations().front().comparisons) {
    if (comparison.dataset == audit::Name(dataset)) return comparison;
  }
  throw std::out_of_range("no comparison on " + dataset);
}

TEST_CASE("two models are compared item by item on each task of a harness") {
  const audit::Study study = study_of_claim("");
  const Comparison& facts = on(study, "facts");
  CHECK(facts.test == "paired-items");
  CHECK(*facts.estimate == near(0.05333333333333336));
  CHECK(*facts.standard_error == near(0.04515612158863588));
  CHECK(*facts.p == near(0.2394497593099648));
  REQUIRE(facts.companions.size() == 1);
  CHECK(facts.companions.front().test == "mcnemar");
  CHECK(facts.companions.front().p == near(0.3019956131896606));
  CHECK(facts.items->won == 27);
  CHECK(facts.items->lost == 19);
  CHECK(*on(study, "grammar").p == near(0.08816141037505605));
}

TEST_CASE("questions about one passage are one cluster and what they seem to show alone is told") {
  const audit::Study study = study_of_claim("");
  const Comparison& reading = on(study, "reading");
  CHECK(reading.test == "paired-items-clustered");
  CHECK(reading.items->n == 120);
  CHECK(reading.items->n_clusters == 30);
  CHECK(*reading.standard_error == near(0.057983350761380115));
  CHECK(*reading.df == near(29.0));
  CHECK(*reading.p == near(0.0017414133452081478));
  CHECK(*reading.items->naive_standard_error == near(0.05371363012890353));
  CHECK(*reading.items->naive_p == near(0.00030171867915087733));
  CHECK(reading.verdict == Verdict::superior);
}

TEST_CASE("an item that one model was not asked is in no number and is counted") {
  const audit::Study study = study_of_claim("");
  CHECK(on(study, "grammar").items->n == 59);
  CHECK(on(study, "grammar").items->only_method == 1);
  CHECK(on(study, "grammar").items->only_against == 0);
}

TEST_CASE("each task says which gain it can show and how many items would show the smallest effect") {
  const audit::Study study = study_of_claim("");
  CHECK(*on(study, "facts").minimum_detectable_effect == near(0.12733126572020376));
  CHECK(*on(study, "grammar").minimum_detectable_effect == near(0.22273648445490363));
  CHECK(*on(study, "reading").minimum_detectable_effect == near(0.16807882322549614));
  CHECK(*on(study, "facts").power_at_smallest_effect == near(0.10121761320719494, 1e-8));
  CHECK(on(study, "facts").items->wanted == 2700);
  CHECK(on(study, "facts").items->wanted_upper == 2962);
  CHECK_FALSE(on(study, "reading").items->wanted);  // it is shown to be better
}

TEST_CASE("tasks are averaged with equal weight and counted once with Holm where some are claimed") {
  const audit::Study average = study_of_claim("");
  const Comparison& over_all = average.evaluations().front().decisive.front();
  CHECK(over_all.test == "stratified-paired-items");
  CHECK(*over_all.estimate == near(0.1296421845574388));
  CHECK(*over_all.standard_error == near(0.03576643589474972));
  CHECK(*over_all.df == near(124.84231888701922));
  CHECK(*over_all.p == near(0.0004196768300217319));
  CHECK(*over_all.minimum_detectable_effect == near(0.1009816620578766));
  CHECK(over_all.items->n == 329);
  const audit::Study some = study_of_claim("quantifier = \"some\"\n");
  CHECK(*on(some, "facts").p_adjusted == near(0.23944975930996507));
  CHECK(*on(some, "grammar").p_adjusted == near(0.17632282075011196));
  CHECK(*on(some, "reading").p_adjusted == near(0.005224240035624443));
  CHECK(some.evaluations().front().verdict == ClaimVerdict::supported);
}

TEST_CASE("several runs of a model are averaged item by item and are not more items") {
  std::vector<tracker::WholeRun> runs = imported_runs();
  const std::size_t n = runs.size();
  for (std::size_t i = 0; i < n; ++i) {
    runs.push_back(runs[i]);
    runs.back().run.seed = 99;
  }
  const audit::Study study = tests::study_of_runs(claim_of(only_facts), std::move(runs));
  CHECK(on(study, "facts").items->n == 150);
  CHECK(*on(study, "facts").standard_error == near(0.04515612158863588));
  CHECK_FALSE(on(study, "facts").items->won);  // whose runs would be counted?
}

TEST_CASE("a gain of items that are right or wrong needs no declared form to be too small") {
  const auto findings = findings_in(study_of_claim(only_facts), "ST113");
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().kind == FindingKind::fail);
  CHECK(findings.front().severity == Severity::warning);
  CHECK(number(findings.front(), "gain_items") == near(8.0));
  CHECK(number(findings.front(), "n_items") == 150);
  CHECK(number(findings.front(), "minimum_detectable_items") == near(150 * 0.12733126572020376));
  CHECK(findings_in(study_of_claim(only_reading), "ST113").empty());
}

TEST_CASE("a printed p that takes the items of a passage as independent is named") {
  const auto findings =
      findings_in(study_of_claim(only_reading + "reported = { p = \"0.0003\" }\n"), "ST110");
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().severity == Severity::error);
  CHECK(contains(findings.front().message, "120 items as independent that come in 30 clusters"));
  CHECK(number(findings.front(), "naive_p") == near(0.00030171867915087733));
  CHECK(findings_in(study_of_claim(only_reading + "reported = { p = \"0.0017\" }\n"), "ST110").empty());
}

TEST_CASE("answers that are counted in place of items are pseudo-replicates") {
  const auto findings = findings_in(study_of_claim(only_facts + "reported = { n = 300 }\n"), "ST110");
  REQUIRE(findings.size() == 1);
  CHECK(contains(findings.front().message, "n = 300 is printed"));
  CHECK(findings_in(study_of_claim(only_facts + "reported = { n = 150 }\n"), "ST110").empty());
}

TEST_CASE("the best of several models was chosen by the items and fresh seeds do not change that") {
  std::vector<tracker::WholeRun> runs = imported_runs();
  const std::size_t n = runs.size();
  for (const char* name : {"made/gamma", "made/delta"}) {
    for (std::size_t i = 0; i < n; ++i) {
      if (runs[i].run.method != audit::Name("made/alpha")) continue;
      runs.push_back(runs[i]);
      runs.back().run.method = name;
    }
  }
  std::string toml = claim_of(only_facts);
  toml.insert(toml.find("role = \"variant\"\n"), "parent = \"made/alpha\"\n");
  for (const char* name : {"made/gamma", "made/delta"})
    toml += "[methods.\"" + std::string(name) + "\"]\nrole = \"variant\"\nparent = \"made/alpha\"\n";
  const auto findings = findings_in(tests::study_of_runs(toml, std::move(runs)), "PR506");
  REQUIRE(findings.size() == 1);
  CHECK(number(findings.front(), "variants") == 3);
  // 0.84628 is the expected maximum of three standard normal values (Harter 1961).
  CHECK(number(findings.front(), "gain_by_luck") == near(0.8462843753216345 * 0.04515612158863588, 1e-6));
  CHECK(contains(findings.front().remedy.text,
                 "score made/beta and made/alpha on items that did not choose: 2700"));
}

TEST_CASE("the wear of a test split is told from the items where its size is not declared") {
  std::vector<tracker::WholeRun> runs = imported_runs();
  const tracker::WholeRun first = runs.front();
  for (int i = 0; i < 12; ++i) {
    runs.push_back(first);
    runs.back().run.method = "tried" + std::to_string(i);
  }
  const std::string task = first.run.dataset.str();
  const audit::Study study =
      tests::study_of_runs(claim_of("datasets = [\"" + task + "\"]\n"), std::move(runs));
  const auto findings = findings_in(study, "PR509");
  REQUIRE(findings.size() == 1);  // 14 configurations on 150 items, and sqrt(150) = 12.2
  CHECK(number(findings.front(), "configurations") == 14);
  CHECK(contains(findings.front().message, "which has 150 items"));
  CHECK(number(findings.front(), "gain_by_luck") > 0.0);
}

}  // namespace
}  // namespace gainsay
