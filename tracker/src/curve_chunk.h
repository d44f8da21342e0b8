#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "gainsay/tracker/model.h"

// Points as stored: columns of a curve, made small, compressed and checksummed (docs/formats/store.md).
namespace gainsay::tracker {

inline constexpr std::size_t max_chunk_points = 8192;

// Neighbouring points of one curve. time: seconds since the epoch; empty, or as long as the others.
struct PointSpan {
  std::span<const std::int64_t> step;
  std::span<const double> value;
  std::span<const double> time;
};

// points: 1 to max_chunk_points of them.
std::string encode_chunk(const PointSpan& points);

// Appends a chunk's points to a curve, bit for bit as they were given to encode_chunk; times are appended
// where the chunk has them. Returns what is wrong with the chunk and leaves the curve alone, or an empty
// text.
std::string decode_chunk(std::string_view chunk, Curve& curve);

}  // namespace gainsay::tracker
