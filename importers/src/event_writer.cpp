#include "event_writer.h"

#include <cstdint>
#include <string>

#include "gainsay/tracker/error.h"

#include "event_file.h"

namespace gainsay::importers {
namespace {

template <typename Number>
std::string little_endian(Number number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};  // as the machines that we build for
}

}  // namespace

EventWriter::EventWriter(const std::filesystem::path& file) : file_(file) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  output_.open(file, std::ios::binary);
}

void EventWriter::write(std::string_view record) {
  const std::string length = little_endian(std::uint64_t{record.size()});
  output_ << length << little_endian(masked_crc32c(length)) << record << little_endian(masked_crc32c(record));
}

void EventWriter::close() {
  output_.close();
  if (!output_) {
    throw tracker::FormatError(file_.string(), "cannot be written",
                               "check the folder, its permissions and the space on it");
  }
}

}  // namespace gainsay::importers
