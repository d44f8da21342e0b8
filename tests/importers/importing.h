#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "gainsay/importers/importer.h"
#include "gainsay/tracker/error.h"

// What the tests of importers share: a folder, a sink, and bytes made by hand.
namespace importing {

// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() {
    static std::atomic<int> count{0};
    path_ = std::filesystem::temp_directory_path() /
            ("gainsay-importing-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // Writes a file, its folders too, and gives its path.
  std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << bytes;
    return file;
  }

 private:
  std::filesystem::path path_;
};

inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream input{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{input}, {}};
}

// Keeps what an importer hands over.
class Collected : public gainsay::importers::ImportSink {
 public:
  void add(gainsay::tracker::WholeRun run) override { runs.push_back(std::move(run)); }
  void note(std::string sentence) override { notes.push_back(std::move(sentence)); }

  bool has_note(std::string_view part) const {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const auto& note) { return note.find(part) != std::string::npos; });
  }

  std::vector<gainsay::tracker::WholeRun> runs;
  std::vector<std::string> notes;
};

using Import = void (*)(const std::filesystem::path&, gainsay::importers::ImportSink&);

inline Collected import(Import read, const std::filesystem::path& path) {
  Collected collected;
  read(path, collected);
  return collected;
}

// What a failing import says is wrong.
inline std::string problem_of(Import read, const std::filesystem::path& path) {
  try {
    import(read, path);
  } catch (const gainsay::tracker::FormatError& error) {
    return error.problem();
  }
  return "no error";
}

inline const gainsay::tracker::Curve& curve_of(const gainsay::tracker::WholeRun& run,
                                               std::string_view metric) {
  const auto found = std::find_if(run.curves.begin(), run.curves.end(),
                                  [&](const auto& curve) { return curve.metric.str() == metric; });
  if (found == run.curves.end()) throw std::out_of_range("no curve " + std::string{metric});
  return *found;
}

inline std::string text_of(const gainsay::tracker::Run& run, std::string_view tag) {
  for (const auto& entry : run.tags) {
    if (entry.name.str() == tag) return entry.value;
  }
  return "no such tag";
}

inline std::string param_of(const gainsay::tracker::Run& run, std::string_view name) {
  for (const auto& entry : run.params) {
    if (entry.name.str() == name) {
      return std::to_string(entry.value.index()) + ":" + gainsay::tracker::to_text(entry.value);
    }
  }
  return "no such param";
}

template <typename Number>
std::string little_endian(Number number) {
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

// Fields of a protocol buffer (the wire format).
inline std::string varint(std::uint64_t number) {
  std::string bytes;
  for (; number >= 128; number >>= 7) bytes.push_back(static_cast<char>(number | 128));
  bytes.push_back(static_cast<char>(number));
  return bytes;
}
inline std::string field(std::uint32_t number, std::string_view bytes) {
  return varint(number << 3 | 2) + varint(bytes.size()) + std::string{bytes};
}
inline std::string varint_field(std::uint32_t number, std::int64_t value) {
  return varint(number << 3) + varint(static_cast<std::uint64_t>(value));
}
inline std::string double_field(std::uint32_t number, double value) {
  return varint(number << 3 | 1) + little_endian(value);
}
inline std::string float_field(std::uint32_t number, float value) {
  return varint(number << 3 | 5) + little_endian(value);
}

}  // namespace importing
