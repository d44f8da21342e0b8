#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "gainsay/stats/sd_bounds.h"

#include "reported_numbers.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for numbers that cannot be: a printed or recorded value outside the declared range of its metric; a printed value
that is no number; a standard deviation (or standard error) larger than any values within the range and with that mean
can have; a standard deviation of 0 over runs that differ; a p outside 0 to 1; and an accuracy that does not lie between
the sensitivity and the specificity of the same run, whose weighted mean it is.

## Why it matters
These are not improbable but impossible, so that something is wrong for certain: a typing error, percent beside shares, a
metric computed on another split, a bar of another kind. Checks of this sort have found more than a hundred papers with
scores that no test set can give.

## Example
Accuracy 0.97 +- 0.31 over ten runs: values between 0 and 1 with that mean have a standard deviation of at most 0.18.

## What to do instead
Find the cell's runs and print what they say.

## When it is wrong
When the declared range is too narrow, or when `unit = "percent"` is missing beside a range of 0 to 1. Half a unit of the
last printed digit is allowed to either side.

## References
Fazekas and Kovacs (2024), mlscorecheck, "Testing the consistency of performance scores". Bhatia and Davis (2000), Amer.
Math. Monthly 107, 353-357. Brown and Heathers (2017), Soc. Psychol. Personal. Sci. 8, 363-369.
)";

void add_out_of_range(const PrintedCell& cell, const std::optional<Range>& range,
                      std::vector<CellProblem>& problems) {
  if (!cell.value->mean) return;
  const auto mean = recorded_as(cell.value->mean, *cell.value);
  if (!mean) {
    problems.push_back({Severity::error,
                        fmt::format("{} is not a number that runs can give", *cell.value->mean),
                        "find the runs behind it: a failed one was counted",
                        {}});
  } else if (range && (mean->high < range->low || mean->low > range->high)) {
    problems.push_back({Severity::error,
                        fmt::format("{} lies outside the range of the metric, {} to {}", *cell.value->mean,
                                    quantity(range->low), quantity(range->high)),
                        "correct the number, or declare its unit (percent) or the range of the metric",
                        {{"range_low", range->low}, {"range_high", range->high}}});
  }
}

// The printed sd in the unit of the records, at its smallest; nothing for bars of another kind.
std::optional<double> least_sd(const ReportedValue& value, std::int64_t n) {
  const auto error = recorded_as(value.error, value);
  if (!error || !value.error_kind) return std::nullopt;
  if (*value.error_kind == ErrorKind::sd) return error->low;
  if (*value.error_kind == ErrorKind::sem) return error->low * std::sqrt(static_cast<double>(n));
  return std::nullopt;
}

// The largest sd over all the means that round to the printed one.
double largest_sd(const Range& range, const stats::RoundingInterval& mean, std::int64_t n) {
  const double low = std::clamp(mean.low, range.low, range.high);
  const double high = std::clamp(mean.high, range.low, range.high);
  const double middle = std::clamp((range.low + range.high) / 2.0, low, high);
  return stats::max_sd_for_mean({range.low, range.high}, middle, n);
}

void add_impossible_sd(const PrintedCell& cell, const std::optional<Range>& range,
                       std::vector<CellProblem>& problems) {
  const auto mean = recorded_as(cell.value->mean, *cell.value);
  const auto n = cell.value->n ? cell.value->n : recorded_n(cell);
  if (!range || !mean || !n || *n < 2) return;
  const auto sd = least_sd(*cell.value, *n);
  if (!sd || mean->high < range->low || mean->low > range->high) return;
  const double limit = largest_sd(*range, *mean, *n);
  if (*sd <= limit) return;
  problems.push_back(
      {Severity::error,
       fmt::format("+- {} ({}) over {} runs is impossible: values from {} to {} with a mean of {} have "
                   "a standard deviation of at most {}",
                   *cell.value->error, to_string(*cell.value->error_kind), *n, quantity(range->low),
                   quantity(range->high), *cell.value->mean, quantity(limit / unit_of(*cell.value))),
       "compute the bar again from the runs",
       {{"sd_at_least", *sd}, {"sd_limit", limit}}});
}

void add_zero_sd(const PrintedCell& cell, std::vector<CellProblem>& problems) {
  const auto error = parse_printed(cell.value->error);
  const std::vector<double> values = recorded_values(cell);
  if (!error || error->units != 0 || values.size() < 2) return;
  const std::vector<Bar> bars = bars_of(values);
  if (recorded_as(cell.value->error, *cell.value)->contains(bars.front().value)) return;
  problems.push_back(
      {Severity::error,
       fmt::format("+- {} over {} runs that differ: their standard deviation is {}", *cell.value->error,
                   values.size(), quantity(bars.front().value / unit_of(*cell.value))),
       "compute the bar again from the runs",
       {{"recorded_sd", bars.front().value}}});
}

void add_impossible_p(const PrintedCell& cell, std::vector<CellProblem>& problems) {
  if (!cell.value->p) return;
  const auto p = parse_printed(cell.value->p);
  if (p && p->value >= 0.0 && p->value <= 1.0) return;
  problems.push_back(
      {Severity::error, fmt::format("p = {} is not a probability", *cell.value->p), "compute p again", {}});
}

void check_printed(const Study& study, FindingSink& out) {
  for (const PrintedCell& cell : printed_cells(study)) {
    const auto range = study.metric(cell.metric).range;
    std::vector<CellProblem> problems;
    add_out_of_range(cell, range, problems);
    add_impossible_sd(cell, range, problems);
    add_zero_sd(cell, problems);
    add_impossible_p(cell, problems);
    if (!problems.empty()) out.add(about(cell, problems));
  }
}

// Recorded values outside the declared range, one finding an arm.
void check_recorded(const Study& study, FindingSink& out) {
  for (const auto& [key, arm] : study.arms()) {
    const auto range = study.metric(key.metric).range;
    if (!range) continue;
    const auto outside = [&](const Observation& o) { return o.value < range->low || o.value > range->high; };
    const auto first = std::ranges::find_if(arm.observations, outside);
    if (first == arm.observations.end()) continue;
    Finding finding;
    std::tie(finding.method, finding.dataset, finding.metric) = std::tie(key.method, key.dataset, key.metric);
    finding.severity = Severity::error;
    for (const tracker::Run* run : first->runs) finding.runs.push_back(run->id);
    const auto n_outside = std::ranges::count_if(arm.observations, outside);
    finding.message =
        fmt::format("{} of {} of {} on {} lie outside the range of {}, {} to {}; the first is {}", n_outside,
                    count(arm.n(), "recorded value"), key.method.str(), key.dataset.str(), key.metric.str(),
                    quantity(range->low), quantity(range->high), quantity(first->value));
    finding.evidence = {{"n_outside", static_cast<std::int64_t>(n_outside)},
                        {"value", first->value},
                        {"range_low", range->low},
                        {"range_high", range->high}};
    finding.remedy.text =
        fmt::format("correct the script that logs it, or metrics.{}.range", key.metric.str());
    out.add(std::move(finding));
  }
}

struct Rates {
  double accuracy;
  double sensitivity;
  double specificity;
};

std::optional<Rates> rates_of(const tracker::Run& run) {
  static const Name accuracy = "accuracy";
  static const Name sensitivity = "sensitivity";
  static const Name specificity = "specificity";
  const auto a = tracker::find_result(run, accuracy);
  const auto b = tracker::find_result(run, sensitivity);
  const auto c = tracker::find_result(run, specificity);
  if (!a || !b || !c) return std::nullopt;
  return Rates{*a, *b, *c};
}

bool is_possible(const Rates& rates, double slack) {
  const auto [low, high] = std::minmax(rates.sensitivity, rates.specificity);
  const double allowed = high > 1.0 ? 100.0 * slack : slack;
  return rates.accuracy >= low - allowed && rates.accuracy <= high + allowed;
}

// One finding a method and dataset, for the first run whose three rates contradict each other.
void check_rates(const Study& study, double slack, FindingSink& out) {
  std::map<std::pair<Name, Name>, std::pair<const tracker::Run*, Rates>> impossible;
  for (const tracker::Run& run : study.runs()) {
    const auto rates = rates_of(run);
    if (rates && !run.excluded && !is_possible(*rates, slack))
      impossible.try_emplace({run.method, run.dataset}, &run, *rates);
  }
  for (const auto& [subject, found] : impossible) {
    const auto& [run, rates] = found;
    Finding finding;
    std::tie(finding.method, finding.dataset) = std::tie(subject.first, subject.second);
    finding.metric = "accuracy";
    finding.severity = Severity::error;
    finding.runs = {run->id};
    finding.message = fmt::format(
        "a run of {} on {} has accuracy {}, which cannot lie outside its sensitivity {} and specificity {}",
        run->method.str(), run->dataset.str(), quantity(rates.accuracy), quantity(rates.sensitivity),
        quantity(rates.specificity));
    finding.evidence = {
        {"accuracy", rates.accuracy}, {"sensitivity", rates.sensitivity}, {"specificity", rates.specificity}};
    finding.remedy.text = "compute the three from one table of counts";
    out.add(std::move(finding));
  }
}

void check(const Study& study, FindingSink& out) {
  check_printed(study, out);
  check_recorded(study, out);
  check_rates(study, out.option("slack"), out);
}

}  // namespace

Rule impossible_value() {
  return {.code = "RC702",
          .name = "impossible-value",
          .summary = "a number that no runs can give",
          .group = "RC reporting consistency",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"slack", 0.001, "rounding allowed to recorded rates, as a share"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
