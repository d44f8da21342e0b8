#include "journal_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gainsay::tracker::journal {
namespace {

constexpr std::size_t read_size = std::size_t{1} << 20;

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

// What the head of a record says.
struct Head {
  std::uint32_t crc = 0;
  std::uint32_t word = 0;
  std::size_t length() const { return word & 0xffffffU; }
  std::uint8_t type() const { return static_cast<std::uint8_t>(word >> 24); }
  std::size_t size() const { return padded(head_size + length()); }
  bool is_plausible() const { return type() >= 1 && type() <= last_type; }
};

Head head_at(std::string_view bytes, std::size_t at) { return {word_at(bytes, at), word_at(bytes, at + 4)}; }

// bytes: exactly one padded record.
bool is_whole(const Head& head, std::string_view bytes) {
  const auto padding = bytes.substr(head_size + head.length());
  return checksum(head.word, bytes.data() + head_size, head.length()) == head.crc &&
         std::all_of(padding.begin(), padding.end(), [](char c) { return c == '\0'; });
}

// Appends up to `size` bytes of the file from `byte` on; fewer only at its end.
void read_at(int file, std::uint64_t byte, std::size_t size, std::string& out) {
  struct stat about {};
  const std::uint64_t file_size = fstat(file, &about) == 0 ? static_cast<std::uint64_t>(about.st_size) : 0;
  size = static_cast<std::size_t>(std::min<std::uint64_t>(size, file_size - std::min(file_size, byte)));
  const auto before = out.size();
  out.resize(before + size);
  std::size_t have = 0;
  while (have < size) {
    const auto got = pread(file, out.data() + before + have, size - have, static_cast<off_t>(byte + have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  out.resize(before + have);
}

}  // namespace

JournalReader::JournalReader(const std::filesystem::path& file, std::uint64_t byte)
    : file_(open(file.c_str(), O_RDONLY | O_CLOEXEC)), window_start_(byte) {
  if (!file_.is_open()) problem_ = std::generic_category().message(errno);
}

// Makes `size` bytes from at_ on available; false where the file ends before.
bool JournalReader::want(std::size_t size) {
  if (window_.size() - at_ >= size) return true;
  window_.erase(0, at_);
  window_start_ += at_;
  at_ = 0;
  read_at(file_.get(), window_start_ + window_.size(), std::max(read_size, size) - window_.size(), window_);
  return window_.size() >= size;
}

std::optional<Record> JournalReader::stop(std::string problem) {
  problem_ = std::move(problem);
  return std::nullopt;
}

bool JournalReader::read_file_header() {
  if (!want(file_header_size)) {
    problem_ = "the file's header is cut off";
  } else if (std::string_view{window_}.substr(0, magic.size()) != magic || word_at(window_, 12) != 0) {
    problem_ = "this is not a journal";
  } else if (word_at(window_, 8) != version) {
    problem_ = "version " + std::to_string(word_at(window_, 8)) + " of the journal format is unknown";
  } else {
    at_ += file_header_size;
    return true;
  }
  return false;
}

std::optional<Record> JournalReader::next() {
  if (!file_.is_open() || !problem_.empty()) return std::nullopt;
  if (offset() == 0 && !read_file_header()) return std::nullopt;
  if (!want(head_size)) return window_.size() == at_ ? std::nullopt : stop("a record is cut off");
  const auto head = head_at(window_, at_);
  if (head.crc == 0 && head.word == 0) return std::nullopt;
  if (!head.is_plausible()) return stop("a record's type is unknown");
  if (!want(head.size())) return stop("a record is cut off");
  const auto bytes = std::string_view{window_}.substr(at_, head.size());
  if (!is_whole(head, bytes)) return stop("a record's checksum does not hold");
  at_ += head.size();
  return Record{static_cast<Type>(head.type()), bytes.substr(head_size, head.length())};
}

bool has_record_behind(const std::filesystem::path& file, std::uint64_t byte) {
  constexpr std::size_t searched = std::size_t{64} << 20;
  constexpr std::size_t longest = std::size_t{1} << 20;  // candidates beyond this are more likely noise
  std::size_t to_check = std::size_t{256} << 20;         // bounds the time spent on noise
  const FileDescriptor in{open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!in.is_open()) return false;
  const auto start = std::max<std::uint64_t>(padded(byte + 1), file_header_size);
  std::string bytes;
  read_at(in.get(), start, searched, bytes);
  for (std::size_t at = 0; at + head_size <= bytes.size(); at += 8) {
    const auto head = head_at(bytes, at);
    if (!head.is_plausible() || head.length() > longest || at + head.size() > bytes.size()) continue;
    if (head.size() > to_check) return false;
    to_check -= head.size();
    if (is_whole(head, std::string_view{bytes}.substr(at, head.size()))) return true;
  }
  return false;
}

}  // namespace gainsay::tracker::journal
