#include "event_file.h"

#include <array>
#include <bit>
#include <cstring>

#include "gainsay/tracker/crc32c.h"
#include "gainsay/tracker/error.h"

namespace gainsay::importers {
namespace {

constexpr std::size_t buffer_bytes = 1U << 20U;
constexpr std::size_t header_bytes = 12;
constexpr std::size_t footer_bytes = 4;

static_assert(std::endian::native == std::endian::little);

template <typename Number>
Number number_at(const char* bytes) {
  Number number{};
  std::memcpy(&number, bytes, sizeof number);
  return number;
}

}  // namespace

std::uint32_t masked_crc32c(std::string_view bytes) {
  constexpr std::uint32_t mask_delta = 0xa282ead8U;
  return std::rotr(tracker::crc32c(bytes.data(), bytes.size()), 15) + mask_delta;
}

EventFile::EventFile(const std::filesystem::path& file) : buffer_(buffer_bytes) {
  input_.rdbuf()->pubsetbuf(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  input_.open(file, std::ios::binary);
  std::error_code error;
  size_ = std::filesystem::file_size(file, error);
  if (!input_ || error) {
    throw tracker::FormatError(file.string(), "the file cannot be read", "check its name and permissions");
  }
}

bool EventFile::take(char* to, std::size_t size) {
  input_.read(to, static_cast<std::streamsize>(size));
  return static_cast<std::size_t>(input_.gcount()) == size;
}

EventFile::Outcome EventFile::next() {
  record_start_ = position_;
  if (position_ == size_) return Outcome::end;
  std::array<char, header_bytes> header{};
  if (size_ - position_ < header_bytes || !take(header.data(), header_bytes)) return Outcome::cut_off;
  if (masked_crc32c({header.data(), 8}) != number_at<std::uint32_t>(header.data() + 8))
    return Outcome::damaged;
  const auto length = number_at<std::uint64_t>(header.data());
  const std::uint64_t left = size_ - position_ - header_bytes;
  if (left < footer_bytes || length > left - footer_bytes) return Outcome::cut_off;
  data_.resize(length + footer_bytes);
  if (!take(data_.data(), data_.size())) return Outcome::cut_off;
  record_size_ = length;
  if (masked_crc32c(record()) != number_at<std::uint32_t>(data_.data() + length)) return Outcome::damaged;
  position_ += header_bytes + length + footer_bytes;
  return Outcome::record;
}

}  // namespace gainsay::importers
