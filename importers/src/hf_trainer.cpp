#include "gainsay/importers/hf_trainer.h"

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "gainsay/tracker/error.h"

#include "file_walk.h"
#include "lenient_json.h"
#include "line_reader.h"
#include "number.h"
#include "source_run.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view state_name = "trainer_state.json";
constexpr std::string_view log_name = "trainer_log.jsonl";

// The files of one output folder.
struct Output {
  fs::path folder;
  fs::path own_state;                            // trainer_state.json in the folder itself, or empty
  std::map<std::int64_t, fs::path> checkpoints;  // by the step in their names
  bool has_log = false;
};

std::optional<std::int64_t> checkpoint_step(const fs::path& folder) {
  static constexpr std::string_view prefix = "checkpoint-";
  const std::string name = own_name(folder);
  if (!name.starts_with(prefix)) return std::nullopt;
  return parse_integer(std::string_view{name}.substr(prefix.size()));
}

bool is_of_trainer(const fs::path& file) {
  const fs::path name = file.filename();
  return name == state_name || name == log_name || name == "all_results.json";
}

std::vector<Output> outputs_of(const std::vector<fs::path>& files) {
  std::map<fs::path, Output> outputs;
  for (const fs::path& file : files) {
    const fs::path folder = file.parent_path();
    const auto step = checkpoint_step(folder);
    if (step && file.filename() == state_name) {
      outputs[folder.parent_path()].checkpoints.emplace(*step, file);
    } else if (file.filename() == state_name) {
      outputs[folder].own_state = file;
    } else {
      outputs[folder].has_log |= file.filename() == log_name;
    }
  }
  std::vector<Output> result;
  for (auto& [folder, output] : outputs) {
    output.folder = folder;
    result.push_back(std::move(output));
  }
  return result;
}

// Plain values only: a model's lists of labels and layers would drown its params.
void add_plain_params(SourceRun& run, const std::string& prefix, const fs::path& file) {
  if (!is_file(file)) return;
  const Json json = read_lenient_json(file);
  if (!json.is_object()) return;
  for (const auto& [key, value] : json.items()) {
    if (value.is_structured()) {
      run.leave_out("lists and tables of " + file.filename().string(), "only its plain values are params");
    } else {
      run.params(prefix + key, value);
    }
  }
}

void add_results(SourceRun& run, const fs::path& file) {
  const Json json = read_lenient_json(file);
  if (!json.is_object()) return;
  for (const auto& [key, value] : json.items()) {
    if (key == "epoch") continue;
    if (const auto number = exact_number(value)) {
      run.result(key, *number);
    } else {
      run.leave_out("results", "they are no numbers that a double holds");
    }
  }
}

void add_result_files(SourceRun& run, const fs::path& folder) {
  if (is_file(folder / "all_results.json")) return add_results(run, folder / "all_results.json");
  for (const char* const name :
       {"train_results.json", "eval_results.json", "predict_results.json", "test_results.json"}) {
    if (is_file(folder / name)) add_results(run, folder / name);
  }
}

void add_run_files(SourceRun& run, const fs::path& folder, const fs::path& checkpoint) {
  add_result_files(run, folder);
  for (const char* const name : {"training_args.json", "args.json"}) add_plain_params(run, "", folder / name);
  for (const auto& [prefix, name] :
       {std::pair{"model.", "config.json"}, {"adapter.", "adapter_config.json"}}) {
    add_plain_params(run, prefix, is_file(folder / name) ? folder / name : checkpoint / name);
  }
  if (is_file(folder / "training_args.bin") || is_file(checkpoint / "training_args.bin"))
    run.leave_out("training_args.bin", "opening a pickle can run a program; map or give the seed");
}

// The entry that the Trainer adds when a training has ended.
bool is_summary(const Json& entry) { return entry.contains("train_runtime"); }

void add_entry(SourceRun& run, const Json& entry) {
  const auto step = integer_in(entry, "step");
  if (!step) return run.leave_out("log entries", "they have no step");
  const bool summary = is_summary(entry);
  for (const auto& [key, value] : entry.items()) {
    const auto number = exact_number(value);
    if (key == "step") continue;
    if (!number) {
      run.leave_out("logged values", "they are no numbers that a double holds");
    } else if (summary && key != "epoch") {
      run.result(key, *number);
    } else {
      run.point(key, *step, *number);
    }
  }
}

bool has_stopped(const Json& state) {
  static const Json::json_pointer stop{"/stateful_callbacks/TrainerControl/args/should_training_stop"};
  const auto made = integer_in(state, "global_step");
  const auto asked = integer_in(state, "max_steps");
  if (made && asked && *asked > 0 && *made >= *asked) return true;
  return state.contains(stop) && state.at(stop) == true;
}

void add_state_facts(SourceRun& run, const Json& state) {
  for (const char* const key : {"max_steps", "num_train_epochs", "train_batch_size", "logging_steps",
                                "eval_steps", "save_steps", "trial_params"}) {
    if (state.contains(key) && !state.at(key).is_null()) run.params(key, state.at(key));
  }
  for (const char* const key :
       {"best_metric", "best_global_step", "epoch", "global_step", "total_flos", "num_input_tokens_seen"}) {
    if (state.contains(key) && state.at(key).is_number()) run.tag(key, state.at(key).dump());
  }
  run.tag("best_model_checkpoint", text_in(state, "best_model_checkpoint"));
  run.tag("trial_name", text_in(state, "trial_name"));
}

void add_state(SourceRun& run, const Json& state) {
  run.run().status = tracker::Status::running;
  if (has_stopped(state)) run.run().status = tracker::Status::finished;
  add_state_facts(run, state);
  for (const Json& entry : state.at("log_history")) {
    if (!entry.is_object()) {
      run.leave_out("log entries", "they are no objects");
      continue;
    }
    if (is_summary(entry)) run.run().status = tracker::Status::finished;
    add_entry(run, entry);
  }
}

Json read_state(const fs::path& file) {
  Json state = read_lenient_json(file);
  if (!state.is_object() || !state.contains("log_history") || !state.at("log_history").is_array()) {
    throw tracker::FormatError(file.string(), "there is no list `log_history`",
                               "name the output folder of a Trainer");
  }
  return state;
}

// LLaMA-Factory's log: one object a line, with current_steps and total_steps.
void add_log(SourceRun& run, const fs::path& file, ImportSink& sink) {
  run.run().status = tracker::Status::running;
  LineReader lines{file};
  std::string line;
  while (lines.next(line)) {
    if (line.empty()) continue;
    Json entry;
    try {
      entry = parse_lenient_json(line, lines.here());
    } catch (const tracker::FormatError&) {
      if (lines.is_complete()) throw;
      sink.note(lines.here() + ": the last line is cut off and left out");
      continue;
    }
    const auto step = integer_in(entry, "current_steps");
    if (!step) {
      run.leave_out("log entries", "they have no current_steps");
      continue;
    }
    if (step == integer_in(entry, "total_steps")) run.run().status = tracker::Status::finished;
    for (const auto& [key, value] : entry.items()) {
      const bool is_progress = key == "current_steps" || key == "total_steps" || key == "percentage";
      if (is_progress || !value.is_number()) continue;
      run.point(key, *step, value.get<double>());
    }
  }
}

// Where the history is: the checkpoint with the most steps, or the state that the Trainer saved at the end.
struct History {
  Json state;
  fs::path folder;
  std::int64_t others = 0;
};

// A state that is cut off is passed over: the one before it is the newest that is whole.
std::optional<History> read_whole(const fs::path& file, ImportSink& sink) {
  try {
    return History{read_state(file), file.parent_path(), 0};
  } catch (const CutJsonError& error) {
    sink.note(error.place() + " is cut off and left out; import again once it is written");
    return std::nullopt;
  }
}

std::optional<History> history_of(const Output& output, ImportSink& sink) {
  std::optional<History> own;
  if (!output.own_state.empty()) own = read_whole(output.own_state, sink);
  const auto own_step = own ? integer_in(own->state, "global_step") : std::nullopt;
  auto others = static_cast<std::int64_t>(output.checkpoints.size());
  for (auto newest = output.checkpoints.rbegin(); newest != output.checkpoints.rend(); ++newest, --others) {
    const auto& [step, file] = *newest;
    if (own_step && *own_step >= step) {
      own->folder = file.parent_path();
      own->others = others;
      return own;
    }
    if (auto history = read_whole(file, sink)) {
      history->others = others - 1 + (own ? 1 : 0);
      return history;
    }
  }
  return own;
}

void import_output(const Output& output, const std::string& name, RunRemarks& remarks, ImportSink& sink) {
  SourceRun run{name, remarks};
  run.tag("name", run.id());
  run.run().method = own_name(output.folder);
  const auto history = history_of(output, sink);
  if (history) {
    add_state(run, history->state);
    run.leave_out("other states", "the one with the most steps has their history", history->others);
  } else if (output.has_log) {
    add_log(run, output.folder / log_name, sink);
  }
  add_run_files(run, output.folder, history ? history->folder : output.folder);
  run.run().seed = seed_among(run.run());
  std::move(run).finish(sink);
}

}  // namespace

void import_hf_trainer(const fs::path& path, ImportSink& sink) {
  const std::vector<fs::path> files = find_files(path, is_of_trainer, sink);
  require_found(files, path, "trainer_state.json");
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  RunRemarks remarks;
  for (const Output& output : outputs_of(files)) {
    import_output(output, run_name(is_folder ? path : output.folder, output.folder), remarks, sink);
  }
  remarks.say(sink);
}

}  // namespace gainsay::importers
