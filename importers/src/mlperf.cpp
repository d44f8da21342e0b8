#include "gainsay/importers/mlperf.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "file_walk.h"
#include "line_reader.h"
#include "source_run.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view marker = ":::MLLOG";

struct Event {
  std::string key;
  Json value;
  Json metadata;
  double time = 0.0;  // seconds
};

std::optional<std::int64_t> step_of(const Json& metadata) {
  for (const char* const key : {"epoch_num", "step_num", "samples_count", "step"}) {
    if (const auto step = integer_in(metadata, key)) return step;
  }
  return std::nullopt;
}

std::optional<Event> event_of(Json json) {
  const auto time = json.is_object() ? json.find("time_ms") : json.end();
  Event event;
  event.key = text_in(json, "key");
  if (event.key.empty() || time == json.end() || !time->is_number()) return std::nullopt;
  event.time = time->get<double>() / 1000.0;
  if (json.contains("value")) event.value = std::move(json.at("value"));
  if (json.contains("metadata")) event.metadata = std::move(json.at("metadata"));
  return event;
}

// Puts one run together from the events of a log.
class Log {
 public:
  explicit Log(SourceRun& run) : run_(run) { run.run().status = tracker::Status::running; }

  void add(const Event& event) {
    if (!run_.run().started_at) run_.run().started_at = event.time;
    if (event.key == "run_start" && !run_start_) run_start_ = event.time;
    if (event.key == "run_stop") stop(event);
    if (event.key.starts_with("submission_")) {
      if (event.value.is_string()) run_.tag(event.key, event.value.get<std::string>());
    } else if (event.value.is_null()) {
      run_.leave_out("events without a value", "Gainsay keeps numbers and params");
    } else if (const auto step = step_of(event.metadata)) {
      add_points(event, *step);
    } else {
      without_step_[event.key].push_back(event);
    }
  }

  void finish() {
    for (const auto& [key, events] : without_step_) add_without_step(key, events);
    const tracker::Run& run = run_.run();
    if (run.status == tracker::Status::finished && run_start_)
      run_.result("minutes", (*run.ended_at - *run_start_) / 60.0);
  }

 private:
  void stop(const Event& event) {
    const std::string status = text_in(event.metadata, "status");
    run_.run().ended_at = event.time;
    run_.run().status = status == "success" ? tracker::Status::finished : tracker::Status::failed;
    run_.tag("mlperf_status", status);
  }

  void add_points(const Event& event, std::int64_t step) {
    if (const auto number = exact_number(event.value))
      return run_.point(event.key, step, *number, event.time);
    if (!event.value.is_object())
      return run_.leave_out("logged values", "they are no numbers that a double holds");
    for (const auto& [name, value] : event.value.items()) {
      if (const auto number = exact_number(value)) {
        run_.point(event.key + "." + name, step, *number, event.time);
      } else {
        run_.leave_out("logged values", "they are no numbers that a double holds");
      }
    }
  }

  void add_without_step(const std::string& key, const std::vector<Event>& events) {
    const Event& first = events.front();
    const bool is_series = key != "seed" &&
                           std::all_of(events.begin(), events.end(),
                                       [](const Event& event) { return event.value.is_number(); }) &&
                           std::any_of(events.begin(), events.end(),
                                       [&](const Event& event) { return event.value != first.value; });
    if (!is_series) {
      for (const Event& event : events) run_.params(key, event.value);
      if (key == "seed") run_.run().seed = integer_of_number(first.value);
      return;
    }
    std::int64_t step = 0;
    for (const Event& event : events) run_.point(key, step++, event.value.get<double>(), event.time);
    run_.remark("counted the steps of " + key + " from 0", "the log has none", step);
  }

  SourceRun& run_;
  std::optional<double> run_start_;
  std::map<std::string, std::vector<Event>> without_step_;
};

std::string method_of(const tracker::Run& run, const fs::path& file) {
  std::string method;
  for (const char* const part : {"submission_org", "submission_platform"}) {
    const auto tag = std::find_if(run.tags.begin(), run.tags.end(),
                                  [&](const tracker::Tag& candidate) { return candidate.name == part; });
    if (tag == run.tags.end()) continue;
    if (!method.empty()) method += ' ';
    method += tag->value;
  }
  return method.empty() ? file.stem().string() : method;
}

tracker::Name dataset_of(const tracker::Run& run) {
  for (const tracker::Tag& tag : run.tags) {
    if (tag.name == "submission_benchmark") return tag.value;
  }
  return {};
}

// Whether the file has any line of the format; then its run is handed over.
bool import_log(const fs::path& file, const std::string& id, RunRemarks& remarks, ImportSink& sink) {
  SourceRun run{id, remarks};
  Log log{run};
  LineReader lines{file};
  std::string line;
  bool any = false;
  while (lines.next(line)) {
    const std::size_t at = line.find(marker);
    if (at == std::string::npos) continue;
    std::optional<Event> event;
    try {
      event = event_of(parse_lenient_json(std::string_view{line}.substr(at + marker.size()), lines.here()));
    } catch (const tracker::FormatError&) {
      if (!lines.is_complete()) {
        sink.note(lines.here() + ": the last line is cut off and left out");
        continue;
      }
    }
    if (!event) {
      run.leave_out("lines", "their JSON is damaged");
      continue;
    }
    any = true;
    log.add(*event);
  }
  if (!any) return false;
  log.finish();
  run.tag("name", id);
  run.run().method = method_of(run.run(), file);
  run.run().dataset = dataset_of(run.run());
  std::move(run).finish(sink);
  return true;
}

bool may_be_log(const fs::path& file) {
  const fs::path extension = file.extension();
  return extension == ".txt" || extension == ".log" || extension == ".out";
}

}  // namespace

void import_mlperf(const fs::path& path, ImportSink& sink) {
  bool any = false;
  RunRemarks remarks;
  for (const fs::path& file : find_files(path, may_be_log, sink)) {
    any |= import_log(file, run_name(path, file), remarks, sink);
  }
  remarks.say(sink);
  if (any) return;
  throw tracker::FormatError(path.string(), "there is no `:::MLLOG` line",
                             "name a log of an MLPerf training, or a folder of such logs");
}

}  // namespace gainsay::importers
