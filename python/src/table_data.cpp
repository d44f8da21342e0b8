#include "table_data.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <stdexcept>
#include <utility>

#include <Python.h>

namespace gainsay::python {
namespace {

// Arrow's bitmaps: entry i is bit i % 8 of byte i / 8.
std::vector<std::uint8_t> to_bits(const std::vector<std::uint8_t>& bytes) {
  std::vector<std::uint8_t> bits((bytes.size() + 7) / 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != 0) bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | 1U << (i % 8));
  }
  return bits;
}

std::string to_valid_utf8(std::string_view text) {
  PyObject* const decoded =
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
  Py_ssize_t size = 0;
  const char* const bytes = decoded == nullptr ? nullptr : PyUnicode_AsUTF8AndSize(decoded, &size);
  if (bytes == nullptr) throw std::bad_alloc();
  std::string valid{bytes, static_cast<std::size_t>(size)};
  Py_DECREF(decoded);
  return valid;
}

}  // namespace

void Texts::add(std::string_view text) {
  const bool is_ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  is_ascii ? bytes.append(text) : bytes.append(to_valid_utf8(text));
  offsets.push_back(static_cast<std::int64_t>(bytes.size()));
}

void Column::add_missing() {
  switch (kind) {
    case Kind::integer:
    case Kind::time:
      integers.push_back(0);
      break;
    case Kind::real:
      reals.push_back(0.0);
      break;
    case Kind::boolean:
      flags.push_back(0);
      break;
    case Kind::text:
      texts.add("");
      break;
    case Kind::category:
      codes.push_back(0);
      break;
  }
  valid.push_back(0);
  ++n_missing;
}

void Column::add(std::int64_t number) {
  integers.push_back(number);
  valid.push_back(1);
}

void Column::add(double number) {
  reals.push_back(number);
  valid.push_back(1);
}

void Column::add(bool flag) {
  flags.push_back(static_cast<std::uint8_t>(flag));
  valid.push_back(1);
}

void Column::add_seconds(double seconds_since_epoch) {
  add(static_cast<std::int64_t>(std::llround(seconds_since_epoch * 1e6)));
}

void Column::add(std::string_view text) {
  if (kind == Kind::category) {
    codes.push_back(code_of(text));
  } else {
    texts.add(text);
  }
  valid.push_back(1);
}

void Column::repeat(std::string_view category, std::size_t n) {
  if (n == 0) return;
  codes.insert(codes.end(), n, code_of(category));
  valid.insert(valid.end(), n, 1);
}

std::int32_t Column::code_of(std::string_view text) {
  const auto [known, is_new] =
      codes_of_.try_emplace(std::string{text}, static_cast<std::int32_t>(texts.size()));
  if (is_new) texts.add(text);
  return known->second;
}

TableData::TableData(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (auto& column : columns_) {
    if (column.size() != n_rows()) throw std::logic_error("TableData: columns differ in length");
    if (column.n_missing > 0) column.valid_bits = to_bits(column.valid);
    if (column.kind == Kind::boolean) column.flag_bits = to_bits(column.flags);
    column.codes_of_.clear();
  }
}

}  // namespace gainsay::python
