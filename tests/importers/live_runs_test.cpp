// A run that is imported while it is being written is brought up to date by the next import.

#include "gainsay/importers/dvclive.h"
#include "gainsay/importers/hf_trainer.h"
#include "gainsay/importers/lightning.h"
#include "gainsay/importers/mlperf.h"
#include "gainsay/importers/sacred.h"
#include "gainsay/importers/swanlab.h"
#include "gainsay/tracker/store.h"

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;
namespace fs = std::filesystem;

namespace {

// A store beside the files of a tool.
class Live {
 public:
  Live(const std::string& name, Collected::Importer importer)
      : files_(name + "-files"),
        study_(name + "-study"),
        store_(tracker::Store::create(study_.path())),
        import_(importer) {}

  const Folder& files() const { return files_; }

  tracker::ImportOutcome import() {
    const Collected collected{import_, files_.path()};
    return store_.add_runs(collected.runs, "live");
  }

  tracker::WholeRun run() { return store_.whole_run(store_.runs().at(0).id); }

 private:
  Folder files_;
  Folder study_;
  tracker::Store store_;
  Collected::Importer import_;
};

// Imports a file that grows, cut in the middle first; the run is then the same as if it had been whole.
void check_growth(const std::string& name, Collected::Importer import, const std::string& file,
                  const std::string& bytes) {
  Live live{name, import};
  live.files().write(file, bytes.substr(0, bytes.size() * 2 / 3));
  CHECK(live.import().added == 1);
  live.files().write(file, bytes);
  CHECK(live.import().updated == 1);
  CHECK(live.import().unchanged == 1);
  const Collected whole{import, live.files().path()};
  const tracker::WholeRun run = live.run();
  CHECK(run.run.status == whole.runs.at(0).run.status);
  REQUIRE(run.curves.size() == whole.runs.at(0).curves.size());
  for (std::size_t i = 0; i < run.curves.size(); ++i)
    CHECK(tracker::summarize(run.curves[i]).hash == tracker::summarize(whole.runs.at(0).curves[i]).hash);
}

}  // namespace

TEST_CASE("live: a table of Lightning that grows is brought up to date") {
  check_growth("live-lightning", import_lightning, "metrics.csv",
               bytes_of(fixture("lightning/line/version_0/metrics.csv")));
}

TEST_CASE("live: an MLPerf log that grows is brought up to date and ends") {
  check_growth("live-mlperf", import_mlperf, "a.log", bytes_of(fixture("mlperf/result_0.txt")));
}

TEST_CASE("live: a table of DVCLive that grows is brought up to date") {
  check_growth("live-dvclive", import_dvclive, "plots/metrics/train/loss.tsv",
               bytes_of(fixture("dvclive/seed4/plots/metrics/train/loss.tsv")));
}

TEST_CASE("live: a file of SwanLab that grows is brought up to date") {
  for (const auto& entry : fs::recursive_directory_iterator(fixture("swanlab"))) {
    if (entry.path().extension() == ".swanlab")
      check_growth("live-swanlab", import_swanlab, "run-x.swanlab", bytes_of(entry.path()));
  }
}

TEST_CASE("live: a later checkpoint brings a Trainer's run up to date") {
  Live live{"live-hf", import_hf_trainer};
  live.files().copy(fixture("hf_trainer/bert-seed3/checkpoint-10"), "bert/checkpoint-10");
  CHECK(live.import().added == 1);
  CHECK(live.run().run.status == tracker::Status::running);
  live.files().copy(fixture("hf_trainer/bert-seed3"), "bert");
  CHECK(live.import().updated == 1);
  CHECK(live.run().run.status == tracker::Status::finished);
  CHECK(curve(live.run(), "loss").step == std::vector<std::int64_t>{5, 10, 20});
  CHECK(result(live.run(), "eval_accuracy") == 0.75);
}

TEST_CASE("live: a later heartbeat brings a run of Sacred up to date") {
  Live live{"live-sacred", import_sacred};
  live.files().write("1/run.json", R"({"experiment": {"name": "tiny-mlp"}, "status": "RUNNING"})");
  live.files().write("1/metrics.json",
                     R"({"loss": {"steps": [0], "values": [0.6931471805599453], "timestamps":
    ["2026-11-24T16:30:51.610715"]}})");
  CHECK(live.import().added == 1);
  live.files().copy(fixture("sacred/1"), "1");
  CHECK(live.import().updated == 1);
  CHECK(live.run().run.status == tracker::Status::finished);
  CHECK(curve(live.run(), "loss").step.size() == 4);
}

TEST_CASE("live: a source that was rewritten is refused and changes nothing") {
  Live live{"live-rewritten", import_lightning};
  live.files().write("metrics.csv", "step,loss\n0,1.5\n1,1.25\n");
  CHECK(live.import().added == 1);
  live.files().write("metrics.csv", "step,loss\n0,1.5\n1,9\n2,8\n");
  CHECK_THROWS_AS(live.import(), tracker::StoreError);
  CHECK(curve(live.run(), "loss").value == std::vector<double>{1.5, 1.25});
}
