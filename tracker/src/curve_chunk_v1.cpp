#include "curve_chunk_v1.h"

#include <array>
#include <bit>
#include <vector>

#include <zstd.h>

#include "byte_planes.h"
#include "bytes.h"
#include "curve_chunk.h"
#include "integer_column.h"

namespace gainsay::tracker {
namespace {

enum class TimeMode : std::uint8_t { none = 0, microseconds = 1, doubles = 2 };

// A column as its first one or two words and small differences.
struct Column {
  std::uint64_t first = 0;
  std::uint64_t first_delta = 0;  // of second-order columns
  Words rest;                     // one word a point; those that the fields above stand for are 0
};

void undo_second_differences(const Column& column, std::int64_t* out) {
  std::uint64_t number = column.first;
  std::uint64_t delta = column.first_delta;
  out[0] = static_cast<std::int64_t>(number);
  for (std::size_t i = 1; i < column.rest.size(); ++i) {
    delta += unzigzag(column.rest[i]);
    number += delta;
    out[i] = static_cast<std::int64_t>(number);
  }
}

void undo_xor_differences(const Column& column, double* out) {
  std::uint64_t bits = column.first;
  for (std::size_t i = 0; i < column.rest.size(); ++i) {
    bits ^= column.rest[i];
    out[i] = std::bit_cast<double>(bits);
  }
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

Column get_column(const ColumnHeader& header, std::size_t n, const char*& planes) {
  Column column{header.first, header.first_delta, read_planes(n, header.mask, planes)};
  planes += n * header.planes();
  return column;
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
  undo_second_differences(get_column(header.columns[0], header.n, planes), curve.step.data() + before);
  undo_xor_differences(get_column(header.columns[1], header.n, planes), curve.value.data() + before);
  if (header.time_mode == TimeMode::none) return;
  const auto times_before = curve.time.size();
  curve.time.resize(times_before + header.n);
  const auto column = get_column(header.columns[2], header.n, planes);
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

std::string decode_v1_body(std::string_view body, Curve& curve) {
  ByteReader in{body};
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
