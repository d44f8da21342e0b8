#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

namespace gainsay::importers {

// Writes the records of a TensorBoard event file (event_file.h).
class EventWriter {
 public:
  // Makes the file and the folders above it. Throws tracker::FormatError where it cannot.
  explicit EventWriter(const std::filesystem::path& file);

  void write(std::string_view record);

  // Throws tracker::FormatError where not all could be written.
  void close();

 private:
  std::filesystem::path file_;
  std::ofstream output_;
};

}  // namespace gainsay::importers
