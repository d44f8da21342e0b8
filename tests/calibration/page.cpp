#include "calibration/page.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "calibration/columns.h"

namespace calibration {
namespace {

constexpr std::string_view introduction =
    R"(# Which test keeps its promise

This page is made by `build/dev/bin/calibration --write docs/calibration.md` and checked by the slow tests, which
simulate everything again, compare it with this page byte for byte, and fail where a promise is broken.

Every number is an error rate in percent where 5 is promised: how often a test rejects a true null hypothesis at
p <= 0.05, or how often an interval of 95 % misses the truth. Below 5 is caution, which costs power; above 5 is
finding what is not there.

- **Bold**: above 5 by more than four Monte Carlo standard errors.
- *Italics*: nothing is promised here, whatever the figure. Plain: the promise is kept, or the tests would fail.
  What is promised stands under each table: 5 % where the theory is exact, 6 % where it is approximate.
- `r 12`: in 12 % of the studies (at least 1 %) the procedure refuses to answer, as when no value differs from any
  other; that is no error. `-`: the question does not arise.
- Power, in the last column, is how often the effect named above the table is found.

A rate of 5 % over 4,000 studies has a standard error of 0.34, over 1,000 of 0.69. Resampling procedures draw 499
times, except where all possibilities are looked at.

The shapes of noise, each with mean 0 and sd 1: *normal*; *skewed* (exponential); *heavy tails* (Student's t, 3 df);
*diverged runs* (one run in five ends 2.4 sds below the others, which have an sd of 0.28); *unequal variances*
(normal; some values three times as noisy); *discretised* (normal, rounded to half sds, as accuracies on a small test
set); *ties* (three values only); *folds* (normal with a correlation of 0.1 between any two, as folds of a tenfold
cross-validation whose training sets overlap, taken for independent runs).
)";

bool is_promised(const Row& row, const Setting& setting) {
  return std::ranges::any_of(row.promises, [&](const Promise& promise) {
    return (promise.columns >> setting.column & 1U) != 0 && setting.size >= promise.from_size &&
           setting.size <= promise.to_size;
  });
}

std::string percent(double share) { return fmt::format("{:.1f}", 100 * share); }

std::string refusals(const Tally& tally) {
  const double share = static_cast<double>(tally.refusals) / static_cast<double>(tally.tries);
  return share < 0.01 ? "" : fmt::format(" r {:.0f}", 100 * share);
}

std::string entry(const FamilyResult& result, const Setting& setting, std::size_t row) {
  const Tally& tally = result.at(setting, row);
  if (tally.tries == 0) return "-";
  if (tally.refusals == tally.tries) return "refuses";
  std::string text = percent(tally.rate());
  if (!setting.shifted && exceeds(tally, nominal)) text = "**" + text + "**";
  if (!setting.shifted && !is_promised(result.family.rows[row], setting)) text = "*" + text + "*";
  return text + refusals(tally);
}

std::string table_head(const std::vector<std::string>& headings) {
  std::string head = "|";
  std::string rule = "|";
  for (const std::string& heading : headings) {
    head += " " + heading + " |";
    rule += "---|";
  }
  return head + "\n" + rule + "\n";
}

std::vector<std::string> headings(const Family& family, std::vector<std::string> first) {
  for (const std::string_view column : family.columns) first.emplace_back(column);
  if (!family.effect.empty()) first.emplace_back("power");
  return first;
}

std::string table_row(const FamilyResult& result, int size, std::size_t row) {
  std::string text;
  for (std::size_t column = 0; column < result.family.columns.size(); ++column)
    text += " " + entry(result, {size, column, false}, row) + " |";
  if (!result.family.effect.empty()) text += " " + entry(result, {size, 0, true}, row) + " |";
  return text + "\n";
}

std::string promise_text(const Family& family, const Promise& promise) {
  std::string text = fmt::format("{:g} % at most (", 100 * promise.at_most);
  const Columns all = (Columns{1} << family.columns.size()) - 1;
  if ((promise.columns & all) == all) {
    text += "everywhere";
  } else {
    std::string_view separator;
    for (std::size_t column = 0; column < family.columns.size(); ++column) {
      if ((promise.columns >> column & 1U) == 0) continue;
      text += fmt::format("{}{}", separator, family.columns[column]);
      separator = ", ";
    }
  }
  if (promise.from_size > 0) text += fmt::format("; from {} {}", promise.from_size, family.size_name);
  if (promise.to_size < std::numeric_limits<int>::max())
    text += fmt::format("; up to {} {}", promise.to_size, family.size_name);
  return text + ")";
}

std::string promises_of(const FamilyResult& result) {
  std::string text = "Promised:\n\n";
  for (const Row& row : result.family.rows) {
    text += fmt::format("- {}: ", row.name);
    if (row.promises.empty()) text += "nothing";
    for (std::size_t i = 0; i < row.promises.size(); ++i)
      text += (i == 0 ? "" : "; ") + promise_text(result.family, row.promises[i]);
    if (row.every > 1) {
      text += fmt::format("; {} studies a cell", result.family.tries / row.every);
      if (row.slow_from > 0) text += fmt::format(" from {} {}", row.slow_from, result.family.size_name);
    }
    text += "\n";
  }
  return text;
}

// Where a procedure errs most among independent runs.
struct Worst {
  std::size_t column;
  double rate;
  bool too_often;  // beyond Monte Carlo error, in any column
};

Worst worst_of(const FamilyResult& result, int size, std::size_t row) {
  Worst worst{0, -1, false};
  for (std::size_t column = 0; column < result.family.columns.size(); ++column) {
    if ((independent >> column & 1U) == 0) continue;
    const Tally& tally = result.at({size, column, false}, row);
    if (tally.tries == 0) continue;
    if (tally.rate() > worst.rate) worst = {column, tally.rate(), worst.too_often};
    worst.too_often = worst.too_often || exceeds(tally, nominal);
  }
  return worst;
}

// The answer first: five seeds, sorted by what a reader wants to know.
std::string at_five(const FamilyResult& result) {
  constexpr int size = 5;
  struct Line {
    std::size_t row;
    Worst worst;
    double power;
  };
  std::vector<Line> lines;
  for (std::size_t row = 0; row < result.family.rows.size(); ++row) {
    const Tally& found = result.at({size, 0, true}, row);
    const Worst worst = worst_of(result, size, row);
    if (found.tries > 0 && worst.rate >= 0) lines.push_back({row, worst, found.rate()});
  }
  std::ranges::stable_sort(lines, [](const Line& one, const Line& other) {
    if (one.worst.too_often != other.worst.too_often) return other.worst.too_often;
    return one.worst.too_often ? one.worst.rate < other.worst.rate : one.power > other.power;
  });
  std::string text = table_head({"procedure", "keeps 5 % on independent runs", "errs most", "normal runs",
                                 "folds taken for runs", "power"});
  for (const auto& [row, worst, power] : lines) {
    const auto rate = [&](Shape shape) { return result.at({size, column_of(shape), false}, row).rate(); };
    text += fmt::format("| {} | {} | {} ({}) | {} | {} | {} |\n", result.family.rows[row].name,
                        worst.too_often ? "**no**" : "yes", percent(worst.rate),
                        result.family.columns[worst.column], percent(rate(Shape::normal)),
                        percent(rate(Shape::correlated)), percent(power));
  }
  return text;
}

}  // namespace

std::string section(const FamilyResult& result, std::string_view level) {
  const Family& family = result.family;
  std::string text =
      fmt::format("\n{} {}\n\n{} {} studies a cell", level, family.title, family.about, family.tries);
  text += family.effect.empty() ? ".\n\n" : fmt::format("; power at {}.\n\n", family.effect);
  text += table_head(headings(family, {"procedure", std::string(family.size_name)}));
  for (std::size_t row = 0; row < family.rows.size(); ++row) {
    for (const int size : family.sizes)
      text += fmt::format("| {} | {} |", family.rows[row].name, size) + table_row(result, size, row);
  }
  return text + "\n" + promises_of(result);
}

std::string page(std::span<const FamilyResult> simulated, std::span<const FamilyResult> real) {
  std::string text(introduction);
  text += "\n## Which test keeps its promise at five seeds\n";
  for (const FamilyResult& result : simulated.first(2)) {
    text += fmt::format("\n**{}** (5 {}; power at {}):\n\n", result.family.title, result.family.size_name,
                        result.family.effect);
    text += at_five(result);
  }
  for (const FamilyResult& result : simulated) text += section(result, "##");
  if (real.empty()) return text;
  text += fmt::format("\n{}", real_runs_heading);
  for (const FamilyResult& result : real) text += section(result, "###");
  return text;
}

std::string_view without_real_runs(std::string_view page) {
  const std::size_t start = page.find(real_runs_heading);
  // With the empty line before the heading.
  return start == std::string_view::npos ? page : page.substr(0, start - 1);
}

}  // namespace calibration
