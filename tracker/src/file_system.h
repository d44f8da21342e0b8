#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace gainsay::tracker {

// Whether a folder lies on a file system that other hosts, or a user-space daemon, may change too: NFS, SMB,
// Lustre, FUSE, 9P, AFS, Ceph, GPFS. There, shared mappings and SQLite's write-ahead log are not to be relied
// on. False where the folder cannot be asked.
bool is_network_file_system(const std::filesystem::path& folder);

// The whole of a small file such as those of /proc, or nothing (an empty text) where it cannot be read.
std::string read_small_file(const std::filesystem::path& file);

// A file descriptor that is closed with its owner.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number = -1) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { reset(); }

  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void reset();
  int release();

 private:
  int number_;
};

// Makes the entries of a folder (a new or deleted file) durable. Errors are not reported: some file systems
// refuse.
void sync_folder(const std::filesystem::path& folder);

}  // namespace gainsay::tracker
