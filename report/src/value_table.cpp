#include "gainsay/report/value_table.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "gainsay/report/text_style.h"

#include "csv_cell.h"
#include "numbers.h"
#include "text_table.h"

namespace gainsay::report {
namespace {

using Cell = std::optional<tracker::ParamValue>;
using Json = nlohmann::ordered_json;

bool is_number(const Cell& cell) {
  return cell && !std::holds_alternative<std::string>(*cell) && !std::holds_alternative<bool>(*cell);
}

std::string cell_text(const Cell& cell) {
  if (!cell) return "";
  if (const auto* real = std::get_if<double>(&*cell)) return significant(*real, 4);
  return printable(tracker::to_text(*cell));
}

std::string cell_csv(const Cell& cell) {
  if (!cell) return "";
  if (const auto* real = std::get_if<double>(&*cell)) return csv_number(*real);
  if (const auto* text = std::get_if<std::string>(&*cell)) return csv_cell(*text);
  return tracker::to_text(*cell);
}

Json cell_json(const tracker::ParamValue& cell) {
  const auto* real = std::get_if<double>(&cell);
  if (real != nullptr && !std::isfinite(*real)) return tracker::to_text(cell);
  return std::visit([](const auto& value) { return Json(value); }, cell);
}

std::string line(const ValueTable& table, const std::vector<Cell>& row) {
  Json object = Json::object();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i]) object[table.columns[i]] = cell_json(*row[i]);
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string value_table_text(const ValueTable& table, const std::string& nothing) {
  if (table.rows.empty()) return nothing + "\n";
  std::vector<Align> alignment;
  std::vector<std::string> header;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool numbers = std::ranges::any_of(table.rows, [i](const auto& row) { return is_number(row[i]); });
    alignment.push_back(numbers ? Align::right : Align::left);
    header.push_back(printable(table.columns[i]));
  }
  TextTable text(alignment);
  text.add(header);
  for (const auto& row : table.rows) {
    std::vector<std::string> cells;
    cells.reserve(row.size());
    for (const auto& cell : row) cells.push_back(cell_text(cell));
    text.add(std::move(cells));
  }
  return text.str(0);
}

std::string value_table_csv(const ValueTable& table) {
  std::string out;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    out += (i == 0 ? "" : ",") + csv_cell(table.columns[i]);
  out += '\n';
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "" : ",") + cell_csv(row[i]);
    out += '\n';
  }
  return out;
}

std::string value_table_json(const ValueTable& table) {
  std::string out = "[";
  for (const auto& row : table.rows) out += (out.size() == 1 ? "\n" : ",\n") + line(table, row);
  return out + "\n]\n";
}

std::string value_table_jsonl(const ValueTable& table) {
  std::string out;
  for (const auto& row : table.rows) out += line(table, row) + "\n";
  return out;
}

}  // namespace gainsay::report
