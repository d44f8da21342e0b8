#include "gainsay/importers/sacred.h"

#include <cmath>
#include <limits>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;
using tracker::ParamValue;

namespace {

const Collected& real() {
  static const Collected collected{import_sacred, fixture("sacred")};
  return collected;
}

constexpr const char* small_run =
    R"({"experiment": {"name": "e"}, "status": "RUNNING", "start_time": "2026-01-01T00:00:00.5", "host": {}})";

// The run of a folder with these two files and a run.json.
tracker::WholeRun run_with(const Folder& folder, const std::string& config, const std::string& metrics) {
  folder.write("1/run.json", small_run);
  folder.write("1/config.json", config);
  folder.write("1/metrics.json", metrics);
  return Collected{import_sacred, folder.path()}.runs.at(0);
}

}  // namespace

TEST_CASE("sacred: each run folder is a run of its experiment with the seed that was drawn") {
  CHECK(real().runs.size() == 4);
  const tracker::Run& run = real().run("1").run;
  CHECK(run.source_id == "1");
  CHECK(run.method.str() == "tiny-mlp");
  CHECK(run.seed == 3);
  CHECK(real().run("2").run.method.str() == "other-name");
  CHECK(real().run("2").run.seed == 4);
}

TEST_CASE("sacred: status comes over exactly and a crash keeps its last line") {
  CHECK(real().run("1").run.status == tracker::Status::finished);
  CHECK(real().run("3").run.status == tracker::Status::failed);
  CHECK(real().run("3").run.failure == "crash");
  CHECK(tag(real().run("3"), "error") == "ValueError: diverged");
  CHECK(real().run("4").run.status == tracker::Status::killed);
  CHECK(tag(real().run("4"), "sacred_status") == "INTERRUPTED");
}

TEST_CASE("sacred: values are exact with repeated and backward steps and times") {
  const tracker::Curve& loss = curve(real().run("1"), "loss");
  CHECK(loss.step == std::vector<std::int64_t>{0, 1, 1, 0});
  CHECK(loss.value[0] == 0.6931471805599453);
  CHECK(std::isnan(loss.value[1]));
  CHECK(loss.value[2] == std::numeric_limits<double>::infinity());
  CHECK(loss.value[3] == static_cast<double>(0.1F));
  CHECK(loss.time.at(0) == tracker::parse_time("2026-11-24T16:30:51.610715Z"));
  CHECK(curve(real().run("1"), "val.accuracy").value == std::vector<double>{0.1 + 0.2, 1.0});
}

TEST_CASE("sacred: params are dotted and keep their types") {
  const tracker::WholeRun& whole = real().run("1");
  CHECK(param(whole, "optimizer.lr") == ParamValue{0.1});
  CHECK(param(whole, "optimizer.nesterov") == ParamValue{false});
  CHECK(param(whole, "layers") == ParamValue{std::string{"[16,8]"}});
  CHECK(param(whole, "seed") == ParamValue{std::int64_t{3}});
  CHECK(param(whole, "warmup") == ParamValue{std::string{"null"}});
}

TEST_CASE("sacred: a returned number or dictionary of numbers is the result") {
  CHECK(result(real().run("1"), "accuracy") == 0.75);
  CHECK(result(real().run("1"), "nested.f1") == 0.5);
  CHECK(real().run("1").run.results.size() == 2);
  CHECK(real().has_note("run 1: left out results (1): they are no numbers"));
  CHECK(result(real().run("2"), "result") == 0.5);
  CHECK(real().run("3").run.results.empty());
}

TEST_CASE("sacred: host and times and packages come over") {
  const tracker::Run& run = real().run("1").run;
  CHECK(run.host == "box");
  CHECK(run.started_at == tracker::parse_time("2026-11-24T16:30:51.609028Z"));
  CHECK(run.ended_at == tracker::parse_time("2026-11-24T16:30:51.610861Z"));
  const tracker::EnvironmentEntry numpy{"numpy", "2.4.6"};
  CHECK(std::find(run.environment.begin(), run.environment.end(), numpy) != run.environment.end());
}

TEST_CASE("sacred: one run's folder is a run and a slash at its end changes nothing") {
  const Collected one{import_sacred, fixture("sacred/2")};
  CHECK(one.runs.at(0).run.source_id == "2");
  CHECK(Collected{import_sacred, fixture("sacred/2/")}.runs.at(0).run.source_id == "2");
}

TEST_CASE("sacred: numbers that jsonpickle has wrapped are unwrapped and objects are left out") {
  const Folder folder{"sacred-pickle"};
  const tracker::WholeRun whole =
      run_with(folder,
               R"({"seed": 1, "lr": {"py/object": "numpy.float64", "dtype": "float64", "value": 0.5},
                   "shape": {"py/tuple": [2, 3]}, "model": {"py/object": "my.Model", "x": 1}})",
               R"({"a": {"steps": [{"py/object": "numpy.int64", "value": 7}], "values": [{"py/object":
                   "numpy.float32", "value": -0.0}]}})");
  CHECK(param(whole, "lr") == ParamValue{0.5});
  CHECK(param(whole, "shape") == ParamValue{std::string{"[2,3]"}});
  CHECK(tracker::find_param(whole.run, "model") == nullptr);
  CHECK(tracker::find_param(whole.run, "model.x") == nullptr);
  CHECK(curve(whole, "a").step == std::vector<std::int64_t>{7});
  CHECK(std::signbit(curve(whole, "a").value.at(0)));
}

TEST_CASE("sacred: a run that is still written is running and one cut off is left out and said") {
  const Folder folder{"sacred-live"};
  const std::string metrics = R"({"loss": {"steps": [0], "values": [1.5]}})";
  const tracker::WholeRun whole = run_with(folder, "{}", metrics);
  CHECK(whole.run.status == tracker::Status::running);
  CHECK(whole.run.started_at == tracker::parse_time("2026-01-01T00:00:00.5Z"));
  CHECK(curve(whole, "loss").time.empty());
  for (std::size_t length = 0; length + 1 < metrics.size(); ++length) {
    folder.write("1/metrics.json", metrics.substr(0, length));
    const Collected collected{import_sacred, folder.path()};
    CHECK(collected.runs.empty());
    CHECK(collected.has_note("is cut off, as it is while Sacred writes it"));
  }
}

TEST_CASE("sacred: a running run whose heart stopped long ago is lost") {
  const Folder folder{"sacred-lost"};
  folder.write("1/run.json",
               R"({"experiment": {"name": "e"}, "status": "RUNNING", "heartbeat": "2020-01-01T00:00:00.5"})");
  CHECK(Collected{import_sacred, folder.path()}.runs.at(0).run.status == tracker::Status::lost);
}

TEST_CASE("sacred: steps that are no integers are left out and said") {
  const Folder folder{"sacred-steps"};
  folder.write("1/run.json", small_run);
  folder.write("1/metrics.json", R"({"a": {"steps": [0.5, 2.0, null], "values": [1, 2, 3]}})");
  const Collected collected{import_sacred, folder.path()};
  CHECK(curve(collected.runs.at(0), "a").step == std::vector<std::int64_t>{2});
  CHECK(collected.has_note("left out points (2): their step is no integer"));
}

TEST_CASE("sacred: errors name the file") {
  const Folder folder{"sacred-errors"};
  CHECK(error_of(import_sacred, folder.path()).problem().find("no run.json") != std::string::npos);
  const auto file = folder.write("1/run.json", "[]");
  CHECK(error_of(import_sacred, folder.path()).place() == file.string());
  folder.write("1/run.json", small_run);
  const auto metrics = folder.write("1/metrics.json", R"({"a": {"steps": [0], "values": []}})");
  CHECK(error_of(import_sacred, folder.path()).place() == metrics.string());
  CHECK(error_of(import_sacred, folder.path()).problem().find("differ in length") != std::string::npos);
}
