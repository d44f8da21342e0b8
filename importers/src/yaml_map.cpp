#include "yaml_map.h"

#include <stdexcept>

namespace gainsay::importers {
namespace {

int append(void* bytes, unsigned char* begin, std::size_t size) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(begin), size);
  return 1;
}

}  // namespace

YamlMap::YamlMap() {
  if (yaml_emitter_initialize(&emitter_) == 0) throw std::bad_alloc{};
  yaml_emitter_set_output(&emitter_, append, &bytes_);
  yaml_emitter_set_unicode(&emitter_, 1);
  yaml_emitter_set_width(&emitter_, -1);
  yaml_event_t event;
  emit(event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
  emit(event, yaml_document_start_event_initialize(&event, nullptr, nullptr, nullptr, 1));
  emit(event, yaml_mapping_start_event_initialize(&event, nullptr, nullptr, 1, YAML_BLOCK_MAPPING_STYLE));
}

YamlMap::~YamlMap() { yaml_emitter_delete(&emitter_); }

YamlMap& YamlMap::text(const std::string& key, const std::string& value) {
  scalar(key, YAML_PLAIN_SCALAR_STYLE);
  scalar(value, YAML_DOUBLE_QUOTED_SCALAR_STYLE);
  return *this;
}

YamlMap& YamlMap::number(const std::string& key, const std::optional<std::int64_t>& value) {
  scalar(key, YAML_PLAIN_SCALAR_STYLE);
  scalar(value ? std::to_string(*value) : "null", YAML_PLAIN_SCALAR_STYLE);
  return *this;
}

std::string YamlMap::finish() {
  yaml_event_t event;
  emit(event, yaml_mapping_end_event_initialize(&event));
  emit(event, yaml_document_end_event_initialize(&event, 1));
  emit(event, yaml_stream_end_event_initialize(&event));
  return bytes_;
}

void YamlMap::scalar(const std::string& value, yaml_scalar_style_t style) {
  yaml_event_t event;
  const auto* bytes = reinterpret_cast<const yaml_char_t*>(value.data());
  emit(event, yaml_scalar_event_initialize(&event, nullptr, nullptr, bytes, static_cast<int>(value.size()), 1,
                                           1, style));
}

void YamlMap::emit(yaml_event_t& event, int is_made) {
  if (is_made == 0 || yaml_emitter_emit(&emitter_, &event) == 0)
    throw std::invalid_argument("a text of the map is no UTF-8");
}

}  // namespace gainsay::importers
