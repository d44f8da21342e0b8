#include "gainsay/importers/swanlab.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "file_walk.h"
#include "line_reader.h"
#include "silence.h"
#include "source_run.h"
#include "swanlab_record.h"
#include "wandb_file.h"
#include "yaml_document.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

const Json& member(const Json& object, const char* key) {
  static const Json none;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() ? *found : none;
}

class SwanlabRun {
 public:
  SwanlabRun(const fs::path& file, RunRemarks& remarks, ImportSink& sink)
      : sink_(sink), run_(file.string(), remarks) {
    run_.run().status = tracker::Status::running;
  }

  void read(const fs::path& file) {
    const auto note = [&](std::uint64_t byte, const std::string& sentence) {
      sink_.note(file.string() + ", byte " + std::to_string(byte) + ": " + sentence);
    };
    WandbFile records{file, note, swanlab_file_kind};
    while (records.next()) {
      const auto record = parse_swanlab_record(records.record());
      if (!record) {
        run_.leave_out("records", "they say nothing, though their checksums are right");
        continue;
      }
      std::visit([this](const auto& content) { add(content); }, *record);
    }
    add_files(file.parent_path() / "files");
  }

  // Whether a record named the run; one that was killed at once has none.
  bool is_named() const { return !run_.run().method.empty(); }

  void finish() && {
    if (run_.run().status == tracker::Status::running) say_that_it_has_no_end();
    run_.run().seed = seed_among(run_.run());
    std::move(run_).finish(sink_);
  }

 private:
  void add(std::monostate) {}

  void add(const SwanlabStart& start) {
    tracker::Run& run = run_.run();
    if (!is_named()) {
      run.source_id = start.id;
      run.method = start.project;
      run.started_at = start.started_at;
      run_.tag("name", start.name);
      run_.tag("project", start.project);
      run_.tag("group", start.group);
      run_.tag("job_type", start.job_type);
      run_.tag("workspace", start.workspace);
      run_.tag("description", start.description);
      run_.tag("tags", listed(start.tags));
    }
    run.status = tracker::Status::running;  // also where it is resumed
    run.ended_at.reset();
    last_time_ = std::max(last_time_, start.started_at.value_or(0.0));
  }

  void add(const SwanlabFinish& finish) {
    enum State : std::int64_t { running, finished, crashed, aborted };
    tracker::Run& run = run_.run();
    run.ended_at = finish.finished_at;
    run_.tag("error", finish.error);
    if (finish.state == finished) run.status = tracker::Status::finished;
    if (finish.state == aborted) run.status = tracker::Status::killed;
    if (finish.state == crashed) {
      run.status = tracker::Status::failed;
      run.failure = "crash";
    }
  }

  void add(const SwanlabColumn& column) {
    if (column.is_system) system_.insert(column.key);
  }

  void add(const SwanlabScalar& scalar) {
    const std::string metric = system_.contains(scalar.key) ? "system/" + scalar.key : scalar.key;
    run_.point(metric, scalar.step, scalar.value, scalar.time);
    last_time_ = std::max(last_time_, scalar.time.value_or(0.0));
  }

  void add(const SwanlabMedia&) { run_.leave_out("media", "Gainsay keeps numbers"); }

  static std::string listed(const std::vector<std::string>& texts) {
    std::string result;
    for (const std::string& text : texts) result += (result.empty() ? "" : ", ") + text;
    return result;
  }

  // A resumed run's later files say the same, or more.
  void add_files(const fs::path& folder) {
    if (is_file(folder / "config.yaml")) add_config(read_yaml(folder / "config.yaml", YamlDialect::python));
    if (is_file(folder / "swanlab-metadata.json")) add_metadata(folder / "swanlab-metadata.json");
    if (!is_file(folder / "requirements.txt")) return;
    LineReader lines{folder / "requirements.txt"};
    std::string line;
    while (lines.next(line)) {
      const std::size_t equals = line.find("==");
      if (equals != std::string::npos) run_.environment(line.substr(0, equals), line.substr(equals + 2));
    }
  }

  // Every entry is {desc, sort, value}.
  void add_config(const YamlDocument& config) {
    run_.leave_out("objects of config.yaml", "only the program that wrote them can make them",
                   config.left_out);
    if (!config.json.is_object()) return;
    for (const auto& [key, entry] : config.json.items()) run_.params(key, member(entry, "value"));
  }

  void add_metadata(const fs::path& file) {
    Json metadata;
    try {
      metadata = read_lenient_json(file);
    } catch (const CutJsonError& cut) {
      return sink_.note(cut.place() + " is cut off and left out");
    }
    const Json& runtime = member(metadata, "runtime");
    run_.run().host = text_in(runtime, "hostname");
    run_.environment("python", text_in(runtime, "python_version"));
    run_.environment("os", text_in(runtime, "os"));
    run_.environment("swanlab", text_in(member(metadata, "swanlab"), "version"));
    run_.environment("cpu", text_in(member(member(metadata, "hardware"), "cpu"), "brand"));
    run_.tag("command", text_in(runtime, "command"));
    const Json& git = member(metadata, "git");
    if (text_in(git, "commit").empty()) return;
    run_.run().git = tracker::Git{.commit = text_in(git, "commit"),
                                  .dirty = std::nullopt,
                                  .diff_stored = false,
                                  .branch = text_in(git, "branch")};
  }

  void say_that_it_has_no_end() {
    const bool is_lost = is_silent_for_long(last_time_);
    if (is_lost) run_.run().status = tracker::Status::lost;
    sink_.note("run " + run_.id() + " does not say how it ended: taken as " +
               (is_lost ? "lost, for it was silent for a day or more" : "still running"));
  }

  ImportSink& sink_;
  SourceRun run_;
  std::set<std::string> system_;
  double last_time_ = 0.0;
};

// Files of one run, in the order of their folders, whose names begin with the time. Only the name
// `run-<id>.swanlab` tells which run a file is of.
std::map<fs::path, std::vector<fs::path>> files_by_run(const std::vector<fs::path>& files) {
  std::map<fs::path, std::vector<fs::path>> runs;
  for (const fs::path& file : files) {
    const bool is_named = file.filename().string().starts_with("run-");
    runs[is_named ? file.filename() : file].push_back(file);
  }
  return runs;
}

}  // namespace

void import_swanlab(const fs::path& path, ImportSink& sink) {
  const auto files = find_files(
      path, [](const fs::path& file) { return file.extension() == ".swanlab"; }, sink);
  require_found(files, path, ".swanlab file");
  RunRemarks remarks;
  for (const auto& [name, files_of_run] : files_by_run(files)) {
    SwanlabRun run{files_of_run.front(), remarks, sink};
    for (const fs::path& file : files_of_run) run.read(file);
    if (run.is_named()) {
      std::move(run).finish();
    } else {
      sink.note(files_of_run.front().string() + ": left out, for nothing in it names the run");
    }
  }
  remarks.say(sink);
}

}  // namespace gainsay::importers
