#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/importers/metric_lines.h"
#include "gainsay/tracker/capture.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/recorder.h"
#include "gainsay/tracker/run_id.h"
#include "gainsay/tracker/study_directory.h"
#include "gainsay/tracker/supervise.h"

#include "invocation.h"
#include "key_value.h"
#include "stdout_metrics.h"
#include "usage_curves.h"

namespace gainsay::cli {
namespace {

struct RunOptions {
  std::string method;
  std::string dataset;
  std::string split;
  std::string role;
  std::string purpose = "final";
  std::optional<std::int64_t> seed;
  std::optional<std::int64_t> fold;
  std::vector<std::string> params;
  std::vector<std::string> tags;
  std::vector<std::string> captures;
  double sample_seconds = 10.0;
  bool no_capture = false;
  bool no_diff = false;
  bool quiet = false;
  bool durable = false;
};

tracker::RunStart describe(const RunOptions& options, const std::vector<std::string>& command,
                           const std::string& id, const std::filesystem::path& diff_file) {
  tracker::RunStart start;
  start.id = id;
  start.method = options.method;
  start.dataset = options.dataset;
  start.split = options.split;
  start.seed = options.seed;
  start.fold = options.fold;
  start.purpose = *tracker::parse_purpose(options.purpose);
  start.role = tracker::parse_role(options.role);
  start.environment = tracker::capture_environment();
  for (auto& entry : tracker::capture_machine(command)) start.environment.push_back(std::move(entry));
  start.git = tracker::capture_git(std::filesystem::current_path(), diff_file);
  start.host = tracker::capture_host();
  start.device = tracker::capture_device();
  for (const std::string& text : options.params) {
    const KeyValue pair = split_key_value(text, "-p");
    start.params.push_back({pair.key, typed_value(pair.value)});
  }
  for (const std::string& text : options.tags) {
    const KeyValue pair = split_key_value(text, "--tag");
    start.tags.push_back({pair.key, pair.value});
  }
  return start;
}

void finish(tracker::ActiveRun& run, const tracker::CommandOutcome& outcome) {
  run.result("wall_seconds", outcome.wall_seconds);
  run.result("cpu_seconds", outcome.cpu_seconds);
  run.result("peak_memory_bytes", static_cast<double>(outcome.peak_memory_bytes));
  if (outcome.signal) {
    run.finish(tracker::Status::killed, {}, outcome.shell_code());
  } else if (*outcome.exit_code != 0) {
    run.finish(tracker::Status::failed, "crash", *outcome.exit_code);
  } else {
    run.finish(tracker::Status::finished, {}, 0);
  }
}

// A program that cannot be started is a failed run, and a usage error as a shell reports it.
int fail_to_start(const Invocation& invocation, tracker::ActiveRun& run, const tracker::Error& error,
                  int code) {
  run.finish(tracker::Status::failed, "crash", code);
  invocation.say(fmt::format("gainsay: {}\n", error.what()));
  return code;
}

// The run's folder for its output and difference, or an empty path, said aloud, where none can be made: the
// command runs all the same.
std::filesystem::path make_folder(const Invocation& invocation, const std::filesystem::path& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (!problem) return folder;
  invocation.say(fmt::format("gainsay: output is not kept: {}: {}\n", folder.string(), problem.message()));
  return {};
}

int run_recorded(const Invocation& invocation, const RunOptions& options) {
  if (invocation.command.empty()) {
    throw tracker::FormatError("run", "there is no command",
                               "write it after --, for instance: -- python train.py");
  }
  const tracker::StudyDirectory study(invocation.study());
  const std::string id = tracker::new_run_id();
  const std::filesystem::path folder = make_folder(invocation, study.run(id));
  tracker::RecorderOptions recorder_options;
  recorder_options.durable = options.durable;
  recorder_options.on_warning = [&](std::string_view warning) {
    invocation.say(fmt::format("gainsay: {}\n", warning));
  };
  tracker::Recorder recorder(study.root(), recorder_options);
  tracker::RunStart start =
      describe(options, invocation.command, id, options.no_diff || folder.empty() ? "" : folder / "git.diff");
  start.argv = invocation.command;
  tracker::ActiveRun run = recorder.start(std::move(start));
  if (!options.quiet) invocation.say(fmt::format("gainsay: run {}\n", id));
  StdoutMetrics metrics(run, options.captures, study.run(id) / tracker::joined_marker);

  tracker::Command command;
  command.argv = invocation.command;
  command.extra_environment = {"GAINSAY_RUN=" + id,
                               "GAINSAY_STUDY=" + std::filesystem::absolute(study.root()).string()};
  command.output_folder = folder;
  command.on_stdout = [&](std::string_view chunk) {
    invocation.print(chunk);
    if (!options.no_capture) metrics.add(chunk);
  };
  command.on_stderr = [&](std::string_view chunk) { invocation.say(chunk); };
  UsageCurves usage(run);
  if (options.sample_seconds > 0.0) {
    command.tick = std::chrono::milliseconds(static_cast<std::int64_t>(options.sample_seconds * 1000.0));
    command.on_tick = [&usage](int process) { usage.sample(process); };
  }
  try {
    const tracker::CommandOutcome outcome = tracker::run_command(command);
    metrics.finish();
    if (!outcome.output_problem.empty()) invocation.say(fmt::format("gainsay: {}\n", outcome.output_problem));
    finish(run, outcome);
    return outcome.shell_code();
  } catch (const tracker::NotFoundError& error) {
    return fail_to_start(invocation, run, error, 127);
  } catch (const tracker::Error& error) {
    return fail_to_start(invocation, run, error, 126);
  }
}

}  // namespace

void add_run(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "run", "Run a command as a recorded run; the exit code is the command's");
  auto options = std::make_shared<RunOptions>();
  verb->add_option("-m,--method", options->method, "What is evaluated")->required();
  verb->add_option("-d,--dataset", options->dataset, "What it is evaluated on");
  verb->add_option("-s,--seed", options->seed, "Seed of the run");
  verb->add_option("--fold", options->fold, "Fold of a cross-validation");
  verb->add_option("--split", options->split, "Split that results belong to (default: test)");
  verb->add_option("--purpose", options->purpose, "tune, pilot or final")
      ->check(CLI::IsMember({"tune", "pilot", "final"}));
  verb->add_option("--role", options->role,
                   "baseline, variant, ablation or reported, where gainsay.toml does not say")
      ->check(CLI::IsMember({"baseline", "variant", "ablation", "reported"}));
  verb->add_option("-p,--param", options->params, "A parameter, for instance lr=0.1")
      ->allow_extra_args(false)
      ->type_name("K=V");
  verb->add_option("--tag", options->tags, "A tag, for instance selected_by=last")
      ->allow_extra_args(false)
      ->type_name("K=V");
  verb->add_option("--capture", options->captures,
                   "Pick metrics out of stdout with this regular expression, too")
      ->allow_extra_args(false)
      ->type_name("REGEX");
  verb->add_option(
          "--sample", options->sample_seconds,
          "Record CPU and memory of the command every so many seconds (10) as curves system/...; 0: never")
      ->check(CLI::Range(0.0, 86400.0));
  verb->add_flag("--no-capture", options->no_capture, "Pick no metric out of stdout");
  verb->add_flag("--no-diff", options->no_diff,
                 "Do not keep the uncommitted difference of the git repository");
  verb->add_flag("--durable", options->durable, "Survive a power cut: wait for the disk at every record");
  verb->add_flag("-q,--quiet", options->quiet, "Do not print the run's id");
  verb->footer(
      "The command stands after --, for instance: gainsay run -m bn -d digits -s 3 -- python train.py");
  verb->callback([&invocation, options] { invocation.exit_code = run_recorded(invocation, *options); });
}

}  // namespace gainsay::cli
