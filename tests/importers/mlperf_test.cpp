#include "gainsay/importers/mlperf.h"

#include <cmath>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;
using tracker::ParamValue;

namespace {

const Collected& real() {
  static const Collected collected{import_mlperf, fixture("mlperf")};
  return collected;
}

std::string line(const std::string& key, const std::string& value, const std::string& metadata = "{}") {
  return R"(:::MLLOG {"namespace": "", "time_ms": 1000, "event_type": "POINT_IN_TIME", "key": ")" + key +
         R"(", "value": )" + value + R"(, "metadata": )" + metadata + "}\n";
}

// The mean without the best and the worst run, as MLPerf scores; an aborted run is the worst.
double score(const Collected& collected) {
  std::vector<double> minutes;
  for (const tracker::WholeRun& whole : collected.runs) {
    const auto value = tracker::find_result(whole.run, "minutes");
    minutes.push_back(value ? *value : std::numeric_limits<double>::infinity());
  }
  std::sort(minutes.begin(), minutes.end());
  double sum = 0.0;
  for (std::size_t i = 1; i + 1 < minutes.size(); ++i) sum += minutes[i];
  return sum / static_cast<double>(minutes.size() - 2);
}

}  // namespace

TEST_CASE("mlperf: each log is a run of its submission on its benchmark") {
  CHECK(real().runs.size() == 3);
  const tracker::Run& run = real().run("result_0.txt").run;
  CHECK(run.method.str() == "Example 1xCPU");
  CHECK(run.dataset.str() == "resnet");
  CHECK(run.seed == 11);
  CHECK(tag(real().run("result_0.txt"), "name") == "result_0.txt");
}

TEST_CASE("mlperf: evaluations are a curve by epoch with times") {
  const tracker::Curve& accuracy = curve(real().run("result_0.txt"), "eval_accuracy");
  CHECK(accuracy.step == std::vector<std::int64_t>{0, 1, 2});
  CHECK(accuracy.value[0] == 0.1 + 0.2);
  CHECK(std::isnan(accuracy.value[1]));
  CHECK(accuracy.time.size() == 3);
  CHECK(curve(real().run("result_0.txt"), "tracked_stats.loss").value == std::vector<double>{1.5, 0.75, 0.5});
}

TEST_CASE("mlperf: numbers without a step are params or a curve counted from zero") {
  const tracker::WholeRun& whole = real().run("result_0.txt");
  CHECK(param(whole, "global_batch_size") == ParamValue{std::int64_t{2048}});
  CHECK(param(whole, "opt_base_learning_rate") == ParamValue{10.5});
  CHECK(param(whole, "opt_name") == ParamValue{std::string{"lars"}});
  CHECK(curve(whole, "throughput").step == std::vector<std::int64_t>{0, 1});
  CHECK(real().has_note(
      "3 runs, run result_0.txt the first: counted the steps of throughput from 0 (6): the log has none"));
  CHECK(real().has_note("run result_0.txt the first: left out events without a value (14)"));
}

TEST_CASE("mlperf: a successful run has minutes and an aborted or unended one has none") {
  const tracker::Run& success = real().run("result_0.txt").run;
  CHECK(success.status == tracker::Status::finished);
  CHECK(tracker::find_result(success, "minutes").has_value());
  const tracker::Run& aborted = real().run("result_1.txt").run;
  CHECK(aborted.status == tracker::Status::failed);
  CHECK(tag(real().run("result_1.txt"), "mlperf_status") == "aborted");
  CHECK(aborted.results.empty());
  CHECK(real().run("result_2.txt").run.status == tracker::Status::running);
}

TEST_CASE("mlperf: the first of several seeds counts and the others are said") {
  const Folder folder{"mlperf-seeds"};
  const auto file = folder.write("a.log", "0: " + line("seed", "5") + "1: " + line("seed", "6"));
  const Collected collected{import_mlperf, file};
  CHECK(collected.runs.at(0).run.seed == 5);
  CHECK(collected.has_note("left out params (1): an earlier one has the same name"));
}

TEST_CASE("mlperf: damaged lines are left out and said and so is a last one that is cut off") {
  const Folder folder{"mlperf-damaged"};
  const std::string good = line("seed", "5");
  const auto file = folder.write(
      "a.log", good + ":::MLLOG {\"key\": :::MLLOG {}\n" + ":::MLLOG []\n" + good.substr(0, good.size() - 3));
  const Collected collected{import_mlperf, file};
  CHECK(collected.has_note("left out lines (2): their JSON is damaged"));
  CHECK(collected.has_note("a.log:4: the last line is cut off"));
}

TEST_CASE("mlperf: texts without the marker are no logs") {
  const Folder folder{"mlperf-none"};
  const auto file = folder.write("notes.txt", "hello\n");
  CHECK(error_of(import_mlperf, file).problem().find("no `:::MLLOG` line") != std::string::npos);
  folder.write("a.log", line("seed", "5"));
  CHECK(Collected{import_mlperf, folder.path()}.runs.size() == 1);
}

// MLPerf Training v2.0 results, ResNet, published scores in minutes (mlcommons/training_results_v2.0).
TEST_CASE("mlperf: published times to train come out of the published logs") {
  const std::filesystem::path root = std::filesystem::path{GAINSAY_SHARED_DATA} / "mlperf_v2";
  if (!std::filesystem::exists(root)) {
    MESSAGE("skipped: the shared data is not here");
    return;
  }
  const Collected nvidia{import_mlperf, root / "NVIDIA"};
  CHECK(score(nvidia) == doctest::Approx(28.685).epsilon(1e-4));
  CHECK(nvidia.run("result_2.txt").run.status == tracker::Status::failed);
  CHECK(score({import_mlperf, root / "MosaicML/results/8xA100_80GB-baseline"}) ==
        doctest::Approx(110.513).epsilon(1e-4));
  CHECK(score({import_mlperf, root / "MosaicML/results/8xA100_80GB-methods"}) ==
        doctest::Approx(23.789).epsilon(1e-4));
  CHECK(nvidia.run("result_1.txt").run.seed == 20362);
}
