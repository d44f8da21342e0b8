#include "gainsay/importers/jsonl.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>

#include "gainsay/tracker/error.h"

#include "json_document.h"

namespace gainsay::importers {
namespace {

constexpr std::size_t longest_line = 256U << 20U;

double time_of(const JsonValue& value) {
  const auto time = tracker::parse_time(text_of(value));
  if (!time) refuse_value(value, "a time such as \"2026-11-24T10:00:00.000Z\"");
  return *time;
}

tracker::ParamValue param_of(const JsonValue& value) {
  if (value.json.is_boolean()) return bool_of(value);
  if (value.json.is_number_integer()) return integer_of(value);
  if (value.json.is_object()) {
    static constexpr std::array<std::string_view, 1> known{"text"};
    require_known_keys(value, known);
    if (!value.json.contains("text")) refuse_value(value, "{\"text\": ...}, a number, true, false or a text");
    return text_of(value.member("text"));
  }
  const bool special = value.json == "nan" || value.json == "inf" || value.json == "-inf";
  if (value.json.is_number() || special) return number_of(value);
  if (!value.json.is_string()) refuse_value(value, "a number, true, false or a text");
  return text_of(value);
}

// Calls `read` with the name and value of each entry of an object.
void each_entry(const JsonValue& object,
                const std::function<void(const std::string&, const JsonValue&)>& read) {
  require_object(object);
  for (const auto& [key, entry] : object.json.items()) {
    if (key.empty()) refuse_value(object, "an object without empty keys");
    read(key, {entry, object.place, key, &object});
  }
}

template <typename Value>
std::vector<Value> array_of(const JsonValue& array, Value (*read)(const JsonValue&)) {
  require_array(array);
  std::vector<Value> values;
  values.reserve(array.json.size());
  for (const Json& element : array.json) values.push_back(read({element, array.place, "(entry)", &array}));
  return values;
}

void require_length(const JsonValue& object, const char* key, std::size_t length) {
  if (object.json.at(key).size() == length) return;
  throw tracker::FormatError(object.place,
                             "`" + object.path() + "." + key + "` has " +
                                 std::to_string(object.json.at(key).size()) +
                                 " entries where there must be " + std::to_string(length),
                             "the arrays of one metric must be equally long");
}

void require_keys(const JsonValue& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (!object.json.contains(key))
      refuse_value(object, "an object with the key \"" + std::string{key} + "\"");
  }
}

tracker::Curve curve_of(const std::string& metric, const JsonValue& value) {
  static constexpr std::array<std::string_view, 3> known{"step", "value", "time"};
  require_object(value);
  require_known_keys(value, known);
  require_keys(value, {"step", "value"});
  tracker::Curve curve;
  curve.metric = metric;
  curve.step = array_of(value.member("step"), integer_of);
  curve.value = array_of(value.member("value"), number_of);
  require_length(value, "value", curve.step.size());
  if (value.json.contains("time")) {
    curve.time = array_of(value.member("time"), number_of);
    require_length(value, "time", curve.step.size());
  }
  return curve;
}

tracker::ItemScores items_of(const std::string& metric, const JsonValue& value) {
  static constexpr std::array<std::string_view, 3> known{"item", "score", "cluster"};
  require_object(value);
  require_known_keys(value, known);
  require_keys(value, {"item", "score"});
  tracker::ItemScores scores;
  scores.metric = metric;
  scores.item = array_of(value.member("item"), text_of);
  scores.score = array_of(value.member("score"), number_of);
  require_length(value, "score", scores.item.size());
  if (value.json.contains("cluster")) {
    scores.cluster = array_of(value.member("cluster"), text_of);
    require_length(value, "cluster", scores.item.size());
  }
  return scores;
}

tracker::Git git_of(const JsonValue& value) {
  static constexpr std::array<std::string_view, 4> known{"commit", "dirty", "diff_stored", "branch"};
  require_object(value);
  require_known_keys(value, known);
  tracker::Git git;
  if (value.json.contains("commit")) git.commit = text_of(value.member("commit"));
  if (value.json.contains("dirty") && !value.json.at("dirty").is_null())
    git.dirty = bool_of(value.member("dirty"));
  if (value.json.contains("diff_stored")) git.diff_stored = bool_of(value.member("diff_stored"));
  if (value.json.contains("branch")) git.branch = text_of(value.member("branch"));
  return git;
}

tracker::Exclusion exclusion_of(const JsonValue& value) {
  static constexpr std::array<std::string_view, 2> known{"reason", "at"};
  require_object(value);
  require_known_keys(value, known);
  require_keys(value, {"reason"});
  tracker::Exclusion exclusion{.reason = text_of(value.member("reason")), .at = {}};
  if (value.json.contains("at")) exclusion.at = text_of(value.member("at"));
  return exclusion;
}

template <typename Enum>
Enum enum_of(const JsonValue& value, std::optional<Enum> (*parse)(std::string_view), const char* expected) {
  const auto parsed = parse(text_of(value));
  if (!parsed) refuse_value(value, expected);
  return *parsed;
}

using Reader = void (*)(tracker::WholeRun&, const JsonValue&);

struct Key {
  std::string_view name;
  Reader read;
};

int exit_code_of(const JsonValue& value) {
  const std::int64_t code = integer_of(value);
  if (code != static_cast<int>(code)) refuse_value(value, "an exit code");
  return static_cast<int>(code);
}

void read_params(tracker::WholeRun& w, const JsonValue& value) {
  each_entry(value, [&](const auto& name, const auto& v) { w.run.params.push_back({name, param_of(v)}); });
}

void read_tags(tracker::WholeRun& w, const JsonValue& value) {
  each_entry(value, [&](const auto& name, const auto& v) { w.run.tags.push_back({name, text_of(v)}); });
}

void read_results(tracker::WholeRun& w, const JsonValue& value) {
  each_entry(value, [&](const auto& name, const auto& v) { w.run.results.push_back({name, number_of(v)}); });
}

void read_curves(tracker::WholeRun& w, const JsonValue& value) {
  each_entry(value, [&](const auto& name, const auto& v) { w.curves.push_back(curve_of(name, v)); });
}

void read_items(tracker::WholeRun& w, const JsonValue& value) {
  each_entry(value, [&](const auto& name, const auto& v) { w.items.push_back(items_of(name, v)); });
}

void read_environment(tracker::WholeRun& w, const JsonValue& value) {
  each_entry(value, [&](const auto& name, const auto& v) {
    w.run.environment.push_back({name, text_of(v)});
  });
}

void read_purpose(tracker::WholeRun& w, const JsonValue& value) {
  w.run.purpose = enum_of(value, tracker::parse_purpose, "tune, pilot or final");
}

void read_role(tracker::WholeRun& w, const JsonValue& value) {
  w.run.role = enum_of(value, tracker::parse_role, "baseline, variant, ablation or reported");
}

void read_status(tracker::WholeRun& w, const JsonValue& value) {
  w.run.status = enum_of(value, tracker::parse_status, "finished, failed, killed, lost or running");
}

constexpr std::array keys{
    Key{"id", [](auto& w, const JsonValue& v) { w.run.source_id = text_of(v); }},
    Key{"method", [](auto& w, const JsonValue& v) { w.run.method = text_of(v); }},
    Key{"dataset", [](auto& w, const JsonValue& v) { w.run.dataset = text_of(v); }},
    Key{"split", [](auto& w, const JsonValue& v) { w.run.split = text_of(v); }},
    Key{"seed", [](auto& w, const JsonValue& v) { w.run.seed = integer_of(v); }},
    Key{"fold", [](auto& w, const JsonValue& v) { w.run.fold = integer_of(v); }},
    Key{"purpose", read_purpose},
    Key{"role", read_role},
    Key{"status", read_status},
    Key{"failure", [](auto& w, const JsonValue& v) { w.run.failure = text_of(v); }},
    Key{"parent", [](auto& w, const JsonValue& v) { w.run.parent = text_of(v); }},
    Key{"params", read_params},
    Key{"tags", read_tags},
    Key{"results", read_results},
    Key{"curves", read_curves},
    Key{"items", read_items},
    Key{"started_at", [](auto& w, const JsonValue& v) { w.run.started_at = time_of(v); }},
    Key{"ended_at", [](auto& w, const JsonValue& v) { w.run.ended_at = time_of(v); }},
    Key{"git", [](auto& w, const JsonValue& v) { w.run.git = git_of(v); }},
    Key{"host", [](auto& w, const JsonValue& v) { w.run.host = text_of(v); }},
    Key{"device", [](auto& w, const JsonValue& v) { w.run.device = text_of(v); }},
    Key{"environment", read_environment},
    Key{"argv", [](auto& w, const JsonValue& v) { w.run.argv = array_of(v, text_of); }},
    Key{"exit_code", [](auto& w, const JsonValue& v) { w.run.exit_code = exit_code_of(v); }},
    Key{"dropped_points", [](auto& w, const JsonValue& v) { w.run.dropped_points = integer_of(v); }},
    Key{"excluded", [](auto& w, const JsonValue& v) { w.run.excluded = exclusion_of(v); }},
};

constexpr auto key_names = [] {
  std::array<std::string_view, keys.size()> names;
  for (std::size_t i = 0; i < keys.size(); ++i) names[i] = keys[i].name;
  return names;
}();

void sort_entries(tracker::WholeRun& whole) {
  const auto by_name = [](const auto& a, const auto& b) { return a.name < b.name; };
  const auto by_metric = [](const auto& a, const auto& b) { return a.metric < b.metric; };
  std::sort(whole.run.params.begin(), whole.run.params.end(), by_name);
  std::sort(whole.run.tags.begin(), whole.run.tags.end(), by_name);
  std::sort(whole.run.environment.begin(), whole.run.environment.end(), by_name);
  std::sort(whole.run.results.begin(), whole.run.results.end(), by_metric);
  std::sort(whole.curves.begin(), whole.curves.end(), by_metric);
  std::sort(whole.items.begin(), whole.items.end(), by_metric);
  for (const tracker::Curve& curve : whole.curves) whole.run.curves.push_back(tracker::summarize(curve));
  for (const tracker::ItemScores& scores : whole.items) whole.run.item_metrics.push_back(scores.metric);
}

// The next line without its end; false at the end of the input.
bool next_line(std::istream& input, std::string& line, const std::string& place) {
  line.clear();
  std::streambuf& bytes = *input.rdbuf();
  int byte = bytes.sbumpc();
  if (byte == std::char_traits<char>::eof()) return false;
  for (; byte != std::char_traits<char>::eof() && byte != '\n'; byte = bytes.sbumpc()) {
    if (line.size() == longest_line) {
      throw tracker::FormatError(place, "the line is longer than 256 MiB",
                                 "a line is one run; split the file");
    }
    line.push_back(static_cast<char>(byte));
  }
  return true;
}

}  // namespace

tracker::WholeRun parse_jsonl_line(std::string_view line, const std::string& place) {
  const Json json = parse_json(line, place);
  const JsonValue object{json, place};
  if (!json.is_object()) {
    throw tracker::FormatError(place, "the line is no JSON object",
                               "each line is one run: {\"method\": ...}");
  }
  require_known_keys(object, key_names);
  tracker::WholeRun whole;
  whole.run.status = tracker::Status::finished;
  for (const Key& key : keys) {
    const std::string name{key.name};
    if (json.contains(name) && !json.at(name).is_null()) key.read(whole, object.member(name));
  }
  if (whole.run.method.empty()) {
    throw tracker::FormatError(place, "the run has no method", "add the key `method`");
  }
  sort_entries(whole);
  return whole;
}

namespace {

template <typename Take>
void each_run(std::istream& input, const std::string& place, Take take) {
  std::string line;
  for (std::size_t number = 1; next_line(input, line, place + ":" + std::to_string(number)); ++number) {
    std::string_view text = line;
    if (number == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    take(parse_jsonl_line(text, place + ":" + std::to_string(number)));
  }
}

std::ifstream opened(const std::filesystem::path& file) {
  std::ifstream input{file, std::ios::binary};
  if (!input || std::filesystem::is_directory(file)) {
    throw tracker::FormatError(file.string(), "the file cannot be read", "check its name and permissions");
  }
  return input;
}

}  // namespace

void import_jsonl(const std::filesystem::path& file, ImportSink& sink) {
  std::ifstream input = opened(file);
  each_run(input, file.string(), [&sink](tracker::WholeRun run) { sink.add(std::move(run)); });
}

std::vector<tracker::WholeRun> read_jsonl(std::istream& input, const std::string& place) {
  std::vector<tracker::WholeRun> runs;
  each_run(input, place, [&runs](tracker::WholeRun run) { runs.push_back(std::move(run)); });
  return runs;
}

std::vector<tracker::WholeRun> read_jsonl(const std::filesystem::path& file) {
  std::ifstream input = opened(file);
  return read_jsonl(input, file.string());
}

}  // namespace gainsay::importers
