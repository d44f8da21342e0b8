#include "yaml_events.h"

#include <algorithm>
#include <array>
#include <new>
#include <optional>

#include <yaml.h>

#include "gainsay/tracker/error.h"

namespace gainsay::importers {
namespace {

std::string text_of(const yaml_char_t* text) {
  return text == nullptr ? std::string{} : std::string{reinterpret_cast<const char*>(text)};
}

YamlEvent scalar_event(const yaml_event_t& event) {
  const auto& scalar = event.data.scalar;
  return {.kind = YamlEvent::Kind::scalar,
          .value = std::string{reinterpret_cast<const char*>(scalar.value), scalar.length},
          .anchor = text_of(scalar.anchor),
          .tag = text_of(scalar.tag),
          .is_plain = scalar.style == YAML_PLAIN_SCALAR_STYLE};
}

YamlEvent bare_event(YamlEvent::Kind kind, const yaml_char_t* anchor = nullptr,
                     const yaml_char_t* tag = nullptr) {
  return {.kind = kind, .value = {}, .anchor = text_of(anchor), .tag = text_of(tag)};
}

// Nothing for the events that only frame the document.
std::optional<YamlEvent> event_of(const yaml_event_t& event) {
  using Kind = YamlEvent::Kind;
  switch (event.type) {
    case YAML_SCALAR_EVENT:
      return scalar_event(event);
    case YAML_ALIAS_EVENT:
      return bare_event(Kind::alias, event.data.alias.anchor, nullptr);
    case YAML_SEQUENCE_START_EVENT:
      return bare_event(Kind::list_begin, event.data.sequence_start.anchor, event.data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
      return bare_event(Kind::map_begin, event.data.mapping_start.anchor, event.data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
      return bare_event(Kind::list_end);
    case YAML_MAPPING_END_EVENT:
      return bare_event(Kind::map_end);
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT:
      return YamlEvent{};
    default:
      return std::nullopt;
  }
}

}  // namespace

bool is_yaml_null(std::string_view word) {
  static constexpr std::array<std::string_view, 5> words{"", "~", "null", "Null", "NULL"};
  return std::ranges::find(words, word) != words.end();
}

struct YamlEvents::Parser {
  yaml_parser_t state;
  bool is_over = false;
};

YamlEvents::YamlEvents(const std::string& text, const std::string& place)
    : parser_(std::make_unique<Parser>()), place_(place) {
  if (yaml_parser_initialize(&parser_->state) == 0) throw std::bad_alloc{};
  yaml_parser_set_input_string(&parser_->state, reinterpret_cast<const unsigned char*>(text.data()),
                               text.size());
}

YamlEvents::~YamlEvents() { yaml_parser_delete(&parser_->state); }

YamlEvent YamlEvents::next() {
  while (!parser_->is_over) {
    yaml_event_t event;
    if (yaml_parser_parse(&parser_->state, &event) == 0) {
      const yaml_parser_t& state = parser_->state;
      if (state.error == YAML_MEMORY_ERROR) throw std::bad_alloc{};
      throw tracker::FormatError(place_ + ":" + std::to_string(state.problem_mark.line + 1) + ":" +
                                     std::to_string(state.problem_mark.column + 1),
                                 "not YAML: " + std::string{state.problem},
                                 "look at the file; it may be damaged or cut off");
    }
    const std::optional<YamlEvent> read = event_of(event);
    yaml_event_delete(&event);
    if (!read) continue;
    parser_->is_over = read->kind == YamlEvent::Kind::end;
    return *read;
  }
  return {};
}

}  // namespace gainsay::importers
