#include "gainsay/audit/claim_evaluation.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"

#include "audit/small_study.h"

namespace gainsay {
namespace {

using audit::ClaimEvaluation;
using audit::ClaimVerdict;
using audit::Comparison;
using audit::Verdict;
using namespace tests;

// One run a dataset; the gains of bn over sgd are those of tests/oracles/claims.py.
std::string single_runs(std::size_t n_datasets) {
  const std::vector<double> gains = {.011, .020, -.004, .013, .017, .008, .025};
  std::string csv = csv_head;
  for (std::size_t i = 0; i < n_datasets; ++i) {
    const std::string dataset = "d" + std::to_string(i);
    csv += rows("sgd," + dataset, {.9}) + rows("bn," + dataset, {.9 + gains[i]});
  }
  return csv;
}

// SciPy 1.17.1 (tests/oracles/claims.py): ttest_ind(bn, sgd, equal_var=False) on each dataset.
TEST_CASE("each dataset has a Welch test of its own") {
  const ClaimEvaluation evaluation = evaluated("");
  REQUIRE(evaluation.comparisons.size() == 2);
  const Comparison& digits = evaluation.comparisons[0];
  CHECK(digits.dataset == "digits");
  CHECK(digits.test == "welch-t");
  CHECK(*digits.estimate == near(.018));
  CHECK(*digits.statistic == near(2.496150883014));
  CHECK(*digits.df == near(8.0));
  CHECK(*digits.p == near(0.037164277873));
  CHECK(digits.interval->low == near(0.001371167698));
  CHECK(digits.interval->high == near(0.034628832302));
  const Comparison& wine = evaluation.comparisons[1];
  CHECK(*wine.p == near(0.080516237957));
  CHECK(wine.interval->low == near(-0.003060041352));
}

// R 4.2.2: t.test(bn, sgd, conf.level = .9)$conf.int; effect size: (mean difference) / (pooled sd) *
// gamma(4) / (sqrt(4) * gamma(3.5)).
TEST_CASE("a comparison carries its equivalence interval and effect size") {
  const Comparison digits = evaluated(on_digits).comparisons.front();
  CHECK(digits.equivalence_interval->low == near(0.00459060840298786));
  CHECK(digits.equivalence_interval->high == near(0.03140939159701218));
  CHECK(digits.effect_size->value == near(1.42510175614095));
}

// R 4.2.2: p.adjust(c(0.0371642778729, 0.0805162379573), "holm").
TEST_CASE("the comparisons of a claim are adjusted by Holm") {
  const ClaimEvaluation evaluation = evaluated("");
  CHECK(*evaluation.comparisons[0].p_adjusted == near(0.0743285557457986));
  CHECK(*evaluation.comparisons[1].p_adjusted == near(0.0805162379572623));
  CHECK(evaluation.comparisons[0].family_size == 2);
}

// NumPy and SciPy (tests/oracles/claims.py): variances over n^2, Satterthwaite's df.
TEST_CASE("the average over datasets weighs datasets alike and counts the spread of seeds") {
  const ClaimEvaluation evaluation = evaluated("");
  REQUIRE(evaluation.decisive.size() == 1);
  const Comparison& average = evaluation.decisive.front();
  CHECK(average.test == "stratified-welch-t");
  CHECK(average.dataset.empty());
  CHECK(*average.estimate == near(.019));
  CHECK(*average.standard_error == near(0.006164414003));
  CHECK(*average.df == near(14.5491183879));
  CHECK(*average.p == near(7.814270383572e-03));
  CHECK(average.interval->low == near(0.005825308839));
  CHECK(average.interval->high == near(0.032174691161));
  CHECK(average.verdict == Verdict::superior);
  CHECK(evaluation.verdict == ClaimVerdict::supported);
}

TEST_CASE("quantifier all asks for every dataset and takes the largest p") {
  const ClaimEvaluation both = evaluated("quantifier = \"all\"\n");
  CHECK(*both.p == near(0.080516237957));
  CHECK(both.verdict == ClaimVerdict::not_shown);
  const ClaimEvaluation one = evaluated("quantifier = \"all\"\n" + on_digits);
  CHECK(*one.p == near(0.037164277873));
  CHECK(one.verdict == ClaimVerdict::supported);
}

TEST_CASE("quantifier some takes the smallest p after Holm") {
  const ClaimEvaluation evaluation = evaluated("quantifier = \"some\"\n");
  CHECK(*evaluation.p == near(0.0743285557457986));
  CHECK(evaluation.verdict == ClaimVerdict::not_shown);
}

TEST_CASE("a significant loss contradicts a claim of all and one win is not enough for it") {
  const std::string csv =
      csv_head + digits_rows + rows("sgd,wine", bn_on_digits) + rows("bn,wine", sgd_on_digits);
  CHECK(evaluated("quantifier = \"all\"\n", csv).verdict == ClaimVerdict::contradicted);
  CHECK(evaluated("quantifier = \"some\"\n", csv).verdict == ClaimVerdict::not_shown);
}

TEST_CASE("a domain of fewer than 6 datasets stays open") {
  const ClaimEvaluation evaluation = evaluated("scope = \"domain\"\n", single_runs(5));
  const Comparison& comparison = evaluation.decisive.front();
  CHECK(comparison.test == "none");
  CHECK_FALSE(comparison.p);
  CHECK(comparison.reason.find("needs 6 of them to reach 5 %; there are 5") != std::string::npos);
  CHECK(evaluation.verdict == ClaimVerdict::not_shown);
}

// SciPy (tests/oracles/claims.py): wilcoxon(gains, method="exact"); ttest_1samp(gains, 0).
// R 4.2.2: t.test(gains)$conf.int.
TEST_CASE("over a domain of 7 datasets the dataset is the unit of a signed rank test") {
  const ClaimEvaluation evaluation = evaluated("scope = \"domain\"\n", single_runs(7));
  const Comparison& comparison = evaluation.decisive.front();
  CHECK(comparison.test == "wilcoxon-signed-rank");
  CHECK(*comparison.p == near(0.03125));
  CHECK(*comparison.estimate == near(0.01285714285714286));
  CHECK(comparison.interval->low == near(0.00419071521477726));
  REQUIRE(comparison.companions.size() == 1);
  CHECK(comparison.companions.front().test == "one-sample-t");
  CHECK(comparison.companions.front().p == near(0.010963400096790777));
  CHECK(evaluation.verdict == ClaimVerdict::supported);
}

// By hand: with all seven gains positive 2 of the 2^7 patterns of signs are as extreme: 2 / 128.
TEST_CASE("ranks over a domain are taken among all methods of the claim") {
  std::string csv = csv_head;
  for (int i = 0; i < 7; ++i) {
    const std::string dataset = "d" + std::to_string(i);
    const double third = i % 3 == 0 ? .92 : .80;  // between bn and sgd, or below both
    csv += rows("sgd," + dataset, {.9}) + rows("bn," + dataset, {.95}) + rows("adam," + dataset, {third});
  }
  const std::string toml =
      declarations + "[methods.adam]\nrole = \"baseline\"\n[[claims]]\nid = \"C1\"\n" +
      "kind = \"improves\"\nmethod = \"bn\"\nmetric = \"accuracy\"\naggregate = \"rank\"\n";
  const audit::Study study = study_of(toml, csv);
  const ClaimEvaluation& evaluation = study.evaluations().front();
  REQUIRE(evaluation.decisive.size() == 2);
  const Comparison& against_sgd = evaluation.decisive[1];
  CHECK(against_sgd.against == "sgd");
  CHECK(*against_sgd.estimate == near(10.0 / 7.0));  // ranks 1 to 3 on three datasets, 1 to 2 on four
  CHECK(*against_sgd.p == near(0.015625));
}

// R 4.2.2: t.test(bn / mean(sgd), sgd / mean(sgd)); t.test(log(bn), log(sgd)).
TEST_CASE("normalised and log ratio compare on a common scale") {
  const Comparison normalised = evaluated("aggregate = \"normalised\"\n" + on_digits).decisive.front();
  CHECK(*normalised.estimate == near(0.01902748414376321));
  CHECK(*normalised.p == near(0.03716427787289923));
  const Comparison log_ratio = evaluated("aggregate = \"log-ratio\"\n" + on_digits).decisive.front();
  CHECK(*log_ratio.estimate == near(0.01885109632359806));
  CHECK(*log_ratio.p == near(0.03719301330656732));
  CHECK(log_ratio.interval->high == near(0.03626948721037258));
}

TEST_CASE("a log ratio of a value that is not positive is refused") {
  const Comparison comparison =
      evaluated("aggregate = \"log-ratio\"\n" + on_digits,
                csv_head + rows("sgd,digits", {0.0, .1, .2}) + rows("bn,digits", {.1, .2, .3}))
          .decisive.front();
  CHECK_FALSE(comparison.estimate);
  CHECK(comparison.reason.find("above 0") != std::string::npos);
}

// By hand: single runs .5 and .4 on each scale give (.5 - .4) / .4 = .25 and log(.5 / .4).
TEST_CASE("single runs over a domain are put on the scale of the claim too") {
  std::string csv = csv_head;
  for (int i = 0; i < 6; ++i) {
    const double scale = i + 1.0;
    const std::string dataset = "d" + std::to_string(i);
    csv += rows("sgd," + dataset, {.4 * scale}) + rows("bn," + dataset, {(i == 0 ? .45 : .5) * scale});
  }
  const std::string domain = "scope = \"domain\"\n";
  // R 4.2.2: mean(c(.125, rep(.25, 5))); mean(log(c(1.125, rep(1.25, 5)))).
  CHECK(*evaluated(domain + "aggregate = \"normalised\"\n", csv).decisive.front().estimate ==
        near(0.229166666666667));
  CHECK(*evaluated(domain + "aggregate = \"log-ratio\"\n", csv).decisive.front().estimate ==
        near(0.205583465371239));
}

// SciPy 1.17.1 (tests/oracles/claims.py): trim_mean(x, .25) of the ten runs of each method; standard error of
// 200,000 bootstrap replicates, which two independent sets of draws share to about 2 %.
TEST_CASE("an interquartile mean over datasets is compared by the stratified bootstrap") {
  const Comparison comparison = evaluated("aggregate = \"iqm\"\n").decisive.front();
  CHECK(*comparison.estimate == near(0.018333333333));
  CHECK(*comparison.standard_error == near(0.006293, 0.03));
  CHECK(*comparison.df == 16);
  CHECK(comparison.test == "interquartile-mean-bootstrap-t");
  CHECK(comparison.verdict == Verdict::superior);
}

TEST_CASE("a metric of which less is better turns the sign") {
  std::string csv = csv_head;
  std::vector<double> sgd, bn;
  for (const double value : sgd_on_digits) sgd.push_back(1 - value);
  for (const double value : bn_on_digits) bn.push_back(1 - value);
  csv += rows("sgd,digits", sgd, "error") + rows("bn,digits", bn, "error");
  const std::string toml = declarations + "[[claims]]\nid = \"C1\"\nkind = \"improves\"\nmethod = \"bn\"\n" +
                           "against = [\"sgd\"]\nmetric = \"error\"\n";
  const Comparison comparison = study_of(toml, csv).evaluations().front().decisive.front();
  CHECK(*comparison.estimate == near(.018));
  CHECK(*comparison.method_side.mean == near(.036));
  CHECK(comparison.verdict == Verdict::superior);
}

TEST_CASE("a dataset or comparator that a claim names twice counts once") {
  const ClaimEvaluation evaluation = evaluated("datasets = [\"digits\", \"digits\"]\n");
  REQUIRE(evaluation.comparisons.size() == 1);
  CHECK(*evaluation.decisive.front().p == near(0.037164277873));
}

TEST_CASE("the order of the rows changes nothing") {
  const Comparison as_is = evaluated("").decisive.front();
  const Comparison turned = evaluated("", csv_head + wine_rows + digits_rows).decisive.front();
  CHECK(*as_is.estimate == *turned.estimate);
  CHECK(*as_is.p == *turned.p);
}

TEST_CASE("a constant added to both arms leaves gain and p as they are") {
  std::vector<double> sgd, bn;
  for (const double value : sgd_on_digits) sgd.push_back(value + 10);
  for (const double value : bn_on_digits) bn.push_back(value + 10);
  const Comparison moved =
      evaluated(on_digits, csv_head + rows("sgd,digits", sgd) + rows("bn,digits", bn)).decisive.front();
  CHECK(*moved.estimate == near(.018));
  CHECK(*moved.p == near(0.037164277873));
}

TEST_CASE("swapped arms turn the estimate round and keep p") {
  const std::string csv = csv_head + rows("sgd,digits", bn_on_digits) + rows("bn,digits", sgd_on_digits);
  const Comparison swapped = evaluated(on_digits, csv).decisive.front();
  CHECK(*swapped.estimate == near(-.018));
  CHECK(*swapped.p == near(0.037164277873));
  CHECK(swapped.interval->high == near(-0.001371167698));
}

TEST_CASE("other names for methods and datasets change no number") {
  const std::string toml = R"([study]
name = "renamed"
[methods.z]
role = "baseline"
[methods.a]
role = "variant"
[[claims]]
id = "C1"
kind = "improves"
method = "a"
metric = "accuracy"
)";
  const std::string csv = csv_head + rows("z,x", sgd_on_digits) + rows("a,x", bn_on_digits) +
                          rows("z,b", sgd_on_wine) + rows("a,b", bn_on_wine);
  const audit::Study renamed = study_of(toml, csv);
  CHECK(*renamed.evaluations().front().p == near(*evaluated("").p, 1e-12));
}

TEST_CASE("a claim about something that is neither declared nor recorded is refused with a suggestion") {
  CHECK_THROWS_WITH_AS(evaluated("datasets = [\"digit\"]\n"), doctest::Contains("did you mean `digits`?"),
                       tracker::FormatError);
}

TEST_CASE("a metric without a known direction is refused") {
  const std::string toml = declarations + "[[claims]]\nid = \"C1\"\nkind = \"improves\"\nmethod = \"bn\"\n" +
                           "metric = \"quux\"\n";
  const std::string csv = csv_head + rows("bn,digits", {1, 2}, "quux") + rows("sgd,digits", {1, 2}, "quux");
  CHECK_THROWS_WITH_AS(study_of(toml, csv), doctest::Contains("higher or lower"), tracker::FormatError);
}

}  // namespace
}  // namespace gainsay
