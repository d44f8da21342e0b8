#include "tensorboard_event.h"

#include <protozero/pbf_reader.hpp>

#include "protobuf_fields.h"
#include "tensor_number.h"

namespace gainsay::importers {
namespace {

using protozero::pbf_reader;

std::string_view view(pbf_reader& message) {
  const auto bytes = message.get_view();
  return {bytes.data(), bytes.size()};
}

pbf_reader reader(std::string_view bytes) { return pbf_reader{bytes.data(), bytes.size()}; }

constexpr auto fixed32 = protozero::pbf_wire_type::fixed32;

void parse_plugin(pbf_reader plugin, SummaryValue& value) {
  while (plugin.next()) {
    if (is(plugin, 1, bytes_type)) {
      value.plugin = view(plugin);
    } else if (is(plugin, 2, bytes_type)) {
      value.content = view(plugin);
    } else {
      plugin.skip();
    }
  }
}

void parse_metadata(pbf_reader metadata, SummaryValue& value) {
  while (metadata.next()) {
    if (is(metadata, 1, bytes_type)) {
      parse_plugin(metadata.get_message(), value);
    } else {
      metadata.skip();
    }
  }
}

SummaryValue parse_value(pbf_reader message) {
  SummaryValue value;
  while (message.next()) {
    if (is(message, 1, bytes_type)) {
      value.tag = view(message);
    } else if (is(message, 2, fixed32)) {
      value.kind = SummaryKind::simple;
      value.simple = message.get_float();
    } else if (is(message, 8, bytes_type)) {
      value.kind = SummaryKind::tensor;
      value.tensor = view(message);
    } else if (is(message, 9, bytes_type)) {
      parse_metadata(message.get_message(), value);
    } else {
      const auto tag = message.tag();
      if (tag == 4) value.kind = SummaryKind::image;
      if (tag == 5) value.kind = SummaryKind::histogram;
      if (tag == 6) value.kind = SummaryKind::audio;
      message.skip();
    }
  }
  return value;
}

void parse_summary(pbf_reader summary, Event& event) {
  while (summary.next()) {
    if (is(summary, 1, bytes_type)) {
      event.values.push_back(parse_value(summary.get_message()));
    } else {
      summary.skip();
    }
  }
}

bool is_session_start(pbf_reader log) {
  bool start = false;
  while (log.next()) {
    if (is(log, 1, varint)) {
      start = log.get_enum() == 1;
    } else {
      log.skip();
    }
  }
  return start;
}

// google.protobuf.Value; nothing for null, a list or a structure.
std::optional<tracker::ParamValue> parse_param(pbf_reader message) {
  std::optional<tracker::ParamValue> value;
  while (message.next()) {
    if (is(message, 2, fixed64)) {
      value = message.get_double();
    } else if (is(message, 3, bytes_type)) {
      value = std::string{view(message)};
    } else if (is(message, 4, varint)) {
      value = message.get_bool();
    } else {
      message.skip();
    }
  }
  return value;
}

void parse_param_entry(pbf_reader entry, SessionInfo& info) {
  std::string name;
  std::optional<tracker::ParamValue> value;
  while (entry.next()) {
    if (is(entry, 1, bytes_type)) {
      name = view(entry);
    } else if (is(entry, 2, bytes_type)) {
      value = parse_param(entry.get_message());
    } else {
      entry.skip();
    }
  }
  if (value && !name.empty()) {
    info.params.push_back({name, *value});
  } else {
    ++info.unreadable;
  }
}

void parse_session_start(pbf_reader start, SessionInfo& info) {
  while (start.next()) {
    if (is(start, 1, bytes_type)) {
      parse_param_entry(start.get_message(), info);
    } else if (is(start, 4, bytes_type)) {
      info.group = view(start);
    } else if (is(start, 5, fixed64)) {
      info.started_at = start.get_double();
    } else {
      start.skip();
    }
  }
}

void parse_session_end(pbf_reader end, SessionInfo& info) {
  using tracker::Status;
  while (end.next()) {
    if (is(end, 1, varint)) {
      const auto status = end.get_enum();
      if (status == 1) info.status = Status::finished;
      if (status == 2) info.status = Status::failed;
      if (status == 3) info.status = Status::running;
    } else if (is(end, 2, fixed64)) {
      info.ended_at = end.get_double();
    } else {
      end.skip();
    }
  }
}

}  // namespace

bool parse_event(std::string_view record, Event& event) {
  event.wall_time = 0.0;
  event.step = 0;
  event.session_start = false;
  event.values.clear();
  try {
    pbf_reader message = reader(record);
    while (message.next()) {
      if (is(message, 1, fixed64)) {
        event.wall_time = message.get_double();
      } else if (is(message, 2, varint)) {
        event.step = message.get_int64();
      } else if (is(message, 5, bytes_type)) {
        parse_summary(message.get_message(), event);
      } else if (is(message, 7, bytes_type)) {
        event.session_start = is_session_start(message.get_message());
      } else {
        message.skip();
      }
    }
  } catch (const protozero::exception&) {
    return false;
  }
  return true;
}

ScalarTensor parse_scalar_tensor(std::string_view tensor) {
  TensorNumber number;
  try {
    pbf_reader message = reader(tensor);
    while (message.next()) {
      const auto tag = message.tag();
      if (is(message, 1, varint)) {
        number.set_type(message.get_enum());
      } else if (is(message, 4, bytes_type)) {
        number.add_bytes(view(message));
      } else if (is(message, 5, fixed32)) {
        number.add(double{message.get_float()});
      } else if (is(message, 6, fixed64)) {
        number.add(message.get_double());
      } else if ((tag == 7 || tag == 10 || tag == 11 || tag == 13) && message.wire_type() == varint) {
        number.add_integer(message.get_int64());
      } else if (is(message, 5, bytes_type)) {
        for (const float value : message.get_packed_float()) number.add(double{value});
      } else if (is(message, 6, bytes_type)) {
        for (const double value : message.get_packed_double()) number.add(value);
      } else if ((tag == 7 || tag == 10 || tag == 11 || tag == 13) && message.wire_type() == bytes_type) {
        for (const std::int64_t value : message.get_packed_int64()) number.add_integer(value);
      } else {
        message.skip();
      }
    }
  } catch (const protozero::exception&) {
    return {};
  }
  return {number.value(), number.is_inexact()};
}

void parse_session_info(std::string_view content, SessionInfo& info) {
  try {
    pbf_reader message = reader(content);
    while (message.next()) {
      if (is(message, 3, bytes_type)) {
        parse_session_start(message.get_message(), info);
      } else if (is(message, 4, bytes_type)) {
        parse_session_end(message.get_message(), info);
      } else {
        message.skip();
      }
    }
  } catch (const protozero::exception&) {
    ++info.unreadable;
  }
}

}  // namespace gainsay::importers
