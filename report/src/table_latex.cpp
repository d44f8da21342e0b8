#include <fmt/format.h>

#include "gainsay/report/table_formats.h"

#include "numbers.h"
#include "table_cells.h"

namespace gainsay::report {
namespace {

using audit::ResultTable;
using audit::TableCell;
using audit::TableRow;

// Text that TeX sets as it is: no command, no comment, no character that a font may lack.
std::string latex_escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '<':
        out += "\\textless{}";
        break;
      case '>':
        out += "\\textgreater{}";
        break;
      case '|':
        out += "\\textbar{}";
        break;
      case '[':  // after the end of a row or a rule it would open an optional argument
        out += "{[}";
        break;
      case '*':
        out += "{*}";
        break;
      case '{':
      case '}':
      case '$':
      case '&':
      case '#':
      case '%':
      case '_':
        out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string number_latex(const std::string& number, bool bold) {
  return bold ? "{\\bfseries\\num[detect-all]{" + number + "}}" : "\\num{" + number + "}";
}

std::string value_latex(const TableCell& cell, int decimals) {
  if (!cell.mean) return "--";
  std::string number = fixed(*cell.mean, decimals);
  if (cell.error) number += " +- " + fixed(*cell.error, decimals);
  std::string text = number_latex(number, cell.best);
  if (cell.reported) text += "$^{\\dagger}$";
  return text;
}

std::string delta_latex(const TableCell& cell, int decimals, double alpha) {
  const auto& delta = cell.against_parent;
  if (!delta || !delta->estimate) return "";
  const std::string sign = *delta->estimate > 0 ? "+" : "";
  return fmt::format("{}{} [\\num{{{}}}, \\num{{{}}}]",
                     number_latex(sign + fixed(*delta->estimate, decimals), false),
                     is_marked(cell, alpha) ? "$^{*}$" : "", fixed(delta->interval->low, decimals),
                     fixed(delta->interval->high, decimals));
}

// One comment line a cell: which runs the number comes from.
std::string run_comments(const ResultTable& table) {
  std::string out;
  for (const TableRow& row : table.rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (row.cells[i].runs.empty()) continue;
      out += fmt::format("% {} on {}: n = {}, runs", printable(row.method.str()),
                         printable(table.datasets[i].str()), row.cells[i].n);
      for (const std::string& run : row.cells[i].runs) out += " " + printable(run);
      out += "\n";
    }
  }
  return out;
}

std::string cell_n(const TableCell& cell) { return cell.n > 0 ? std::to_string(cell.n) : "--"; }

std::string main_latex(const ResultTable& table, const std::vector<int>& decimals) {
  std::string columns = "l";
  std::string head;
  for (const auto dataset : table.datasets) {
    columns += "rr";
    head += " & " + latex_escaped(dataset.str()) + " & $n$";
  }
  std::string out = fmt::format("\\begin{{tabular}}{{{}}}\n\\toprule\n{} \\\\\n\\midrule\n", columns, head);
  for (const TableRow& row : table.rows) {
    out += latex_escaped(row.label);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      out += " & " + value_latex(row.cells[i], decimals[i]) + " & " + cell_n(row.cells[i]);
    }
    out += " \\\\\n";
  }
  return out;
}

// The datasets below one another: side by side, differences with their intervals would leave the page.
std::string ablation_latex(const ResultTable& table, const std::vector<int>& decimals) {
  std::string out = "\\begin{tabular}{lrrl}\n\\toprule\n & " + latex_escaped(table.metric.str()) +
                    " & $n$ & difference \\\\\n";
  for (std::size_t i = 0; i < table.datasets.size(); ++i) {
    out += "\\midrule\n\\multicolumn{4}{l}{" + latex_escaped(table.datasets[i].str()) + "} \\\\\n";
    for (const TableRow& row : table.rows) {
      const TableCell& cell = row.cells[i];
      out += "\\quad " + latex_escaped(row.label) + " & " + value_latex(cell, decimals[i]) + " & " +
             cell_n(cell) + " & " + delta_latex(cell, decimals[i], table.alpha) + " \\\\\n";
    }
  }
  return out;
}

bool has_reported(const ResultTable& table) {
  for (const TableRow& row : table.rows) {
    for (const TableCell& cell : row.cells) {
      if (cell.reported) return true;
    }
  }
  return false;
}

}  // namespace

std::string table_latex(const ResultTable& table) {
  const std::vector<int> decimals = column_decimals(table);
  std::string out =
      "% needs \\usepackage{booktabs,siunitx}\n" + run_comments(table) +
      "\\begin{table}\n\\centering\n\\sisetup{separate-uncertainty=true,retain-explicit-plus=true}\n" +
      (table.kind == "ablation" ? ablation_latex(table, decimals) : main_latex(table, decimals));
  out += "\\bottomrule\n\\end{tabular}\n\\caption{";
  for (const std::string& line : legend(table)) {
    std::string text = latex_escaped(line);
    for (std::size_t at = text.find("+-"); at != std::string::npos; at = text.find("+-", at))
      text.replace(at, 2, "$\\pm$");
    out += text + " ";
  }
  if (has_reported(table)) out += "$^{\\dagger}$: copied from a paper, not run here. ";
  out.pop_back();
  return out + fmt::format("}}\n\\label{{tab:{}}}\n\\end{{table}}\n", table.kind);
}

}  // namespace gainsay::report
