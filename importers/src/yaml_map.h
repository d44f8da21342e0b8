#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <yaml.h>

namespace gainsay::importers {

// Writes one flat YAML map, entry by entry in the order of the calls. Texts are quoted, so that no reader
// takes them for anything else. Throws std::invalid_argument where a text is no UTF-8.
class YamlMap {
 public:
  YamlMap();
  ~YamlMap();
  YamlMap(const YamlMap&) = delete;
  YamlMap& operator=(const YamlMap&) = delete;

  YamlMap& text(const std::string& key, const std::string& value);
  // Null where there is none.
  YamlMap& number(const std::string& key, const std::optional<std::int64_t>& value);

  // The whole map; no entry can follow.
  std::string finish();

 private:
  void emit(yaml_event_t& event, int is_made);
  void scalar(const std::string& value, yaml_scalar_style_t style);

  yaml_emitter_t emitter_;
  std::string bytes_;
};

}  // namespace gainsay::importers
