#include "wandb_record.h"

#include <protozero/pbf_reader.hpp>

#include "protobuf_fields.h"

namespace gainsay::importers {
namespace {

using protozero::pbf_reader;

std::string_view view(pbf_reader& message) {
  const auto found = message.get_view();
  return {found.data(), found.size()};
}

std::string text(pbf_reader& message) { return std::string{view(message)}; }

// HistoryItem, SummaryItem, ConfigItem and StatsItem have the same fields, or some of them.
WandbItem parse_item(pbf_reader message) {
  WandbItem item;
  std::string nested;
  while (message.next()) {
    if (is(message, 1, bytes_type)) {
      item.key = view(message);
    } else if (is(message, 2, bytes_type)) {
      nested += (nested.empty() ? "" : ".") + text(message);
    } else if (is(message, 16, bytes_type) || is(message, 8, bytes_type)) {
      item.value = WandbJson{view(message)};
    } else if (is(message, 4, varint)) {
      item.value = message.get_bool();
    } else if (is(message, 5, varint)) {
      item.value = std::int64_t{message.get_sint64()};
    } else if (is(message, 6, fixed64)) {
      item.value = message.get_double();
    } else if (is(message, 7, bytes_type)) {
      item.value = view(message);
    } else {
      message.skip();
    }
  }
  if (!nested.empty()) item.key = std::move(nested);
  return item;
}

// SummaryRecord and ConfigRecord.
void parse_items(pbf_reader message, WandbItems& items) {
  while (message.next()) {
    if (is(message, 1, bytes_type)) {
      items.update.push_back(parse_item(message.get_message()));
    } else if (is(message, 2, bytes_type)) {
      items.remove.push_back(parse_item(message.get_message()).key);
    } else {
      message.skip();
    }
  }
}

std::int64_t parse_step(pbf_reader message) {
  std::int64_t step = 0;
  while (message.next()) {
    if (is(message, 1, varint)) {
      step = message.get_int64();
    } else {
      message.skip();
    }
  }
  return step;
}

std::string parse_commit(pbf_reader message) {
  std::string commit;
  while (message.next()) {
    if (is(message, 2, bytes_type)) {
      commit = text(message);
    } else {
      message.skip();
    }
  }
  return commit;
}

WandbHistory parse_history(pbf_reader message) {
  WandbHistory history;
  while (message.next()) {
    if (is(message, 1, bytes_type)) {
      history.items.push_back(parse_item(message.get_message()));
    } else if (is(message, 2, bytes_type)) {
      history.step = parse_step(message.get_message());
    } else {
      message.skip();
    }
  }
  return history;
}

WandbStats parse_stats(pbf_reader message) {
  WandbStats stats;
  while (message.next()) {
    if (is(message, 2, bytes_type)) {
      stats.time = parse_timestamp(message.get_message());
    } else if (is(message, 3, bytes_type)) {
      stats.items.push_back(parse_item(message.get_message()));
    } else {
      message.skip();
    }
  }
  return stats;
}

WandbRunInfo parse_run(pbf_reader message) {
  WandbRunInfo run;
  const auto target = [&run](protozero::pbf_tag_type tag) -> std::string* {
    switch (tag) {
      case 1:
        return &run.id;
      case 2:
        return &run.entity;
      case 3:
        return &run.project;
      case 6:
        return &run.group;
      case 7:
        return &run.job_type;
      case 8:
        return &run.name;
      case 9:
        return &run.notes;
      case 12:
        return &run.sweep;
      case 13:
        return &run.host;
      default:
        return nullptr;
    }
  };
  while (message.next()) {
    std::string* field = target(message.tag());
    if (message.wire_type() != bytes_type) {
      message.skip();
    } else if (field != nullptr) {
      *field = text(message);
    } else if (message.tag() == 4) {
      parse_items(message.get_message(), run.config);
    } else if (message.tag() == 5) {
      parse_items(message.get_message(), run.summary);
    } else if (message.tag() == 10) {
      run.tags.push_back(text(message));
    } else if (message.tag() == 17) {
      run.started_at = parse_timestamp(message.get_message());
    } else if (message.tag() == 21) {
      run.commit = parse_commit(message.get_message());
    } else {
      message.skip();
    }
  }
  return run;
}

WandbExit parse_exit(pbf_reader message) {
  WandbExit exit;
  while (message.next()) {
    if (is(message, 1, varint)) {
      exit.code = message.get_int32();
    } else if (is(message, 2, varint)) {
      exit.runtime_seconds = message.get_int32();
    } else {
      message.skip();
    }
  }
  return exit;
}

WandbMetric parse_metric(pbf_reader message) {
  WandbMetric metric;
  while (message.next()) {
    if (is(message, 1, bytes_type) || is(message, 2, bytes_type)) {
      metric.name = text(message);
    } else if (is(message, 8, varint)) {
      metric.goal = message.get_enum();
    } else {
      message.skip();
    }
  }
  return metric;
}

WandbEnvironment parse_environment(pbf_reader message) {
  WandbEnvironment environment;
  const auto entry_name = [](protozero::pbf_tag_type tag) -> const char* {
    switch (tag) {
      case 1:
        return "os";
      case 2:
        return "python";
      case 6:
        return "program";
      case 14:
        return "executable";
      case 25:
        return "cuda";
      default:
        return nullptr;
    }
  };
  while (message.next()) {
    const char* name = entry_name(message.tag());
    if (message.wire_type() != bytes_type) {
      message.skip();
    } else if (name != nullptr) {
      environment.entries.emplace_back(name, text(message));
    } else if (message.tag() == 5) {
      environment.arguments.push_back(text(message));
    } else if (message.tag() == 9) {
      environment.commit = parse_commit(message.get_message());
    } else if (message.tag() == 12) {
      environment.host = text(message);
    } else if (message.tag() == 18) {
      environment.device = text(message);
    } else {
      message.skip();
    }
  }
  return environment;
}

template <typename Items>
Items items_of(pbf_reader message) {
  Items items;
  parse_items(message, items);
  return items;
}

WandbRecord parse_field(pbf_reader& record) {
  switch (record.tag()) {
    case 2:
      return parse_history(record.get_message());
    case 3:
      return items_of<WandbSummary>(record.get_message());
    case 5:
      return items_of<WandbConfig>(record.get_message());
    case 7:
      return parse_stats(record.get_message());
    case 12:
      return parse_metric(record.get_message());
    case 17:
      return parse_run(record.get_message());
    case 18:
      return parse_exit(record.get_message());
    case 26:
      return parse_environment(record.get_message());
    case 8:
      record.skip();
      return WandbArtifact{};
    case 23:
      record.skip();
      return WandbPreempting{};
    default:
      record.skip();
      return std::monostate{};
  }
}

}  // namespace

std::optional<WandbRecord> parse_wandb_record(std::string_view from) {
  WandbRecord parsed;
  try {
    pbf_reader record{from.data(), from.size()};
    while (record.next()) {
      if (record.wire_type() != bytes_type) {
        record.skip();
        continue;
      }
      WandbRecord field = parse_field(record);
      if (!std::holds_alternative<std::monostate>(field)) parsed = std::move(field);
    }
  } catch (const protozero::exception&) {
    return std::nullopt;
  }
  return parsed;
}

}  // namespace gainsay::importers
