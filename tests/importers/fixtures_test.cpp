#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "gainsay/importers/mlflow.h"
#include "gainsay/importers/tensorboard.h"
#include "gainsay/importers/wandb.h"

#include "importing.h"

// Files that the real tools wrote (fixtures/imports/README.md), against the numbers in the scripts that
// logged them.
using namespace gainsay;
using namespace importing;

namespace {

Collected import_fixture(Import read, const std::string& name) {
  return import(read, std::filesystem::path{GAINSAY_SOURCE_DIR} / "fixtures" / "imports" / name);
}

void check_mlflow(const Collected& collected) {
  REQUIRE(collected.runs.size() == 4);
  CHECK(collected.notes.empty());
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& whole = collected.runs[i];
    const auto seed = static_cast<std::int64_t>(i % 2 + 1);
    const std::string method = i < 2 ? "sgd" : "bn";
    const bool failed = i == 1;
    CHECK(whole.run.method == tracker::Name{"digits"});
    CHECK(text_of(whole.run, "name") == method + "-s" + std::to_string(seed));
    CHECK(text_of(whole.run, "stage") == "demo");
    CHECK(param_of(whole.run, "model") == "3:" + method);
    CHECK(param_of(whole.run, "seed") == "1:" + std::to_string(seed));
    CHECK(param_of(whole.run, "lr") == "2:0.1");
    CHECK(whole.run.status == (failed ? tracker::Status::failed : tracker::Status::finished));
    const auto& loss = curve_of(whole, "loss");
    CHECK(loss.step == std::vector<std::int64_t>{0, 1, 2, 3, 4});
    for (std::size_t step = 0; step < 4; ++step) {
      CHECK(loss.value[step] == 1.0 / static_cast<double>(static_cast<std::int64_t>(step) + seed));
      CHECK(loss.time[step] == 1700000000.0 + static_cast<double>(step));
    }
    CHECK(std::isnan(loss.value[4]) == failed);
    CHECK(curve_of(whole, "val/accuracy").value == std::vector{0.9 + 0.01 * static_cast<double>(seed)});
  }
}

}  // namespace

TEST_CASE("a file store of the real MLflow is imported value by value") {
  check_mlflow(import_fixture(importers::import_mlflow, "mlflow/mlruns"));
}

TEST_CASE("a database of the real MLflow is imported value by value") {
  check_mlflow(import_fixture(importers::import_mlflow, "mlflow/mlflow.db"));
}

TEST_CASE("event files of the real tensorboardX are imported value by value") {
  const auto collected = import_fixture(importers::import_tensorboard, "tensorboard/logs");
  REQUIRE(collected.runs.size() == 2);
  CHECK(collected.notes.empty());
  for (const auto& whole : collected.runs) {
    CHECK(text_of(whole.run, "name") == whole.run.method.str() + "/seed1");
    CHECK(param_of(whole.run, "model") == "3:" + whole.run.method.str());
    CHECK(param_of(whole.run, "lr") == "2:0.1");
    CHECK(whole.run.results.at(0).value == 0.5);
    const auto& loss = curve_of(whole, "loss");
    REQUIRE(loss.value.size() == 5);
    for (std::size_t step = 0; step < 5; ++step) {
      CHECK(loss.value[step] == double{static_cast<float>(1.0 / static_cast<double>(step + 1))});
      CHECK(loss.time[step] == 1700000000.5 + static_cast<double>(step));
    }
  }
}

TEST_CASE("a run of the real wandb is imported value by value") {
  const auto collected = import_fixture(importers::import_wandb, "wandb/wandb");
  REQUIRE(collected.runs.size() == 1);
  CHECK(collected.notes.empty());
  const auto& whole = collected.runs[0];
  CHECK(whole.run.source_id == "digits/a1b2c3d4");
  CHECK(text_of(whole.run, "name") == "bn-s1");
  CHECK(param_of(whole.run, "model") == "3:bn");
  CHECK(param_of(whole.run, "seed") == "1:1");
  CHECK(param_of(whole.run, "net.depth") == "1:3");
  CHECK(whole.run.status == tracker::Status::finished);
  const auto& loss = curve_of(whole, "loss");
  CHECK(loss.step == std::vector<std::int64_t>{0, 2, 4, 6, 8});
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(loss.value[i] == 1.0 / static_cast<double>(i + 1));
    CHECK(curve_of(whole, "acc.top1").value[i] == static_cast<double>(i) / 7.0);
    CHECK(curve_of(whole, "inf").value[i] == std::numeric_limits<double>::infinity());
  }
}
