#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gainsay::importers {

// The first bytes of a file of records, and how errors call it and where it is.
struct RecordFileKind {
  std::string_view header;  // 7 bytes
  const char* name;
  const char* remedy;
};
inline constexpr RecordFileKind wandb_file_kind{
    {":W&B\xe1\xbe\x00", 7}, ".wandb file of version 0", "name the file run-<id>.wandb in the run's folder"};
inline constexpr RecordFileKind swanlab_file_kind{{":SWL\xd6\xe1\x02", 7},
                                                  ".swanlab file of version 2",
                                                  "name the file run-<id>.swanlab in the run's folder"};

// The records of a `.wandb` file: the log format of LevelDB with another header and checksum. The file begins
// with ":W&B", the number 0xBEE1 in two bytes and a zero. It is cut into blocks of 32768 bytes (the first one
// counts these 7); a block holds chunks and, where less than 7 bytes are left, zeros. A chunk is
//   uint32 CRC-32 of type and data, uint16 length, uint8 type (1 whole record, 2 its first part, 3 a middle
//   one, 4 the last), data
// in little endian. SwanLab's files are the same but for the header. Memory: one record and one block.
class WandbFile {
 public:
  // problem: is called with the byte and a sentence where something is wrong.
  using Problem = std::function<void(std::uint64_t byte, const std::string& sentence)>;

  // Throws tracker::FormatError where the file cannot be read or begins otherwise. A file of less than 7
  // bytes has no records.
  WandbFile(const std::filesystem::path& file, Problem problem, const RecordFileKind& kind = wandb_file_kind);

  // Goes to the next record; false at the end.
  bool next();

  std::string_view record() const { return record_; }  // until next()

 private:
  enum class ChunkType : std::uint8_t { padding = 0, whole = 1, first = 2, middle = 3, last = 4 };

  bool load_block();
  bool next_chunk();
  void skip_block(const std::string& sentence);
  bool take_chunk();

  std::ifstream input_;
  Problem problem_;
  std::vector<char> block_;
  std::size_t filled_ = 0;
  std::size_t position_ = 0;       // in the block
  std::uint64_t block_start_ = 0;  // in the file
  std::string record_;
  std::string_view chunk_;
  ChunkType type_ = ChunkType::padding;
  bool in_record_ = false;
};

}  // namespace gainsay::importers
