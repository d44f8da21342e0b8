// Loaded before the C library: a file system that allocates nothing ahead, as NFS and FUSE are.
#include <cerrno>

#include <sys/types.h>

extern "C" {

int fallocate(int /*file*/, int /*mode*/, off_t /*offset*/, off_t /*length*/) {
  errno = EOPNOTSUPP;
  return -1;
}

int fallocate64(int file, int mode, off_t offset, off_t length) {
  return fallocate(file, mode, offset, length);
}
}
