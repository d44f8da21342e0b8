#include "curve_chunk.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include <zstd.h>

#include "gainsay/tracker/crc32c.h"

#include "bytes.h"

namespace gainsay::tracker {
namespace {

constexpr std::uint8_t codec_version = 1;
constexpr int compression_level = 3;
constexpr std::size_t checked_from = 5;  // after version and checksum

enum class TimeMode : std::uint8_t { none = 0, microseconds = 1, doubles = 2 };

using Words = std::vector<std::uint64_t>;

// A column as its first one or two words and small differences.
struct Column {
  std::uint64_t first = 0;
  std::uint64_t first_delta = 0;  // of second-order columns
  Words rest;                     // one word a point; those that the fields above stand for are 0
};

Column second_differences(std::span<const std::int64_t> numbers) {
  Column column{static_cast<std::uint64_t>(numbers[0]), 0, Words(numbers.size())};
  std::uint64_t delta = 0;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const auto next = static_cast<std::uint64_t>(numbers[i]) - static_cast<std::uint64_t>(numbers[i - 1]);
    if (i == 1) {
      column.first_delta = next;
    } else {
      const std::uint64_t change = next - delta;
      column.rest[i] = (change << 1) ^ (0 - (change >> 63));  // zigzag: small either way
    }
    delta = next;
  }
  return column;
}

void undo_second_differences(const Column& column, std::int64_t* out) {
  std::uint64_t number = column.first;
  std::uint64_t delta = column.first_delta;
  out[0] = static_cast<std::int64_t>(number);
  for (std::size_t i = 1; i < column.rest.size(); ++i) {
    delta += (column.rest[i] >> 1) ^ (0 - (column.rest[i] & 1));
    number += delta;
    out[i] = static_cast<std::int64_t>(number);
  }
}

Column xor_differences(std::span<const double> values) {
  Column column{std::bit_cast<std::uint64_t>(values[0]), 0, Words(values.size())};
  for (std::size_t i = 1; i < values.size(); ++i) {
    column.rest[i] = std::bit_cast<std::uint64_t>(values[i]) ^ std::bit_cast<std::uint64_t>(values[i - 1]);
  }
  return column;
}

void undo_xor_differences(const Column& column, double* out) {
  std::uint64_t bits = column.first;
  for (std::size_t i = 0; i < column.rest.size(); ++i) {
    bits ^= column.rest[i];
    out[i] = std::bit_cast<double>(bits);
  }
}

// The times as whole microseconds, where every one of them comes back from that bit for bit.
std::optional<std::vector<std::int64_t>> as_microseconds(std::span<const double> seconds) {
  std::vector<std::int64_t> whole(seconds.size());
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    const double scaled = seconds[i] * 1e6;
    if (!(std::abs(scaled) < 9e15)) return std::nullopt;
    whole[i] = std::llround(scaled);
    const double back = static_cast<double>(whole[i]) / 1e6;
    if (std::bit_cast<std::uint64_t>(back) != std::bit_cast<std::uint64_t>(seconds[i])) return std::nullopt;
  }
  return whole;
}

// Byte k of every word, for those k where any is not zero; the mask says which.
void put_planes(const Words& words, std::string& planes, ByteWriter& header, const Column& column) {
  std::uint64_t any = 0;
  for (const auto word : words) any |= word;
  std::uint8_t mask = 0;
  for (unsigned k = 0; k < 8; ++k) {
    if (((any >> (8 * k)) & 0xff) == 0) continue;
    mask = static_cast<std::uint8_t>(mask | (1U << k));
    const auto at = planes.size();
    planes.resize(at + words.size());
    for (std::size_t i = 0; i < words.size(); ++i) planes[at + i] = static_cast<char>(words[i] >> (8 * k));
  }
  header.put(mask).put(column.first).put(column.first_delta);
}

struct ColumnHeader {
  std::uint8_t mask = 0;
  std::uint64_t first = 0;
  std::uint64_t first_delta = 0;
  std::size_t planes() const { return static_cast<std::size_t>(std::popcount(mask)); }
};

ColumnHeader get_column_header(ByteReader& in) {
  ColumnHeader header;
  header.mask = in.get<std::uint8_t>();
  header.first = in.get<std::uint64_t>();
  header.first_delta = in.get<std::uint64_t>();
  return header;
}

Column get_planes(const ColumnHeader& header, std::size_t n, const char*& planes) {
  Column column{header.first, header.first_delta, Words(n)};
  for (unsigned k = 0; k < 8; ++k) {
    if ((header.mask >> k & 1U) == 0) continue;
    for (std::size_t i = 0; i < n; ++i) {
      column.rest[i] |= static_cast<std::uint64_t>(static_cast<unsigned char>(planes[i])) << (8 * k);
    }
    planes += n;
  }
  return column;
}

std::string compress(const std::string& plain) {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context{ZSTD_createCCtx(),
                                                                                  &ZSTD_freeCCtx};
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  const auto size = ZSTD_compressCCtx(context.get(), packed.data(), packed.size(), plain.data(), plain.size(),
                                      compression_level);
  packed.resize(size);  // cannot fail: the bound holds
  return packed;
}

struct ChunkHeader {
  std::size_t n = 0;
  TimeMode time_mode = TimeMode::none;
  std::array<ColumnHeader, 3> columns{};  // step, value, time
  std::size_t plain_size() const {
    return n * (columns[0].planes() + columns[1].planes() + columns[2].planes());
  }
};

std::string read_header(ByteReader& in, ChunkHeader& header) {
  header.n = in.get_varint();
  const auto mode = in.get<std::uint8_t>();
  if (!in.ok() || header.n == 0 || header.n > max_chunk_points || mode > 2) return "its header is damaged";
  header.time_mode = static_cast<TimeMode>(mode);
  for (auto& column : header.columns) column = get_column_header(in);
  return in.ok() ? "" : "its header is cut off";
}

void append_columns(const ChunkHeader& header, const char* planes, Curve& curve) {
  const auto before = curve.step.size();
  curve.step.resize(before + header.n);
  curve.value.resize(before + header.n);
  undo_second_differences(get_planes(header.columns[0], header.n, planes), curve.step.data() + before);
  undo_xor_differences(get_planes(header.columns[1], header.n, planes), curve.value.data() + before);
  if (header.time_mode == TimeMode::none) return;
  const auto times_before = curve.time.size();
  curve.time.resize(times_before + header.n);
  const auto column = get_planes(header.columns[2], header.n, planes);
  if (header.time_mode == TimeMode::doubles) {
    undo_xor_differences(column, curve.time.data() + times_before);
    return;
  }
  std::vector<std::int64_t> whole(header.n);
  undo_second_differences(column, whole.data());
  for (std::size_t i = 0; i < header.n; ++i)
    curve.time[times_before + i] = static_cast<double>(whole[i]) / 1e6;
}

}  // namespace

std::string encode_chunk(const PointSpan& points) {
  const auto whole = as_microseconds(points.time);
  const auto mode = points.time.empty() ? TimeMode::none : whole ? TimeMode::microseconds : TimeMode::doubles;
  ByteWriter body;
  std::string planes;
  body.put_varint(points.step.size()).put(static_cast<std::uint8_t>(mode));
  const auto steps = second_differences(points.step);
  put_planes(steps.rest, planes, body, steps);
  const auto values = xor_differences(points.value);
  put_planes(values.rest, planes, body, values);
  const auto times = mode == TimeMode::none           ? Column{}
                     : mode == TimeMode::microseconds ? second_differences(*whole)
                                                      : xor_differences(points.time);
  put_planes(times.rest, planes, body, times);
  body.put_bytes(compress(planes));
  ByteWriter chunk;
  chunk.put(codec_version).put(crc32c(body.bytes().data(), body.bytes().size())).put_bytes(body.bytes());
  return chunk.take();
}

std::string decode_chunk(std::string_view chunk, Curve& curve) {
  ByteReader in{chunk};
  const auto version = in.get<std::uint8_t>();
  const auto crc = in.get<std::uint32_t>();
  if (!in.ok()) return "it is cut off";
  if (version != codec_version) return "its codec version " + std::to_string(version) + " is unknown";
  if (crc32c(chunk.data() + checked_from, chunk.size() - checked_from) != crc)
    return "its checksum does not hold";
  ChunkHeader header;
  if (auto problem = read_header(in, header); !problem.empty()) return problem;
  const auto packed = in.get_rest();
  std::string planes(header.plain_size(), '\0');
  const auto size = ZSTD_decompress(planes.data(), planes.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) != 0U || size != planes.size()) return "it does not decompress";
  append_columns(header, planes.data(), curve);
  return "";
}

}  // namespace gainsay::tracker
