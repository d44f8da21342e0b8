#include "reported_numbers.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "rule_writing.h"

namespace gainsay::audit {
namespace {

constexpr double normal_quantile_975 = 1.959963984540054;

std::vector<const Arm*> arms_of(const Study& study, Name method, const std::vector<Name>& datasets,
                                Name metric) {
  std::vector<const Arm*> arms;
  for (const Name dataset : datasets) {
    const Arm& arm = study.arm(method, dataset, metric);
    if (arm.n() == 0) return {};
    arms.push_back(&arm);
  }
  return arms;
}

PrintedCell cell_of_claim(const Study& study, const ClaimEvaluation& evaluation, Name method,
                          const ReportedValue& value) {
  const Claim& claim = evaluation.claim;
  return {&evaluation,    &value,       method,
          claim.datasets, claim.metric, arms_of(study, method, claim.datasets, claim.metric)};
}

}  // namespace

std::vector<PrintedCell> printed_cells(const Study& study) {
  std::vector<PrintedCell> cells;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (claim.reported) cells.push_back(cell_of_claim(study, evaluation, claim.method, *claim.reported));
    for (const auto& [against, value] : claim.against_reported) {
      cells.push_back(cell_of_claim(study, evaluation, against, value));
    }
  }
  for (const ReportedResult& result : study.file().reported) {
    cells.push_back(
        {nullptr, &result.value, result.method, {result.dataset}, study.canonical_metric(result.metric), {}});
  }
  return cells;
}

std::optional<stats::ReportedNumber> parse_printed(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  try {
    return stats::parse_reported_number(*text);
  } catch (const std::domain_error&) {
    return std::nullopt;
  }
}

double unit_of(const ReportedValue& value) { return value.unit == "percent" ? 0.01 : 1.0; }

std::optional<stats::RoundingInterval> recorded_as(const std::optional<std::string>& text,
                                                   const ReportedValue& value) {
  const auto printed = parse_printed(text);
  if (!printed) return std::nullopt;
  return stats::rounding_interval(*printed, unit_of(value));
}

std::string print_like(double recorded, const stats::ReportedNumber& printed, const ReportedValue& value) {
  return fmt::format("{:.{}f}", recorded / unit_of(value), std::max(printed.decimals, 0));
}

std::optional<double> recorded_mean(const PrintedCell& cell) {
  if (!cell.is_own()) return std::nullopt;
  std::vector<double> means;
  for (const Arm* arm : cell.arms) means.push_back(stats::summarize(arm->values()).mean);
  return stats::summarize(means).mean;
}

std::optional<std::int64_t> recorded_n(const PrintedCell& cell) {
  if (!cell.is_own()) return std::nullopt;
  const std::int64_t n = cell.arms.front()->n();
  const bool equal = std::ranges::all_of(cell.arms, [n](const Arm* arm) { return arm->n() == n; });
  return equal ? std::optional(n) : std::nullopt;
}

std::vector<double> recorded_values(const PrintedCell& cell) {
  return cell.arms.size() == 1 ? cell.arms.front()->values() : std::vector<double>{};
}

std::vector<Bar> bars_of(const std::vector<double>& values) {
  const stats::Summary summary = stats::summarize(values);
  const auto n = static_cast<double>(summary.n);
  const stats::Interval interval = stats::mean_t_interval(values);
  const double half_interval = (interval.high - interval.low) / 2.0;
  const double range = summary.max - summary.min;
  return {
      {ErrorKind::sd, "standard deviation", *summary.sd},
      {ErrorKind::sd, "standard deviation with n in place of n - 1", *summary.sd * std::sqrt((n - 1.0) / n)},
      {ErrorKind::sem, "standard error", *summary.standard_error},
      {ErrorKind::ci95, "half of the 95 % interval", half_interval},
      {ErrorKind::ci95, "1.96 standard errors", normal_quantile_975 * *summary.standard_error},
      {ErrorKind::range, "half of the range", range / 2.0},
      {ErrorKind::range, "range", range}};
}

std::string cell_name(const PrintedCell& cell) {
  return fmt::format("{} of {} on {}", cell.metric.str(), cell.method.str(), list(cell.datasets));
}

Finding about(const PrintedCell& cell, const std::vector<CellProblem>& problems) {
  Finding finding;
  if (cell.evaluation != nullptr) {
    finding = about(*cell.evaluation);
    if (cell.method != cell.evaluation->claim.method) finding.against = cell.method;
  } else {
    finding.method = cell.method;
    finding.metric = cell.metric;
  }
  if (cell.datasets.size() == 1) finding.dataset = cell.datasets.front();
  for (const Arm* arm : cell.arms) {
    const auto ids = arm->run_ids();
    finding.runs.insert(finding.runs.end(), ids.begin(), ids.end());
  }
  finding.severity = Severity::note;
  finding.message = "printed " + cell_name(cell) + ": ";
  for (std::size_t i = 0; i < problems.size(); ++i) {
    finding.severity = std::max(finding.severity, problems[i].severity);
    finding.message += (i == 0 ? "" : "; ") + problems[i].text;
    finding.remedy.text += (i == 0 ? "" : "; ") + problems[i].remedy;
    finding.evidence.insert(finding.evidence.end(), problems[i].evidence.begin(), problems[i].evidence.end());
  }
  finding.remedy.runs = 0;
  return finding;
}

}  // namespace gainsay::audit
