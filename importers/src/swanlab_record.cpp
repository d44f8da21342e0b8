#include "swanlab_record.h"

#include <protozero/pbf_reader.hpp>

#include "protobuf_fields.h"

namespace gainsay::importers {
namespace {

using protozero::pbf_reader;

std::string* text_field(SwanlabStart& start, protozero::pbf_tag_type tag) {
  switch (tag) {
    case 1:
      return &start.project;
    case 2:
      return &start.workspace;
    case 4:
      return &start.name;
    case 5:
      return &start.description;
    case 7:
      return &start.group;
    case 8:
      return &start.job_type;
    case 10:
      return &start.id;
    default:
      return nullptr;
  }
}

SwanlabStart parse_start(pbf_reader message) {
  SwanlabStart start;
  while (message.next()) {
    std::string* const text = message.wire_type() == bytes_type ? text_field(start, message.tag()) : nullptr;
    if (text != nullptr) {
      *text = message.get_string();
    } else if (is(message, 6, bytes_type)) {
      start.tags.push_back(message.get_string());
    } else if (is(message, 12, bytes_type)) {
      start.started_at = parse_timestamp(message.get_message());
    } else {
      message.skip();
    }
  }
  return start;
}

SwanlabFinish parse_finish(pbf_reader message) {
  SwanlabFinish finish;
  while (message.next()) {
    if (is(message, 1, varint)) {
      finish.state = message.get_int32();
    } else if (is(message, 2, bytes_type)) {
      finish.error = message.get_string();
    } else if (is(message, 3, bytes_type)) {
      finish.finished_at = parse_timestamp(message.get_message());
    } else {
      message.skip();
    }
  }
  return finish;
}

SwanlabColumn parse_column(pbf_reader message) {
  constexpr int system_class = 2;
  SwanlabColumn column;
  while (message.next()) {
    if (is(message, 1, varint)) {
      column.is_system = message.get_int32() == system_class;
    } else if (is(message, 3, bytes_type)) {
      column.key = message.get_string();
    } else {
      message.skip();
    }
  }
  return column;
}

double parse_number(pbf_reader message) {
  double number = 0.0;
  while (message.next()) {
    if (is(message, 1, fixed64)) {
      number = message.get_double();
    } else {
      message.skip();
    }
  }
  return number;
}

SwanlabScalar parse_scalar(pbf_reader message) {
  SwanlabScalar scalar;
  while (message.next()) {
    if (is(message, 1, bytes_type)) {
      scalar.key = message.get_string();
    } else if (is(message, 2, varint)) {
      scalar.step = message.get_int64();
    } else if (is(message, 4, bytes_type)) {
      scalar.time = parse_timestamp(message.get_message());
    } else if (is(message, 5, bytes_type)) {
      scalar.value = parse_number(message.get_message());
    } else {
      message.skip();
    }
  }
  return scalar;
}

SwanlabRecord parse(pbf_reader message) {
  SwanlabRecord record;
  while (message.next()) {
    if (is(message, 10, bytes_type)) {
      record = parse_start(message.get_message());
    } else if (is(message, 11, bytes_type)) {
      record = parse_finish(message.get_message());
    } else if (is(message, 12, bytes_type)) {
      record = parse_column(message.get_message());
    } else if (is(message, 13, bytes_type)) {
      record = parse_scalar(message.get_message());
    } else if (is(message, 14, bytes_type)) {
      record = SwanlabMedia{};
      message.skip();
    } else {
      message.skip();
    }
  }
  return record;
}

}  // namespace

std::optional<SwanlabRecord> parse_swanlab_record(std::string_view bytes_of_record) {
  try {
    return parse(pbf_reader{bytes_of_record.data(), bytes_of_record.size()});
  } catch (const protozero::exception&) {
    return std::nullopt;
  }
}

}  // namespace gainsay::importers
