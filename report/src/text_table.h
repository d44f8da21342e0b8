#pragma once

#include <string>
#include <vector>

namespace gainsay::report {

enum class Align { left, right };

// Columns of text lined up with two spaces between them; rows may be shorter than the header.
// indent: spaces before each line. Trailing spaces are removed.
class TextTable {
 public:
  explicit TextTable(std::vector<Align> alignment) : alignment_(std::move(alignment)) {}

  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string str(int indent) const;

 private:
  std::vector<Align> alignment_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace gainsay::report
