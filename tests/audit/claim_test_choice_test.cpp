#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/claim_evaluation.h"

#include "audit/small_study.h"

// Which test a claim gets: by its declared pairing and test, never by the data.
namespace gainsay {
namespace {

using audit::Comparison;
using audit::Verdict;
using namespace tests;

const std::string fold_head = "method,dataset,fold,metric,value\n";
const std::string item_head = "method,dataset,seed,metric,value,item,cluster\n";

// Ten items answered by one run of each arm, two items a cluster.
std::string items_csv(bool clustered, const std::string& first_score = "1") {
  const std::vector<std::string> bn = {first_score, "1", "1", "1", "1", "1", "1", "1", "0", "0"};
  const std::vector<std::string> sgd = {"1", "1", "1", "0", "0", "0", "0", "1", "0", "1"};
  std::string csv = item_head + "bn,digits,0,accuracy,0.8,,\nsgd,digits,0,accuracy,0.5,,\n";
  for (std::size_t i = 0; i < bn.size(); ++i) {
    const std::string end =
        ",item" + std::to_string(i) + "," + (clustered ? "c" + std::to_string(i / 2) : "") + "\n";
    csv.append("bn,digits,0,accuracy,").append(bn[i]).append(end);
    csv.append("sgd,digits,0,accuracy,").append(sgd[i]).append(end);
  }
  return csv;
}

Comparison only_comparison(const std::string& keys, const std::string& csv = csv_head + digits_rows) {
  return evaluated(keys, csv).decisive.front();
}

bool mentions(const Comparison& comparison, const std::string& text) {
  return comparison.reason.find(text) != std::string::npos;
}

// R 4.2.2: t.test(bn, sgd, paired = TRUE); cor(bn, sgd).
TEST_CASE("pairing by seed is a paired t test") {
  const Comparison comparison = only_comparison("pairing = \"seed\"\n");
  CHECK(comparison.paired);
  CHECK(comparison.test == "paired-t");
  CHECK(*comparison.statistic == near(9.0));
  CHECK(*comparison.p == near(0.000843832517601273));
  CHECK(comparison.interval->low == near(0.0124471097896044));
  CHECK(*comparison.pair_correlation == near(0.923076923076923));
}

TEST_CASE("pairing by seed takes the seeds that both arms have") {
  const std::string csv = csv_head + digits_rows + "bn,digits,17,accuracy,0.1\n";
  CHECK(*only_comparison("pairing = \"seed\"\n", csv).p == near(0.000843832517601273));
}

TEST_CASE("runs without a seed are not paired by it") {
  const std::string csv =
      "method,dataset,run,metric,value\nsgd,digits,a,accuracy,.1\nsgd,digits,b,accuracy,.2\n"
      "bn,digits,c,accuracy,.3\nbn,digits,d,accuracy,.5\n";
  const Comparison comparison = only_comparison("pairing = \"seed\"\n", csv);
  CHECK_FALSE(comparison.estimate);
  CHECK(mentions(comparison, "share 0 seeds"));
}

// R 4.2.2, with d = bn - sgd over 5 folds: se = sqrt((1/5 + 1/4) * var(d)), 2 * pt(-mean(d) / se, 4)
// (Nadeau and Bengio 2003, equation 3.11).
TEST_CASE("pairing by fold widens the error for the training sets that folds share") {
  std::string csv = fold_head;
  for (std::size_t fold = 0; fold < 5; ++fold) {
    const std::string at = ",digits," + std::to_string(fold) + ",accuracy,";
    csv += "sgd" + at + std::to_string(sgd_on_digits[fold]) + "\nbn" + at +
           std::to_string(bn_on_digits[fold]) + "\n";
  }
  const Comparison comparison = only_comparison("pairing = \"fold\"\n", csv);
  CHECK(comparison.test == "corrected-t");
  CHECK(*comparison.standard_error == near(0.003));
  CHECK(*comparison.df == near(4.0));
  CHECK(*comparison.p == near(0.00388253704696049));
}

TEST_CASE("folds of different seeds are not pairs") {
  const std::string csv =
      "method,dataset,seed,fold,metric,value\nsgd,digits,1,0,accuracy,.1\nsgd,digits,1,1,accuracy,.2\n"
      "bn,digits,2,0,accuracy,.3\nbn,digits,2,1,accuracy,.5\n";
  CHECK(mentions(only_comparison("pairing = \"fold\"\n", csv), "fewer than 2 folds of the same seed"));
}

TEST_CASE("pairing by fold without folds is refused") {
  CHECK(mentions(only_comparison("pairing = \"fold\"\n"), "fewer than 2 folds are recorded"));
}

// R 4.2.2, with a and b the scores of bn and sgd: t.test(a, b, paired = TRUE); binom.test(4, 5).
TEST_CASE("pairing by item tests the items and adds McNemar for scores of 0 and 1") {
  const Comparison comparison = only_comparison("pairing = \"item\"\n", items_csv(false));
  CHECK(comparison.test == "paired-items");
  CHECK(*comparison.estimate == near(0.3));
  CHECK(*comparison.statistic == near(1.405563856997454));
  CHECK(*comparison.df == near(9.0));
  CHECK(*comparison.p == near(0.193422059603332));
  REQUIRE(comparison.companions.size() == 1);
  CHECK(comparison.companions.front().test == "mcnemar");
  CHECK(comparison.companions.front().p == near(0.375));
}

TEST_CASE("a claim may ask for the test of McNemar") {
  const Comparison comparison = only_comparison("pairing = \"item\"\ntest = \"mcnemar\"\n", items_csv(false));
  CHECK(comparison.test == "mcnemar");
  CHECK(*comparison.p == near(0.375));
}

TEST_CASE("the test of McNemar is refused for scores between 0 and 1") {
  const Comparison comparison =
      only_comparison("pairing = \"item\"\ntest = \"mcnemar\"\n", items_csv(false, "0.5"));
  CHECK_FALSE(comparison.p);
  CHECK(mentions(comparison, "0 and 1"));
}

// CR2 by its general formula for regressions: tests/oracles/item_evaluation.py.
TEST_CASE("items in clusters are not independent") {
  const Comparison comparison = only_comparison("pairing = \"item\"\n", items_csv(true));
  CHECK(comparison.test == "paired-items-clustered");
  CHECK(*comparison.standard_error == near(0.2549509756796393));
  CHECK(*comparison.df == near(4.0));
  CHECK(*comparison.p == near(0.3045587846805348));
  REQUIRE(comparison.items);
  CHECK(comparison.items->n == 10);
  CHECK(comparison.items->n_clusters == 5);
}

TEST_CASE("an item without a cluster is one of its own") {
  std::string csv = items_csv(true);
  for (std::size_t at = csv.find(",c4"); at != std::string::npos; at = csv.find(",c4"))
    csv.replace(at, 3, ",");
  const Comparison comparison = only_comparison("pairing = \"item\"\n", csv);
  CHECK(comparison.items->n_clusters == 6);
  CHECK(*comparison.standard_error == near(0.22973414586817043));
  CHECK(*comparison.df == near(4.563380281690139));
}

TEST_CASE("items that all lie in one cluster give a reason and no test") {
  const std::string csv = item_head +
                          "bn,digits,0,accuracy,1,,\nsgd,digits,0,accuracy,0,,\n"
                          "bn,digits,0,accuracy,1,i,c\nsgd,digits,0,accuracy,0,i,c\n"
                          "bn,digits,0,accuracy,1,j,c\nsgd,digits,0,accuracy,1,j,c\n";
  const Comparison comparison = only_comparison("pairing = \"item\"\n", csv);
  CHECK_FALSE(comparison.p);
  CHECK(mentions(comparison, "no test can be made"));
}

TEST_CASE("an item score that is not a number gives a reason and no test") {
  CHECK(mentions(only_comparison("pairing = \"item\"\n", items_csv(false, "nan")), "not a finite number"));
}

// R 4.2.2: the share of combn(10, 5) whose difference of means is at least the one seen: 20 of 252.
TEST_CASE("an exact permutation test on request decides and Welch keeps it company") {
  const Comparison comparison = only_comparison("test = \"permutation\"\n");
  CHECK(comparison.test == "permutation");
  CHECK(*comparison.p == near(0.0793650793650794));
  CHECK(comparison.verdict == Verdict::undecided);
  REQUIRE(comparison.companions.size() == 1);
  CHECK(comparison.companions.front().p == near(0.037164277873));
}

TEST_CASE("a test that the pairing does not have is refused and not replaced") {
  for (const std::string test : {"paired-t", "sign-flip", "corrected-t", "mcnemar"}) {
    CAPTURE(test);
    const Comparison comparison = only_comparison("test = \"" + test + "\"\n");
    CHECK_FALSE(comparison.p);
    CHECK(mentions(comparison, "the test " + test));
  }
  CHECK_FALSE(only_comparison("test = \"welch-t\"\npairing = \"seed\"\n").p);
}

TEST_CASE("over these datasets the estimates are t estimates and the name says so") {
  const auto average = evaluated("test = \"mann-whitney\"\n").decisive.front();
  CHECK(average.test == "stratified-welch-t");
  CHECK(evaluated("test = \"sign-flip\"\npairing = \"seed\"\n").decisive.front().test ==
        "stratified-paired-t");
}

std::string deterministic_sgd() {
  std::string toml = declarations;
  return toml.replace(toml.find("role = \"baseline\""), 17, "role = \"baseline\"\ndeterministic = true");
}

// R 4.2.2: t.test(bn, mu = .93).
TEST_CASE("one run of a deterministic comparator is all there is to know of it") {
  const std::string csv = csv_head + rows("bn,digits", bn_on_digits) + rows("sgd,digits", {.93});
  const auto study = study_of(deterministic_sgd() + claim("C1"), csv);
  const Comparison& comparison = study.evaluations().front().decisive.front();
  CHECK(comparison.test == "one-sample-t");
  CHECK(*comparison.statistic == near(6.66794859469823464));
  CHECK(*comparison.p == near(0.00262854510768079));
  CHECK(comparison.interval->low == near(0.94984285223017728 - .93));
  CHECK(comparison.verdict == Verdict::superior);
}

Comparison against_paper(const std::string& keys, const std::string& mean = "95.0") {
  const std::string toml = declarations +
                           "[methods.paper]\nrole = \"reported\"\n[[reported]]\nmethod = \"paper\"\n" +
                           "dataset = \"digits\"\nmetric = \"accuracy\"\nunit = \"percent\"\nmean = \"" +
                           mean + "\"\n[[claims]]\nid = \"C1\"\nkind = \"improves\"\nmethod = \"bn\"\n" +
                           "against = [\"paper\"]\nmetric = \"accuracy\"\n" + keys;
  return study_of(toml, csv_head + digits_rows).evaluations().front().decisive.front();
}

// R 4.2.2: se = sd(bn) * sqrt(1 + 1/5); 2 * pt(-(mean(bn) - .95) / se, 4).
TEST_CASE("a number copied from a paper is one run of which nobody knows the spread") {
  const Comparison comparison = against_paper("");
  CHECK(comparison.test == "prediction-t");
  CHECK(*comparison.estimate == near(0.014));
  CHECK(*comparison.standard_error == near(0.0124899959967968));
  CHECK(*comparison.p == near(0.32507784589291));
}

// R 4.2.2: the same with bn / .95 against 1, and with log(bn) against log(.95).
TEST_CASE("a number copied from a paper is put on the scale of the claim") {
  const Comparison normalised = against_paper("aggregate = \"normalised\"\n");
  CHECK(*normalised.estimate == near(0.0147368421052632));
  CHECK(*normalised.p == near(0.3250778458929113));
  const Comparison log_ratio = against_paper("aggregate = \"log-ratio\"\n");
  CHECK(*log_ratio.estimate == near(0.0145734547414928));
  CHECK(*log_ratio.p == near(0.323026552088591));
}

TEST_CASE("a printed number of 0 has no log ratio and no spread") {
  CHECK(mentions(against_paper("aggregate = \"log-ratio\"\n", "0"), "above 0"));
  const std::string toml =
      declarations + "[[reported]]\nmethod = \"paper\"\ndataset = \"digits\"\n" +
      "metric = \"accuracy\"\nmean = \"0.9\"\n[[claims]]\nid = \"C1\"\nkind = \"more-stable\"\n" +
      "method = \"bn\"\nagainst = [\"paper\"]\nmetric = \"accuracy\"\n";
  const auto study = study_of(toml, csv_head + digits_rows);
  CHECK(mentions(study.evaluations().front().decisive.front(), "no spread to compare with"));
}

// R 4.2.2: t.test(z(bn), z(other)) with z = function(x) -abs(x - median(x)).
TEST_CASE("a claim of stability compares the distances to the median") {
  const std::string csv =
      csv_head + rows("bn,digits", bn_on_digits) + rows("sgd,digits", {.90, .99, .85, .97, .93});
  const auto study = study_of(declarations + claim("C1", "", "more-stable"), csv);
  const Comparison& comparison = study.evaluations().front().decisive.front();
  CHECK(*comparison.estimate == near(0.034));
  CHECK(*comparison.p == near(0.0647081005108746));
}

TEST_CASE("arms that do not vary give a reason and no test") {
  const std::string csv = csv_head + rows("bn,digits", {.9, .9, .9}) + rows("sgd,digits", {.8, .8, .8});
  const Comparison comparison = only_comparison("", csv);
  CHECK(comparison.test == "none");
  CHECK(mentions(comparison, "neither arm varies"));
  CHECK(comparison.verdict == Verdict::undecided);
}

TEST_CASE("one run in an arm gives a reason and no test") {
  const std::string csv = csv_head + rows("bn,digits", {.9}) + rows("sgd,digits", {.8, .81, .82});
  CHECK(mentions(only_comparison("", csv), "1 and 3 runs"));
}

}  // namespace
}  // namespace gainsay
