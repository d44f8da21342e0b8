#include "gainsay/audit/plan.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "audit/small_study.h"

namespace gainsay {
namespace {

using audit::command_for;
using audit::Plan;
using audit::plan_ablations;
using audit::plan_datasets;
using audit::plan_seeds;
using audit::PlannedRun;
using namespace tests;

using Argv = std::vector<std::string>;

tracker::Run run_with(const Argv& argv) {
  tracker::Run run;
  run.method = "bn";
  run.dataset = "digits";
  run.seed = 3;
  run.argv = argv;
  return run;
}

std::vector<std::int64_t> seeds_of(const Plan& plan, const std::string& method, const std::string& dataset) {
  std::vector<std::int64_t> seeds;
  for (const PlannedRun& run : plan.runs) {
    if (run.method == method && run.dataset == dataset) seeds.push_back(run.seed);
  }
  return seeds;
}

std::string json_run(const std::string& method, int seed, double seconds) {
  const std::string number = std::to_string(seed);
  return "{\"method\": \"" + method + "\", \"dataset\": \"digits\", \"seed\": " + number +
         ", \"argv\": [\"train\", \"--seed\", \"" + number + "\"], \"results\": {\"accuracy\": 0.9" + number +
         ", \"wall_seconds\": " + std::to_string(seconds) + "}}\n";
}

TEST_CASE("a command gets the new seed wherever an option names a seed") {
  CHECK(command_for(run_with({"train", "--seed", "3"}), "digits", 7) == Argv{"train", "--seed", "7"});
  CHECK(command_for(run_with({"train", "--seed=3"}), "digits", 7) == Argv{"train", "--seed=7"});
  CHECK(command_for(run_with({"train", "trainer.SEED=3"}), "digits", 7) == Argv{"train", "trainer.SEED=7"});
  CHECK(command_for(run_with({"train", "-s", "3"}), "digits", 7) == Argv{"train", "-s", "7"});
}

TEST_CASE("a number that is not the seed is left alone") {
  CHECK(command_for(run_with({"train", "--layers", "3", "--seed", "3"}), "digits", 7) ==
        Argv{"train", "--layers", "3", "--seed", "7"});
}

TEST_CASE("a command that does not show its seed is not repeated") {
  CHECK_FALSE(command_for(run_with({"train", "--layers", "3"}), "digits", 7));
  CHECK_FALSE(command_for(run_with({"train", "--seed", "4"}), "digits", 7));
  CHECK_FALSE(command_for(run_with({}), "digits", 7));
  tracker::Run seedless = run_with({"train", "--seed", "3"});
  seedless.seed.reset();
  CHECK_FALSE(command_for(seedless, "digits", 7));
}

TEST_CASE("a command gets the new dataset where it shows the old one") {
  CHECK(command_for(run_with({"train", "--data", "digits", "--seed", "3"}), "wine", 7) ==
        Argv{"train", "--data", "wine", "--seed", "7"});
  CHECK(command_for(run_with({"train", "--data=digits", "--seed", "3"}), "wine", 7) ==
        Argv{"train", "--data=wine", "--seed", "7"});
  CHECK_FALSE(command_for(run_with({"train", "--seed", "3"}), "wine", 7));
}

TEST_CASE("every arm of a claim is brought to 5 seeds and those of the other arm come first") {
  const std::string csv =
      csv_head + "sgd,digits,10,accuracy,.94\nsgd,digits,11,accuracy,.95\n" +
      "sgd,digits,12,accuracy,.96\nbn,digits,10,accuracy,.96\nbn,digits,20,accuracy,.97\n";
  const Plan plan = plan_seeds(study_of(declarations + claim("C1"), csv), {});
  CHECK(plan.kind == "seeds");
  CHECK(seeds_of(plan, "bn", "digits") == std::vector<std::int64_t>{0, 11, 12});
  CHECK(seeds_of(plan, "sgd", "digits") == std::vector<std::int64_t>{0, 20});
}

TEST_CASE("a planned number of seeds is planned for") {
  const Plan plan =
      plan_seeds(study_of(declarations + claim("C1", on_digits + "planned_n = 7\n"), both_rows), {});
  CHECK(seeds_of(plan, "bn", "digits") == std::vector<std::int64_t>{5, 6});
  CHECK(seeds_of(plan, "sgd", "digits") == std::vector<std::int64_t>{5, 6});
  CHECK(plan.runs.front().reason == "claim C1 plans 7 seeds");
  CHECK_FALSE(plan.cost_seconds);
  CHECK(plan.runs.front().argv.empty());
}

TEST_CASE("a claim that is decided needs no seeds") {
  CHECK(plan_seeds(study_of(declarations + claim("C1", on_digits), both_rows), {}).runs.empty());
}

// R 4.2.2 (tests/oracles/power.R), at the planning sd of 8 degrees of freedom: 1219 seeds.
TEST_CASE("a comparison that would need too many seeds becomes a note") {
  const auto study = study_of(declarations + claim("C1", on_wine + "smallest_effect = 0.002\n"), both_rows);
  const Plan plan = plan_seeds(study, {});
  CHECK(plan.runs.empty());
  REQUIRE(plan.notes.size() == 1);
  CHECK(plan.notes.front().find("1219 seeds per arm") != std::string::npos);
  CHECK(plan_seeds(study, {.most_seeds_per_arm = 1300}).runs.size() == 2 * (1219 - 5));
}

TEST_CASE("only the claim that is asked for is planned") {
  const auto study = study_of(
      declarations + claim("C1", on_digits + "planned_n = 6\n") + claim("C2", on_wine + "planned_n = 6\n"),
      both_rows);
  const Plan plan = plan_seeds(study, {.claim = "C2"});
  CHECK(seeds_of(plan, "bn", "digits").empty());
  CHECK(seeds_of(plan, "bn", "wine") == std::vector<std::int64_t>{5});
}

TEST_CASE("two claims that want the same run get it once") {
  const auto study = study_of(
      declarations + claim("C1", on_digits + "planned_n = 7\n") + claim("C2", on_digits + "planned_n = 6\n"),
      both_rows);
  const Plan plan = plan_seeds(study, {});
  CHECK(plan.runs.size() == 4);
  const auto key = [](const PlannedRun& run) { return std::tuple(run.method, run.dataset, run.seed); };
  CHECK(std::ranges::is_sorted(plan.runs, {}, key));
  CHECK(std::ranges::adjacent_find(plan.runs, {}, key) == plan.runs.end());
}

TEST_CASE("planned runs carry a command and what such runs took") {
  std::string lines;
  for (int seed = 0; seed < 4; ++seed) lines += json_run("sgd", seed, 10) + json_run("bn", seed, 30);
  const Plan plan = plan_seeds(study_of_lines(declarations + claim("C1"), lines), {});
  REQUIRE(plan.runs.size() == 2);
  CHECK(plan.runs[0].method == "bn");
  CHECK(plan.runs[0].argv == Argv{"train", "--seed", "4"});
  CHECK(*plan.runs[0].cost_seconds == near(30));
  CHECK(*plan.cost_seconds == near(40));
}

TEST_CASE("deterministic methods are not run again") {
  std::string toml = declarations;
  toml.replace(toml.find("role = \"baseline\""), 17, "role = \"baseline\"\ndeterministic = true");
  const std::string csv = csv_head + rows("sgd,digits", {.93}) + rows("bn,digits", {.95, .96});
  CHECK(plan_seeds(study_of(toml + claim("C1"), csv), {}).runs.empty());
}

const std::string with_components = R"([study]
name = "ablated"
[methods.sgd]
role = "baseline"
[methods.bn]
role = "variant"
parent = "sgd"
components = ["norm", "momentum"]
[methods.bn-no-norm]
role = "ablation"
parent = "bn"
removes = ["norm"]
)";

TEST_CASE("an ablation is planned to the seeds of its variant") {
  const std::string csv = csv_head + digits_rows + rows("bn-no-norm,digits", {.9, .9});
  const Plan plan = plan_ablations(study_of(with_components + claim("C1"), csv), {});
  CHECK(plan.kind == "ablation");
  CHECK(seeds_of(plan, "bn-no-norm", "digits") == std::vector<std::int64_t>{2, 3, 4});
}

TEST_CASE("a component that no ablation removes is a note") {
  const Plan plan = plan_ablations(study_of(with_components + claim("C1"), csv_head + digits_rows), {});
  REQUIRE(plan.notes.size() == 1);
  CHECK(plan.notes.front().find("no ablation of bn removes momentum") == 0);
}

TEST_CASE("the grid of a claim is completed where an arm has no run") {
  const std::string csv = csv_head + digits_rows + rows("bn,wine", bn_on_wine);
  const Plan plan = plan_datasets(study_of(declarations + claim("C1"), csv), {});
  CHECK(plan.kind == "datasets");
  CHECK(seeds_of(plan, "sgd", "wine") == std::vector<std::int64_t>{0, 1, 2, 3, 4});
  CHECK(plan.runs.size() == 5);
}

TEST_CASE("a claim on one dataset is offered another one that is declared") {
  const std::string toml =
      declarations + "[datasets.wine]\ndomain = \"chemistry\"\n" + claim("C1", on_digits);
  const Plan plan = plan_datasets(study_of(toml, csv_head + digits_rows), {});
  CHECK(seeds_of(plan, "bn", "wine").size() == 5);
  CHECK(seeds_of(plan, "sgd", "wine").size() == 5);
}

TEST_CASE("a claim on one dataset gets a note where no other is known") {
  const Plan plan =
      plan_datasets(study_of(declarations + claim("C1", on_digits), csv_head + digits_rows), {});
  CHECK(plan.runs.empty());
  CHECK(plan.notes.size() == 1);
}

TEST_CASE("another dataset asks for no run of a method that is only reported") {
  const std::string toml =
      declarations + "[methods.paper]\nrole = \"reported\"\n[datasets.wine]\n" +
      "domain = \"chemistry\"\n[[reported]]\nmethod = \"paper\"\ndataset = \"digits\"\n" +
      "metric = \"accuracy\"\nmean = \"0.9\"\n[[claims]]\nid = \"C1\"\nkind = \"improves\"\n" +
      "method = \"bn\"\nagainst = [\"paper\"]\nmetric = \"accuracy\"\n" + on_digits;
  const Plan plan = plan_datasets(study_of(toml, csv_head + digits_rows), {});
  CHECK(seeds_of(plan, "paper", "wine").empty());
  CHECK(seeds_of(plan, "bn", "wine").size() == 5);
}

}  // namespace
}  // namespace gainsay
