#include "gainsay/importers/lm_eval.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

#include "gainsay/tracker/error.h"

#include "file_walk.h"
#include "lenient_json.h"
#include "lm_eval_samples.h"
#include "number.h"
#include "source_run.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

// The date that the harness puts into the names of the files of one evaluation
// (2026-11-24T16-19-37.368265); empty where there is none.
std::string date_in(const fs::path& file) {
  static constexpr std::string_view pattern = "0000-00-00T00-00-00";
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string stem = file.stem().string();
  std::size_t end = stem.size();
  while (end > 0 && is_digit(stem[end - 1])) --end;
  end = end > 0 && stem[end - 1] == '.' ? end - 1 : stem.size();
  if (end < pattern.size()) return {};
  const std::size_t begin = end - pattern.size();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char found = is_digit(stem[begin + i]) ? '0' : stem[begin + i];
    if (found != pattern[i]) return {};
  }
  return stem.substr(begin);
}

bool is_results_file(const fs::path& file) {
  if (file.extension() != ".json") return false;
  return file.filename().string().starts_with("results") || !date_in(file).empty();
}

bool is_samples_file(const fs::path& file) {
  return file.extension() == ".jsonl" && file.filename().string().starts_with("samples_");
}

const Json& member(const Json& object, const std::string& key) {
  static const Json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

// The harness makes a random name up where the model's arguments hold none.
bool is_named_in(const Json& arguments, const std::string& name) {
  if (arguments.is_string()) return arguments.get_ref<const std::string&>().find(name) != std::string::npos;
  if (!arguments.is_object()) return false;
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](const Json& value) { return value.is_string() && value == name; });
}

std::string method_of(const Json& file) {
  const Json& config = member(file, "config");
  std::string name = text_in(file, "model_name");
  if (!name.empty() && is_named_in(member(config, "model_args"), name)) return name;
  std::string kind = text_in(config, "model");
  return kind.empty() ? name : kind;
}

// "pretrained=a,dtype=float32", as versions before 0.4.9 have it.
void add_argument_text(SourceRun& run, const std::string& text) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string part = text.substr(begin, end - begin);
    const std::size_t equals = part.find('=');
    if (equals != std::string::npos) {
      run.param("model_args." + part.substr(0, equals), part.substr(equals + 1));
    } else if (!part.empty()) {
      run.param("model_args." + part, true);
    }
    begin = end + 1;
  }
}

void add_config(SourceRun& run, const Json& config) {
  if (!config.is_object()) return;
  for (const auto& [key, value] : config.items()) {
    if (key == "model_args" && value.is_string()) {
      add_argument_text(run, value.get<std::string>());
    } else if (key == "device" && value.is_string()) {
      run.run().device = value.get<std::string>();
    } else {
      run.params(key, value);
    }
  }
  run.run().seed = integer_in(config, "random_seed");
}

// A metric with the filter that the answers went through, as the run calls it: "acc,none" is `acc`.
struct MetricKey {
  std::string metric;
  std::string filter;
};

MetricKey split_key(const std::string& key) {
  const std::size_t comma = key.rfind(',');
  if (comma == std::string::npos) return {key, "none"};
  return {key.substr(0, comma), key.substr(comma + 1)};
}

bool is_about_the_task(const std::string& key) {
  return key == "alias" || key == "name" || key == "sample_len" || key == "sample_count" || key == " ";
}

void add_results(SourceRun& run, const Json& results) {
  static constexpr std::string_view ending = "_stderr";
  for (const auto& [key, value] : results.items()) {
    if (is_about_the_task(key)) continue;
    MetricKey name = split_key(key);
    const bool is_stderr = name.metric.ends_with(ending);
    const auto number = exact_number(value);
    if (is_stderr && number) {
      name.metric.resize(name.metric.size() - ending.size());
      run.tag("stderr." + result_name(name.metric, name.filter),
              tracker::to_text(tracker::ParamValue{*number}));
    } else if (number) {
      run.result(result_name(name.metric, name.filter), *number);
    } else if (!is_stderr || value != "N/A") {
      run.leave_out("results", "they are no numbers that a double holds");
    }
  }
}

// Facts that older versions do not have, and that newer ones leave null where they do not apply.
void add_fact(SourceRun& run, const std::string& name, const Json& value) {
  if (!value.is_null()) run.params(name, value);
}

void add_task_facts(SourceRun& run, const Json& file, const std::string& task) {
  add_fact(run, "num_fewshot", member(member(file, "n-shot"), task));
  add_fact(run, "task_version", member(member(file, "versions"), task));
  add_fact(run, "fewshot_as_multiturn", member(file, "fewshot_as_multiturn"));
  run.tag("task_hash", text_in(member(file, "task_hashes"), task.c_str()));
  run.tag("chat_template_sha", text_in(file, "chat_template_sha"));
  run.tag("system_instruction_sha", text_in(file, "system_instruction_sha"));
  const Json& settings = member(member(file, "configs"), task);
  const std::string test_split = text_in(settings, "test_split");
  run.tag("split", test_split.empty() ? text_in(settings, "validation_split") : test_split);
  if (const auto n = integer_in(member(member(file, "n-samples"), task), "effective"))
    run.tag("n_samples", std::to_string(*n));
  run.tag("output_type", text_in(settings, "output_type"));
  add_fact(run, "generation_kwargs", member(settings, "generation_kwargs"));
  if (settings.is_object()) {
    run.leave_out("settings of the task", "the tag `task_hash` and the param `task_version` stand for them",
                  static_cast<std::int64_t>(settings.size()));
  }
}

void add_circumstances(SourceRun& run, const Json& file) {
  const Json& date = member(file, "date");
  if (date.is_number()) run.run().started_at = date.get<double>();
  if (const std::string commit = text_in(file, "git_hash"); !commit.empty())
    run.run().git = tracker::Git{.commit = commit, .dirty = std::nullopt, .diff_stored = false, .branch = {}};
  for (const char* const key : {"lm_eval_version", "transformers_version", "pretty_env_info"})
    run.environment(key, text_in(file, key));
  run.tag("total_evaluation_seconds", text_in(file, "total_evaluation_time_seconds"));
}

// One results file and the samples beside it.
class Evaluation {
 public:
  Evaluation(const fs::path& file, RunRemarks& remarks, ImportSink& sink)
      : file_(file), json_(read_lenient_json(file)), remarks_(remarks), sink_(sink) {
    if (!member(json_, "results").is_object()) {
      throw tracker::FormatError(file.string(), "there is no object `results`",
                                 "name the results_<date>.json that lm_eval wrote, or its folder");
    }
  }

  // Adds to `used` the samples files that belong to it.
  void import(std::set<fs::path>& used) {
    for (const auto& [task, results] : json_.at("results").items()) {
      if (is_group(task)) {
        note_group(task, results);
      } else if (results.is_object()) {
        import_task(task, results, used);
      }
    }
  }

 private:
  bool is_group(const std::string& task) const {
    return member(json_, "groups").contains(task) ||
           (member(json_, "group_subtasks").contains(task) && !member(json_, "configs").contains(task));
  }

  void note_group(const std::string& group, const Json& results) const {
    if (!results.is_object()) return;
    for (const auto& [key, value] : results.items()) {
      const MetricKey name = split_key(key);
      if (is_about_the_task(key) || name.metric.ends_with("_stderr") || !exact_number(value)) continue;
      sink_.note(file_.string() + ": left out " + result_name(name.metric, name.filter) + " of the group " +
                 group + ": it is the average of tasks that are imported");
    }
  }

  // The group that has the task as a member; empty where none or several have.
  std::string group_of(const std::string& task) const {
    const Json& groups = member(json_, "group_subtasks");
    std::string result;
    if (!groups.is_object()) return result;
    for (const auto& [group, tasks] : groups.items()) {
      if (std::find(tasks.begin(), tasks.end(), task) == tasks.end()) continue;
      if (!result.empty()) return {};
      result = group;
    }
    return result;
  }

  std::string source_id(const std::string& task) const {
    const Json& date = member(json_, "date");
    const std::string when = date.is_number() ? shortest(date.get<double>()) : file_.stem().string();
    return text_in(json_, "model_name") + "/" + when + "/" + task;
  }

  void import_task(const std::string& task, const Json& results, std::set<fs::path>& used) {
    SourceRun run{source_id(task), remarks_};
    run.run().method = method_of(json_);
    run.run().dataset = task;
    add_config(run, member(json_, "config"));
    add_task_facts(run, json_, task);
    add_circumstances(run, json_);
    add_results(run, results);
    run.tag("group", group_of(task));
    const fs::path samples = file_.parent_path() / ("samples_" + task + "_" + date_in(file_) + ".jsonl");
    if (std::error_code error; task.find('/') == std::string::npos && fs::exists(samples, error)) {
      used.insert(samples);
      read_lm_eval_samples(samples, run, sink_);
    }
    std::move(run).finish(sink_);
  }

  const fs::path& file_;
  Json json_;
  RunRemarks& remarks_;
  ImportSink& sink_;
};

}  // namespace

void import_lm_eval(const fs::path& path, ImportSink& sink) {
  std::vector<fs::path> results = find_files(
      path, [](const fs::path& file) { return is_results_file(file) || is_samples_file(file); }, sink);
  std::vector<fs::path> samples;
  std::copy_if(results.begin(), results.end(), std::back_inserter(samples), is_samples_file);
  std::erase_if(results, is_samples_file);
  require_found(results, path, "results_<date>.json of lm_eval");
  std::set<fs::path> used;
  RunRemarks remarks;
  for (const fs::path& file : results) Evaluation{file, remarks, sink}.import(used);
  remarks.say(sink);
  for (const fs::path& file : samples) {
    if (!used.contains(file))
      sink.note(file.string() + " left out: the results file of its date has no such task");
  }
}

}  // namespace gainsay::importers
