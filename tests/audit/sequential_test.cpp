#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/plan.h"
#include "gainsay/audit/plan_registration.h"
#include "gainsay/tracker/error.h"

#include "audit/small_study.h"

namespace gainsay {
namespace {

using audit::ClaimVerdict;
using audit::Comparison;
using audit::Verdict;
using namespace tests;

audit::Study planned(const std::string& keys) {
  return study_of(declarations + claim("C1", on_digits + keys), csv_head + digits_rows);
}

Comparison digits_of(const audit::Study& study) { return study.evaluations().front().comparisons.front(); }

TEST_CASE("at a look p and interval allow for all looks of the plan") {
  // Python 3.11, SciPy 1.17.1, tests/oracles/claims.py
  const Comparison c = digits_of(planned("looks = [5, 10]\n"));
  REQUIRE(c.sequential);
  CHECK(c.sequential->design == "lan-demets-obrien-fleming");
  CHECK(c.sequential->look == 1);
  CHECK(c.sequential->looks == 2);
  CHECK(c.sequential->p_alone == near(0.037164277873, 1e-9));
  CHECK(*c.sequential->level == near(0.003050645516, 1e-8));
  CHECK(*c.p == near(0.192067216035, 1e-7));
  CHECK(c.verdict == Verdict::undecided);
  CHECK(c.interval->low < 0.0);
  CHECK(c.interval->confidence == near(0.95));
}

TEST_CASE("a pocock design asks less of its first look") {
  // Python 3.11, SciPy 1.17.1, tests/oracles/claims.py
  const Comparison c = digits_of(planned("looks = [5, 10]\ndesign = \"pocock\"\n"));
  CHECK(*c.p == near(0.06261856, 1e-5));
  // Jennison and Turnbull (2000), table 2.1: z = 2.178, that is p = 0.0294
  CHECK(std::abs(*c.sequential->level - 0.0294) < 0.00005);
}

TEST_CASE("a single planned look is tested as without a plan") {
  const Comparison with = digits_of(planned("looks = [5]\n"));
  const Comparison without = digits_of(planned(""));
  CHECK_FALSE(with.sequential);
  CHECK(*with.p == *without.p);
  CHECK(with.verdict == Verdict::superior);
}

TEST_CASE("between planned looks there is no number to look at") {
  const audit::Study study = planned("looks = [4, 8]\n");
  const Comparison c = digits_of(study);
  CHECK_FALSE(c.p);
  CHECK_FALSE(c.estimate);
  CHECK(c.reason == "5 runs of each arm: between the planned looks at 4 and 8");
  CHECK(study.evaluations().front().verdict == ClaimVerdict::not_shown);
  CHECK(digits_of(planned("looks = [6, 8]\n")).reason ==
        "5 runs of each arm: the first planned look is at 6");
}

TEST_CASE("runs beyond the last look are tested at its level") {
  const Comparison c = digits_of(planned("looks = [2, 4]\n"));
  REQUIRE(c.sequential);
  CHECK(c.sequential->look == 2);
}

TEST_CASE("datasets at different looks have no joint test") {
  const std::string fewer = rows("sgd,wine", {.90, .92, .88}) + rows("bn,wine", {.91, .90, .93});
  const auto study = study_of(declarations + claim("C1", "looks = [3, 5]\n"), csv_head + digits_rows + fewer);
  CHECK(study.evaluations().front().decisive.front().reason ==
        "the datasets are at different looks of the plan");
}

TEST_CASE("the anytime test takes pairs by seed and allows for any look") {
  // Python 3.11, SciPy 1.17.1, tests/oracles/claims.py
  const Comparison c = digits_of(planned("pairing = \"seed\"\ndesign = \"anytime\"\n"));
  REQUIRE(c.sequential);
  CHECK(*c.sequential->e_value == near(21.22641092, 1e-8));
  CHECK(*c.p == near(1 / 21.22641092, 1e-8));
  CHECK(c.test == "anytime-t");
  CHECK(c.verdict == Verdict::superior);
  CHECK(c.interval->low > 0.0);
}

TEST_CASE("an anytime design over datasets asks for each of them alone") {
  const std::string keys = "pairing = \"seed\"\ndesign = \"anytime\"\n";
  const auto study = study_of(declarations + claim("C1", keys), both_rows);
  CHECK(study.evaluations().front().decisive.front().reason.find("quantifier = \"all\"") !=
        std::string::npos);
  const auto each = study_of(declarations + claim("C1", keys + "quantifier = \"all\"\n"), both_rows);
  CHECK(each.evaluations().front().decisive.size() == 2);
  CHECK(each.evaluations().front().p);
}

TEST_CASE("designs refuse what does not grow run by run") {
  CHECK(digits_of(planned("looks = [5, 10]\npairing = \"item\"\n")).p == std::nullopt);
  const auto spread = study_of(declarations + claim("C1", on_digits + "looks = [5, 10]\n", "more-stable"),
                               csv_head + digits_rows);
  CHECK(digits_of(spread).reason.find("a spread is no sum over runs") != std::string::npos);
}

TEST_CASE("a plan that cannot be one is refused with its line") {
  const auto refused = [](const std::string& keys, const std::string& part) {
    CAPTURE(keys);
    CHECK_THROWS_WITH_AS(planned(keys), doctest::Contains(part.c_str()), tracker::FormatError);
  };
  refused("looks = [5, 5]\n", "rising");
  refused("looks = [1, 5]\n", "rising numbers of runs from 2");
  refused("looks = [5, 10]\nplanned_n = 12\n", "the last of `looks` 10");
  refused("design = \"pocock\"\n", "there are none");
  refused("looks = [3, 5]\ndesign = \"pocock\"\n", "equally spaced");
  refused("design = \"anytime\"\n", "share a seed");
  refused("design = \"anytime\"\npairing = \"seed\"\nlooks = [5]\n", "no planned looks");
  refused("looks = [5, 10]\ndesign = \"pococks\"\n", "pocock");
}

TEST_CASE("a plan to register says test and boundary and what came before it") {
  const auto plans = audit::plans_to_register(planned("looks = [5, 10]\ndesign = \"pocock\"\n"), "");
  REQUIRE(plans.size() == 1);
  CHECK(plans.front().test == "welch-t");
  CHECK(plans.front().boundary->nominal_p.size() == 2);
  CHECK(plans.front().final_runs == 5);
  CHECK_THROWS_WITH_AS(audit::plans_to_register(planned(""), ""), doctest::Contains("planned_n"),
                       tracker::FormatError);
  CHECK_THROWS_AS(audit::plans_to_register(planned("planned_n = 5\n"), "C9"), tracker::NotFoundError);
  CHECK_THROWS_AS(audit::plans_to_register(planned("exploratory = true\n"), ""), tracker::NotFoundError);
}

TEST_CASE("what is planned next is the next look and no more") {
  const audit::Plan plan = audit::plan_seeds(planned("looks = [5, 7, 20]\n"), {});
  CHECK(plan.runs.size() == 4);  // two more of each arm
  for (const auto& run : plan.runs) CHECK(run.reason == "claim C1 has its next look at 7 seeds");
}

}  // namespace
}  // namespace gainsay
