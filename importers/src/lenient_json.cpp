#include "lenient_json.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "number.h"
#include "text_file.h"

namespace gainsay::importers {
namespace {

// Builds the value from what RapidJSON's reader meets.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  bool Null() { return add(nullptr); }
  bool Bool(bool value) { return add(value); }
  bool String(const char* text, rapidjson::SizeType length, bool) { return add(std::string(text, length)); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    const std::string_view digits{text, length};
    if (const auto integer = parse_integer(digits)) return add(*integer);
    const auto number = parse_number(digits);
    return number && add(*number);
  }
  bool StartObject() { return open(Json::object()); }
  bool StartArray() { return open(Json::array()); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    open_.back().key.assign(text, length);
    return true;
  }

  bool too_deep() const { return open_.size() > deepest_json; }
  Json take() { return std::move(whole_); }

 private:
  struct Open {
    Json value;
    std::string key;  // of the member that comes next
  };

  bool add(Json value) {
    if (open_.empty()) {
      whole_ = std::move(value);
    } else if (open_.back().value.is_array()) {
      open_.back().value.push_back(std::move(value));
    } else {
      open_.back().value[open_.back().key] = std::move(value);
    }
    return true;
  }
  bool open(Json value) {
    open_.push_back({std::move(value), {}});
    return !too_deep();
  }
  bool close() {
    Json value = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(value));
  }

  std::vector<Open> open_;
  Json whole_;
};

}  // namespace

Json parse_lenient_json(std::string_view text, const std::string& place) {
  constexpr unsigned flags = rapidjson::kParseNanAndInfFlag | rapidjson::kParseNumbersAsStringsFlag |
                             rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  rapidjson::MemoryStream bytes{text.data(), text.size()};
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> input{bytes};
  rapidjson::Reader reader;
  Builder builder;
  const rapidjson::ParseResult outcome = reader.Parse<flags>(input, builder);
  if (!outcome.IsError()) return builder.take();
  const std::string here = place + ":" + std::to_string(outcome.Offset() + 1);
  if (builder.too_deep()) {
    throw tracker::FormatError(here, "more than " + std::to_string(deepest_json) + " values are nested",
                               "the file is damaged or is not what the tool writes");
  }
  const std::string problem = std::string{"not JSON: "} + rapidjson::GetParseError_En(outcome.Code());
  if (outcome.Offset() >= text.size() || outcome.Code() == rapidjson::kParseErrorDocumentEmpty)
    throw CutJsonError(here, problem, "the file is cut off; copy it again, or import once it is complete");
  throw tracker::FormatError(here, problem, "the file is damaged or is not what the tool writes");
}

Json read_lenient_json(const std::filesystem::path& file) {
  return parse_lenient_json(read_text_file(file), file.string());
}

}  // namespace gainsay::importers
