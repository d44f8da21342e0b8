#include <algorithm>

#include <fmt/format.h>

#include "gainsay/report/table_formats.h"

#include "markdown.h"
#include "numbers.h"
#include "table_cells.h"
#include "text_table.h"

namespace gainsay::report {
namespace {

using audit::ResultTable;
using audit::TableCell;
using audit::TableRow;

std::string value_text(const TableCell& cell, int decimals) {
  if (!cell.mean) return "-";
  std::string text = fixed(*cell.mean, decimals);
  if (cell.error) text += " +- " + fixed(*cell.error, decimals);
  if (cell.reported) text += " (reported)";
  if (cell.n_failed > 0) text += fmt::format(" ({} failed)", cell.n_failed);
  return text;
}

std::string n_text(const TableCell& cell) { return cell.n > 0 ? std::to_string(cell.n) : "-"; }

std::string delta_text(const TableCell& cell, int decimals) {
  const auto& delta = cell.against_parent;
  if (!delta || !delta->estimate) return "";
  return (*delta->estimate > 0 ? "+" : "") + fixed(*delta->estimate, decimals);
}

std::string interval_text(const TableCell& cell, int decimals) {
  const auto& delta = cell.against_parent;
  if (!delta || !delta->interval) return "";
  return fmt::format("[{}, {}]", fixed(delta->interval->low, decimals),
                     fixed(delta->interval->high, decimals));
}

std::string adjusted_text(const TableCell& cell, double alpha) {
  const auto& delta = cell.against_parent;
  if (!delta || !delta->p_adjusted) return "";
  return p_text(*delta->p_adjusted) + (is_marked(cell, alpha) ? " *" : "");
}

// Bold in a terminal; where there is no colour, the same mark as text.
std::string emphasised(const std::string& text, bool best, const TextStyle& style) {
  if (!best) return text;
  return style.color ? style.paint(Emphasis::bold, text) : "**" + text + "**";
}

// The columns from `first` to before `last`, as a table of its own.
std::string main_block(const ResultTable& table, const TextStyle& style, std::size_t first,
                       std::size_t last) {
  const std::vector<int> decimals = column_decimals(table);
  TextTable text(std::vector<Align>(1 + 2 * (last - first), Align::left));
  std::vector<std::string> header = {""};
  for (std::size_t i = first; i < last; ++i)
    header.insert(header.end(), {printable(table.datasets[i].str()), "n"});
  text.add(header);
  for (const TableRow& row : table.rows) {
    std::vector<std::string> cells = {printable(row.label)};
    for (std::size_t i = first; i < last; ++i) {
      cells.push_back(emphasised(value_text(row.cells[i], decimals[i]), row.cells[i].best, style));
      cells.push_back(n_text(row.cells[i]));
    }
    text.add(std::move(cells));
  }
  return text.str(0);
}

int widest_line(const std::string& text) {
  int widest = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    widest = std::max(widest, columns(std::string_view(text).substr(start, end - start)));
    start = end + 1;
  }
  return widest;
}

// As many datasets side by side as fit, then the next ones below.
std::string main_text(const ResultTable& table, const TextStyle& style) {
  const TextStyle plain{style.width, false};
  std::string out;
  for (std::size_t first = 0; first < table.datasets.size();) {
    std::size_t last = first + 1;
    while (last < table.datasets.size() &&
           widest_line(main_block(table, plain, first, last + 1)) <= style.width)
      ++last;
    out += (out.empty() ? "" : "\n") + main_block(table, style, first, last);
    first = last;
  }
  return out;
}

// One dataset after another: a difference with its interval needs the width of a line.
std::string ablation_text(const ResultTable& table, const TextStyle& style) {
  const std::vector<int> decimals = column_decimals(table);
  std::string out;
  for (std::size_t i = 0; i < table.datasets.size(); ++i) {
    TextTable text({Align::left, Align::left, Align::right, Align::right, Align::left, Align::left});
    text.add({"", printable(table.metric.str()), "n", "difference",
              fmt::format("{:.3g} % interval", 100 * (1 - table.alpha)), "p (Holm)"});
    for (const TableRow& row : table.rows) {
      const TableCell& cell = row.cells[i];
      text.add({printable(row.label), emphasised(value_text(cell, decimals[i]), cell.best, style),
                n_text(cell), delta_text(cell, decimals[i]), interval_text(cell, decimals[i]),
                adjusted_text(cell, table.alpha)});
    }
    out += fmt::format("{}{}\n{}", out.empty() ? "" : "\n",
                       style.paint(Emphasis::bold, printable(table.datasets[i].str())), text.str(2));
  }
  return out;
}

std::string markdown_value(const TableCell& cell, int decimals) {
  const std::string text = value_text(cell, decimals);
  return cell.best ? "**" + text + "**" : text;
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

}  // namespace

std::string table_text(const ResultTable& table, const TextStyle& style) {
  std::string out = table.kind == "ablation" ? ablation_text(table, style) : main_text(table, style);
  out += '\n';
  for (const std::string& line : legend(table)) out += wrap(printable(line), style.width, 0) + '\n';
  return out;
}

std::string table_markdown(const ResultTable& table) {
  const std::vector<int> decimals = column_decimals(table);
  const bool ablation = table.kind == "ablation";
  std::vector<std::string> header = {""};
  std::vector<std::string> rule = {"---"};
  for (const auto dataset : table.datasets) {
    header.insert(header.end(), {markdown_escaped(dataset.str()), "n"});
    rule.insert(rule.end(), {"---", "---"});
    if (ablation) header.emplace_back("difference");
    if (ablation) rule.emplace_back("---");
  }
  std::string out = markdown_row(header) + markdown_row(rule);
  for (const TableRow& row : table.rows) {
    std::vector<std::string> cells = {markdown_escaped(row.label)};
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const TableCell& cell = row.cells[i];
      cells.insert(cells.end(), {markdown_value(cell, decimals[i]), n_text(cell)});
      if (!ablation) continue;
      const std::string delta = delta_text(cell, decimals[i]);
      cells.push_back(delta.empty() ? ""
                                    : delta + " " + interval_text(cell, decimals[i]) +
                                          (is_marked(cell, table.alpha) ? "\\*" : ""));
    }
    out += markdown_row(cells);
  }
  for (const std::string& line : legend(table)) out += "\n" + markdown_escaped(line) + "\n";
  return out;
}

}  // namespace gainsay::report
