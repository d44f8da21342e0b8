#pragma once

#include <string>
#include <string_view>

#include "gainsay/tracker/model.h"

namespace gainsay::tracker {

// Appends the points of a chunk of codec version 1, which stores written before schema 3 hold: zigzags of
// second differences for steps and microseconds, exclusive-or differences for doubles, one zstd frame. body:
// what follows version and checksum. Returns what is wrong, or an empty text.
std::string decode_v1_body(std::string_view body, Curve& curve);

}  // namespace gainsay::tracker
