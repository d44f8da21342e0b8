#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gainsay::importers {

// What a YAML text says next: a scalar, a reference to what stood under an anchor, the begin and end of a
// list or map, or `end` when its first document is over.
struct YamlEvent {
  enum class Kind : std::uint8_t { scalar, alias, list_begin, list_end, map_begin, map_end, end };

  Kind kind = Kind::end;
  std::string value;   // of a scalar
  std::string anchor;  // given here, or referred to by an alias; empty without one
  std::string tag;     // as written, with its handle replaced; empty without one
  bool is_plain = false;
};

// Whether a plain word stands for nothing, in either version of YAML.
bool is_yaml_null(std::string_view word);

// The events of a text's first document, in order, in time proportional to the text. `place` is what errors
// call the text; both must outlive the reader.
class YamlEvents {
 public:
  YamlEvents(const std::string& text, const std::string& place);
  ~YamlEvents();
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;

  // Throws tracker::FormatError, whose place is `place:line:column`, where the text is no YAML.
  YamlEvent next();

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  const std::string& place_;
};

}  // namespace gainsay::importers
