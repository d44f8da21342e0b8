#include "lenient_json.h"

#include <array>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "whole_file.h"

namespace gainsay::importers {
namespace {

using nlohmann::json;

constexpr std::size_t deepest = 1000;
constexpr std::uint64_t largest_file = 1ULL << 30U;

// Builds the value as the parser goes through the text.
class Builder {
 public:
  json take() { return std::move(root_); }

  bool Null() { return put(nullptr); }
  bool Bool(bool value) { return put(value); }
  bool Int(int value) { return put(std::int64_t{value}); }
  bool Uint(unsigned value) { return put(std::int64_t{value}); }
  bool Int64(std::int64_t value) { return put(value); }
  bool Uint64(std::uint64_t value) { return put(value); }
  bool Double(double value) { return put(value); }
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return false; }  // not asked for
  bool String(const char* text, rapidjson::SizeType size, bool) { return put(std::string(text, size)); }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    key_.assign(text, size);
    return true;
  }
  bool StartObject() { return open(json::object()); }
  bool StartArray() { return open(json::array()); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }

 private:
  bool put(json value) {
    place(std::move(value));
    return true;
  }

  json& place(json value) {
    if (open_.empty()) return root_ = std::move(value);
    json& parent = *open_.back();
    if (parent.is_object()) return parent[key_] = std::move(value);
    parent.push_back(std::move(value));
    return parent.back();
  }

  bool open(json value) {
    if (open_.size() >= deepest) return false;
    open_.push_back(&place(std::move(value)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  json root_;
  std::vector<json*> open_;  // no value moves while one inside it is open
  std::string key_;
};

}  // namespace

json parse_lenient_json(std::string_view text, const std::string& place) {
  constexpr unsigned flags = rapidjson::kParseFullPrecisionFlag | rapidjson::kParseNanAndInfFlag |
                             rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const std::size_t skipped = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  rapidjson::MemoryStream stream{text.data() + skipped, text.size() - skipped};
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> input{stream};
  rapidjson::Reader reader;
  Builder builder;
  const auto outcome = reader.Parse<flags>(input, builder);
  if (!outcome.IsError()) return builder.take();
  const std::string here = place + ":byte " + std::to_string(outcome.Offset() + skipped);
  if (outcome.Code() == rapidjson::kParseErrorTermination)
    throw tracker::FormatError(here, "the JSON nests too deep", "look at the file; it may be damaged");
  const std::string problem = std::string{"not JSON: "} + rapidjson::GetParseError_En(outcome.Code());
  if (outcome.Offset() + skipped >= text.size() || outcome.Code() == rapidjson::kParseErrorDocumentEmpty)
    throw CutJsonError(here, problem, "the file is cut off; copy it again, or import once it is complete");
  throw tracker::FormatError(here, problem, "look at the file; it may be damaged");
}

json read_lenient_json(const std::filesystem::path& file) {
  return parse_lenient_json(whole_file(file, largest_file), file.string());
}

std::optional<double> lenient_number(const json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  static constexpr std::array<std::pair<std::string_view, double>, 6> words{
      {{"NaN", std::numeric_limits<double>::quiet_NaN()},
       {"nan", std::numeric_limits<double>::quiet_NaN()},
       {"Infinity", infinity},
       {"inf", infinity},
       {"-Infinity", -infinity},
       {"-inf", -infinity}}};
  for (const auto& [word, number] : words) {
    if (value.get_ref<const std::string&>() == word) return number;
  }
  return std::nullopt;
}

}  // namespace gainsay::importers
