#include "wandb_file.h"

#include <cstring>

#include <boost/crc.hpp>

#include "gainsay/tracker/error.h"

namespace gainsay::importers {
namespace {

constexpr std::size_t block_bytes = 32768;
constexpr std::size_t header_bytes = 7;

std::uint32_t crc32(std::string_view type_and_data) {
  boost::crc_32_type crc;
  crc.process_bytes(type_and_data.data(), type_and_data.size());
  return crc.checksum();
}

}  // namespace

WandbFile::WandbFile(const std::filesystem::path& file, Problem problem, const RecordFileKind& kind)
    : input_(file, std::ios::binary), problem_(std::move(problem)), block_(block_bytes) {
  if (!input_) {
    throw tracker::FormatError(file.string(), "the file cannot be read", "check its name and permissions");
  }
  load_block();
  if (filled_ < header_bytes) {
    filled_ = 0;
    return;
  }
  if (std::string_view{block_.data(), header_bytes} != kind.header) {
    throw tracker::FormatError(
        file.string(), std::string{"the file does not begin as a "} + kind.name + " does", kind.remedy);
  }
  position_ = header_bytes;
}

bool WandbFile::load_block() {
  block_start_ += filled_;
  input_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
  filled_ = static_cast<std::size_t>(input_.gcount());
  position_ = 0;
  return filled_ > 0;
}

void WandbFile::skip_block(const std::string& sentence) {
  problem_(block_start_ + position_, sentence);
  position_ = filled_;
  in_record_ = false;
}

// Takes the chunk at the position. False where it ends the reading of the block.
bool WandbFile::take_chunk() {
  const std::size_t left = filled_ - position_;
  const bool is_last_block = filled_ < block_bytes;
  if (left < header_bytes) {
    if (is_last_block && left > 0) skip_block("the file ends inside a chunk; what stands before it is read");
    position_ = filled_;
    return false;
  }
  const char* header = block_.data() + position_;
  std::uint32_t checksum = 0;
  std::uint16_t length = 0;
  std::memcpy(&checksum, header, sizeof checksum);
  std::memcpy(&length, header + 4, sizeof length);
  const auto type = static_cast<std::uint8_t>(header[6]);
  if (header_bytes + length > left) {
    skip_block(is_last_block ? "the file ends inside a chunk; what stands before it is read"
                             : "a chunk is longer than its block; the rest of the block was left out");
    return false;
  }
  const bool is_sound = type >= 1 && type <= 4 && crc32({header + 6, std::size_t{length} + 1}) == checksum;
  if (!is_sound) {
    skip_block("the checksum of a chunk does not hold; the rest of its block was left out");
    return false;
  }
  chunk_ = {header + header_bytes, length};
  type_ = static_cast<ChunkType>(type);
  position_ += header_bytes + length;
  return true;
}

bool WandbFile::next_chunk() {
  while (filled_ > 0) {
    if (position_ < filled_ && take_chunk()) return true;
    if (position_ >= filled_ && !load_block()) return false;
  }
  return false;
}

bool WandbFile::next() {
  in_record_ = false;
  while (next_chunk()) {
    const bool begins = type_ == ChunkType::whole || type_ == ChunkType::first;
    if (begins) record_.clear();
    if (!begins && !in_record_) continue;  // the rest of a record whose beginning was damaged
    record_.append(chunk_);
    in_record_ = true;
    if (type_ == ChunkType::whole || type_ == ChunkType::last) return true;
  }
  if (in_record_) {
    problem_(block_start_ + position_, "the file ends inside a record; what stands before it is read");
    in_record_ = false;
  }
  return false;
}

}  // namespace gainsay::importers
