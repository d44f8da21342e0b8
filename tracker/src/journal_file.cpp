#include "journal_file.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "gainsay/tracker/run_id.h"

#include "bytes.h"

namespace gainsay::tracker::journal {
namespace {

constexpr std::size_t first_segment = std::size_t{64} << 10;
constexpr std::size_t largest_segment = std::size_t{4} << 20;
constexpr std::size_t page = 4096;
constexpr std::chrono::milliseconds pause_after_failure{100};

// The eight bytes that make a record visible, stored at once and after everything before them.
void publish_head(char* place, std::uint32_t crc, std::uint32_t word) {
  const std::uint64_t head = std::uint64_t{word} << 32 | crc;
  std::atomic_ref<std::uint64_t>{*reinterpret_cast<std::uint64_t*>(place)}.store(head,
                                                                                 std::memory_order_release);
}

}  // namespace

JournalFile::JournalFile(const std::filesystem::path& folder, bool durable) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    fail("cannot make " + folder.string(), error.value());
    return;
  }
  path_ = folder / (new_run_id() + std::string{suffix});
  file_ = FileDescriptor{open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
  if (!file_.is_open()) {
    fail("cannot make " + path_.string(), errno);
    return;
  }
  mapped_mode_ = !is_network_file_system(folder);
  next_segment_ = first_segment;
  ByteWriter header;
  header.put_bytes(magic).put(version).put(std::uint32_t{0});
  if (!write_whole(header.bytes().data(), header.bytes().size())) {
    file_.reset();
    unlink(path_.c_str());
    return;
  }
  if (durable) sync_folder(folder);
}

JournalFile::~JournalFile() { unmap(); }

void JournalFile::unmap() noexcept {
  if (window_ != nullptr) munmap(window_, window_size_);
  window_ = nullptr;
  window_size_ = 0;
}

bool JournalFile::fail(std::string_view doing, int error) noexcept {
  problem_ = std::string{doing} + ": " + std::generic_category().message(error);
  retry_at_ = std::chrono::steady_clock::now() + pause_after_failure;
  return false;
}

bool JournalFile::append_point(std::uint32_t series, std::int64_t step, double value,
                               std::int64_t time_ns) noexcept {
  struct Payload {
    std::int64_t step;
    double value;
    std::int64_t time_ns;
    std::uint32_t series;
    std::uint32_t zero;
  };
  static_assert(sizeof(Payload) == point_payload_size);
  const Payload payload{step, value, time_ns, series, 0};
  return append(Type::point, {reinterpret_cast<const char*>(&payload), sizeof payload});
}

// Where the next `size` bytes go in the mapped file; null where it is not mapped (any more), or full.
char* JournalFile::reserve(std::size_t size) noexcept {
  if (!mapped_mode_) return nullptr;
  if (used_ + size > window_start_ + window_size_ && (!make_room(size) || !mapped_mode_)) return nullptr;
  return window_ + (used_ - window_start_);
}

bool JournalFile::append(Type type, std::string_view payload) noexcept {
  if (!is_open()) return false;
  const auto size = padded(head_size + payload.size());
  char* const place = reserve(size);
  if (place == nullptr) return !mapped_mode_ && write_record(type, payload);
  if (!payload.empty()) std::memcpy(place + head_size, payload.data(), payload.size());
  const auto word = length_and_type(payload.size(), type);
  publish_head(place, checksum(word, payload.data(), payload.size()), word);
  used_ += size;
  return true;
}

void PointBlock::write(char* payload) const {
  const auto n = static_cast<std::uint32_t>(steps.size());
  std::memcpy(payload, &series, sizeof series);
  std::memcpy(payload + 4, &n, sizeof n);
  std::memcpy(payload + 8, &time_ns, sizeof time_ns);
  payload += points_head_size;
  std::memcpy(payload, steps.data(), steps.size_bytes());
  std::memcpy(payload + steps.size_bytes(), values.data(), values.size_bytes());
  if (!times.empty()) std::memcpy(payload + 2 * steps.size_bytes(), times.data(), times.size_bytes());
}

bool JournalFile::append_points(const PointBlock& block) noexcept {
  if (!is_open()) return false;
  const auto length = block.payload_size();
  const auto size = padded(head_size + length);
  char* const place = reserve(size);
  if (place == nullptr) {
    if (mapped_mode_) return false;
    std::string payload(length, '\0');
    block.write(payload.data());
    return write_record(Type::points, payload);
  }
  block.write(place + head_size);
  const auto word = length_and_type(length, Type::points);
  publish_head(place, checksum(word, place + head_size, length), word);
  used_ += size;
  return true;
}

bool JournalFile::append_in_signal_handler(Type type, std::string_view payload) noexcept {
  if (!is_open() || payload.size() > max_handler_payload) return false;
  std::array<char, head_size + max_handler_payload> record{};
  const auto word = length_and_type(payload.size(), type);
  const auto crc = checksum(word, payload.data(), payload.size());
  std::memcpy(record.data(), &crc, sizeof crc);
  std::memcpy(record.data() + sizeof crc, &word, sizeof word);
  std::memcpy(record.data() + head_size, payload.data(), payload.size());
  const auto size = padded(head_size + payload.size());
  if (pwrite(file_.get(), record.data(), size, static_cast<off_t>(used_)) != static_cast<ssize_t>(size))
    return false;
  used_ += size;
  return true;
}

bool JournalFile::make_room(std::size_t size) noexcept {
  if (!problem_.empty() && std::chrono::steady_clock::now() < retry_at_) return false;
  const auto wanted = std::max(next_segment_, size + page);
  if (grow(wanted) || (mapped_mode_ && wanted > size + page && grow(size + page))) {
    next_segment_ = std::min(next_segment_ * 2, largest_segment);
    return true;
  }
  return !mapped_mode_;
}

// Allocates and maps `size` bytes from the last page in use on. Leaves mapped mode where the file system
// cannot.
bool JournalFile::grow(std::size_t size) noexcept {
  const auto start = used_ / page * page;
  int error = 0;
  do {
    error = fallocate(file_.get(), 0, static_cast<off_t>(start), static_cast<off_t>(size)) == 0 ? 0 : errno;
  } while (error == EINTR);
  if (error == EOPNOTSUPP || error == EINVAL || error == ENOSYS) {
    mapped_mode_ = false;
    return false;
  }
  if (error != 0) return fail("cannot extend " + path_.string(), error);
  return map(size);
}

bool JournalFile::map(std::size_t size) noexcept {
  const auto start = used_ / page * page;
  void* const place =
      mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file_.get(), static_cast<off_t>(start));
  if (place == MAP_FAILED) {
    mapped_mode_ = false;
    return false;
  }
#ifdef MADV_POPULATE_WRITE
  madvise(place, size, MADV_POPULATE_WRITE);  // only saves page faults later; an older kernel refuses
#endif
  unmap();
  window_ = static_cast<char*>(place);
  window_start_ = start;
  window_size_ = size;
  return true;
}

bool JournalFile::write_record(Type type, std::string_view payload) noexcept {
  if (!problem_.empty() && std::chrono::steady_clock::now() < retry_at_) return false;
  const auto word = length_and_type(payload.size(), type);
  ByteWriter record;
  record.put(checksum(word, payload.data(), payload.size())).put(word).put_bytes(payload);
  const std::string padding(padded(record.bytes().size()) - record.bytes().size(), '\0');
  record.put_bytes(padding);
  return write_whole(record.bytes().data(), record.bytes().size());
}

// Appends all of it or, as far as the file system lets us, nothing.
bool JournalFile::write_whole(const char* bytes, std::size_t size) noexcept {
  std::size_t done = 0;
  while (done < size) {
    const auto wrote = pwrite(file_.get(), bytes + done, size - done, static_cast<off_t>(used_ + done));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) {
      const int error = wrote < 0 ? errno : ENOSPC;
      if (ftruncate(file_.get(), static_cast<off_t>(used_)) != 0)
        return fail("cannot mend " + path_.string(), errno);
      return fail("cannot write " + path_.string(), error);
    }
    done += static_cast<std::size_t>(wrote);
  }
  used_ += size;
  return true;
}

void JournalFile::close() noexcept {
  if (!is_open()) return;
  append(Type::close, {});
  unmap();
  // Only gives back space; a reader takes the zeros beyond the last record for the end as well.
  if (ftruncate(file_.get(), static_cast<off_t>(used_)) != 0) fail("cannot shorten " + path_.string(), errno);
  file_.reset();
}

}  // namespace gainsay::tracker::journal
