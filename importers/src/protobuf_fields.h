#pragma once

#include <cstdint>

#include <protozero/pbf_reader.hpp>

// What readers of protocol buffers share.
namespace gainsay::importers {

inline constexpr auto varint = protozero::pbf_wire_type::varint;
inline constexpr auto fixed64 = protozero::pbf_wire_type::fixed64;
inline constexpr auto bytes_type = protozero::pbf_wire_type::length_delimited;

// Whether the field at hand has that number and is written that way.
inline bool is(const protozero::pbf_reader& message, protozero::pbf_tag_type tag,
               protozero::pbf_wire_type type) {
  return message.tag() == tag && message.wire_type() == type;
}

// A google.protobuf.Timestamp as seconds since the epoch.
inline double parse_timestamp(protozero::pbf_reader message) {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
  while (message.next()) {
    if (is(message, 1, varint)) {
      seconds = message.get_int64();
    } else if (is(message, 2, varint)) {
      nanoseconds = message.get_int32();
    } else {
      message.skip();
    }
  }
  return static_cast<double>(seconds) + static_cast<double>(nanoseconds) / 1e9;
}

}  // namespace gainsay::importers
