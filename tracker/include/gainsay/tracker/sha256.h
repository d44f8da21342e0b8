#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// SHA-256 (FIPS 180-4, section 6.2), as 64 lower-case hexadecimal digits.
namespace gainsay::tracker {

// Of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  // Of all that came so far.
  std::string hex() const;

 private:
  std::array<std::uint32_t, 8> state_;
  std::string tail_;  // less than a block
  std::uint64_t size_ = 0;
};

std::string sha256(std::string_view text);

// Of a file's bytes; nothing where it cannot be read.
std::optional<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace gainsay::tracker
