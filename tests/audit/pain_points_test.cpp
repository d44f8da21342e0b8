#include "gainsay/audit/pain_points.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"

#include "audit/rule_findings.h"
#include "audit/small_study.h"

// Reference numbers: SciPy 1.17.1, tests/oracles/patches.py, where the same values stand.
namespace gainsay {
namespace {

using audit::PainPoint;
using audit::PainPointCandidate;
using audit::PainPointSearch;
using namespace tests;

const std::string accuracy_known =
    "[study]\nname = \"weak\"\n[metrics.accuracy]\ndirection = \"higher\"\nform = "
    "\"proportion\"\n[methods.sgd]\nrole = \"baseline\"\n";

PainPointSearch search_of(const std::string& csv) {
  return audit::find_pain_points(study_of(accuracy_known, csv), "sgd");
}

PainPointSearch search_lines(const std::string& jsonl) {
  return audit::find_pain_points(study_of_lines(accuracy_known, jsonl), "sgd");
}

// The one whose text begins so. The test ends where there is none.
PainPointCandidate candidate(const PainPointSearch& search, const std::string& what) {
  const auto found = std::ranges::find_if(
      search.candidates, [&what](const PainPointCandidate& c) { return c.what.starts_with(what); });
  CAPTURE(what);
  REQUIRE(found != search.candidates.end());
  return *found;
}

bool has(const PainPointSearch& search, const std::string& what) {
  return std::ranges::any_of(search.candidates,
                             [&what](const PainPointCandidate& c) { return c.what.starts_with(what); });
}

void check_shortfall(const PainPointCandidate& c, double shortfall, double low, double high) {
  CHECK(*c.shortfall == near(shortfall, 1e-7));
  REQUIRE(c.interval);
  CHECK(c.interval->low == near(low, 1e-7));
  CHECK(c.interval->high == near(high, 1e-7));
}

TEST_CASE("a dataset on which another method is better is a candidate with every test counted") {
  const PainPointSearch search = search_of(both_rows + rows("adam,digits", sgd_on_digits));
  const PainPointCandidate digits = candidate(search, "accuracy on digits");
  CHECK(digits.reference == "bn");
  CHECK(digits.pain_point == PainPoint::poor_generalisation);
  CHECK(digits.evidence == std::vector<std::string>{"digits"});
  check_shortfall(digits, 0.018, 0.0013711676981789135, 0.034628832301821344);
  CHECK(*digits.p == near(0.03716427787289844, 1e-6));
  // accuracy against bn on digits and wine and against adam on digits, and the spread likewise
  CHECK(search.n_tests == 6);
  CHECK(*digits.p_adjusted == near(6 * 0.03716427787289844, 1e-6));
  CHECK(search.looks.size() == 2);
}

TEST_CASE("the lowest of three datasets is held against the mean of the others") {
  const std::string csv = csv_head + rows("sgd,digits", sgd_on_digits) + rows("sgd,wine", sgd_on_wine) +
                          rows("sgd,iris", {.80, .82, .79, .81, .83});
  const PainPointSearch search = search_of(csv);
  const PainPointCandidate lowest = candidate(search, "accuracy on iris, its lowest dataset");
  check_shortfall(lowest, 0.1130000000000001, 0.09339021312363985, 0.13260978687636035);
  CHECK(*lowest.p == near(2.542625043763355e-06, 1e-6));
  CHECK(search.n_tests == 3);                                          // one a dataset
  CHECK(*lowest.p_adjusted == near(2 * 2.542625043763355e-06, 1e-6));  // after digits: 9.886e-08
  CHECK(contains(search.not_searched.front(), "no other baseline or variant"));
}

TEST_CASE("of an unbounded metric no dataset is the lowest") {
  const std::string csv = csv_head + rows("sgd,digits", {1, 2, 3}, "loss") +
                          rows("sgd,wine", {4, 5, 7}, "loss") + rows("sgd,iris", {100, 120, 90}, "loss");
  CHECK(search_of(csv).candidates.empty());
}

std::string scored(int seed, const std::vector<double>& scores) {
  std::string text;
  for (const double score : scores) text += (text.empty() ? "" : ", ") + std::to_string(score);
  return "{\"method\": \"sgd\", \"dataset\": \"digits\", \"seed\": " + std::to_string(seed) +
         ", \"results\": {\"accuracy\": 0.6" + std::to_string(seed) +
         "}, \"items\": {\"accuracy\": {\"item\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"], \"score\": [" +
         text + "], \"cluster\": [\"common\", \"common\", \"common\", \"common\", \"rare\", \"rare\"]}}}\n";
}

TEST_CASE("groups of items are held against the other items and tails against the mean") {
  const PainPointSearch search =
      search_lines(scored(0, {.35, .80, .85, .95, .30, .40}) + scored(1, {.37, .81, .84, .94, .34, .38}) +
                   scored(2, {.36, .79, .86, .96, .28, .42}));
  const PainPointCandidate rare = candidate(search, "accuracy of the group rare on digits");
  CHECK(rare.pain_point == PainPoint::extreme_cases);
  CHECK(rare.evidence == std::vector<std::string>{"rare"});
  check_shortfall(rare, 0.38666666666666666, -0.013557121782749093, 0.7868904551160825);
  CHECK(*rare.p == near(0.054858839834140014, 1e-6));
  CHECK(search.n_tests == 2);  // both groups; the better one is no candidate
  CHECK(*rare.p_adjusted == near(2 * 0.054858839834140014, 1e-6));
  CHECK_FALSE(has(search, "accuracy of the group common"));
  const PainPointCandidate tail = candidate(search, "10 % tail of accuracy on digits");
  check_shortfall(tail, 0.27777777777777773, 0.2346849026732588, 0.32087065288229666);
  CHECK_FALSE(tail.p);
  CHECK_FALSE(tail.reason.empty());
  CHECK(search.candidates.back().what == tail.what);  // what has no test stands last
}

std::string ended(const std::string& method, int n, int n_failed) {
  std::string lines;
  for (int seed = 0; seed < n; ++seed) {
    const bool failed = seed < n_failed;
    lines += "{\"method\": \"" + method + "\", \"dataset\": \"digits\", \"seed\": " + std::to_string(seed) +
             (failed ? ", \"status\": \"failed\"}\n"
                     : ", \"results\": {\"accuracy\": 0.9" + std::to_string(seed % 3) + "}}\n");
  }
  return lines;
}

TEST_CASE("failed runs are told with their seeds and by themselves with an exact interval") {
  const PainPointCandidate failed = candidate(search_lines(ended("sgd", 10, 3)), "3 of 10 final runs failed");
  check_shortfall(failed, 0.3, 0.06673951117773447, 0.652452850060008);
  CHECK_FALSE(failed.p);
  CHECK(failed.detail == "seeds 0 on digits, 1 on digits, 2 on digits");
}

TEST_CASE("failed runs are tested against the method that failed less") {
  const PainPointCandidate failed =
      candidate(search_lines(ended("sgd", 12, 7) + ended("bn", 12, 1)), "7 of 12 final runs failed");
  check_shortfall(failed, 0.5, 0.12211442285535379, 0.7336627875941174);
  CHECK(*failed.p == near(0.027190738995827163, 1e-6));
  CHECK(failed.reference == "bn");
}

TEST_CASE("a seed far on the bad side is a candidate and one on the good side is not") {
  const PainPointSearch search = search_of(csv_head + rows("sgd,digits", {.90, .91, .92, .89, .60}));
  const PainPointCandidate outlier = candidate(search, "accuracy of seed 4 on digits");
  CHECK(*outlier.shortfall == near(0.30));
  CHECK(outlier.detail == "20.2 robust deviations from the median");
  CHECK_FALSE(has(search_of(csv_head + rows("sgd,digits", {.60, .61, .62, .59, .90})), "accuracy of seed 4"));
  CHECK_FALSE(has(search_of(csv_head + rows("sgd,digits", {.9, .9, .9, .9, .6})), "accuracy of seed 4"));
}

std::string trained(const std::string& method, int seed, int step, double level) {
  const std::string value = std::to_string(level);
  return "{\"method\": \"" + method + "\", \"dataset\": \"digits\", \"seed\": " + std::to_string(seed) +
         ", \"results\": {\"accuracy\": 0.9" + std::to_string(seed) +
         "}, \"curves\": {\"accuracy\": {\"step\": [0, " + std::to_string(step) +
         ", 10], \"value\": [0.81, " + value + ", " + value + "]}}}\n";
}

const std::string slow_runs = trained("sgd", 0, 5, .91) + trained("sgd", 1, 6, .91) +
                              trained("sgd", 2, 6, .92) + trained("sgd", 3, 5, .88) +
                              trained("sgd", 4, 7, .88);

TEST_CASE("steps to its own level are compared with a faster method") {
  const std::string fast = trained("bn", 0, 2, .93) + trained("bn", 1, 2, .92) + trained("bn", 2, 3, .93) +
                           trained("bn", 3, 3, .92) + trained("bn", 4, 4, .91);
  const PainPointCandidate slow =
      candidate(search_lines(slow_runs + fast), "steps to 95 % of its own gain in accuracy");
  check_shortfall(slow, 3.129909365558912, 1.1551975132734769, 5.104621217844347);
  CHECK(slow.pain_point == PainPoint::slow_convergence);
  CHECK(slow.reference == "bn");
  CHECK(slow.detail == "2 runs of 5 did not get there");
}

TEST_CASE("alone a method is slow where half of its runs need more than half of their steps") {
  const PainPointCandidate slow = candidate(search_lines(slow_runs), "steps to 0.905 in accuracy on digits");
  CHECK(*slow.value == 6.0);  // of 5, 6, 6, and two that do not get there within 10
  CHECK(*slow.shortfall == near(0.6));
  CHECK_FALSE(slow.p);
  std::string fast;
  for (int seed = 0; seed < 5; ++seed) fast += trained("sgd", seed, 2, .91);
  CHECK_FALSE(has(search_lines(fast), "steps to"));
}

TEST_CASE("cost is a bottleneck in the unit of its metric") {
  const std::string csv = csv_head + digits_rows + rows("sgd,digits", {14, 15, 16, 15, 14}, "wall_seconds") +
                          rows("bn,digits", {9, 10, 11, 10, 9}, "wall_seconds");
  const PainPointCandidate cost = candidate(search_of(csv), "wall_seconds on digits");
  check_shortfall(cost, 5.0, 3.779777307192642, 6.220222692807358);
  CHECK(cost.pain_point == PainPoint::bottleneck);
  CHECK(cost.size == near(5.0 / 9.8));
}

TEST_CASE("what is shown comes first and then the larger share") {
  const PainPointSearch search =
      search_of(both_rows + rows("sgd,digits", {14, 15, 16, 15, 14}, "wall_seconds") +
                rows("bn,digits", {9, 10, 11, 10, 9}, "wall_seconds"));
  CHECK(search.candidates[0].what == "wall_seconds on digits");  // 1.3e-5, shown after Holm
  CHECK(search.candidates[1].what == "accuracy on wine");        // 0.020 of 0.92, open
  CHECK(search.candidates[2].what == "accuracy on digits");      // 0.018 of 0.964, open
}

TEST_CASE("smoke datasets are not searched and an unknown method is an error") {
  const std::string toml = accuracy_known + "[datasets.digits]\nsmoke = true\n";
  const audit::Study study = study_of(toml, csv_head + digits_rows);
  CHECK(audit::find_pain_points(study, "sgd").candidates.empty());
  CHECK_THROWS_AS(audit::find_pain_points(study, "sdg"), tracker::NotFoundError);
}

}  // namespace
}  // namespace gainsay
