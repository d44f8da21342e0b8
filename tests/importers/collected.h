#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "gainsay/importers/importer.h"
#include "gainsay/tracker/error.h"

// What the tests of the importers share.
namespace gainsay::importers {

inline std::filesystem::path fixture(const std::string& name) {
  return std::filesystem::path{GAINSAY_SOURCE_DIR} / "fixtures/imports" / name;
}

// Everything that an importer hands over.
class Collected : public ImportSink {
 public:
  using Importer = void (*)(const std::filesystem::path&, ImportSink&);

  Collected() = default;
  Collected(Importer import, const std::filesystem::path& path) { import(path, *this); }

  void add(tracker::WholeRun run) override { runs.push_back(std::move(run)); }
  void note(std::string sentence) override { notes.push_back(std::move(sentence)); }

  // The run whose source id ends so; the test ends where there is none.
  const tracker::WholeRun& run(std::string_view ending) const {
    for (const tracker::WholeRun& whole : runs) {
      if (std::string_view{whole.run.source_id}.ends_with(ending)) return whole;
    }
    FAIL("no run ", ending);
    return runs.front();
  }

  bool has_note(std::string_view part) const {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const std::string& note) { return note.find(part) != std::string::npos; });
  }

  std::vector<tracker::WholeRun> runs;
  std::vector<std::string> notes;
};

inline const tracker::Curve& curve(const tracker::WholeRun& whole, std::string_view metric) {
  for (const tracker::Curve& candidate : whole.curves) {
    if (candidate.metric.str() == metric) return candidate;
  }
  FAIL("no curve ", metric);
  return whole.curves.front();
}

inline const tracker::ItemScores& items(const tracker::WholeRun& whole, std::string_view metric) {
  for (const tracker::ItemScores& candidate : whole.items) {
    if (candidate.metric.str() == metric) return candidate;
  }
  FAIL("no items ", metric);
  return whole.items.front();
}

inline tracker::ParamValue param(const tracker::WholeRun& whole, std::string_view name) {
  const tracker::ParamValue* const value = tracker::find_param(whole.run, name);
  REQUIRE_MESSAGE(value != nullptr, name);
  return *value;
}

inline std::string tag(const tracker::WholeRun& whole, std::string_view name) {
  const std::string* const value = tracker::find_tag(whole.run, name);
  return value == nullptr ? "(none)" : *value;
}

inline double result(const tracker::WholeRun& whole, std::string_view metric) {
  const auto value = tracker::find_result(whole.run, metric);
  REQUIRE_MESSAGE(value.has_value(), metric);
  return *value;
}

// A folder that is empty at first and goes with the test.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() /
              ("gainsay-importers-" + name + "-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // Writes a file below the folder, making the folders on the way.
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
    return file;
  }
  void copy(const std::filesystem::path& from, const std::string& to = ".") const {
    std::filesystem::create_directories(path_ / to);
    std::filesystem::copy(
        from, path_ / to,
        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream input{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{input}, {}};
}

// The error that an import ends with; the test ends where it does not.
inline tracker::FormatError error_of(Collected::Importer import, const std::filesystem::path& path) {
  try {
    Collected{import, path};
  } catch (const tracker::FormatError& error) {
    return error;
  }
  FAIL("no error for ", path.string());
  return {"", "", ""};
}

}  // namespace gainsay::importers
