#include <algorithm>
#include <cmath>
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
Computes every printed number of a claim (mean, bar, n, gain, p) again from the recorded runs and fires when it differs by
more than its rounding allows. For p any of the claim's p values will do, raw or adjusted; a p on the other side of alpha
is an error, another one a warning. A gain that is right as a relative one and printed as an absolute one, or the reverse,
is named as such.

## Why it matters
Tables are typed before the last runs end. In psychology, one in eight papers was found to hold a p value that its own
statistic contradicts, in a way that changes the conclusion. "5 % better" can mean 5 points or a twentieth.

## Example
97.4 printed; the ten recorded runs give 97.31. Or n = 10 printed and nine runs that count.

## What to do instead
Print what the finding says; `gainsay table` writes the numbers from the runs.

## When it is wrong
When the printed runs are not those in the study: record them, or exclude the ones that do not belong, with a reason.

## References
Nuijten et al. (2016), Behav. Res. Methods 48, 1205-1226 (statcheck).
)";

void add_mean(const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const auto printed = recorded_as(cell.value->mean, *cell.value);
  const auto recorded = recorded_mean(cell);
  if (!printed || !recorded || printed->contains(*recorded)) return;
  const std::string right = print_like(*recorded, *parse_printed(cell.value->mean), *cell.value);
  problems.push_back({Severity::error,
                      fmt::format("mean {}, and the recorded runs give {}", *cell.value->mean, right),
                      fmt::format("print {}", right),
                      {{"recorded_mean", *recorded}}});
}

void add_n(const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const auto recorded = recorded_n(cell);
  if (!cell.value->n || !recorded || *cell.value->n == *recorded) return;
  problems.push_back({Severity::error,
                      fmt::format("n = {}, and {} count", *cell.value->n, count(*recorded, "recorded run")),
                      fmt::format("print n = {}", *recorded),
                      {{"recorded_n", *recorded}}});
}

// A bar that is one of the usual kinds under a wrong label is RC701's to report.
void add_bar(const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const std::vector<double> values = recorded_values(cell);
  const auto printed = recorded_as(cell.value->error, *cell.value);
  if (!printed || values.size() < 2) return;
  const std::vector<Bar> bars = bars_of(values);
  if (std::ranges::any_of(bars, [&](const Bar& bar) { return printed->contains(bar.value); })) return;
  const auto kind = cell.value->error_kind.value_or(ErrorKind::sd);
  const Bar& bar = *std::ranges::find(bars, kind, &Bar::kind);
  const std::string right = print_like(bar.value, *parse_printed(cell.value->error), *cell.value);
  problems.push_back({Severity::error,
                      fmt::format("+- {}, which no kind of bar of the recorded runs gives; their {} is {}",
                                  *cell.value->error, bar.name, right),
                      fmt::format("print +- {} ({})", right, to_string(kind)),
                      {{"recorded_bar", bar.value}}});
}

struct Gain {
  double absolute;
  double relative;
};

std::optional<Gain> gain_over(const Study& study, const Comparison& comparison) {
  const auto& ours = comparison.method_side.mean;
  const auto& theirs = comparison.against_side.mean;
  if (!ours || !theirs || *theirs == 0.0) return std::nullopt;
  const double absolute = study.metric(comparison.metric).sign() * (*ours - *theirs);
  return Gain{absolute, absolute / std::abs(*theirs)};
}

// A printed gain is often the difference of two rounded means, and so up to one unit off.
bool is_printed(const stats::ReportedNumber& printed, double recorded, double unit) {
  return std::abs(recorded / unit - printed.value) <= std::pow(10.0, -printed.decimals) * (1.0 + 1e-9);
}

// A relative gain is printed in percent or as a share.
bool is_relative(const stats::ReportedNumber& printed, const Gain& gain) {
  return is_printed(printed, gain.relative, 0.01) || is_printed(printed, gain.relative, 1.0);
}

std::string right_gain(const ReportedValue& value, const stats::ReportedNumber& printed, const Gain& gain) {
  const int decimals = std::max(printed.decimals, 0);
  return value.gain_is_relative ? fmt::format("{:.{}f} % (relative)", 100.0 * gain.relative, decimals)
                                : fmt::format("{:.{}f}{}", gain.absolute / unit_of(value), decimals,
                                              value.unit == "percent" ? " points (absolute)" : " (absolute)");
}

void add_gain(const Study& study, const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const ReportedValue& value = *cell.value;
  const auto printed = parse_printed(value.gain);
  if (!printed || cell.method != cell.evaluation->claim.method) return;
  std::vector<Gain> gains;
  for (const Comparison& comparison : cell.evaluation->decisive) {
    if (const auto gain = gain_over(study, comparison)) gains.push_back(*gain);
  }
  const auto absolute = [&](const Gain& gain) { return is_printed(*printed, gain.absolute, unit_of(value)); };
  const auto relative = [&](const Gain& gain) { return is_relative(*printed, gain); };
  const bool as_said =
      value.gain_is_relative ? std::ranges::any_of(gains, relative) : std::ranges::any_of(gains, absolute);
  if (gains.empty() || as_said) return;
  const bool swapped =
      value.gain_is_relative ? std::ranges::any_of(gains, absolute) : std::ranges::any_of(gains, relative);
  const std::string right = right_gain(value, *printed, gains.front());
  problems.push_back(
      {Severity::error,
       fmt::format(
           "gain {} is printed as {}, and {}the recorded runs give {}", *value.gain,
           value.gain_is_relative ? "relative" : "absolute",
           swapped ? fmt::format("is the {} one: ", value.gain_is_relative ? "absolute" : "relative") : "",
           right),
       fmt::format("print {}", right),
       {{"gain_absolute", gains.front().absolute},
        {"gain_relative", gains.front().relative},
        {"swapped", swapped}}});
}

std::vector<double> p_values_of(const ClaimEvaluation& evaluation) {
  std::vector<double> values;
  const auto add = [&](const std::optional<double>& p) {
    if (p) values.push_back(*p);
  };
  add(evaluation.p);
  add(evaluation.p_adjusted);
  for (const auto* comparisons : {&evaluation.decisive, &evaluation.comparisons}) {
    for (const Comparison& comparison : *comparisons) {
      add(comparison.p);
      add(comparison.p_adjusted);
      for (const Companion& companion : comparison.companions) values.push_back(companion.p);
    }
  }
  return values;
}

// "p < 0.05" is right when any of the p values that could be meant is below it.
void add_p_bound(const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const std::string& text = *cell.value->p;
  const double bound = std::stod(text.substr(text.find_first_not_of("< ")));
  const std::vector<double> values = p_values_of(*cell.evaluation);
  if (values.empty() || std::ranges::any_of(values, [&](double p) { return p < bound; })) return;
  const double least = std::ranges::min(values);
  problems.push_back(
      {Severity::error,
       fmt::format("p {} is printed, and the least p of the recorded runs is {}", text, quantity(least, 2)),
       fmt::format("print p = {}", quantity(least, 2)),
       {{"recorded_p", least}, {"changes_decision", true}}});
}

void add_p(const Study& study, const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const bool is_own = cell.method == cell.evaluation->claim.method;
  if (is_own && cell.value->p && cell.value->p->starts_with('<')) return add_p_bound(cell, problems);
  const auto printed = parse_printed(cell.value->p);
  if (!printed || cell.method != cell.evaluation->claim.method) return;
  const stats::RoundingInterval interval = stats::rounding_interval(*printed);
  const std::vector<double> values = p_values_of(*cell.evaluation);
  const bool found = std::ranges::any_of(values, [&](double p) { return interval.contains(p); });
  if (values.empty() || found) return;
  const double alpha = study.file().alpha;
  const auto& front = cell.evaluation->decisive.front().p;
  const double right = front ? *front : values.front();
  const bool decides = (printed->value < alpha) != (right < alpha);
  problems.push_back(
      {decides ? Severity::error : Severity::warning,
       fmt::format("p = {}, and the recorded runs give {}{}", *cell.value->p, quantity(right, 2),
                   decides ? fmt::format(", on the other side of {}", quantity(alpha)) : ""),
       fmt::format("print p = {}", quantity(right, 2)),
       {{"recorded_p", right}, {"changes_decision", decides}}});
}

void check(const Study& study, FindingSink& out) {
  for (const PrintedCell& cell : printed_cells(study)) {
    if (cell.evaluation == nullptr || !cell.is_own()) continue;
    std::vector<CellProblem> problems;
    add_mean(cell, problems);
    add_n(cell, problems);
    add_bar(cell, problems);
    add_gain(study, cell, problems);
    add_p(study, cell, problems);
    if (!problems.empty()) out.add(about(cell, problems));
  }
}

}  // namespace

Rule reported_recorded_mismatch() {
  return {.code = "RC705",
          .name = "reported-recorded-mismatch",
          .summary = "a printed number that the recorded runs do not give",
          .group = "RC reporting consistency",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
