#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reported_numbers.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Checks the bold cells of a claim (`bold` in `reported` and `against_reported`). A bold cell that is not the best by the
metric's direction is an error, unless the best is bold too and is not shown to be better. Cells that print the same as the best and are not bold are a warning, and so is a lone
bold cell whose difference from others is not shown: then the set that is not worse should be bold.

## Why it matters
Bold is the claim that most readers take from a table. One bold line among several that noise alone tells apart says
that there is a winner where there is none.

## Example
97.3 bold beside 97.3 not bold; and 97.24 against 97.31, both with a standard deviation of 0.3.

## What to do instead
Set in bold every method that is not significantly worse than the best, and say so in the caption. `gainsay table` does.

## When it is wrong
When bold means something else in the paper ("ours"): leave `bold` out of the study file.

## References
Demsar (2006), JMLR 7, 1-30, on critical differences. Dror et al. (2018), ACL.
)";

struct BoldCell {
  Name method;
  double value = 0.0;  // direction-adjusted, in the unit of the records
  std::string text;
  bool printed = false;
  bool bold = false;
};

// `recorded` stands in for a number that is not printed; it is shown in units of `unit`.
std::optional<BoldCell> cell_of(const Study& study, Name metric, Name method, const ReportedValue* value,
                                std::optional<double> recorded, double unit) {
  const double sign = study.metric(metric).sign();
  const auto printed = value != nullptr ? parse_printed(value->mean) : std::nullopt;
  const bool bold = value != nullptr && value->bold.value_or(false);
  if (printed) return BoldCell{method, sign * printed->value * unit_of(*value), *value->mean, true, bold};
  if (recorded) return BoldCell{method, sign * *recorded, quantity(*recorded / unit, 4), false, bold};
  return std::nullopt;
}

std::vector<BoldCell> cells_of(const Study& study, const ClaimEvaluation& evaluation) {
  const Claim& claim = evaluation.claim;
  const double unit = claim.reported ? unit_of(*claim.reported) : 1.0;
  std::vector<BoldCell> cells;
  const auto add = [&](Name method, const ReportedValue* value, std::optional<double> recorded) {
    if (auto cell = cell_of(study, claim.metric, method, value, recorded, unit))
      cells.push_back(std::move(*cell));
  };
  std::optional<double> ours;
  for (const Comparison& comparison : evaluation.decisive) {
    if (!ours) ours = comparison.method_side.mean;
  }
  add(claim.method, claim.reported ? &*claim.reported : nullptr, ours);
  for (const Name against : claim.against) {
    const auto value = claim.against_reported.find(against);
    const auto found = std::ranges::find(evaluation.decisive, against, &Comparison::against);
    const bool whole =
        found != evaluation.decisive.end() && (found->dataset.empty() || claim.datasets.size() == 1);
    add(against, value == claim.against_reported.end() ? nullptr : &value->second,
        whole ? found->against_side.mean : std::nullopt);
  }
  return cells;
}

// By the runs behind the two cells. Where nothing can be tested, the printed numbers have the word.
bool may_stand_beside(const Study& study, const Claim& claim, const BoldCell& best, const BoldCell& cell) {
  if (!best.bold) return false;
  Claim of_best = claim;
  of_best.method = best.method;
  const Comparison comparison = claim.datasets.size() == 1
                                    ? compare_on_dataset(study, of_best, cell.method, claim.datasets.front())
                                    : compare_over_datasets(study, of_best, cell.method);
  return comparison.p && comparison.verdict != Verdict::superior;
}

void add_not_best(const Study& study, const Claim& claim, const std::vector<BoldCell>& cells,
                  const BoldCell& best, std::vector<CellProblem>& problems) {
  for (const BoldCell& cell : cells) {
    if (!cell.bold || cell.value >= best.value || may_stand_beside(study, claim, best, cell)) continue;
    problems.push_back({Severity::error,
                        fmt::format("{} ({}) is bold and {} ({}) is better", cell.method.str(), cell.text,
                                    best.method.str(), best.text),
                        fmt::format("set {} in bold", best.method.str()),
                        {{"bold", cell.method.str()}, {"best", best.method.str()}}});
  }
}

void add_ties(const std::vector<BoldCell>& cells, const BoldCell& best, std::vector<CellProblem>& problems) {
  for (const BoldCell& cell : cells) {
    const bool tied = cell.printed && best.printed && !(cell.value < best.value) && !cell.bold;
    if (!tied) continue;
    problems.push_back(
        {Severity::warning,
         fmt::format("{} prints the same {} as the best and is not bold", cell.method.str(), cell.text),
         fmt::format("set {} in bold as well", cell.method.str()),
         {{"tied", cell.method.str()}}});
  }
}

// Comparators that are not bold although the difference from the bold method is not shown.
void add_not_shown(const ClaimEvaluation& evaluation, const std::vector<BoldCell>& cells,
                   std::vector<CellProblem>& problems) {
  for (const BoldCell& cell : cells) {
    const auto found = std::ranges::find(evaluation.decisive, cell.method, &Comparison::against);
    const bool compared = found != evaluation.decisive.end() && found->estimate && !cell.bold;
    if (!compared || found->verdict == Verdict::superior || *found->estimate <= 0.0) continue;
    problems.push_back(
        {Severity::warning,
         fmt::format("{} is not shown to be worse than the bold {} ({}, p = {})", cell.method.str(),
                     evaluation.claim.method.str(), gain_text(*found), quantity(*found->p, 2)),
         fmt::format("set {} in bold as well", cell.method.str()),
         {{"not_worse", cell.method.str()}, {"p", *found->p}}});
  }
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const std::vector<BoldCell> cells = cells_of(study, evaluation);
    if (std::ranges::none_of(cells, &BoldCell::bold)) continue;
    const BoldCell& best = *std::ranges::max_element(cells, {}, &BoldCell::value);
    std::vector<CellProblem> problems;
    add_not_best(study, evaluation.claim, cells, best, problems);
    if (problems.empty()) {
      add_ties(cells, best, problems);
      if (problems.empty() && cells.front().bold && cells.front().method == evaluation.claim.method)
        add_not_shown(evaluation, cells, problems);
    }
    if (problems.empty()) continue;
    PrintedCell subject;
    subject.evaluation = &evaluation;
    subject.method = evaluation.claim.method;
    subject.datasets = evaluation.claim.datasets;
    subject.metric = evaluation.claim.metric;
    out.add(about(subject, problems));
  }
}

}  // namespace

Rule wrong_bold() {
  return {.code = "RC704",
          .name = "wrong-bold",
          .summary = "a bold cell that is not the best, or not alone the best",
          .group = "RC reporting consistency",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
