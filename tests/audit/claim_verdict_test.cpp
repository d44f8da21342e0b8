#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/claim_evaluation.h"

#include "audit/small_study.h"

// What is made of the numbers: verdicts, families, failures, and the runs that would decide.
namespace gainsay {
namespace {

using audit::ClaimEvaluation;
using audit::ClaimVerdict;
using audit::Comparison;
using audit::Verdict;
using namespace tests;

const std::string status_head = "method,dataset,seed,metric,value,status\n";

std::string with_status(const std::string& plain_rows) {
  std::string csv;
  for (const char c : plain_rows) csv += c == '\n' ? std::string(",finished\n") : std::string(1, c);
  return csv;
}

Verdict verdict_on(const std::string& dataset, const std::string& smallest_effect) {
  return evaluated("datasets = [\"" + dataset + "\"]\nsmallest_effect = " + smallest_effect + "\n")
      .decisive.front()
      .verdict;
}

Verdict verdict_of(const std::vector<double>& bn, const std::vector<double>& sgd, const std::string& keys) {
  const std::string csv = csv_head + rows("sgd,digits", sgd) + rows("bn,digits", bn);
  return evaluated(keys, csv).decisive.front().verdict;
}

// SciPy (tests/oracles/claims.py): the interval on digits is [0.0014, 0.0346], on wine [-0.0031, 0.0431].
TEST_CASE("an interval above 0 is superior whatever the smallest effect") {
  CHECK(verdict_on("digits", "0.005") == Verdict::superior);
  CHECK(verdict_on("digits", "0.05") == Verdict::superior);
}

TEST_CASE("an interval above minus the smallest effect is non-inferior") {
  CHECK(verdict_on("wine", "0.005") == Verdict::non_inferior);
}

TEST_CASE("an interval that reaches below minus the smallest effect is undecided") {
  CHECK(verdict_on("wine", "0.002") == Verdict::undecided);
}

// R 4.2.2: t.test(bn, sgd, conf.level = .9)$conf.int is [-0.00111, 0.00071].
TEST_CASE("a 90 percent interval within the smallest effect is equivalent") {
  const std::vector<double> bn = {.950, .951, .949, .950, .950};
  const std::vector<double> sgd = {.950, .950, .949, .951, .951};
  CHECK(verdict_of(bn, sgd, "smallest_effect = 0.005\n") == Verdict::equivalent);
  CHECK(verdict_of(bn, sgd, "smallest_effect = 0.001\n") == Verdict::undecided);
}

TEST_CASE("an interval below 0 is inferior unless the loss is too small to matter") {
  CHECK(verdict_of(sgd_on_digits, bn_on_digits, "") == Verdict::inferior);
  CHECK(verdict_of(sgd_on_digits, bn_on_digits, "smallest_effect = 0.01\n") == Verdict::inferior);
  CHECK(verdict_of(sgd_on_digits, bn_on_digits, "smallest_effect = 0.05\n") == Verdict::equivalent);
}

TEST_CASE("a claim to match is held by non-inferiority and a claim to improve is not") {
  const std::string keys = on_wine + "smallest_effect = 0.005\n";
  const auto matches = study_of(declarations + claim("C1", keys, "matches"), both_rows);
  CHECK(matches.evaluations().front().verdict == ClaimVerdict::supported);
  CHECK_FALSE(matches.evaluations().front().p);
  CHECK(evaluated(keys).verdict == ClaimVerdict::not_shown);
}

TEST_CASE("a significant loss contradicts a claim") {
  const std::string csv = csv_head + rows("sgd,digits", bn_on_digits) + rows("bn,digits", sgd_on_digits);
  const ClaimEvaluation evaluation = evaluated("", csv);
  CHECK(evaluation.verdict == ClaimVerdict::contradicted);
  CHECK(*evaluation.p == 1.0);
}

// R 4.2.2: p.adjust(c(0.0371642778729, 0.0805162379573), "holm").
TEST_CASE("claims of one study share a Holm family") {
  const auto study = study_of(declarations + claim("C1", on_digits) + claim("C2", on_wine), both_rows);
  const ClaimEvaluation& first = study.evaluations()[0];
  CHECK(first.family_size == 2);
  CHECK(*first.p_adjusted == near(0.0743285557457986));
  CHECK(*study.evaluations()[1].p_adjusted == near(0.0805162379572623));
  CHECK(first.verdict == ClaimVerdict::not_shown);
  CHECK(first.raw_supported(.05));
  CHECK(first.reason.find("after Holm over the 2 claims") != std::string::npos);
}

TEST_CASE("a claim of another family is adjusted on its own") {
  const auto study = study_of(declarations + claim("C1", on_digits + "family = \"main\"\n") +
                                  claim("C2", on_wine + "family = \"side\"\n"),
                              both_rows);
  CHECK(*study.evaluations()[0].p_adjusted == near(0.037164277873));
  CHECK(study.evaluations()[0].verdict == ClaimVerdict::supported);
}

TEST_CASE("an exploratory claim is at best suggestive and takes nothing from the others") {
  const auto study = study_of(
      declarations + claim("C1", on_digits) + claim("C2", on_digits + "exploratory = true\n"), both_rows);
  CHECK(study.evaluations()[0].family_size == 1);
  CHECK(study.evaluations()[0].verdict == ClaimVerdict::supported);
  CHECK(study.evaluations()[1].verdict == ClaimVerdict::suggestive);
}

TEST_CASE("a new dataset is shown once two baselines have run on it") {
  const std::string toml = declarations + "[methods.adam]\nrole = \"baseline\"\n" +
                           "[[claims]]\nid = \"C1\"\nkind = \"new-dataset\"\nmethod = \"bn\"\n" +
                           "datasets = [\"digits\"]\nmetric = \"accuracy\"\n";
  const std::string one = csv_head + digits_rows;
  CHECK(study_of(toml, one).evaluations().front().verdict == ClaimVerdict::not_shown);
  CHECK(study_of(toml, one + rows("adam,digits", {.9})).evaluations().front().verdict ==
        ClaimVerdict::supported);
}

// R 4.2.2: t.test(c(bn, .93), sgd)$p.value = 0.19; .93 is the worst value of either arm.
TEST_CASE("failed runs at the worst value may undo a win and are shown beside it") {
  const std::string csv = status_head + with_status(digits_rows) + "bn,digits,5,,,failed\n";
  const ClaimEvaluation evaluation = evaluated("", csv);
  const Comparison& comparison = evaluation.decisive.front();
  CHECK(comparison.method_side.n_failed == 1);
  CHECK(*comparison.p == near(0.037164277873));
  CHECK(comparison.verdict == Verdict::superior);
  CHECK(comparison.verdict_with_failures == Verdict::undecided);
  CHECK(evaluation.verdict == ClaimVerdict::supported);
  CHECK(evaluation.verdict_with_failures == ClaimVerdict::not_shown);
}

TEST_CASE("without failed runs there is no second verdict") {
  CHECK_FALSE(evaluated("").verdict_with_failures);
}

// R 4.2.2: t.test(-c(.30, .30), -c(.10, .11, .12))$p.value = 0.00092: the worst error is .30.
TEST_CASE("an arm too small for a test keeps its direction when failed runs join it") {
  const std::string csv =
      "method,dataset,seed,metric,value,status\n" +
      with_status(rows("bn,digits", {.30}, "error") + rows("sgd,digits", {.10, .11, .12}, "error")) +
      "bn,digits,1,,,failed\n";
  const std::string toml = declarations + "[[claims]]\nid = \"C1\"\nkind = \"improves\"\nmethod = \"bn\"\n" +
                           "against = [\"sgd\"]\nmetric = \"error\"\n";
  const auto study = study_of(toml, csv);
  CHECK(study.evaluations().front().decisive.front().verdict_with_failures == Verdict::inferior);
}

// R 4.2.2, with sd the pooled sd: power.t.test(n = 5, delta = .005, sd = sd, strict = TRUE)$power;
// power.t.test(n = 5, sd = sd, power = .8, strict = TRUE, tol = 1e-14)$delta.
TEST_CASE("the design of a comparison is judged by the power of its t test") {
  const Comparison comparison = evaluated(on_digits + "smallest_effect = 0.005\n").decisive.front();
  CHECK(*comparison.power_at_smallest_effect == near(0.0941575562265938, 1e-6));
  CHECK(*comparison.minimum_detectable_effect == near(0.0230821598437, 1e-8));
  CHECK_FALSE(comparison.to_decide);
}

// R 4.2.2 (tests/oracles/power.R), at the planning sd of 8 degrees of freedom: 1219 seeds. With the 80 %
// upper bound of the sd, power.t.test(delta = .002, sd = sd * sqrt(8 / qchisq(.2, 8)), power = .8, strict =
// TRUE)$n = 1709.62.
TEST_CASE("an undecided comparison says how many runs would decide it") {
  const Comparison comparison = evaluated(on_wine + "smallest_effect = 0.002\n").decisive.front();
  REQUIRE(comparison.to_decide);
  CHECK(comparison.to_decide->per_arm == 1219);
  CHECK(comparison.to_decide->runs == 2 * (1219 - 5));
  CHECK(comparison.to_decide->runs_upper == 2 * (1710 - 5));
}

TEST_CASE("without a smallest effect nothing is planned and nothing called equivalent") {
  const Comparison comparison = evaluated(on_wine).decisive.front();
  CHECK_FALSE(comparison.to_decide);
  CHECK_FALSE(comparison.power_at_smallest_effect);
  CHECK(comparison.verdict == Verdict::undecided);
}

TEST_CASE("the definition of a claim is what it declares and not what was resolved") {
  const auto study = study_of(declarations + claim("C1", on_digits), both_rows);
  const std::string definition = audit::claim_definition(study.file().claims.front());
  CHECK(definition ==
        "kind=improves;method=bn;against=sgd;datasets=digits;metric=accuracy;component=;quantifier=default;"
        "scope=default;aggregate=default;pairing=default;smallest_effect=none;test=;family=;planned_n=none");
}

}  // namespace
}  // namespace gainsay
