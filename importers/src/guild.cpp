#include "gainsay/importers/guild.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "file_walk.h"
#include "source_run.h"
#include "tensorboard_run.h"
#include "whole_file.h"
#include "yaml_document.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t largest_attribute = 16U << 20U;

bool is_within(const fs::path& path, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

// The folders of runs that do not lie in the folder of another one: those are its dependencies.
std::vector<fs::path> run_folders(const std::vector<fs::path>& oprefs) {
  std::vector<fs::path> folders;
  folders.reserve(oprefs.size());
  for (const fs::path& opref : oprefs) folders.push_back(opref.parent_path().parent_path());
  std::sort(folders.begin(), folders.end());
  std::vector<fs::path> outermost;
  for (const fs::path& folder : folders) {
    if (outermost.empty() || !is_within(folder, outermost.back())) outermost.push_back(folder);
  }
  return outermost;
}

// "guildfile:/path/guild.yml 0f66 tiny train" is `tiny:train`; a model without a name is ''.
std::string operation_of(const std::string& opref) {
  std::vector<std::string> words{""};
  for (const char c : opref) {
    if (c == ' ') {
      words.emplace_back();
    } else if (c != '\'' && c != '\n') {
      words.back() += c;
    }
  }
  if (words.size() < 2) return words.back();
  const std::string& model = words[words.size() - 2];
  return model.empty() ? words.back() : model + ":" + words.back();
}

bool is_event_file(const fs::path& file) {
  return file.filename().string().find(".tfevents.") != std::string::npos;
}

class GuildRun {
 public:
  GuildRun(const fs::path& folder, RunRemarks& remarks, ImportSink& sink)
      : folder_(folder), guild_(folder / ".guild"), sink_(sink), run_(own_name(folder), remarks) {}

  // Why it is no run of its own; empty where it is one.
  std::string why_not() const {
    if (has("PENDING") || has("STAGED")) return "it has not run yet";
    std::error_code error;
    return fs::exists(guild_ / "proto", error) ? "it is a batch, whose trials are runs of their own" : "";
  }

  void import(LeftOut& left_out) && {
    run_.run().method = operation_of(whole_file(guild_ / "opref", largest_attribute));
    add_facts();
    add_environment();
    set_status();
    add_scalars(left_out);
    run_.run().seed = seed_among(run_.run());
    std::move(run_).finish(sink_);
  }

 private:
  bool has(const char* marker) const { return is_file(guild_ / marker); }

  // An attribute; null where there is none.
  Json attribute(const char* name) {
    const fs::path file = guild_ / "attrs" / name;
    if (!is_file(file)) return nullptr;
    YamlDocument document = read_yaml(file, YamlDialect::python);
    run_.leave_out("objects of " + std::string{name}, "only the program that wrote them can make them",
                   document.left_out);
    return std::move(document.json);
  }

  static std::string text_of(const Json& value) {
    return value.is_string() ? value.get<std::string>() : std::string{};
  }

  // Guild counts time in millionths of a second.
  static std::optional<double> time_of(const Json& value) {
    return value.is_number() ? std::optional{value.get<double>() / 1e6} : std::nullopt;
  }

  void add_facts() {
    run_.params("", attribute("flags"));
    run_.tag("name", text_of(attribute("label")));
    run_.tag("user", text_of(attribute("user")));
    run_.tag("sourcecode_digest", text_of(attribute("sourcecode_digest")));
    const Json random_seed = attribute("random_seed");
    if (random_seed.is_number_integer()) run_.tag("random_seed", random_seed.dump());
    std::string tags;
    for (const Json& tag : attribute("tags")) tags += (tags.empty() ? "" : ", ") + text_of(tag);
    run_.tag("tags", tags);
    run_.run().host = text_of(attribute("host"));
    run_.run().started_at = time_of(attribute("started"));
    run_.run().ended_at = time_of(attribute("stopped"));
    for (const Json& word : attribute("cmd")) run_.run().argv.push_back(text_of(word));
    add_commit(text_of(attribute("vcs_commit")));
  }

  // "git:c0ffee*", where the star says that files were changed.
  void add_commit(std::string commit) {
    if (commit.empty()) return;
    const bool is_dirty = commit.ends_with('*');
    if (is_dirty) commit.pop_back();
    commit.erase(0, commit.find(':') + 1);
    run_.run().git = tracker::Git{.commit = commit, .dirty = is_dirty, .diff_stored = false, .branch = {}};
  }

  void add_environment() {
    const Json platform = attribute("platform");
    if (platform.is_object()) {
      for (const auto& [key, value] : platform.items())
        run_.environment(key, value.is_string() ? value.get<std::string>() : value.dump());
    }
    for (const Json& package : attribute("pip_freeze")) {
      const std::string text = text_of(package);
      const std::size_t equals = text.find("==");
      if (equals != std::string::npos) run_.environment(text.substr(0, equals), text.substr(equals + 2));
    }
    const Json variables = attribute("env");
    if (variables.is_object()) {
      run_.leave_out("environment variables", "they may hold secrets",
                     static_cast<std::int64_t>(variables.size()));
    }
  }

  void set_status() {
    tracker::Run& run = run_.run();
    const auto exit_status = integer_of_number(attribute("exit_status"));
    if (!exit_status) {
      run.status = has("LOCK") || has("LOCK.remote") ? tracker::Status::running : tracker::Status::lost;
      return;
    }
    run.exit_code = static_cast<int>(*exit_status);
    if (*exit_status == 0) {
      run.status = tracker::Status::finished;
    } else if (*exit_status < 0) {
      run.status = tracker::Status::killed;
    } else {
      run.status = tracker::Status::failed;
      run.failure = "crash";
    }
  }

  void add_scalars(LeftOut& left_out) {
    std::set<fs::path> folders;
    std::vector<fs::path> dependencies;
    const auto files = find_files(
        folder_, [&](const fs::path& file) { return is_event_file(file) || file.filename() == "opref"; },
        sink_);
    for (const fs::path& file : files) {
      const fs::path folder = file.parent_path();
      if (is_event_file(file)) {
        folders.insert(folder);
      } else if (folder != guild_) {
        dependencies.push_back(folder.parent_path());
      }
    }
    for (const fs::path& folder : folders) {
      const bool is_of_another = std::any_of(dependencies.begin(), dependencies.end(),
                                             [&](const fs::path& other) { return is_within(folder, other); });
      if (!is_of_another) add_scalars_of(folder, files, left_out);
    }
  }

  void add_scalars_of(const fs::path& folder, const std::vector<fs::path>& files, LeftOut& left_out) {
    TensorboardRun events{left_out, sink_};
    for (const fs::path& file : files) {
      if (is_event_file(file) && file.parent_path() == folder) events.read(file);
    }
    const std::string below = run_name(folder_, folder);
    const std::string prefix = folder == folder_ || folder == guild_ ? std::string{} : below + "#";
    for (tracker::Curve& curve : std::move(events).finish().curves) {
      curve.metric = prefix + curve.metric.str();
      run_.curve(std::move(curve));
    }
  }

  const fs::path& folder_;
  fs::path guild_;
  ImportSink& sink_;
  SourceRun run_;
};

}  // namespace

void import_guild(const fs::path& path, ImportSink& sink) {
  const auto is_opref = [](const fs::path& file) {
    return file.filename() == "opref" && file.parent_path().filename() == ".guild";
  };
  const std::vector<fs::path> folders = run_folders(find_files(path, is_opref, sink));
  require_found(folders, path, "run (.guild/opref) of Guild");
  LeftOut left_out;
  RunRemarks remarks;
  for (const fs::path& folder : folders) {
    GuildRun run{folder, remarks, sink};
    const std::string why_not = run.why_not();
    if (why_not.empty()) {
      std::move(run).import(left_out);
    } else {
      sink.note("run " + own_name(folder) + " left out: " + why_not);
    }
  }
  remarks.say(sink);
  left_out.say(sink);
}

}  // namespace gainsay::importers
