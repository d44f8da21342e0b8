#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gainsay/report/table_formats.h"

#include "comparison_json.h"
#include "csv_cell.h"
#include "json_values.h"
#include "table_cells.h"

namespace gainsay::report {
namespace {

using audit::ResultTable;
using audit::TableCell;
using audit::TableRow;

std::string optional_cell(const std::optional<double>& value) { return value ? csv_number(*value) : ""; }

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : " ") + text;
  return out;
}

std::string csv_row(const TableRow& row, const TableCell& cell, const ResultTable& table,
                    std::size_t column) {
  const auto& delta = cell.against_parent;
  const bool tested = delta && delta->estimate;
  return fmt::format(
      "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_cell(row.method.str()), csv_cell(row.label),
      csv_cell(table.datasets[column].str()), csv_cell(table.metric.str()), cell.n, cell.n_failed,
      optional_cell(cell.mean), optional_cell(cell.error), to_string(table.error_kind), cell.best ? 1 : 0,
      tested ? csv_number(*delta->estimate) : "", tested ? csv_number(delta->interval->low) : "",
      tested ? csv_number(delta->interval->high) : "",
      delta && delta->p_adjusted ? csv_number(*delta->p_adjusted) : "", joined(cell.runs));
}

nlohmann::ordered_json cell_json(const TableCell& cell, const ResultTable& table, std::size_t column) {
  nlohmann::ordered_json json = {{"dataset", table.datasets[column].str()},
                                 {"n", cell.n},
                                 {"failed", cell.n_failed},
                                 {"mean", number(cell.mean)},
                                 {"error", number(cell.error)},
                                 {"best", cell.best},
                                 {"reported", cell.reported},
                                 {"runs", cell.runs},
                                 {"against_reference", nullptr}};
  if (cell.against_parent) {
    json["against_reference"] = comparison_array({*cell.against_parent}).front();
    json["marked"] = is_marked(cell, table.alpha);
  }
  return json;
}

}  // namespace

std::string table_csv(const ResultTable& table) {
  std::string out =
      "method,label,dataset,metric,n,failed,mean,error,error_kind,best,difference,low,high,p_holm,runs\n";
  for (const TableRow& row : table.rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) out += csv_row(row, row.cells[i], table, i);
  }
  return out;
}

std::string table_json(const ResultTable& table) {
  nlohmann::ordered_json json = {{"kind", table.kind},
                                 {"metric", table.metric.str()},
                                 {"unit", table.unit},
                                 {"direction", to_string(table.direction)},
                                 {"error_kind", to_string(table.error_kind)},
                                 {"alpha", table.alpha},
                                 {"reference", text_or_null(table.reference.str())},
                                 {"datasets", texts(table.datasets)},
                                 {"rows", nlohmann::ordered_json::array()},
                                 {"legend", legend(table)}};
  if (const auto& ranks = table.ranks) {
    json["ranks"] = {{"methods", texts(ranks->methods)},
                     {"mean_ranks", ranks->mean_ranks},
                     {"datasets", ranks->n_datasets},
                     {"friedman_chi_squared", number(ranks->friedman_chi_squared)},
                     {"friedman_chi_squared_without_ties", number(ranks->friedman_chi_squared_without_ties)},
                     {"iman_davenport_f", number(ranks->iman_davenport_f)},
                     {"iman_davenport_f_without_ties", number(ranks->iman_davenport_f_without_ties)},
                     {"iman_davenport_p", number(ranks->iman_davenport_p)},
                     {"nemenyi_critical_difference", number(ranks->nemenyi_critical_difference)}};
  }
  for (const TableRow& row : table.rows) {
    nlohmann::ordered_json cells = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < row.cells.size(); ++i) cells.push_back(cell_json(row.cells[i], table, i));
    json["rows"].push_back({{"method", row.method.str()}, {"label", row.label}, {"cells", cells}});
  }
  return dump(json);
}

}  // namespace gainsay::report
