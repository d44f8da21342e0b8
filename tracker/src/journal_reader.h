#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "file_system.h"
#include "journal_format.h"

namespace gainsay::tracker::journal {

struct Record {
  Type type;
  std::string_view payload;  // valid until the next call of next()
};

// Reads a journal's whole records from a byte on, while its process may still be appending.
class JournalReader {
 public:
  // byte: 0, or what offset() gave earlier. A file that cannot be opened is read as one that ends at once,
  // with problem() set.
  JournalReader(const std::filesystem::path& file, std::uint64_t byte);

  // The next record; nothing at the end of what can be read.
  std::optional<Record> next();

  std::uint64_t offset() const { return window_start_ + at_; }  // behind the last record given out
  // Why the bytes at offset() are no record; empty where they are the end: no bytes, or zeros where a record
  // would begin. The next append turns zeros into a record, and completes one that is still being written.
  const std::string& problem() const { return problem_; }

 private:
  bool want(std::size_t size);
  bool read_file_header();
  std::optional<Record> stop(std::string problem);

  FileDescriptor file_;
  std::string window_;
  std::uint64_t window_start_ = 0;
  std::size_t at_ = 0;
  std::string problem_;
};

// Whether a whole record lies anywhere behind `byte`: then the bytes at `byte` are not the end of the journal
// but damage in the middle of it.
bool has_record_behind(const std::filesystem::path& file, std::uint64_t byte);

}  // namespace gainsay::tracker::journal
