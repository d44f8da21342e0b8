#include <string>

#include <doctest/doctest.h>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/study.h"

#include "audit/small_study.h"

// Which runs count.
namespace gainsay {
namespace {

using audit::Arm;
using audit::Study;
using namespace tests;

const std::string status_head = "method,dataset,seed,metric,value,status,purpose\n";

Arm arm_of(const std::string& csv) { return study_of(declarations, csv).arm("bn", "digits", "accuracy"); }

std::string line(const std::string& keys) {
  return "{\"method\": \"bn\", \"dataset\": \"digits\", " + keys + "}\n";
}

const std::string good = "\"results\": {\"accuracy\": 0.9}";

TEST_CASE("only final finished runs are evidence") {
  const Arm arm =
      arm_of(status_head + "bn,digits,0,accuracy,.9,finished,final\nbn,digits,1,accuracy,.8,finished,tune\n" +
             "bn,digits,2,accuracy,.8,finished,pilot\nbn,digits,3,accuracy,.8,running,final\n" +
             "bn,digits,4,accuracy,.8,failed,final\n");
  CHECK(arm.n() == 1);
  CHECK(arm.values() == std::vector{.9});
  CHECK(arm.failed.size() == 1);
}

TEST_CASE("an excluded run is neither evidence nor failure") {
  const Study study = study_of_lines(
      declarations,
      line("\"seed\": 0, " + good) +
          line("\"seed\": 1, \"excluded\": {\"reason\": \"wrong data\", \"at\": \"2026-01-01\"}, " + good));
  const Arm& arm = study.arm("bn", "digits", "accuracy");
  CHECK(arm.n() == 1);
  CHECK(arm.failed.empty());
  CHECK(arm.excluded.size() == 1);
}

TEST_CASE("a result that is not a number is a failure and an empty cell is not") {
  const Arm arm =
      arm_of(csv_head + "bn,digits,0,accuracy,.9\nbn,digits,1,accuracy,nan\nbn,digits,2,accuracy,inf\n" +
             "bn,digits,3,accuracy,\n");
  CHECK(arm.n() == 1);
  CHECK(arm.failed.size() == 2);
}

TEST_CASE("a run that ran out of memory and was restarted is not counted as failed") {
  const std::string oom = "\"status\": \"failed\", \"failure\": \"oom\"";
  const Study study = study_of_lines(
      declarations, line("\"seed\": 0, " + oom) + line("\"seed\": 0, " + good) + line("\"seed\": 1, " + oom));
  const Arm& arm = study.arm("bn", "digits", "accuracy");
  CHECK(arm.n() == 1);
  REQUIRE(arm.failed.size() == 1);
  CHECK(arm.failed.front()->seed == 1);
}

TEST_CASE("a run that diverged counts as failed although its seed was run again") {
  const Study study =
      study_of_lines(declarations, line("\"seed\": 0, \"status\": \"failed\", \"failure\": \"diverged\"") +
                                       line("\"seed\": 0, " + good));
  CHECK(study.arm("bn", "digits", "accuracy").failed.size() == 1);
}

TEST_CASE("runs of one seed are one observation") {
  const Arm arm =
      arm_of("method,dataset,seed,run,metric,value\nbn,digits,0,a,accuracy,.8\nbn,digits,0,b,accuracy,.9\n" +
             std::string("bn,digits,1,c,accuracy,.7\n"));
  CHECK(arm.n() == 2);
  CHECK(arm.evidence.size() == 3);
  CHECK(arm.observations.front().value == near(.85));
}

TEST_CASE("runs without a seed are observations of their own") {
  const Arm arm =
      arm_of("method,dataset,run,metric,value\nbn,digits,a,accuracy,.8\nbn,digits,b,accuracy,.9\n");
  CHECK(arm.n() == 2);
}

TEST_CASE("a result on the validation split is another metric than on the test split") {
  const Study study = study_of(declarations,
                               "method,dataset,split,seed,metric,value\nbn,digits,val,0,accuracy,.8\n"
                               "bn,digits,test,0,accuracy,.9\nbn,digits,,1,valid_accuracy,.7\n");
  CHECK(study.arm("bn", "digits", "accuracy").values() == std::vector{.9});
  CHECK(study.arm("bn", "digits", "val_accuracy").n() == 2);
  CHECK(study.canonical_metric("validation_accuracy") == "val_accuracy");
}

TEST_CASE("an alias is the metric that it stands for") {
  const std::string toml = declarations + "[metrics.accuracy]\ndirection = \"higher\"\n" +
                           "[metrics.acc]\nalias_of = \"accuracy\"\n";
  const Study study = study_of(toml, csv_head + "bn,digits,0,acc,.9\nbn,digits,1,accuracy,.8\n");
  CHECK(study.arm("bn", "digits", "accuracy").n() == 2);
  CHECK(study.arm("bn", "digits", "acc").n() == 2);
}

TEST_CASE("a run that has a metric under two spellings counts once by the first") {
  const std::string toml = declarations + "[metrics.accuracy]\ndirection = \"higher\"\n" +
                           "[metrics.acc]\nalias_of = \"accuracy\"\n";
  const Study study =
      study_of_lines(toml, line("\"seed\": 0, \"results\": {\"acc\": 0.9, \"accuracy\": \"nan\"}"));
  const Arm& arm = study.arm("bn", "digits", "accuracy");
  CHECK(arm.values() == std::vector{.9});
  CHECK(arm.evidence.size() == 1);
  CHECK(arm.failed.empty());
}

TEST_CASE("an unknown arm is empty") {
  const Study study = study_of(declarations, both_rows);
  CHECK(study.arm("bn", "nowhere", "accuracy").n() == 0);
  CHECK(study.method("nobody") == nullptr);
}

TEST_CASE("without a study file the roles of the runs make the claims") {
  const std::string csv =
      "method,role,dataset,seed,metric,value\n"
      "sgd,baseline,digits,0,accuracy,.94\nsgd,baseline,digits,1,accuracy,.95\n"
      "bn,variant,digits,0,accuracy,.96\nbn,variant,digits,1,accuracy,.97\n";
  const Study study = study_of("", csv);
  REQUIRE(study.evaluations().size() == 1);
  const audit::Claim& claim = study.evaluations().front().claim;
  CHECK(claim.inferred);
  CHECK(claim.id == "inferred:bn");
  CHECK(claim.metric == "accuracy");
  CHECK(claim.against == std::vector<audit::Name>{"sgd"});
  CHECK(claim.datasets == std::vector<audit::Name>{"digits"});
}

TEST_CASE("a claim without datasets covers all but the smoke datasets") {
  const std::string toml = declarations + "[datasets.wine]\nsmoke = true\n" + claim("C1");
  const Study study = study_of(toml, both_rows);
  CHECK(study.evaluations().front().claim.datasets == std::vector<audit::Name>{"digits"});
}

TEST_CASE("the typical duration is the median of the pair else of the method else of the study") {
  const auto timed = [](const std::string& method, const std::string& dataset, const std::string& seconds) {
    return "{\"method\": \"" + method + "\", \"dataset\": \"" + dataset +
           "\", \"results\": {\"wall_seconds\": " + seconds + "}}\n";
  };
  const Study study = study_of_lines(declarations, timed("bn", "digits", "10") + timed("bn", "digits", "20") +
                                                       timed("bn", "wine", "60") + timed("sgd", "wine", "5"));
  CHECK(*study.typical_seconds("bn", "digits") == near(15));
  CHECK(*study.typical_seconds("bn", "elsewhere") == near(20));
  CHECK(*study.typical_seconds("other", "digits") == near(15));
  CHECK_FALSE(study_of(declarations, both_rows).typical_seconds("bn", "digits"));
}

}  // namespace
}  // namespace gainsay
