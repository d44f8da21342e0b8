#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// Columns as Arrow and numpy read them where they lie.
namespace gainsay::python {

enum class Kind : std::uint8_t {
  integer,   // int64
  real,      // float64
  boolean,   // one byte each here, bits for Arrow
  text,      // offsets and bytes
  category,  // int32 numbers of the texts of `dictionary`
  time       // int64 microseconds since the epoch, UTC
};

// Texts in Arrow's layout: text i is bytes[offsets[i] .. offsets[i + 1]).
struct Texts {
  std::vector<std::int64_t> offsets{0};
  std::string bytes;

  // What is not UTF-8 in the text becomes U+FFFD: readers of Arrow take texts for valid unseen.
  void add(std::string_view text);
  std::size_t size() const { return offsets.size() - 1; }
  std::string_view at(std::size_t i) const {
    return std::string_view{bytes}.substr(static_cast<std::size_t>(offsets[i]),
                                          static_cast<std::size_t>(offsets[i + 1] - offsets[i]));
  }
};

// One column while it is filled and after. A missing entry has a place in its column, and a 0 in `valid`.
struct Column {
  std::string name;
  Kind kind = Kind::text;
  std::vector<std::int64_t> integers;  // integer, time
  std::vector<double> reals;
  std::vector<std::uint8_t> flags;  // boolean
  Texts texts;                      // text, or the dictionary of a category
  std::vector<std::int32_t> codes;  // category
  std::vector<std::uint8_t> valid;  // one byte an entry
  std::vector<std::uint8_t> valid_bits;
  std::vector<std::uint8_t> flag_bits;
  std::int64_t n_missing = 0;

  void add_missing();
  void add(std::int64_t number);
  void add(double number);
  void add(bool flag);
  void add_seconds(double seconds_since_epoch);  // a time
  void add(std::string_view text);               // text, category
  void add(const char*) = delete;                // would be taken for a flag
  template <typename Number>
  void add(const std::optional<Number>& number) {
    number ? add(*number) : add_missing();
  }
  // The same entry n times.
  void repeat(std::string_view category, std::size_t n);

  std::size_t size() const { return valid.size(); }

 private:
  friend class TableData;
  std::int32_t code_of(std::string_view text);
  std::unordered_map<std::string, std::int32_t> codes_of_;
};

// A finished table: columns of one length, which nobody changes any more. Shared by all who read it.
class TableData {
 public:
  explicit TableData(std::vector<Column> columns);
  const std::vector<Column>& columns() const { return columns_; }
  std::size_t n_rows() const { return columns_.empty() ? 0 : columns_.front().size(); }

 private:
  std::vector<Column> columns_;
};

using Table = std::shared_ptr<const TableData>;

}  // namespace gainsay::python
