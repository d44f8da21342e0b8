#include "gainsay/importers/dvclive.h"

#include <cmath>
#include <limits>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;
using tracker::ParamValue;

namespace {

const Collected& real() {
  static const Collected collected{import_dvclive, fixture("dvclive")};
  return collected;
}

}  // namespace

TEST_CASE("dvclive: each folder is a run") {
  CHECK(real().runs.size() == 3);
  CHECK(real().run("seed3").run.method.str() == "seed3");
  CHECK(tag(real().run("seed3"), "name") == "seed3");
  CHECK(real().run("seed4").run.seed == 4);
  CHECK(real().has_note("DVCLive does not keep how a run ended"));
}

TEST_CASE("dvclive: tables are curves with backward steps and exact values") {
  const tracker::Curve& loss = curve(real().run("seed3"), "train/loss");
  CHECK(loss.step == std::vector<std::int64_t>{0, 1, 2, 3, 2});
  CHECK(loss.value[0] == 0.6931471805599453);
  CHECK(std::isnan(loss.value[1]));
  CHECK(loss.value[2] == std::numeric_limits<double>::infinity());
  CHECK(std::signbit(loss.value[4]));
  CHECK(loss.time.empty());
}

TEST_CASE("dvclive: times are seconds where they were logged") {
  const tracker::Curve& loss = curve(real().run("seed4"), "train/loss");
  REQUIRE(loss.time.size() == 5);
  CHECK(loss.time[0] == 1795538646.814);
  CHECK(loss.step == std::vector<std::int64_t>{0, 1, 2, 3, 2});
}

TEST_CASE("dvclive: the summary gives the results under the names of the curves") {
  CHECK(result(real().run("seed3"), "test/accuracy") == 0.1 + 0.2);
  CHECK(std::signbit(result(real().run("seed3"), "train/loss")));
  CHECK_FALSE(tracker::find_result(real().run("seed3").run, "step").has_value());
  CHECK(tag(real().run("seed3"), "last_step") == "3");
}

TEST_CASE("dvclive: params have the types of YAML 1.2") {
  const tracker::WholeRun& whole = real().run("seed3");
  CHECK(param(whole, "optimizer.lr") == ParamValue{1e-05});
  CHECK(param(whole, "word") == ParamValue{std::string{"1e-5"}});
  CHECK(param(whole, "layers") == ParamValue{std::string{"[16,8]"}});
  CHECK(param(whole, "optimizer.nesterov") == ParamValue{false});
}

TEST_CASE("dvclive: a folder called dvclive takes the name of the one above") {
  const Folder folder{"dvclive-name"};
  folder.copy(fixture("dvclive/seed3"), "mine/dvclive");
  const Collected collected{import_dvclive, folder.path()};
  CHECK(collected.runs.at(0).run.method.str() == "mine");
  CHECK(collected.runs.at(0).run.source_id == "mine/dvclive");
  CHECK(Collected{import_dvclive, folder.path() / "mine/dvclive"}.runs.at(0).run.method.str() == "mine");
}

TEST_CASE("dvclive: what is being written is left out and said") {
  const Folder folder{"dvclive-live"};
  folder.write("metrics.json", R"({"loss": 0.5, "ste)");
  folder.write("plots/metrics/loss.tsv", "step\tloss\n0\t0.5\n1\t0.2");
  folder.write("plots/images/a.png", "not read");
  const Collected collected{import_dvclive, folder.path()};
  CHECK(curve(collected.runs.at(0), "loss").step == std::vector<std::int64_t>{0});
  CHECK(collected.runs.at(0).run.results.empty());
  CHECK(collected.has_note("metrics.json:byte 18 is cut off"));
  CHECK(collected.has_note("loss.tsv:3: the last row is still being written"));
  CHECK(collected.has_note("left out images and other plots (1)"));
}

TEST_CASE("dvclive: errors name the file and the line") {
  const Folder folder{"dvclive-errors"};
  CHECK(error_of(import_dvclive, folder.path()).problem().find("no metrics.json") != std::string::npos);
  const auto table = folder.write("plots/metrics/loss.tsv", "step\tloss\n0\t1\n1\n2\t3\n");
  CHECK(error_of(import_dvclive, folder.path()).place() == table.string() + ":3");
  folder.write("plots/metrics/loss.tsv", "step\tloss\nx\t1\n");
  CHECK(error_of(import_dvclive, folder.path()).problem().find("is no integer") != std::string::npos);
}

TEST_CASE("dvclive: a table of a real training is a run with one curve") {
  const std::filesystem::path file = std::filesystem::path{GAINSAY_SHARED_DATA} / "dvclive/loss.tsv";
  if (!std::filesystem::exists(file)) {
    MESSAGE("skipped: the shared data is not here");
    return;
  }
  const Collected collected{import_dvclive, file};
  CHECK(curve(collected.runs.at(0), "loss").step.front() == 49);
  CHECK(curve(collected.runs.at(0), "loss").value.front() == 0.06473931670188904);
}
