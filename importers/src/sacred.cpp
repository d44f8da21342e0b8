#include "gainsay/importers/sacred.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "file_walk.h"
#include "silence.h"
#include "source_run.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void refuse(const fs::path& file, const std::string& problem) {
  throw tracker::FormatError(file.string(), problem, "name the folder that a FileStorageObserver wrote to");
}

Json read_object(const fs::path& file) {
  Json json = read_lenient_json(file);
  if (!json.is_object()) refuse(file, "the file holds no JSON object");
  return json;
}

// The plain value of what jsonpickle has wrapped: numpy's numbers as {"py/object": ..., "value": ...}, tuples
// and sets as {"py/tuple": [...]}. Other objects are discarded, and counted.
void unwrap(Json& json, std::int64_t& lost) {
  if (json.is_array()) {
    for (Json& element : json) unwrap(element, lost);
  }
  if (!json.is_object()) return;
  for (const char* const key : {"py/tuple", "py/set"}) {
    if (!json.contains(key)) continue;
    Json inside = std::move(json.at(key));
    json = std::move(inside);
    return unwrap(json, lost);
  }
  const bool is_wrapped = std::any_of(json.items().begin(), json.items().end(),
                                      [](const auto& entry) { return entry.key().starts_with("py/"); });
  if (is_wrapped && json.contains("value") && json.at("value").is_primitive()) {
    Json inside = std::move(json.at("value"));
    json = std::move(inside);
  } else if (is_wrapped) {
    ++lost;
    json = Json(Json::value_t::discarded);
  } else {
    for (Json& member : json) unwrap(member, lost);
  }
}

// The object at a key; an empty one where there is none.
const Json& object_at(const Json& json, const char* key) {
  static const Json none = Json::object();
  const auto found = json.find(key);
  return found != json.end() && found->is_object() ? *found : none;
}

std::int64_t size_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_array() ? static_cast<std::int64_t>(found->size()) : 0;
}

void set_status(SourceRun& run, const Json& entry) {
  const std::string status = text_in(entry, "status");
  if (status == "COMPLETED") {
    run.run().status = tracker::Status::finished;
  } else if (status == "RUNNING" || status == "QUEUED") {
    const auto heartbeat = utc_time(text_in(entry, "heartbeat"));
    const bool is_lost = status == "RUNNING" && heartbeat && is_silent_for_long(*heartbeat);
    run.run().status = is_lost ? tracker::Status::lost : tracker::Status::running;
  } else if (status == "FAILED") {
    run.run().status = tracker::Status::failed;
    run.run().failure = "crash";
  } else if (status == "TIMEOUT") {
    run.run().status = tracker::Status::failed;
    run.run().failure = "timeout";
  } else {
    run.run().status = tracker::Status::killed;
    run.tag("sacred_status", status);
  }
  const auto trace = entry.find("fail_trace");
  if (trace == entry.end() || !trace->is_array() || trace->empty() || !trace->back().is_string()) return;
  std::string line = trace->back().get<std::string>();
  while (line.ends_with('\n')) line.pop_back();
  run.tag("error", line);
}

void add_circumstances(SourceRun& run, const Json& entry) {
  const Json& host = object_at(entry, "host");
  run.run().host = text_in(host, "hostname");
  run.environment("python", text_in(host, "python_version"));
  run.environment("cpu", text_in(host, "cpu"));
  if (host.contains("os") && host.at("os").is_array() && !host.at("os").empty()) {
    const Json& system = host.at("os").back();
    if (system.is_string()) run.environment("os", system.get<std::string>());
  }
  for (const auto& [name, value] : object_at(host, "ENV").items()) {
    if (value.is_string()) run.environment("ENV." + name, value.get<std::string>());
  }
  run.run().started_at = utc_time(text_in(entry, "start_time"));
  run.run().ended_at = utc_time(text_in(entry, "stop_time"));
}

void add_experiment(SourceRun& run, const Json& entry) {
  const Json& experiment = object_at(entry, "experiment");
  run.run().method = text_in(experiment, "name");
  run.tag("experiment", text_in(experiment, "name"));
  run.tag("command", text_in(entry, "command"));
  run.tag("comment", text_in(object_at(object_at(entry, "meta"), "options"), "--comment"));
  if (size_at(experiment, "dependencies") > 0) {
    for (const Json& package : experiment.at("dependencies")) {
      const std::string text = package.is_string() ? package.get<std::string>() : std::string{};
      const std::size_t equals = text.find("==");
      if (equals != std::string::npos) run.environment(text.substr(0, equals), text.substr(equals + 2));
    }
  }
  if (size_at(experiment, "repositories") > 0) {
    const Json& repository = experiment.at("repositories").front();
    tracker::Git git{
        .commit = text_in(repository, "commit"), .dirty = {}, .diff_stored = false, .branch = {}};
    if (repository.is_object() && repository.contains("dirty") && repository.at("dirty").is_boolean())
      git.dirty = repository.at("dirty").get<bool>();
    run.run().git = git;
  }
  run.leave_out("sources", "Gainsay keeps the commit", size_at(experiment, "sources"));
}

void add_results(SourceRun& run, const std::string& name, const Json& value) {
  if (value.is_null()) return;
  if (value.is_object()) {
    for (const auto& [key, entry] : value.items()) add_results(run, joined(name, key), entry);
  } else if (const auto number = exact_number(value)) {
    run.result(name.empty() ? "result" : name, *number);
  } else {
    run.leave_out("results", "they are no numbers that a double holds");
  }
}

// One metric of metrics.json: lists of equal length.
void add_metric(SourceRun& run, const std::string& name, const Json& metric, const fs::path& file) {
  const std::int64_t n = size_at(metric, "values");
  const bool has_times = metric.is_object() && metric.contains("timestamps");
  if (!metric.is_object() || size_at(metric, "steps") != n ||
      (has_times && size_at(metric, "timestamps") != n))
    refuse(file, "the lists values, steps and timestamps of `" + name + "` differ in length");
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
    const auto value = exact_number(metric.at("values")[i]);
    const auto step = integer_of_number(metric.at("steps")[i]);
    if (!value || !step) {
      run.leave_out("points", value ? "their step is no integer" : "their value is no number");
      continue;
    }
    const Json time = has_times ? metric.at("timestamps")[i] : Json{};
    run.point(name, *step, *value,
              time.is_string() ? utc_time(time.get_ref<const std::string&>()) : std::optional<double>{});
  }
}

void add_metrics(SourceRun& run, const fs::path& folder) {
  const fs::path file = folder / "metrics.json";
  if (!is_file(file)) return;
  Json metrics = read_object(file);
  std::int64_t lost = 0;
  unwrap(metrics, lost);
  run.leave_out("wrapped objects", "Gainsay keeps numbers", lost);
  for (const auto& [name, metric] : metrics.items()) add_metric(run, name, metric, file);
}

void add_config(SourceRun& run, const fs::path& folder) {
  if (!is_file(folder / "config.json")) return;
  Json config = read_object(folder / "config.json");
  std::int64_t lost = 0;
  unwrap(config, lost);
  run.leave_out("wrapped params", "they are neither numbers nor texts", lost);
  run.params("", config);
  run.run().seed = integer_in(config, "seed");
}

void import_run(const fs::path& folder, const std::string& name, RunRemarks& remarks, ImportSink& sink) {
  SourceRun run{name, remarks};
  Json entry = read_object(folder / "run.json");
  if (!entry.contains("experiment") || !entry.contains("status"))
    refuse(folder / "run.json", "the file has no `experiment` and `status`");
  add_experiment(run, entry);
  add_circumstances(run, entry);
  set_status(run, entry);
  add_config(run, folder);
  add_metrics(run, folder);
  if (entry.contains("result")) {
    std::int64_t lost = 0;
    unwrap(entry.at("result"), lost);
    run.leave_out("results", "they are no numbers that a double holds", lost);
    add_results(run, "", entry.at("result"));
  }
  run.leave_out("artifacts", "Gainsay keeps numbers", size_at(entry, "artifacts"));
  run.leave_out("resources", "Gainsay keeps numbers", size_at(entry, "resources"));
  if (is_file(folder / "info.json")) {
    run.leave_out("entries of info.json", "they are free in form",
                  static_cast<std::int64_t>(read_object(folder / "info.json").size()));
  }
  std::move(run).finish(sink);
}

}  // namespace

void import_sacred(const fs::path& path, ImportSink& sink) {
  const auto files = find_files(
      path, [](const fs::path& file) { return file.filename() == "run.json"; }, sink);
  require_found(files, path, "run.json of Sacred");
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  RunRemarks remarks;
  for (const fs::path& file : files) {
    const fs::path folder = file.parent_path();
    try {
      import_run(folder, run_name(is_folder ? path : folder, folder), remarks, sink);
    } catch (const CutJsonError& cut) {
      sink.note(folder.string() + ": run left out: " + cut.place() +
                " is cut off, as it is while Sacred writes it; import again");
    }
  }
  remarks.say(sink);
}

}  // namespace gainsay::importers
