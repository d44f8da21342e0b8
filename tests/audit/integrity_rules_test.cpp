#include <string>

#include <doctest/doctest.h>

#include "audit/fixture_study.h"
#include "audit/rule_findings.h"
#include "audit/small_study.h"

// The numbers in findings of RP802, RP804 to RP806, ST110, ST111, GE305, PR505, VA901 and VA903. Reference
// values: SciPy 1.17.1, tests/oracles/audit_integrity_rules.py, which reads the same fixtures.
namespace gainsay {
namespace {

using audit::Finding;
using audit::FindingKind;
using audit::Severity;
using tests::contains;
using tests::finding_on;
using tests::findings_in;
using tests::near;
using tests::number;

// The one finding says that the rule cannot look, and names what would let it.
bool names_missing(const std::string& fixture, const std::string& code, const std::string& field) {
  const Finding finding = finding_on(fixture, code);
  return finding.kind == FindingKind::not_applicable && contains(finding.remedy.text, field);
}

TEST_CASE("a rule without its inputs says once which field it lacks") {
  CHECK(names_missing("seed_has_no_effect/quiet-missing-data", "RP804", "seed"));
  CHECK(names_missing("mixed_code/quiet-missing-data", "RP802", "commit"));
  CHECK(names_missing("env_drift/quiet-missing-data", "RP805", "environment"));
  CHECK(names_missing("pseudo_replication/quiet-missing-data", "ST110", "parent"));
  CHECK(names_missing("fragile_result/quiet-missing-data", "ST111", "5 seeds"));
  CHECK(names_missing("split_overlap/quiet-missing-data", "GE305", "datasets.NAME.splits"));
  CHECK(names_missing("optional_stopping/quiet-missing-data", "PR505", "gainsay compare"));
  CHECK(names_missing("unsupported_wording/quiet-missing-data", "VA901", "claims.text"));
  CHECK(names_missing("value_card_incomplete/quiet-missing-data", "VA903", "[value.novelty]"));
}

TEST_CASE("five equal ends on ten thousand items are no chance and the other four runs are made again") {
  const Finding finding = finding_on("seed_has_no_effect/fires-equal-ends", "RP804");
  CHECK(number(finding, "chance") == near(1.5555527257032646e-08, 1e-6));
  CHECK(number(finding, "grid") == near(1e-4));
  CHECK(finding.severity == Severity::error);
  CHECK(finding.remedy.runs == 4);
  CHECK(*finding.remedy.cost_seconds == near(4 * 41.0));
}

TEST_CASE("the value itself says the grid where the number of items is not known") {
  const std::string arm = tests::rows("sgd,digits", {.951, .948, .953, .949, .950});
  const auto chance_of = [&](const std::string& value) {
    std::string text = tests::csv_head + arm;
    for (int seed = 0; seed < 5; ++seed)
      text += "bn,digits," + std::to_string(seed) + ",accuracy," + value + "\n";
    return findings_in(tests::study_of(tests::declarations + tests::claim("C1"), text), "RP804");
  };
  CHECK(chance_of("0.97").empty());  // two decimals: any honest five
  REQUIRE(chance_of("0.97314").size() == 1);
  CHECK(number(chance_of("0.97314").front(), "grid") == near(1e-5));
}

TEST_CASE("runs that share a curve are named with their seeds") {
  const Finding all = finding_on("seed_has_no_effect/fires", "RP804");
  CHECK(number(all, "points") == 24);
  CHECK(number(all, "seeds") == 5);
  const Finding copied = finding_on("seed_has_no_effect/fires-copied-run", "RP804");
  CHECK(contains(copied.message, "with seeds 1 and 4"));
  CHECK(copied.runs.size() == 2);
  CHECK(copied.remedy.runs == 1);
}

TEST_CASE("a run that gives another value when it is repeated is a note with the spread of repeats") {
  const Finding finding = finding_on("seed_has_no_effect/fires-not-repeatable", "RP804");
  CHECK(finding.severity == Severity::note);
  CHECK(number(finding, "repeats") == 2);
  // pairs .9720 and .9731, .9737 and .9729: sqrt((.0011^2 / 2 + .0008^2 / 2) / 2)
  CHECK(number(finding, "nondeterminism_sd") == near(0.000680073525436772, 1e-9));
  CHECK(finding.remedy.runs == 0);
}

TEST_CASE("data that changed among the runs of a claim is an error and the older runs are made again") {
  const Finding finding = finding_on("unpinned_data/fires-content-changed", "RP806");
  CHECK(finding.severity == Severity::error);
  CHECK(number(finding, "runs_on_older_content") == 5);
  CHECK(finding.remedy.runs == 5);
  CHECK(*finding.remedy.cost_seconds == near(5 * 41.0));
  CHECK(finding_on("unpinned_data/fires", "RP806").severity == Severity::note);
  CHECK(finding_on("unpinned_data/fires-declared-otherwise", "RP806").severity == Severity::error);
}

TEST_CASE("mixed code is an error where the changed files reach the results") {
  const Finding finding = finding_on("mixed_code/fires", "RP802");
  CHECK(finding.severity == Severity::error);
  CHECK(contains(finding.message, "src/evaluate.py"));
  CHECK(!contains(finding.message, "README"));
  CHECK(finding.remedy.runs == 3);  // those of the older commit
  CHECK(finding_on("mixed_code/fires-between-arms", "RP802").severity == Severity::warning);
}

TEST_CASE("means of two commits in an arm are tested at the level that diagnostics share") {
  const Finding finding = finding_on("mixed_code/fires-means-differ", "RP802");
  CHECK(number(finding, "p_between_commits") == near(3.117641808464642e-06));
  CHECK(number(finding, "level") == near(0.0125));
  CHECK(finding.severity == Severity::error);
}

TEST_CASE("other surroundings between arms are a warning and within arms a note") {
  const Finding between = finding_on("env_drift/fires", "RP805");
  CHECK(between.severity == Severity::warning);
  CHECK(contains(between.message, "package.torch (2.4.1 and 2.1.0)"));
  CHECK(number(between, "differences") == 2);
  CHECK(between.remedy.runs == 5);
  for (const Finding& within : findings_in("env_drift/fires-within-arm", "RP805"))
    CHECK(within.severity == Severity::note);
}

TEST_CASE("three trainings counted as nine runs are shown at both units") {
  for (const auto* fixture : {"pseudo_replication/fires", "pseudo_replication/fires-parent"}) {
    CAPTURE(fixture);
    const Finding finding = finding_on(fixture, "ST110");
    CHECK(finding.severity == Severity::error);
    CHECK(number(finding, "method_trainings") == 3);
    CHECK(number(finding, "method_runs") == 9);
    CHECK(number(finding, "estimate") == near(0.003066666666666662));
    CHECK(number(finding, "interval_low") == near(-0.0033150381610358402));
    CHECK(number(finding, "interval_high") == near(0.009448371494369386));
    CHECK(number(finding, "p_by_training") == near(0.25300995013290695));
    CHECK(number(finding, "p_by_run") == near(0.01753946296429794));
    CHECK(finding.remedy.runs == 12);
  }
  CHECK(finding_on("pseudo_replication/fires-not-printed", "ST110").severity == Severity::warning);
}

TEST_CASE("repeated runs of a time are measurements of it and of an accuracy replicates") {
  const auto with_ids = [](const std::string& metric) {
    std::string text;
    for (const char* method : {"sgd", "bn"}) {
      for (int run = 0; run < 6; ++run) {
        text += R"({"method": ")" + std::string(method) + R"(", "dataset": "digits", "seed": )" +
                std::to_string(run % 3) + R"(, "results": {")" + metric + R"(": 0.9)" +
                std::to_string(run + 1) + "}}\n";
      }
    }
    return text;
  };
  const std::string claim = tests::claim("C1", tests::on_digits);
  CHECK(
      findings_in(tests::study_of_lines(tests::declarations + claim, with_ids("accuracy")), "ST110").size() ==
      1);
  const std::string timed =
      "[[claims]]\nid = \"C1\"\nkind = \"faster\"\nmethod = \"bn\"\nagainst = [\"sgd\"]\n"
      "metric = \"wall_seconds\"\n";
  CHECK(findings_in(tests::study_of_lines(tests::declarations + timed, with_ids("wall_seconds")), "ST110")
            .empty());
}

TEST_CASE("a comparator that is a printed number alone breaks no rule") {
  const std::string toml =
      tests::declarations + tests::claim("C1", tests::on_digits + "text = \"bn is the best.\"\n") +
      "[[reported]]\nmethod = \"sgd\"\ndataset = \"digits\"\nmetric = \"accuracy\"\nmean = \"0.95\"\n";
  const auto study = tests::study_of(toml, tests::csv_head + tests::rows("bn,digits", tests::bn_on_digits));
  for (const auto* code : {"RP802", "RP804", "RP805", "ST110", "GE305", "PR505", "VA901"}) {
    CAPTURE(code);
    for (const Finding& finding : findings_in(study, code))
      CHECK(finding.kind == FindingKind::not_applicable);
  }
}

TEST_CASE("one run that turns the verdict is tested by Grubbs and kept") {
  const Finding finding = finding_on("fragile_result/fires", "ST111");
  CHECK(number(finding, "gain") == near(-0.021290000000000142));
  CHECK(number(finding, "gain_without") == near(0.004862222222222101));
  CHECK(number(finding, "p") == near(0.43685350883623136));
  CHECK(number(finding, "p_without") == near(0.00010762939263951977));
  CHECK(number(finding, "outlier_p") == near(1.34402914e-13, 1e-6));
  CHECK(number(finding, "level") == near(0.00625));
  CHECK(number(finding, "interquartile_gain") == near(0.004366666666666519));
  CHECK(number(finding, "median_gain") == near(0.004450000000000065));
  CHECK(number(finding, "rate_low") == near(0.0025285785444625728));
  CHECK(number(finding, "rate_high") == near(0.44501611702819543));
  CHECK(contains(finding.message, "without seed 9 of bn"));
  CHECK(contains(finding.remedy.text, "keep the run"));
}

TEST_CASE("a mean that wins against the middle of its runs is said to") {
  const Finding finding = finding_on("fragile_result/fires-middle-disagrees", "ST111");
  CHECK(number(finding, "p") == near(0.04040142818724069));
  CHECK(number(finding, "gain") == near(0.018077777777777637));
  CHECK(number(finding, "median_gain") == near(-0.0005));
}

TEST_CASE("an overlap with the test split is an error and of training and validation a warning") {
  const Finding groups = finding_on("split_overlap/fires", "GE305");
  CHECK(groups.severity == Severity::error);
  CHECK(number(groups, "shared_groups") == 2);
  CHECK(number(groups, "groups") == 5);
  CHECK(contains(groups.message, "2 of 5 groups of test are in train too (ben and dora)"));
  CHECK(groups.remedy.runs == 10);
  CHECK(*groups.remedy.cost_seconds == near(10 * 41.0));
  CHECK(contains(finding_on("split_overlap/fires-time", "GE305").message,
                 "train ends on 2024-03-31, and test begins on 2024-01-01"));
  CHECK(finding_on("split_overlap/fires-validation", "GE305").severity == Severity::warning);
}

TEST_CASE("three looks without a plan have twice the error rate of one") {
  const Finding finding = finding_on("optional_stopping/fires", "PR505");
  CHECK(finding.severity == Severity::warning);
  CHECK(number(finding, "earlier_looks") == 2);
  CHECK(number(finding, "p") == near(0.026019578752599755));
  CHECK(number(finding, "chance_of_a_win") == near(0.10523227833805082, 1e-6));
  CHECK(number(finding, "pocock_boundary") == near(0.02205159118462949, 1e-6));
  CHECK(finding.remedy.runs == 16);
  CHECK(*finding.remedy.cost_seconds == near(16 * 41.0));
}

TEST_CASE("runs beyond a plan that had not won are an error and a late plan is none") {
  CHECK(finding_on("optional_stopping/fires-beyond-plan", "PR505").severity == Severity::error);
  CHECK(finding_on("optional_stopping/fires-planned-too-late", "PR505").severity == Severity::warning);
  CHECK(finding_on("optional_stopping/fires-far-below", "PR505").severity == Severity::note);
}

TEST_CASE("words are held against what the runs show and given back at that strength") {
  const Finding finding = finding_on("unsupported_wording/fires", "VA901");
  CHECK(finding.severity == Severity::warning);
  CHECK(number(finding, "words") == 2);
  // ttest_ind(equal_var=False): p = 0.77020, interval -0.0037137 to 0.0048337
  CHECK(contains(finding.message, "p = 0.77"));
  CHECK(contains(finding.remedy.text, "no difference larger than 0.00483 was shown"));
  CHECK(contains(finding.remedy.text, "run the ablation"));
  CHECK(number(finding_on("unsupported_wording/fires-chinese", "VA901"), "words") == 3);
  CHECK(contains(finding_on("unsupported_wording/fires-not-always", "VA901").message,
                 "1 of 2 gains are positive and 1 are wins after Holm"));
}

TEST_CASE("words that are marginal are reported as such and once") {
  const std::string text = "text = \"A marginally significant gain on digits.\"\n" + tests::on_digits;
  const std::string same = tests::csv_head + tests::rows("sgd,digits", {.94, .95, .93, .96, .95}) +
                           tests::rows("bn,digits", {.95, .94, .96, .95, .94});
  const auto findings =
      findings_in(tests::study_of(tests::declarations + tests::claim("C1", text), same), "VA901");
  REQUIRE(findings.size() == 1);
  CHECK(number(findings.front(), "words") == 1);
  CHECK(contains(findings.front().message, "\"marginally significant\""));
}

TEST_CASE("a value card names each missing answer by its key") {
  const Finding finding = finding_on("value_card_incomplete/fires", "VA903");
  CHECK(number(finding, "gaps") == 4);
  CHECK(contains(finding.message, "value.novelty.nearest_prior"));
  CHECK(contains(finding.message, "value.problem_size.who_cares"));
  CHECK(contains(finding.message, "argued with \"complex\""));
  CHECK(number(finding_on("value_card_incomplete/fires-not-effective", "VA903"), "supported_claims") == 0);
}

TEST_CASE("a value card is asked for at stage submit alone") {
  const auto study =
      tests::load_fixture(std::string(GAINSAY_SOURCE_DIR) + "/fixtures/audit/value_card_incomplete/fires");
  audit::AuditOptions options;
  options.select = {"VA903"};
  options.stage = audit::Stage::draft;
  CHECK(audit::run_audit(study, options).findings.empty());
}

}  // namespace
}  // namespace gainsay
