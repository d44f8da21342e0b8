#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

// 64-bit words stored plane by plane: byte 0 of every word, then byte 1, and so on; planes that are all zeros
// are left out. Numbers that are alike in their high bytes and noisy in their low ones compress better that
// way.
namespace gainsay::tracker {

using Words = std::vector<std::uint64_t>;

// Which planes are not all zeros: bit k for byte k.
std::uint8_t plane_mask(const Words& words);

// Appends the planes that `mask` names.
void append_planes(const Words& words, std::uint8_t mask, std::string& planes);

// The words back from the front of `planes`, which holds n bytes for each plane of the mask.
Words read_planes(std::size_t n, std::uint8_t mask, const char* planes);

// About how many bytes a word would take when its planes are entropy coded: the order-0 entropy of each
// plane, over at most about a thousand words from all over.
double estimated_bytes(std::span<const std::uint64_t> words);

}  // namespace gainsay::tracker
