#include "gainsay/importers/hf_trainer.h"

#include <cmath>
#include <limits>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;
using tracker::ParamValue;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

const Collected& real() {
  static const Collected collected{import_hf_trainer, fixture("hf_trainer")};
  return collected;
}

}  // namespace

TEST_CASE("hf-trainer: each output folder is a run and its last state the history") {
  CHECK(real().runs.size() == 2);
  const tracker::WholeRun& whole = real().run("bert-seed3");
  CHECK(whole.run.method.str() == "bert-seed3");
  CHECK(tag(whole, "name") == "bert-seed3");
  CHECK(whole.run.status == tracker::Status::finished);
  CHECK(curve(whole, "loss").step == std::vector<std::int64_t>{5, 10, 20});
  CHECK(real().has_note("run bert-seed3: left out other states (2)"));
}

TEST_CASE("hf-trainer: values come bit for bit and NaN and infinity are values") {
  const tracker::WholeRun& whole = real().run("bert-seed3");
  const tracker::Curve& loss = curve(whole, "loss");
  CHECK(loss.value[0] == 0.6931471805599453);
  CHECK(std::isnan(loss.value[1]));
  CHECK(loss.value[2] == 0.1 + 0.2);
  CHECK(curve(whole, "grad_norm").value[1] == infinity);
  CHECK(loss.time.empty());
}

TEST_CASE("hf-trainer: evaluations are curves of their own and epochs repeat at a step") {
  const tracker::WholeRun& whole = real().run("bert-seed3");
  CHECK(curve(whole, "eval_accuracy").step == std::vector<std::int64_t>{10, 20});
  CHECK(curve(whole, "epoch").step == std::vector<std::int64_t>{5, 10, 10, 20, 20, 20});
}

TEST_CASE("hf-trainer: results are what the tool calls final") {
  const tracker::WholeRun& whole = real().run("bert-seed3");
  CHECK(result(whole, "eval_accuracy") == 0.75);
  CHECK(result(whole, "train_runtime") == 12.5);
  CHECK_FALSE(tracker::find_result(whole.run, "epoch").has_value());
  CHECK(tag(whole, "best_metric") == "0.75");
  CHECK(tag(whole, "best_model_checkpoint") == "bert-seed3/checkpoint-10");
  CHECK(real().run("bert-seed4").run.results.empty());
}

TEST_CASE("hf-trainer: params keep their types and hold the seed where a file does") {
  const tracker::WholeRun& whole = real().run("bert-seed3");
  CHECK(whole.run.seed == 3);
  CHECK(param(whole, "learning_rate") == ParamValue{5e-05});
  CHECK(param(whole, "fp16") == ParamValue{false});
  CHECK(param(whole, "train_batch_size") == ParamValue{std::int64_t{8}});
  CHECK(param(whole, "model.hidden_size") == ParamValue{std::int64_t{16}});
  CHECK(param(whole, "model.layer_norm_eps") == ParamValue{1e-12});
  CHECK_FALSE(real().run("bert-seed4").run.seed.has_value());
}

TEST_CASE("hf-trainer: a training that has not ended is running") {
  CHECK(real().run("bert-seed4").run.status == tracker::Status::running);
}

TEST_CASE("hf-trainer: one state file is a run named after its output folder") {
  const Collected collected{import_hf_trainer,
                            fixture("hf_trainer/bert-seed3/checkpoint-10/trainer_state.json")};
  CHECK(collected.runs.at(0).run.source_id == "bert-seed3");
  CHECK(curve(collected.runs.at(0), "loss").step.size() == 2);
}

TEST_CASE("hf-trainer: a newest checkpoint cut at any byte gives way to the one before") {
  const Folder folder{"hf-cut"};
  folder.copy(fixture("hf_trainer/bert-seed3/checkpoint-10"), "checkpoint-10");
  const std::string whole = bytes_of(fixture("hf_trainer/bert-seed3/checkpoint-20/trainer_state.json"));
  for (std::size_t length = 0; length + 2 < whole.size(); length += 7) {
    folder.write("checkpoint-20/trainer_state.json", whole.substr(0, length));
    const Collected collected{import_hf_trainer, folder.path()};
    CHECK(curve(collected.runs.at(0), "loss").step == std::vector<std::int64_t>{5, 10});
    CHECK(collected.has_note("is cut off and left out"));
  }
}

TEST_CASE("hf-trainer: LLaMA-Factory's log is read where there is no state") {
  const Folder folder{"hf-log"};
  folder.write(
      "trainer_log.jsonl",
      R"({"current_steps": 5, "total_steps": 10, "loss": 0.5, "lr": 1e-4, "elapsed_time": "0:00:05"})"
      "\n"
      R"({"current_steps": 10, "total_steps": 10, "loss": NaN})"
      "\n"
      R"({"current_steps": 10, "tot)");
  const Collected collected{import_hf_trainer, folder.path()};
  const tracker::WholeRun& whole = collected.runs.at(0);
  CHECK(curve(whole, "loss").step == std::vector<std::int64_t>{5, 10});
  CHECK(curve(whole, "lr").value == std::vector<double>{1e-4});
  CHECK(whole.run.status == tracker::Status::finished);
  CHECK(collected.has_note("jsonl:3: the last line is cut off"));
}

TEST_CASE("hf-trainer: what is no number and what is a pickle is left out and said") {
  const Folder folder{"hf-odd"};
  folder.write("trainer_state.json",
               R"({"log_history": [{"step": 1, "text": "x", "loss": 2}, {"loss": 1}, 7]})");
  folder.write("training_args.bin", "\x80\x02.");
  const Collected collected{import_hf_trainer, folder.path()};
  CHECK(curve(collected.runs.at(0), "loss").value == std::vector<double>{2.0});
  CHECK(collected.has_note("left out logged values (1): they are no numbers"));
  CHECK(collected.has_note("left out log entries (1): they have no step"));
  CHECK(collected.has_note("left out log entries (1): they are no objects"));
  CHECK(collected.has_note("left out training_args.bin (1)"));
}

TEST_CASE("hf-trainer: hostile JSON is an error with its place") {
  const Folder folder{"hf-hostile"};
  const auto file = folder.write("trainer_state.json", std::string(100000, '['));
  CHECK(error_of(import_hf_trainer, file).problem().find("nests too deep") != std::string::npos);
  folder.write("trainer_state.json", R"({"log_history": {}})");
  CHECK(error_of(import_hf_trainer, file).problem().find("no list `log_history`") != std::string::npos);
  folder.write("trainer_state.json", "{\"log_history\": [\xff]}");
  CHECK(error_of(import_hf_trainer, file).place() == file.string() + ":byte 17");
  folder.write("trainer_state.json", R"({"log_history": [1e999]})");
  CHECK(error_of(import_hf_trainer, file).place().starts_with(file.string() + ":"));
}

TEST_CASE("hf-trainer: a cycle of links ends and is said") {
  const Folder folder{"hf-cycle"};
  folder.copy(fixture("hf_trainer"));
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "bert-seed3" / "up");
  const Collected collected{import_hf_trainer, folder.path()};
  CHECK(collected.runs.size() == 2);
  CHECK(collected.has_note("was read already"));
}

TEST_CASE("hf-trainer: a state of a real training has its losses") {
  const std::filesystem::path file =
      std::filesystem::path{GAINSAY_SHARED_DATA} / "hf_trainer/trainer_state.json";
  if (!std::filesystem::exists(file)) {
    MESSAGE("skipped: the shared data is not here");
    return;
  }
  const Collected collected{import_hf_trainer, file};
  const tracker::WholeRun& whole = collected.runs.at(0);
  CHECK(curve(whole, "loss").step.size() == 18);
  CHECK(curve(whole, "loss").value.front() == 0.6899);
  CHECK(curve(whole, "eval_loss").value.back() == 0.3891691565513611);
  CHECK(whole.run.status == tracker::Status::finished);
  CHECK(param(whole, "num_train_epochs") == ParamValue{std::int64_t{3}});
}
