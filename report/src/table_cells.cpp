#include "table_cells.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "numbers.h"

namespace gainsay::report {

std::vector<int> column_decimals(const audit::ResultTable& table) {
  std::vector<int> decimals;
  for (std::size_t column = 0; column < table.datasets.size(); ++column) {
    std::vector<double> errors;
    for (const audit::TableRow& row : table.rows) {
      const auto error = row.cells[column].error;
      if (error && *error > 0.0) errors.push_back(*error);
    }
    std::ranges::sort(errors);
    decimals.push_back(
        decimals_for_error(errors.empty() ? std::nullopt : std::optional(errors[errors.size() / 2])));
  }
  return decimals;
}

std::string error_name(audit::ErrorKind kind) {
  switch (kind) {
    case audit::ErrorKind::sd:
      return "standard deviation over runs";
    case audit::ErrorKind::sem:
      return "standard error of the mean";
    case audit::ErrorKind::ci95:
      return "half the 95 % interval of the mean (t)";
    case audit::ErrorKind::range:
      return "half the range over runs";
  }
  return "";
}

bool is_marked(const audit::TableCell& cell, double alpha) {
  return cell.against_parent && cell.against_parent->p_adjusted && *cell.against_parent->p_adjusted < alpha;
}

std::vector<std::string> legend(const audit::ResultTable& table) {
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{}{}, {} is better; mean +- {}; n: runs.", table.metric.str(),
                              table.unit.empty() ? "" : " (" + table.unit + ")", to_string(table.direction),
                              error_name(table.error_kind)));
  lines.push_back(
      fmt::format("Bold: best of its column, or not significantly worse than it (Welch's t at {}, Holm over "
                  "the column; an arm of one run cannot be told apart).",
                  table.alpha));
  if (const auto& ranks = table.ranks) {
    std::string means;
    for (std::size_t i = 0; i < ranks->methods.size(); ++i) {
      means += fmt::format("{}{} {:.3f}", means.empty() ? "" : ", ", ranks->methods[i].str(),
                           ranks->mean_ranks[i]);
    }
    lines.push_back(
        fmt::format("Mean ranks over {} datasets: {}. Corrected for ties: Friedman chi-square {:.3f}, "
                    "Iman-Davenport F {:.3f}, p {}; not corrected: {:.3f} and {:.3f}. Nemenyi's critical "
                    "difference at {}: {:.3f}.",
                    ranks->n_datasets, means, ranks->friedman_chi_squared, ranks->iman_davenport_f,
                    p_text(ranks->iman_davenport_p), ranks->friedman_chi_squared_without_ties,
                    ranks->iman_davenport_f_without_ties, table.alpha, ranks->nemenyi_critical_difference));
  }
  if (table.kind == "ablation") {
    lines.push_back(
        fmt::format("Differences are to {}, positive is better; *: significant at {} (Welch's t, Holm over "
                    "the table).",
                    table.reference.str(), table.alpha));
  }
  return lines;
}

}  // namespace gainsay::report
