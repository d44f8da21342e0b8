#include "gainsay/importers/swanlab.h"

#include <cmath>
#include <limits>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;
using tracker::ParamValue;

namespace {

const Collected& real() {
  static const Collected collected{import_swanlab, fixture("swanlab")};
  return collected;
}

const tracker::WholeRun& run_of_seed(std::int64_t seed) {
  for (const tracker::WholeRun& whole : real().runs) {
    if (whole.run.seed == seed) return whole;
  }
  FAIL("no run of seed ", seed);
  return real().runs.front();
}

// The file of a run that SwanLab made.
std::filesystem::path file_of_seed(std::int64_t seed) {
  const std::string name = "run-" + run_of_seed(seed).run.source_id + ".swanlab";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(fixture("swanlab"))) {
    if (entry.path().filename() == name) return entry.path();
  }
  FAIL("no file ", name);
  return {};
}

std::size_t points(const Collected& collected) {
  std::size_t n = 0;
  for (const tracker::WholeRun& whole : collected.runs) {
    for (const tracker::Curve& each : whole.curves) n += each.step.size();
  }
  return n;
}

}  // namespace

TEST_CASE("swanlab: each file is a run of its project") {
  CHECK(real().runs.size() == 3);
  const tracker::WholeRun& whole = run_of_seed(3);
  CHECK(whole.run.method.str() == "tiny");
  CHECK(whole.run.source_id.size() == 8);
  CHECK(tag(whole, "name") == "mlp-seed3");
  CHECK(tag(whole, "group") == "mlp");
  CHECK(tag(whole, "tags") == "a, b");
}

TEST_CASE("swanlab: scalars are exact with times") {
  const tracker::Curve& loss = curve(run_of_seed(3), "loss");
  CHECK(loss.step == std::vector<std::int64_t>{0, 1, 2, 10});
  CHECK(loss.value[0] == 0.6931471805599453);
  CHECK(std::isnan(loss.value[1]));
  CHECK(loss.value[2] == std::numeric_limits<double>::infinity());
  CHECK(std::signbit(loss.value[3]));
  CHECK(loss.time.size() == 4);
  CHECK(loss.time[0] > 1.7e9);
  CHECK(curve(run_of_seed(3), "val/accuracy").value == std::vector<double>{0.1 + 0.2});
}

TEST_CASE("swanlab: the config gives params with types") {
  const tracker::WholeRun& whole = run_of_seed(4);
  CHECK(param(whole, "optimizer.lr") == ParamValue{0.1});
  CHECK(param(whole, "layers") == ParamValue{std::string{"[16,8]"}});
  CHECK(param(whole, "word") == ParamValue{std::string{"1e-5"}});
  CHECK(param(whole, "seed") == ParamValue{std::int64_t{4}});
}

TEST_CASE("swanlab: status and error and host come over") {
  CHECK(run_of_seed(3).run.status == tracker::Status::finished);
  CHECK(run_of_seed(3).run.ended_at.value() > run_of_seed(3).run.started_at.value());
  CHECK(run_of_seed(4).run.status == tracker::Status::failed);
  CHECK(tag(run_of_seed(4), "error") == "ValueError: diverged");
  CHECK(run_of_seed(3).run.host == "box");
  CHECK(real().has_note("left out media (3): Gainsay keeps numbers"));
}

TEST_CASE("swanlab: a killed run keeps what was flushed and has no end") {
  const tracker::Run& run = run_of_seed(5).run;
  CHECK((run.status == tracker::Status::running || run.status == tracker::Status::lost));
  CHECK(curve(run_of_seed(5), "loss").step.size() > 100);
  CHECK(real().has_note("does not say how it ended"));
  CHECK(real().has_note("the file ends inside a chunk"));
}

TEST_CASE("swanlab: a file cut at any byte gives what stands before") {
  const Folder folder{"swanlab-cut"};
  const std::string whole = bytes_of(file_of_seed(3));
  std::size_t last = 0;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto file = folder.write("run-x.swanlab", whole.substr(0, length));
    const Collected collected{import_swanlab, file};
    CHECK(points(collected) >= last);
    last = points(collected);
  }
  CHECK(last == 5);
}

TEST_CASE("swanlab: a flipped bit is found by its checksum and makes no false point") {
  const Folder folder{"swanlab-bit"};
  const std::string whole = bytes_of(file_of_seed(3));
  for (std::size_t byte = 7; byte < whole.size(); ++byte) {
    std::string damaged = whole;
    damaged[byte] = static_cast<char>(damaged[byte] ^ 0x10);
    const Collected collected{import_swanlab, folder.write("run-x.swanlab", damaged)};
    CHECK(points(collected) <= 5);
    CHECK_FALSE(collected.notes.empty());
  }
}

TEST_CASE("swanlab: other files and versions are refused") {
  const Folder folder{"swanlab-errors"};
  CHECK(error_of(import_swanlab, folder.path()).problem().find("no .swanlab file") != std::string::npos);
  const auto file = folder.write("backup.swanlab", std::string{":SWL\xd6\xe1\x01", 7} + "rest");
  CHECK(error_of(import_swanlab, file).problem().find("version 2") != std::string::npos);
  folder.write("backup.swanlab", "");
  CHECK(Collected{import_swanlab, file}.has_note("nothing in it names the run"));
}

TEST_CASE("swanlab: a resumed run is one run in the order of its folders") {
  const Folder folder{"swanlab-resumed"};
  const auto file = file_of_seed(4);
  folder.copy(file.parent_path(), "run-20260101_000000-x");
  folder.copy(file.parent_path(), "run-20260102_000000-x");
  const Collected collected{import_swanlab, folder.path()};
  CHECK(collected.runs.size() == 1);
  CHECK(curve(collected.runs.at(0), "loss").step == std::vector<std::int64_t>{0, 1, 2, 10, 0, 1, 2, 10});
}
