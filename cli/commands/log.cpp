#include <cstdlib>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/recorder.h"

#include "invocation.h"
#include "key_value.h"

namespace gainsay::cli {
namespace {

struct LogOptions {
  std::string run;
  std::optional<std::int64_t> step;
  std::vector<std::string> values;
  std::vector<std::string> params;
  std::vector<std::string> tags;
};

std::string run_id(const LogOptions& options) {
  if (!options.run.empty()) return options.run;
  const char* open_run = std::getenv("GAINSAY_RUN");
  if (open_run != nullptr && *open_run != '\0') return open_run;
  throw tracker::NotFoundError("", "there is no open run",
                               "call this inside `gainsay run -- ...`, or name one with --run ID");
}

tracker::ActiveRun join(tracker::Recorder& recorder, const std::string& id) {
  try {
    return recorder.join(id);
  } catch (const std::domain_error& error) {
    throw tracker::NotFoundError("--run", fmt::format("`{}` is not the id of a run", id),
                                 "`gainsay ls` shows the ids");
  }
}

void log(const Invocation& invocation, const LogOptions& options) {
  std::vector<std::pair<std::string, double>> values;
  for (const std::string& text : options.values) {
    const KeyValue pair = split_key_value(text, "log");
    values.emplace_back(pair.key, number_value(pair.value, pair.key));
  }
  if (values.empty() && options.params.empty() && options.tags.empty()) {
    throw tracker::FormatError("log", "there is nothing to log", "give at least one NAME=VALUE");
  }
  tracker::Recorder recorder(invocation.study());
  tracker::ActiveRun run = join(recorder, run_id(options));
  for (const auto& [metric, value] : values) {
    if (options.step) {
      run.log(*options.step, metric, value);
    } else {
      run.result(metric, value);
    }
  }
  for (const std::string& text : options.params) {
    const KeyValue pair = split_key_value(text, "--param");
    run.param(pair.key, typed_value(pair.value));
  }
  for (const std::string& text : options.tags) {
    const KeyValue pair = split_key_value(text, "--tag");
    run.tag(pair.key, pair.value);
  }
  run.finish();
  if (const auto warning = recorder.warning())
    throw tracker::StoreError("", *warning, "nothing of this call may be kept");
}

}  // namespace

void add_log(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "log", "Log values into the run that is open, from inside a script");
  auto options = std::make_shared<LogOptions>();
  verb->add_option("--run", options->run, "The run (default: the one that `gainsay run` has opened)")
      ->type_name("ID");
  verb->add_option("--step", options->step, "With it the values are points of curves, without it results");
  verb->add_option("VALUES", options->values, "NAME=VALUE...");
  verb->add_option("-p,--param", options->params, "NAME=VALUE of a parameter")
      ->allow_extra_args(false)
      ->type_name("K=V");
  verb->add_option("--tag", options->tags, "NAME=VALUE of a tag")->allow_extra_args(false)->type_name("K=V");
  verb->callback([&invocation, options] { log(invocation, *options); });
}

}  // namespace gainsay::cli
