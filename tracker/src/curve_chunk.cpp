#include "curve_chunk.h"

#include <memory>
#include <utility>

#include <zstd.h>

#include "gainsay/tracker/crc32c.h"

#include "byte_planes.h"
#include "bytes.h"
#include "curve_chunk_v1.h"
#include "double_column.h"
#include "integer_column.h"

namespace gainsay::tracker {
namespace {

constexpr std::uint8_t codec_version = 2;
constexpr int compression_level = 3;
constexpr std::size_t checked_from = 5;  // after version and checksum

enum class Packing : std::uint8_t { plain = 0, zstd = 1 };
enum class Times : std::uint8_t { absent = 0, present = 1 };

// The planes of one chunk are a few kilobytes: worth a context that is kept, and a frame without a size of
// its own.
std::string compress(const std::string& plain) {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context{ZSTD_createCCtx(),
                                                                                  &ZSTD_freeCCtx};
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, compression_level);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  packed.resize(ZSTD_compress2(context.get(), packed.data(), packed.size(), plain.data(), plain.size()));
  return packed;  // cannot fail: the bound holds
}

void put_planes(ByteWriter& out, const std::string& planes) {
  const auto packed = compress(planes);
  const bool smaller = packed.size() < planes.size();
  out.put(static_cast<std::uint8_t>(smaller ? Packing::zstd : Packing::plain));
  out.put_bytes(smaller ? packed : planes);
}

// The planes, which are `size` bytes; an empty text and a problem where they cannot be had.
std::string get_planes(ByteReader& in, std::size_t size, std::string& problem) {
  const auto packing = in.get<std::uint8_t>();
  const auto bytes = in.get_rest();
  if (packing == static_cast<std::uint8_t>(Packing::plain) && bytes.size() == size) return std::string{bytes};
  if (packing == static_cast<std::uint8_t>(Packing::zstd)) {
    std::string planes(size, '\0');
    const auto got = ZSTD_decompress(planes.data(), planes.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(got) == 0U && got == size) return planes;
  }
  problem = "it does not decompress";
  return {};
}

std::size_t plane_count(std::uint8_t mask) { return static_cast<std::size_t>(__builtin_popcount(mask)); }

struct ChunkHeader {
  std::size_t n = 0;
  ColumnParameters step;
  DoubleParameters value;
  bool has_times = false;
  DoubleParameters time;

  std::size_t planes_size() const {
    return n * (plane_count(step.mask) + plane_count(value.mask) + plane_count(time.mask));
  }
};

std::string read_header(ByteReader& in, ChunkHeader& header) {
  header.n = in.get_varint();
  const auto times = in.get<std::uint8_t>();
  if (!in.ok() || header.n == 0 || header.n > max_chunk_points ||
      times > static_cast<std::uint8_t>(Times::present)) {
    return "its header is damaged";
  }
  header.has_times = times == static_cast<std::uint8_t>(Times::present);
  header.step = get_parameters(in);
  header.value = get_double_parameters(in, header.n);
  if (header.has_times) header.time = get_double_parameters(in, header.n);
  if (!header.step.valid || !header.value.valid || !header.time.valid) return "its header is damaged";
  return in.ok() ? "" : "its header is cut off";
}

Words take_words(const ChunkHeader& header, std::uint8_t mask, const char*& planes) {
  auto words = read_planes(header.n, mask, planes);
  planes += header.n * plane_count(mask);
  return words;
}

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::string decode_v2_body(std::string_view body, Curve& curve) {
  ByteReader in{body};
  ChunkHeader header;
  if (auto problem = read_header(in, header); !problem.empty()) return problem;
  std::string problem;
  const auto bytes = get_planes(in, header.planes_size(), problem);
  if (!problem.empty()) return problem;
  const char* planes = bytes.data();
  header.step.column.words = take_words(header, header.step.mask, planes);
  header.value.column.integers.words = take_words(header, header.value.mask, planes);
  append(curve.step, from_column(header.step.column));
  append(curve.value, from_double_column(header.value.column));
  if (header.has_times) {
    header.time.column.integers.words = take_words(header, header.time.mask, planes);
    append(curve.time, from_double_column(header.time.column));
  }
  return "";
}

}  // namespace

std::string encode_chunk(const PointSpan& points) {
  ByteWriter body;
  std::string planes;
  body.put_varint(points.step.size());
  body.put(static_cast<std::uint8_t>(points.time.empty() ? Times::absent : Times::present));
  const auto put_column = [&](const auto& column, const Words& words) {
    const auto mask = plane_mask(words);
    put_parameters(body, column, mask);
    append_planes(words, mask, planes);
  };
  const auto steps = to_column(points.step);
  put_column(steps, steps.words);
  const auto values = to_double_column(points.value);
  put_column(values, values.integers.words);
  if (!points.time.empty()) {
    const auto times = to_double_column(points.time);
    put_column(times, times.integers.words);
  }
  put_planes(body, planes);
  ByteWriter chunk;
  chunk.put(codec_version).put(crc32c(body.bytes().data(), body.bytes().size())).put_bytes(body.bytes());
  return chunk.take();
}

std::string decode_chunk(std::string_view chunk, Curve& curve) {
  ByteReader in{chunk};
  const auto version = in.get<std::uint8_t>();
  const auto crc = in.get<std::uint32_t>();
  if (!in.ok()) return "it is cut off";
  if (version == 0 || version > codec_version) {
    return "its codec version " + std::to_string(version) + " is unknown";
  }
  const auto body = chunk.substr(checked_from);
  if (crc32c(body.data(), body.size()) != crc) return "its checksum does not hold";
  return version == 1 ? decode_v1_body(body, curve) : decode_v2_body(body, curve);
}

}  // namespace gainsay::tracker
