#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "reported_numbers.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
At stage `submit`, notes a printed mean whose last digit is worth less than a tenth of its standard error, or less than a
tenth of what one test item of one run is worth, and gives the number as it should be printed.

## Why it matters
Digits that noise alone decides tell nothing, and they make 97.314 and 97.298 look like two results. The next set of seeds
changes them: a standard error of 0.05 moves the third decimal by some 50 units.

## Example
"97.3142 +- 0.21" over five seeds on 360 digits.

## What to do instead
Round as the finding says: one digit more than the first one that the standard error reaches.

## When it is wrong
When others compute on with the number: give the digits in a table of the supplement. The tenth is a convention, an option of
the rule.

## References
Taylor (1997), "An introduction to error analysis", section 2.2. Wainer (1997), Journal of Educational and Behavioral
Statistics 22, "Improving tabular displays".
)";

// Of the cell's mean; each dataset counts the same. Nothing when an arm has a single run or does not vary.
std::optional<double> standard_error(const PrintedCell& cell) {
  double variance = 0.0;
  for (const Arm* arm : cell.arms) {
    const stats::Summary summary = stats::summarize(arm->values());
    if (!summary.sd || *summary.sd == 0.0) return std::nullopt;
    variance += *summary.sd * *summary.sd / static_cast<double>(summary.n);
  }
  if (cell.arms.empty()) return std::nullopt;
  return std::sqrt(variance) / static_cast<double>(cell.arms.size());
}

// What one item of one run changes in the mean of a proportion; nothing where the items are not declared.
std::optional<double> step_of_items(const Study& study, const PrintedCell& cell) {
  if (cell.arms.size() != 1 || study.metric(cell.metric).form != MetricForm::proportion) return std::nullopt;
  const Dataset* dataset = study.dataset(cell.arms.front()->dataset);
  if (dataset == nullptr || !dataset->declaration.n_items) return std::nullopt;
  return 1.0 / static_cast<double>(*dataset->declaration.n_items * cell.arms.front()->n());
}

struct Limit {
  std::string_view what;
  double value;  // in the unit of the records
};

// The coarser of what noise and items can carry; nothing when neither is known.
std::optional<Limit> limit_of(const Study& study, const PrintedCell& cell) {
  const auto error = standard_error(cell);
  const auto step = step_of_items(study, cell);
  if (!error && !step) return std::nullopt;
  if (error && (!step || *error >= *step)) return Limit{"the standard error", *error};
  return Limit{"one item of one run", *step};
}

// The decimals whose unit is a tenth of the limit or the next power of ten above it.
int decimals_for(double smallest_unit) {
  return std::max(0, static_cast<int>(std::floor(-std::log10(smallest_unit))));
}

void check_cell(const Study& study, const PrintedCell& cell, FindingSink& out) {
  const auto printed = parse_printed(cell.value->mean);
  const auto limit = limit_of(study, cell);
  if (!printed || !limit || printed->decimals < 1) return;
  const double unit = unit_of(*cell.value);
  const double last_digit = std::pow(10.0, -printed->decimals) * unit;
  const double smallest = limit->value * out.option("share");
  const int decimals = decimals_for(smallest / unit);
  if (!(last_digit < smallest) || decimals >= printed->decimals) return;
  const std::string rounded = fmt::format("{:.{}f}", printed->value, decimals);
  CellProblem problem;
  problem.severity = Severity::note;
  problem.text =
      fmt::format("{} is printed to {}, and {} is {}", *cell.value->mean, count(printed->decimals, "decimal"),
                  limit->what, quantity(limit->value / unit, 2));
  problem.remedy = fmt::format("print {} (no run is needed)", rounded);
  problem.evidence = {{"decimals", static_cast<std::int64_t>(printed->decimals)},
                      {"decimals_supported", static_cast<std::int64_t>(decimals)},
                      {"limit", limit->value},
                      {"rounded", rounded}};
  out.add(about(cell, {problem}));
}

void check(const Study& study, FindingSink& out) {
  bool any_own = false;
  for (const PrintedCell& cell : printed_cells(study)) {
    if (!cell.is_own() || !cell.value->mean) continue;
    any_own = true;
    check_cell(study, cell, out);
  }
  if (!any_own && !study.evaluations().empty()) {
    out.add(not_applicable("no number is printed that stands beside runs of this study",
                           "declare claims.reported.mean"));
  }
}

}  // namespace

Rule false_precision() {
  return {.code = "RC706",
          .name = "false-precision",
          .summary = "more decimals than the standard error or the items carry",
          .group = "RC reporting consistency",
          .severity = Severity::note,
          .certainty = Certainty::deterministic,
          .only_at_submit = true,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"share", 0.1, "share of the standard error below which a last digit says nothing"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
