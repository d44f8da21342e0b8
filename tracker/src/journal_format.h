#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gainsay/tracker/crc32c.h"

// The bytes of a journal, as docs/formats/journal.md describes them.
namespace gainsay::tracker::journal {

inline constexpr std::string_view magic{"GSJRNL\r\n", 8};
inline constexpr std::uint32_t version = 1;
inline constexpr std::size_t file_header_size = 16;  // magic, version, four zero bytes
inline constexpr std::size_t head_size = 8;          // checksum, length, type
inline constexpr std::size_t point_payload_size = 32;
inline constexpr std::size_t point_record_size = head_size + point_payload_size;
inline constexpr std::size_t points_head_size = 16;  // of a block of points, before its columns
inline constexpr std::size_t max_block_points = 8192;
inline constexpr std::size_t max_payload = (std::size_t{1} << 24) - 1;
inline constexpr std::size_t max_text = std::size_t{8} << 20;
inline constexpr std::string_view suffix = ".gsj";

enum class Type : std::uint8_t {
  process = 1,
  run,
  start,
  series,
  point,
  param,
  tag,
  environment,
  argument,
  result,
  item,
  finish,
  dropped,
  close,
  points
};
inline constexpr std::uint8_t last_type = static_cast<std::uint8_t>(Type::points);

// Records begin at multiples of eight bytes; what lies between is zero.
constexpr std::size_t padded(std::size_t size) { return (size + 7) & ~std::size_t{7}; }

constexpr std::uint32_t length_and_type(std::size_t length, Type type) {
  return static_cast<std::uint32_t>(length) | static_cast<std::uint32_t>(type) << 24;
}

// The checksum covers the length and type as well as the payload.
inline std::uint32_t checksum(std::uint32_t length_and_type_word, const void* payload, std::size_t length) {
  return crc32c(payload, length, crc32c(&length_and_type_word, sizeof length_and_type_word));
}

}  // namespace gainsay::tracker::journal
