#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace gainsay::importers {

// The records of a TensorBoard event file, in bounded memory. A record is
//   uint64 length, uint32 masked CRC-32C of the 8 bytes of the length, `length` bytes,
//   uint32 masked CRC-32C of these bytes
// in little endian; masked(c) = rotate_right(c, 15) + 0xa282ead8.
class EventFile {
 public:
  enum class Outcome : std::uint8_t { record, end, cut_off, damaged };

  // Throws tracker::FormatError where the file cannot be read.
  explicit EventFile(const std::filesystem::path& file);

  // Goes to the next record. After anything but `record`, it is the same again.
  Outcome next();

  std::string_view record() const { return {data_.data(), record_size_}; }  // until next()
  std::uint64_t byte() const { return record_start_; }                      // where the last record began

 private:
  bool take(char* to, std::size_t size);

  std::ifstream input_;
  std::uint64_t size_ = 0;
  std::uint64_t position_ = 0;
  std::uint64_t record_start_ = 0;
  std::size_t record_size_ = 0;
  std::vector<char> data_;
  std::vector<char> buffer_;
};

// The masked CRC-32C of some bytes.
std::uint32_t masked_crc32c(std::string_view bytes);

}  // namespace gainsay::importers
