#include "file_system.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace gainsay::tracker {

bool is_network_file_system(const std::filesystem::path& folder) {
  // f_type of NFS, SMB, CIFS, SMB2, FUSE, Lustre, 9P, AFS, Ceph, GPFS, as in statfs(2) and linux/magic.h.
  constexpr std::array<unsigned long, 10> network{0x6969,     0x517b,     0xff534d42, 0xfe534d42, 0x65735546,
                                                  0x0bd00bd0, 0x01021997, 0x5346414f, 0x00c36400, 0x47504653};
  struct statfs about {};
  if (statfs(folder.c_str(), &about) != 0) return false;
  const auto type = static_cast<unsigned long>(about.f_type) & 0xffffffffUL;
  return std::find(network.begin(), network.end(), type) != network.end();
}

std::string read_small_file(const std::filesystem::path& file) {
  const FileDescriptor in{open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  std::string text;
  std::array<char, 4096> buffer;
  while (in.is_open()) {
    const auto got = read(in.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    reset();
    number_ = other.release();
  }
  return *this;
}

void FileDescriptor::reset() {
  if (number_ >= 0) close(number_);
  number_ = -1;
}

int FileDescriptor::release() { return std::exchange(number_, -1); }

void sync_folder(const std::filesystem::path& folder) {
  const FileDescriptor opened{open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (opened.is_open()) fsync(opened.get());
}

}  // namespace gainsay::tracker
