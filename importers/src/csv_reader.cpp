#include "csv_reader.h"

#include "gainsay/tracker/error.h"

namespace gainsay::importers {
namespace {

constexpr int end_of_input = -1;
constexpr std::size_t buffer_size = 64U << 10U;
constexpr const char* byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

CsvReader::CsvReader(std::istream& input, const std::string& place, char delimiter)
    : input_(input), place_(place), delimiter_(delimiter), buffer_(buffer_size) {
  peek();
  if (filled_ >= 3 && std::string_view{buffer_.data(), 3} == byte_order_mark) position_ = 3;
}

bool CsvReader::next(std::vector<std::string>& cells) {
  while (peek() == '\n' || peek() == '\r') take_rest_of_line_end(take());
  if (peek() == end_of_input) return false;
  record_line_ = line_;
  std::size_t count = 0;
  End end = End::cell;
  while (end == End::cell) {
    if (count == cells.size()) cells.emplace_back();
    cells[count].clear();
    end = read_cell(cells[count]);
    ++count;
  }
  cells.resize(count);
  return true;
}

std::string CsvReader::here() const { return place_ + ":" + std::to_string(record_line_); }

std::string CsvReader::current_place() const { return place_ + ":" + std::to_string(line_); }

int CsvReader::peek() {
  if (position_ == filled_) {
    if (!input_.good()) return end_of_input;
    input_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    if (input_.bad()) throw tracker::FormatError(current_place(), "the file cannot be read any further", "");
    filled_ = static_cast<std::size_t>(input_.gcount());
    position_ = 0;
    if (filled_ == 0) return end_of_input;
  }
  return static_cast<unsigned char>(buffer_[position_]);
}

int CsvReader::take() {
  const int byte = peek();
  if (byte != end_of_input) ++position_;
  return byte;
}

// `first` is the LF or CR that was taken.
void CsvReader::take_rest_of_line_end(int first) {
  if (first == '\r' && peek() == '\n') take();
  ++line_;
}

void CsvReader::append(std::string& cell, int byte) {
  if (cell.size() == longest_cell) {
    throw tracker::FormatError(here(), "a cell is longer than 8 MiB",
                               "look for a quote that is not closed in this row");
  }
  cell.push_back(static_cast<char>(byte));
}

CsvReader::End CsvReader::read_cell(std::string& cell) {
  if (peek() != '"') return read_plain(cell);
  take();
  return read_quoted(cell);
}

CsvReader::End CsvReader::read_plain(std::string& cell) {
  while (true) {
    const int byte = take();
    if (byte == end_of_input) return End::record;
    if (byte == static_cast<unsigned char>(delimiter_)) return End::cell;
    if (byte == '\n' || byte == '\r') {
      take_rest_of_line_end(byte);
      return End::record;
    }
    if (byte == '"') {
      throw tracker::FormatError(current_place(), "a quote stands inside a cell that does not begin with one",
                                 "put the whole cell in quotes and double the quotes inside");
    }
    append(cell, byte);
  }
}

CsvReader::End CsvReader::read_quoted(std::string& cell) {
  while (true) {
    const int byte = take();
    if (byte == end_of_input) {
      throw tracker::FormatError(here(), "a quote of this row is not closed before the file ends",
                                 "close it");
    }
    if (byte != '"') {
      if (byte == '\n' || (byte == '\r' && peek() != '\n')) ++line_;
      append(cell, byte);
      continue;
    }
    if (peek() == '"') {
      append(cell, take());
      continue;
    }
    const int after = take();
    if (after == end_of_input) return End::record;
    if (after == static_cast<unsigned char>(delimiter_)) return End::cell;
    if (after == '\n' || after == '\r') {
      take_rest_of_line_end(after);
      return End::record;
    }
    throw tracker::FormatError(current_place(), "a closing quote is followed by text",
                               "double the quotes that belong to the cell");
  }
}

}  // namespace gainsay::importers
