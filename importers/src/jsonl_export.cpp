#include "gainsay/importers/jsonl_export.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <ostream>
#include <string_view>
#include <type_traits>

#include "gainsay/tracker/error.h"

#include "number.h"
#include "utf8.h"

namespace gainsay::importers {
namespace {

struct NotUtf8 {};

std::string json_text(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  if (!is_utf8(text)) throw NotUtf8{};
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      result += {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 15U]};
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string number(double value) {
  if (std::isnan(value)) return "\"nan\"";
  if (std::isinf(value)) return value > 0 ? "\"inf\"" : "\"-inf\"";
  return shortest(value);
}

// A param's double always looks like one, so that 1.0 does not come back as the integer 1.
std::string param(const tracker::ParamValue& value) {
  if (const auto* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) {
    const std::string text = number(*real);
    return text.find_first_of(".e\"") == std::string::npos ? text + ".0" : text;
  }
  const std::string& text = std::get<std::string>(value);
  const bool reads_as_number = text == "nan" || text == "inf" || text == "-inf";
  return reads_as_number ? "{\"text\":" + json_text(text) + "}" : json_text(text);
}

// A JSON object that is written member by member.
class ObjectWriter {
 public:
  // `json` is the member's value, already as JSON.
  void add(std::string_view key, const std::string& json) {
    text_ += (text_.empty() ? "" : ",") + json_text(key) + ":" + json;
  }
  void add_text(std::string_view key, std::string_view text) {
    if (!text.empty()) add(key, json_text(text));
  }
  template <typename Entries, typename Write>
  void add_object(std::string_view key, const Entries& entries, Write write) {
    ObjectWriter object;
    for (const auto& entry : entries) write(object, entry);
    if (!object.text_.empty()) add(key, object.str());
  }
  std::string str() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

template <typename Values, typename Write>
std::string array(const Values& values, Write write) {
  std::string text = "[";
  for (const auto& value : values) {
    if (text.size() > 1) text += ',';
    text += write(value);
  }
  return text + "]";
}

std::string integer(std::int64_t value) { return std::to_string(value); }

std::string curve(const tracker::Curve& points) {
  ObjectWriter object;
  object.add("step", array(points.step, integer));
  object.add("value", array(points.value, number));
  if (!points.time.empty()) object.add("time", array(points.time, number));
  return object.str();
}

std::string items(const tracker::ItemScores& scores) {
  ObjectWriter object;
  object.add("item", array(scores.item, json_text));
  object.add("score", array(scores.score, number));
  if (!scores.cluster.empty()) object.add("cluster", array(scores.cluster, json_text));
  return object.str();
}

std::string git_object(const tracker::Git& git) {
  ObjectWriter object;
  object.add_text("commit", git.commit.str());
  if (git.dirty) object.add("dirty", *git.dirty ? "true" : "false");
  if (git.diff_stored) object.add("diff_stored", "true");
  object.add_text("branch", git.branch.str());
  return object.str();
}

std::string exclusion_object(const tracker::Exclusion& exclusion) {
  ObjectWriter object;
  object.add("reason", json_text(exclusion.reason.str()));
  object.add_text("at", exclusion.at.str());
  return object.str();
}

void write_identity(ObjectWriter& object, const tracker::Run& run) {
  object.add_text("id", run.source_id.empty() ? run.id : run.source_id);
  object.add_text("method", run.method.str());
  object.add_text("dataset", run.dataset.str());
  object.add_text("split", run.split.str());
  if (run.seed) object.add("seed", integer(*run.seed));
  if (run.fold) object.add("fold", integer(*run.fold));
  object.add_text("purpose", tracker::to_string(run.purpose));
  if (run.role) object.add_text("role", tracker::to_string(*run.role));
  object.add_text("status", tracker::to_string(run.status));
  object.add_text("failure", run.failure.str());
  object.add_text("parent", run.parent);
}

void write_numbers(ObjectWriter& object, const tracker::WholeRun& whole) {
  const auto entry_name = [](const auto& entry) -> const std::string& { return entry.name.str(); };
  object.add_object("params", whole.run.params,
                    [&](ObjectWriter& o, const auto& p) { o.add(entry_name(p), param(p.value)); });
  object.add_object("tags", whole.run.tags,
                    [&](ObjectWriter& o, const auto& t) { o.add(entry_name(t), json_text(t.value)); });
  object.add_object("results", whole.run.results,
                    [](ObjectWriter& o, const auto& r) { o.add(r.metric.str(), number(r.value)); });
  object.add_object("curves", whole.curves,
                    [](ObjectWriter& o, const auto& c) { o.add(c.metric.str(), curve(c)); });
  object.add_object("items", whole.items,
                    [](ObjectWriter& o, const auto& i) { o.add(i.metric.str(), items(i)); });
}

void write_circumstances(ObjectWriter& object, const tracker::Run& run) {
  if (run.started_at) object.add_text("started_at", tracker::format_time(*run.started_at));
  if (run.ended_at) object.add_text("ended_at", tracker::format_time(*run.ended_at));
  if (run.git) object.add("git", git_object(*run.git));
  object.add_text("host", run.host.str());
  object.add_text("device", run.device.str());
  object.add_object("environment", run.environment,
                    [](ObjectWriter& o, const auto& e) { o.add(e.name.str(), json_text(e.value.str())); });
  if (!run.argv.empty()) object.add("argv", array(run.argv, json_text));
  if (run.exit_code) object.add("exit_code", integer(*run.exit_code));
  if (run.dropped_points != 0) object.add("dropped_points", integer(run.dropped_points));
  if (run.excluded) object.add("excluded", exclusion_object(*run.excluded));
}

}  // namespace

std::string jsonl_line(const tracker::WholeRun& run) {
  try {
    ObjectWriter object;
    write_identity(object, run.run);
    write_numbers(object, run);
    write_circumstances(object, run.run);
    return object.str();
  } catch (const NotUtf8&) {
    throw tracker::FormatError("run " + run.run.id, "a text of the run is not UTF-8, which JSON cannot hold",
                               "look at its names, tags and items with `gainsay show`");
  }
}

void write_jsonl(std::ostream& output, std::span<const tracker::WholeRun> runs) {
  for (const tracker::WholeRun& run : runs) output << jsonl_line(run) << '\n';
}

}  // namespace gainsay::importers
