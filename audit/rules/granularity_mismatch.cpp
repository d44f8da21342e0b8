#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "gainsay/stats/grim.h"

#include "reported_numbers.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
A share of test items can only take the values 0/N, 1/N, ... N/N, with N the items of the test set times the runs that
were averaged. For a printed mean of such a metric (`form = "proportion"` or `"integer-mean"`) the rule looks for a whole
number that gives it, under rounding to the nearest, up or down, and fires when there is none. Where the digits are too
few for N the test is blind, and the rule does not apply.

## Why it matters
It needs no data but the printed number, and it never errs: such a mean was mistyped, comes from another number of items
or runs, or is another average than is said. Half of 71 psychology papers that were tested this way held one. With two
decimals of a percentage the test finds 99 % of wrong numbers at N = 100, 90 % at 1,000, 50 % at 5,000 and none from
10,000 on.

## Example
"97.31 %" on 360 items, one run: 350 of 360 are 97.22 %, 351 are 97.50 %.

## What to do instead
Print the right number; the finding names the two nearest. Or correct `n_items` or `n`.

## When it is wrong
For macro averages, weighted scores and scores per token, which are no plain share: declare `form = "continuous"`.

## References
Brown and Heathers (2017), Soc. Psychol. Personal. Sci. 8, 363-369, "The GRIM test". Power: own computation.
)";

constexpr std::int64_t most_items = 100'000'000;
constexpr int most_decimals = 6;
constexpr double most_printable = 1e6;  // values that the power is counted over

// 100 for percentages, whether the paper's unit says so or the metric's own range.
std::int64_t scale_of(const PrintedCell& cell, const Metric& metric) {
  const bool percent = cell.value->unit == "percent" || (metric.range && metric.range->high == 100.0);
  return percent ? 100 : 1;
}

std::optional<std::int64_t> items_of(const Study& study, const PrintedCell& cell) {
  if (cell.datasets.size() != 1) return std::nullopt;
  const Dataset* dataset = study.dataset(cell.datasets.front());
  return dataset == nullptr ? std::nullopt : dataset->declaration.n_items;
}

std::optional<std::int64_t> runs_of(const PrintedCell& cell) {
  return cell.value->n ? cell.value->n : recorded_n(cell);
}

// The share of wrong numbers that the printed digits give away. Where they are not counted: none when there
// are as many totals as printable values.
double power_of(int decimals, const stats::GrimDesign& design) {
  const double printable = static_cast<double>(design.scale) * std::pow(10.0, decimals);
  if (!design.proportion || printable > most_printable)
    return static_cast<double>(design.n) >= printable ? 0.0 : 1.0;
  return stats::grim_power(decimals, design);
}

std::string nearest_text(const stats::ReportedNumber& printed, const stats::GrimDesign& design) {
  const auto n = static_cast<double>(design.n);
  const auto scale = static_cast<double>(design.scale);
  const double below = std::floor(printed.value / scale * n);
  const auto value = [&](double total) {
    return fmt::format("{:.{}f} ({} of {})", scale * total / n, printed.decimals, total, design.n);
  };
  return fmt::format("{} and {}", value(below), value(below + 1.0));
}

Finding mismatch(const PrintedCell& cell, const stats::ReportedNumber& printed,
                 const stats::GrimDesign& design, std::int64_t items) {
  const std::string nearest = nearest_text(printed, design);
  return about(cell, {{Severity::error,
                       fmt::format("no whole number of {} items gives {}; nearest are {}", design.n,
                                   *cell.value->mean, nearest),
                       fmt::format("print what the runs give, or correct the {} items or {} behind it", items,
                                   count(design.n / items, "run")),
                       {{"n_items", items}, {"runs", design.n / items}, {"printed", printed.value}}}});
}

enum class Answer : std::uint8_t { consistent, impossible, blind, unknown };

struct Test {
  Answer answer = Answer::unknown;
  std::optional<Finding> finding;
};

Test test_cell(const Study& study, const PrintedCell& cell, double least_power) {
  const Metric metric = study.metric(cell.metric);
  const auto printed = parse_printed(cell.value->mean);
  const auto items = items_of(study, cell);
  const auto runs = runs_of(cell);
  if (!printed || !items || !runs || *items < 1 || *runs < 1) return {};
  const bool testable = printed->decimals >= 0 && printed->decimals <= most_decimals &&
                        printed->value >= 0.0 && std::abs(printed->units) <= 10'000'000'000 &&
                        *items <= most_items / *runs;
  if (!testable) return {Answer::blind, std::nullopt};
  const stats::GrimDesign design{.n = *items * *runs,
                                 .scale = scale_of(cell, metric),
                                 .proportion = metric.form == MetricForm::proportion};
  if (power_of(printed->decimals, design) < least_power) return {Answer::blind, std::nullopt};
  if (stats::grim_consistent(*printed, design)) return {Answer::consistent, std::nullopt};
  return {Answer::impossible, mismatch(cell, *printed, design, *items)};
}

void check(const Study& study, FindingSink& out) {
  std::optional<std::string> unknown;
  for (const PrintedCell& cell : printed_cells(study)) {
    const auto form = study.metric(cell.metric).form;
    const bool counts = form == MetricForm::proportion || form == MetricForm::integer_mean;
    if (!counts || !cell.value->mean) continue;
    Test test = test_cell(study, cell, out.option("power"));
    if (test.finding) out.add(std::move(*test.finding));
    if (test.answer == Answer::unknown && !unknown && cell.datasets.size() == 1) {
      unknown = items_of(study, cell) ? "the n of the printed number"
                                      : fmt::format("datasets.{}.n_items", cell.datasets.front().str());
    }
  }
  if (unknown) {
    out.add(not_applicable("the number of items behind a printed share is not known", "declare " + *unknown));
  }
}

}  // namespace

Rule granularity_mismatch() {
  return {.code = "RC703",
          .name = "granularity-mismatch",
          .summary = "a printed share that no whole number of test items gives",
          .group = "RC reporting consistency",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"power", 0.05, "share of wrong numbers the digits must be able to give away"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
