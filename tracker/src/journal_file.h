#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "file_system.h"
#include "journal_format.h"

namespace gainsay::tracker::journal {

// Points of one curve. time: as many as steps, or empty, and then all have `time_ns`.
struct PointBlock {
  std::uint32_t series = 0;
  std::int64_t time_ns = 0;
  std::span<const std::int64_t> steps;
  std::span<const double> values;
  std::span<const std::int64_t> times;

  std::size_t payload_size() const {
    return points_head_size + steps.size_bytes() + values.size_bytes() + times.size_bytes();
  }
  void write(char* payload) const;
};

// Appends records to one journal file. Not thread-safe: the session locks around it.
//
// The file is mapped in segments that are allocated ahead, so that a full disk is an error code here and not
// a SIGBUS in the middle of a record; where the file system does not do that, records go through write(2). A
// record's head is stored after its payload: whoever sees the head sees the record.
class JournalFile {
 public:
  // Makes the file, with its header. Where that fails, is_open() is false and problem() says why.
  JournalFile(const std::filesystem::path& folder, bool durable);
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;
  // Leaves the file as it is, as a killed process would; see close().
  ~JournalFile();

  bool is_open() const { return file_.is_open(); }
  const std::string& problem() const { return problem_; }
  int descriptor() const { return file_.get(); }

  // Appends one record; false, with problem() set, where it cannot be written. After a failure the disk is
  // tried again no sooner than a tenth of a second later. payload: at most max_payload bytes.
  bool append(Type type, std::string_view payload) noexcept;
  bool append_point(std::uint32_t series, std::int64_t step, double value, std::int64_t time_ns) noexcept;
  // block: 1 to max_block_points points.
  bool append_points(const PointBlock& block) noexcept;
  // For signal handlers: one short record, without allocating, through pwrite(2) in every mode.
  bool append_in_signal_handler(Type type, std::string_view payload) noexcept;
  static constexpr std::size_t max_handler_payload = 112;

  // Writes the closing record and gives back the space allocated ahead.
  void close() noexcept;

 private:
  char* reserve(std::size_t size) noexcept;
  bool make_room(std::size_t size) noexcept;
  bool grow(std::size_t size) noexcept;
  bool map(std::size_t size) noexcept;
  bool write_whole(const char* bytes, std::size_t size) noexcept;
  bool write_record(Type type, std::string_view payload) noexcept;
  bool fail(std::string_view doing, int error) noexcept;
  void unmap() noexcept;

  std::filesystem::path path_;
  FileDescriptor file_;
  std::string problem_;
  std::chrono::steady_clock::time_point retry_at_{};
  bool mapped_mode_ = true;
  char* window_ = nullptr;        // the mapped part of the file
  std::size_t window_start_ = 0;  // its offset in the file
  std::size_t window_size_ = 0;
  std::size_t used_ = 0;  // end of the last record, in the file
  std::size_t next_segment_ = 0;
};

}  // namespace gainsay::tracker::journal
