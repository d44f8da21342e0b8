#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "gainsay/audit/study_file.h"

#include "spelling.h"

namespace gainsay::audit {

// Reads one table of the study file key by key and remembers which keys it was asked for, so that finish()
// can reject the rest. Every error is a tracker::FormatError at the line and column of the offending key or
// value.
class TableReader {
 public:
  // where: how the table is called in messages ("[study]"). path: of the file. Both outlive nothing: copied.
  TableReader(const toml::table& table, std::string where, std::string path);

  // Absent keys give nothing; a value of another type throws.
  std::optional<std::string> text(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key);
  std::optional<std::string> date(std::string_view key);  // a TOML date or its text, as YYYY-MM-DD
  std::optional<std::string> number_text(
      std::string_view key);  // text that is a number; a bare number throws
  // The same, or a bound: "< 0.05".
  std::optional<std::string> p_text(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::vector<Name> names(std::string_view key);
  std::vector<std::vector<Name>> name_groups(std::string_view key);
  std::vector<std::int64_t> integers(std::string_view key);
  std::optional<Range> range(std::string_view key);
  const toml::table* table(std::string_view key);
  std::vector<const toml::table*> tables(std::string_view key);  // array of tables

  std::string required_text(std::string_view key);
  std::string one_of(std::string_view key, const std::vector<std::string>& spellings);  // empty when absent

  template <typename E>
  std::optional<E> choice(std::string_view key) {
    const auto value = text(key);
    if (!value) return std::nullopt;
    const auto parsed = unspell<E>(*value);
    if (parsed) return parsed;
    std::vector<std::string> spellings;
    spellings.reserve(std::size(spelling<E>));
    for (const auto& entry : spelling<E>) spellings.emplace_back(entry.second);
    reject_choice(key, *value, spellings);
  }

  template <typename E>
  E required_choice(std::string_view key) {
    if (table_.get(key) == nullptr) reject_missing(key);
    return *choice<E>(key);
  }

  // Throws for the first key that was never asked for, naming the nearest one that was.
  void finish() const;

  // Throws at the value of `key` (or at the table when it has none).
  [[noreturn]] void reject(std::string_view key, const std::string& problem, const std::string& remedy) const;

  int line() const;
  const std::string& where() const { return where_; }

 private:
  const toml::node* find(std::string_view key);
  [[noreturn]] void reject_type(std::string_view key, std::string_view wanted) const;
  [[noreturn]] void reject_missing(std::string_view key) const;
  [[noreturn]] void reject_choice(std::string_view key, const std::string& value,
                                  const std::vector<std::string>& spellings) const;

  const toml::table& table_;
  std::string where_;
  std::string path_;
  std::vector<std::string> known_;
};

}  // namespace gainsay::audit
