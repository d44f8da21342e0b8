#include "json_document.h"

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

#include "gainsay/tracker/error.h"

#include "nearest.h"

namespace gainsay::importers {
namespace {

// Watches a parse for keys that an object has twice; JSON readers differ in which one wins.
class KeyWatch {
 public:
  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_.emplace_back();
    if (event == Json::parse_event_t::object_end) open_.pop_back();
    if (event == Json::parse_event_t::key && !open_.back().insert(parsed.get<std::string>()).second) {
      if (doubled_.empty()) doubled_ = parsed.get<std::string>();
      has_doubled_ = true;
    }
    return true;
  }

  bool has_doubled() const { return has_doubled_; }
  const std::string& doubled() const { return doubled_; }

 private:
  std::vector<std::set<std::string>> open_;
  std::string doubled_;
  bool has_doubled_ = false;
};

// What the parser says is wrong, without its own name and place.
std::string reason_of(const Json::parse_error& error) {
  const std::string text = error.what();
  const std::size_t column = text.find(", column ");
  const std::size_t colon = column == std::string::npos ? std::string::npos : text.find(": ", column);
  return colon == std::string::npos ? "not JSON" : "not JSON: " + text.substr(colon + 2);
}

// Arrays and objects are not shown: a hostile one may be nested deeper than the stack allows.
std::string shown(const Json& json) {
  if (json.is_structured()) return std::string{json.type_name()};
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= 60 ? "`" + text + "`" : "a long " + std::string{json.type_name()};
}

}  // namespace

Json parse_json(std::string_view text, const std::string& place) {
  KeyWatch watch;
  Json json;
  try {
    json = Json::parse(text.begin(), text.end(), std::ref(watch));
  } catch (const Json::parse_error& error) {
    throw tracker::FormatError(place + ":" + std::to_string(error.byte), reason_of(error),
                               "NaN and infinities are the texts \"nan\", \"inf\" and \"-inf\"");
  } catch (const Json::out_of_range&) {
    throw tracker::FormatError(place, "a number is too large for a double", "infinity is the text \"inf\"");
  }
  if (watch.has_doubled()) {
    throw tracker::FormatError(place, "key `" + watch.doubled() + "` appears twice", "leave one of them out");
  }
  return json;
}

std::string JsonValue::path() const {
  const std::string above = parent == nullptr ? std::string{} : parent->path();
  return above.empty() ? std::string{key} : above + "." + std::string{key};
}

std::string text_of(const JsonValue& value) {
  if (!value.json.is_string()) refuse_value(value, "a text");
  return value.json.get<std::string>();
}

std::int64_t integer_of(const JsonValue& value) {
  const bool fits =
      value.json.is_number_integer() &&
      !(value.json.is_number_unsigned() &&
        value.json.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()});
  if (!fits) refuse_value(value, "an integer of 64 bits");
  return value.json.get<std::int64_t>();
}

bool bool_of(const JsonValue& value) {
  if (!value.json.is_boolean()) refuse_value(value, "true or false");
  return value.json.get<bool>();
}

double number_of(const JsonValue& value) {
  if (value.json.is_number()) return value.json.get<double>();
  if (value.json == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (value.json == "inf") return std::numeric_limits<double>::infinity();
  if (value.json == "-inf") return -std::numeric_limits<double>::infinity();
  refuse_value(value, "a number, \"nan\", \"inf\" or \"-inf\"");
}

void require_object(const JsonValue& value) {
  if (!value.json.is_object()) refuse_value(value, "an object");
}

void require_array(const JsonValue& value) {
  if (!value.json.is_array()) refuse_value(value, "an array");
}

void require_known_keys(const JsonValue& object, std::span<const std::string_view> known) {
  for (const auto& [key, unused] : object.json.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string_view near = nearest(key, known);
    const std::string path = object.member(key).path();
    throw tracker::FormatError(object.place, "unknown key `" + path + "`",
                               near.empty() ? "leave it out; facts of your own belong into params or tags"
                                            : "did you mean `" + std::string{near} + "`?");
  }
}

void refuse_value(const JsonValue& value, const std::string& expected) {
  throw tracker::FormatError(value.place,
                             "`" + value.path() + "` must be " + expected + ", not " + shown(value.json),
                             "leave the key out where there is none");
}

}  // namespace gainsay::importers
