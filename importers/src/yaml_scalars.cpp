#include "yaml_scalars.h"

#include "gainsay/tracker/error.h"

#include "whole_file.h"
#include "yaml_events.h"

namespace gainsay::importers {
namespace {

using Kind = YamlEvent::Kind;

constexpr std::uint64_t largest = 4U << 20U;

bool is_null(const YamlEvent& event) { return event.is_plain && is_yaml_null(event.value); }

// Reads on to the end of the value that begins with `event`.
void skip_rest(const YamlEvent& event, YamlEvents& events) {
  int open = event.kind == Kind::list_begin || event.kind == Kind::map_begin ? 1 : 0;
  while (open > 0) {
    const Kind kind = events.next().kind;
    if (kind == Kind::list_begin || kind == Kind::map_begin) ++open;
    if (kind == Kind::list_end || kind == Kind::map_end) --open;
  }
}

}  // namespace

std::map<std::string, std::string> read_yaml_scalars(const std::filesystem::path& file) {
  const std::string text = whole_file(file, largest);
  const std::string place = file.string();
  YamlEvents events{text, place};
  std::map<std::string, std::string> scalars;
  const YamlEvent root = events.next();
  if (root.kind == Kind::end || (root.kind == Kind::scalar && is_null(root))) return scalars;
  if (root.kind != Kind::map_begin) {
    throw tracker::FormatError(place, "the file is no map of names to values",
                               "look at the file; it may be damaged or cut off");
  }
  for (YamlEvent key = events.next(); key.kind != Kind::map_end; key = events.next()) {
    skip_rest(key, events);
    const YamlEvent value = events.next();
    skip_rest(value, events);
    if (key.kind == Kind::scalar && value.kind == Kind::scalar && !is_null(value))
      scalars[key.value] = value.value;
  }
  return scalars;
}

}  // namespace gainsay::importers
