#include "live_table.h"

#include <algorithm>
#include <utility>

#include "gainsay/tracker/error.h"

#include "number.h"

namespace gainsay::importers {
namespace {

bool ends_with_line(const std::filesystem::path& file) {
  std::ifstream input{file, std::ios::binary | std::ios::ate};
  if (!input || input.tellg() == std::streampos{0}) return true;
  input.seekg(-1, std::ios::end);
  return input.get() == '\n';
}

}  // namespace

LiveTable::LiveTable(const std::filesystem::path& file, char delimiter, ImportSink& sink)
    : place_(file.string()),
      input_(file, std::ios::binary),
      reader_(input_, place_, delimiter),
      sink_(sink),
      is_whole_(ends_with_line(file)) {
  if (!input_.is_open())
    throw tracker::FormatError(place_, "the file cannot be read", "check its name and permissions");
  if (read_ahead()) std::swap(header_, ahead_);
  here_ = ahead_place_;
  has_ahead_ = read_ahead();
  if (!has_ahead_ && !is_whole_) header_.clear();
}

std::size_t LiveTable::column(const std::string& name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) refuse("there is no column `" + name + "`");
  return static_cast<std::size_t>(found - header_.begin());
}

// A quote that is still open at the end of a file that is being written is the end.
bool LiveTable::read_ahead() {
  try {
    if (!reader_.next(ahead_)) return false;
  } catch (const tracker::FormatError&) {
    if (is_whole_) throw;
    sink_.note(reader_.here() + ": the last row is still being written; it comes with the next import");
    return false;
  }
  ahead_place_ = reader_.here();
  return true;
}

bool LiveTable::next(Row& row) {
  if (!has_ahead_) return false;
  std::swap(row, ahead_);
  here_ = ahead_place_;
  has_ahead_ = read_ahead();
  if (!has_ahead_ && !is_whole_ && here_ == reader_.here()) {
    sink_.note(here_ + ": the last row is still being written; it comes with the next import");
    return false;
  }
  if (row.size() != header_.size())
    refuse(std::to_string(row.size()) + " cells where the header has " + std::to_string(header_.size()));
  return true;
}

std::int64_t LiveTable::integer(const Row& row, std::size_t column) const {
  const auto value = parse_integer(row[column]);
  if (!value) refuse("`" + row[column] + "` as " + header_[column] + " is no integer");
  return *value;
}

void LiveTable::refuse(const std::string& problem) const {
  throw tracker::FormatError(here_, problem, "the file is damaged or is not what the tool writes");
}

}  // namespace gainsay::importers
