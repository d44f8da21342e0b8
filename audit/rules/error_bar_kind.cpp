#include <algorithm>

#include <fmt/format.h>

#include "reported_numbers.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at every printed number with a bar (`reported`, `against_reported`). Where the runs are recorded it computes the
standard deviation (with n - 1 and with n), the standard error, both 95 % intervals and the range, and fires when the
bar is another one than its label says: an error. A bar without a kind or without the number of runs is a warning, and
so is one that leaves the range of the metric. A standard deviation with n in place of n - 1 is a note.

## Why it matters
At ten runs a standard error is a third of the standard deviation, and a 95 % interval 0.72 of it. Whoever takes one for
another is wrong by that factor about what is within the noise.

## Example
97.4 +- 0.1 labelled sd, over ten runs whose standard deviation is 0.32: the 0.1 is the standard error.

## What to do instead
Print kind and number with the bar: 97.4 +- 0.3 (sd, n = 10). The finding names the kind that the recorded runs give.

## When it is wrong
When the bar is over something else than runs (bootstrap over test items): say so in the text and suppress the rule for
that claim. Two kinds may round to the same number; then the label is believed.

## References
NeurIPS paper checklist, item 7. Cumming, Fidler and Vaux (2007), J. Cell Biol. 177, 7-11, "Error bars in experimental
biology".
)";

// The kinds of bar that round to what is printed.
std::vector<Bar> matching(const std::vector<Bar>& bars, const stats::RoundingInterval& printed) {
  std::vector<Bar> found;
  std::ranges::copy_if(bars, std::back_inserter(found),
                       [&](const Bar& bar) { return printed.contains(bar.value); });
  return found;
}

std::string names_of(const std::vector<Bar>& bars) {
  std::string text;
  for (const Bar& bar : bars) text += fmt::format("{}{}", text.empty() ? "" : " or ", bar.name);
  return text;
}

std::vector<Bar> recorded_matches(const PrintedCell& cell) {
  const std::vector<double> values = recorded_values(cell);
  const auto printed = recorded_as(cell.value->error, *cell.value);
  if (values.size() < 2 || !printed) return {};
  return matching(bars_of(values), *printed);
}

void add_unlabelled(const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const ReportedValue& value = *cell.value;
  if (value.error_kind && value.n) return;
  const std::vector<Bar> matches = recorded_matches(cell);
  CellProblem problem;
  problem.severity = Severity::warning;
  problem.text = fmt::format("+- {} says {}", *value.error,
                             value.error_kind ? "not of how many runs"
                             : value.n        ? "not what it is"
                                              : "neither what it is nor of how many runs");
  if (!value.error_kind && !matches.empty())
    problem.text += fmt::format(" (the recorded runs give it as {})", names_of(matches));
  problem.remedy = "print kind and number of runs with the bar";
  if (const auto n = recorded_n(cell)) problem.remedy += fmt::format(" (n = {})", *n);
  problem.evidence = {{"error_kind_given", value.error_kind.has_value()}, {"n_given", value.n.has_value()}};
  problems.push_back(std::move(problem));
}

void add_mislabelled(const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const ReportedValue& value = *cell.value;
  const std::vector<Bar> matches = recorded_matches(cell);
  if (!value.error_kind || matches.empty()) return;
  const auto right = std::ranges::find(matches, *value.error_kind, &Bar::kind);
  const std::vector<Bar> bars = bars_of(recorded_values(cell));
  if (right == matches.end()) {
    const Bar labelled = *std::ranges::find(bars, *value.error_kind, &Bar::kind);
    const std::string would_be = print_like(labelled.value, *parse_printed(value.error), value);
    problems.push_back(
        {Severity::error,
         fmt::format("+- {} is labelled {} and is the {}; the {} of the recorded runs is {}", *value.error,
                     to_string(*value.error_kind), names_of(matches), labelled.name, would_be),
         fmt::format("print +- {} ({}), or label it {}", would_be, to_string(*value.error_kind),
                     to_string(matches.front().kind)),
         {{"labelled", std::string(to_string(*value.error_kind))},
          {"matches", std::string(to_string(matches.front().kind))},
          {"recorded_value", labelled.value}}});
  } else if (*value.error_kind == ErrorKind::sd && !(right->value == bars.front().value)) {
    problems.push_back({Severity::note,
                        fmt::format("+- {} is the {}", *value.error, right->name),
                        "divide by n - 1: runs are a sample",
                        {{"recorded_value", bars.front().value}}});
  }
}

void add_beyond_range(const Study& study, const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const auto range = study.metric(cell.metric).range;
  const auto mean = parse_printed(cell.value->mean);
  const auto error = parse_printed(cell.value->error);
  if (!range || !mean || !error) return;
  const double scale = unit_of(*cell.value);
  const double low = (mean->value - error->value) * scale;
  const double high = (mean->value + error->value) * scale;
  if (low >= range->low && high <= range->high) return;
  problems.push_back({Severity::warning,
                      fmt::format("{} +- {} leaves the range of the metric, {} to {}", *cell.value->mean,
                                  *cell.value->error, quantity(range->low), quantity(range->high)),
                      "give both ends of an interval that stays within the range",
                      {{"bar_low", low}, {"bar_high", high}}});
}

void check(const Study& study, FindingSink& out) {
  for (const PrintedCell& cell : printed_cells(study)) {
    if (cell.evaluation == nullptr || !cell.value->error) continue;
    std::vector<CellProblem> problems;
    add_mislabelled(cell, problems);
    add_unlabelled(cell, problems);
    add_beyond_range(study, cell, problems);
    if (!problems.empty()) out.add(about(cell, problems));
  }
}

}  // namespace

Rule error_bar_kind() {
  return {.code = "RC701",
          .name = "error-bar-kind",
          .summary = "an error bar that is not what its label says, or has no label",
          .group = "RC reporting consistency",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
