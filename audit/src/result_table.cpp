#include "gainsay/audit/result_table.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "gainsay/stats/holm.h"
#include "gainsay/stats/summary.h"
#include "gainsay/tracker/error.h"

#include "comparison_family.h"

namespace gainsay::audit {
namespace {

using tracker::Role;

Name table_metric(const Study& study, const TableOptions& options) {
  if (options.metric) {
    const Name metric = study.canonical_metric(*options.metric);
    const bool recorded =
        std::ranges::any_of(study.arms(), [&](const auto& arm) { return arm.first.metric == metric; });
    if (recorded) return metric;
    throw tracker::NotFoundError("", fmt::format("no final run has the metric `{}`", options.metric->str()),
                                 "`gainsay ls` shows the metrics that were recorded");
  }
  if (!study.evaluations().empty()) return study.evaluations().front().claim.metric;
  for (const auto& [key, arm] : study.arms()) {
    const Metric metric = study.metric(key.metric);
    if (metric.kind == MetricKind::quality && metric.direction) return key.metric;
  }
  throw tracker::NotFoundError(
      "", "no quality metric with a known direction was recorded",
      "name one with --metric, and declare [metrics.NAME] direction in gainsay.toml");
}

ResultTable empty_table(const Study& study, const TableOptions& options, std::string kind) {
  ResultTable table;
  table.kind = std::move(kind);
  table.metric = table_metric(study, options);
  const Metric metric = study.metric(table.metric);
  if (!metric.direction) {
    throw tracker::FormatError(
        study.file().path,
        fmt::format("nothing says whether higher or lower `{}` is better", table.metric.str()),
        fmt::format("add [metrics.{}] with direction = \"higher\" or \"lower\"", table.metric.str()));
  }
  table.unit = metric.unit;
  table.direction = *metric.direction;
  table.error_kind = options.error_kind;
  table.alpha = study.file().alpha;
  return table;
}

std::optional<double> error_of(const stats::Summary& summary, ErrorKind kind,
                               std::span<const double> values) {
  if (!summary.sd) return std::nullopt;
  switch (kind) {
    case ErrorKind::sd:
      return summary.sd;
    case ErrorKind::sem:
      return summary.standard_error;
    case ErrorKind::range:
      return (summary.max - summary.min) / 2.0;
    case ErrorKind::ci95: {
      const stats::Interval interval = stats::mean_t_interval(values, 0.95);
      return (interval.high - interval.low) / 2.0;
    }
  }
  return std::nullopt;
}

TableCell reported_cell(const ReportedResult& reported) {
  TableCell cell;
  cell.reported = true;
  cell.n = reported.value.n.value_or(0);
  cell.mean = reported_mean(reported.value);
  return cell;
}

TableCell cell_of(const Study& study, const ArmKey& key, ErrorKind kind) {
  const Arm& arm = study.arm(key);
  if (arm.n() == 0) {
    const ReportedResult* reported = study.reported(key.method, key.dataset, key.metric);
    return reported == nullptr ? TableCell{} : reported_cell(*reported);
  }
  const std::vector<double> values = arm.values();
  const stats::Summary summary = stats::summarize(values);
  TableCell cell;
  cell.n = arm.n();
  cell.mean = summary.mean;
  cell.error = error_of(summary, kind, values);
  cell.n_failed = static_cast<std::int64_t>(arm.failed.size());
  cell.runs = arm.run_ids();
  return cell;
}

void add_row(const Study& study, ResultTable& table, Name method, std::string label) {
  TableRow row{method, std::move(label), {}};
  for (const Name dataset : table.datasets) {
    row.cells.push_back(cell_of(study, {method, dataset, table.metric}, table.error_kind));
  }
  table.rows.push_back(std::move(row));
}

// Datasets on which any of the methods has the metric; debugging datasets are not evidence.
std::vector<Name> datasets_of(const Study& study, Name metric, const std::vector<Name>& methods) {
  std::vector<Name> datasets;
  for (const Dataset& dataset : study.datasets()) {
    const bool recorded = std::ranges::any_of(methods, [&](Name method) {
      return study.arm(method, dataset.name, metric).n() > 0 ||
             study.reported(method, dataset.name, metric) != nullptr;
    });
    if (recorded && !dataset.declaration.smoke) datasets.push_back(dataset.name);
  }
  return datasets;
}

Claim question(const ResultTable& table, Name method) {
  Claim claim;
  claim.method = method;
  claim.metric = table.metric;
  claim.quantifier = Quantifier::all;
  claim.scope = Scope::these_datasets;
  claim.aggregate = Aggregate::mean;
  claim.pairing = Pairing::none;
  return claim;
}

// The best mean of the column, and every arm that is not significantly worse than it.
void mark_best(const Study& study, ResultTable& table, std::size_t column) {
  const double sign = table.direction == Direction::higher ? 1.0 : -1.0;
  TableRow* best = nullptr;
  for (TableRow& row : table.rows) {
    const TableCell& cell = row.cells[column];
    if (cell.mean && (best == nullptr || sign * *cell.mean > sign * *best->cells[column].mean)) best = &row;
  }
  if (best == nullptr) return;
  best->cells[column].best = true;
  std::vector<TableRow*> rivals;
  std::vector<double> p_values;
  for (TableRow& row : table.rows) {
    const TableCell& cell = row.cells[column];
    if (&row == best || !cell.mean) continue;
    if (*cell.mean == *best->cells[column].mean) row.cells[column].best = true;
    const Comparison comparison =
        compare_on_dataset(study, question(table, best->method), row.method, table.datasets[column]);
    if (!comparison.p || cell.reported) continue;
    rivals.push_back(&row);
    p_values.push_back(*comparison.p);
  }
  const std::vector<double> adjusted = stats::holm(p_values);
  for (std::size_t i = 0; i < rivals.size(); ++i) {
    if (adjusted[i] >= table.alpha) rivals[i]->cells[column].best = true;
  }
}

void mark_best_of_all_columns(const Study& study, ResultTable& table) {
  for (std::size_t column = 0; column < table.datasets.size(); ++column) mark_best(study, table, column);
}

// Holm over every difference the table shows.
void compare_with_reference(const Study& study, ResultTable& table) {
  std::vector<Comparison*> comparisons;
  for (TableRow& row : table.rows) {
    if (row.method == table.reference) continue;
    for (std::size_t column = 0; column < table.datasets.size(); ++column) {
      TableCell& cell = row.cells[column];
      if (cell.n == 0 || cell.reported) continue;
      cell.against_parent =
          compare_on_dataset(study, question(table, row.method), table.reference, table.datasets[column]);
      if (!cell.against_parent->p) continue;
      comparisons.push_back(&*cell.against_parent);
    }
  }
  adjust_by_holm(comparisons);
}

bool has_ablation(const Study& study, Name method) {
  return std::ranges::any_of(study.methods(), [&](const Method& candidate) {
    return candidate.role == Role::ablation && candidate.declaration.parent == method;
  });
}

Name full_method(const Study& study, const TableOptions& options) {
  if (options.method) {
    if (study.method(*options.method) != nullptr && has_ablation(study, *options.method))
      return *options.method;
    throw tracker::NotFoundError("", fmt::format("no ablation of `{}` is declared", options.method->str()),
                                 "an ablation is a method with role = \"ablation\" and this parent");
  }
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (has_ablation(study, evaluation.claim.method)) return evaluation.claim.method;
  }
  for (const Method& method : study.methods()) {
    if (has_ablation(study, method.name)) return method.name;
  }
  throw tracker::NotFoundError(
      "", "no method of this study has an ablation",
      "declare one with role = \"ablation\", parent and removes, and record its runs");
}

std::string ablation_label(const Method& ablation) {
  std::string label = ablation.declaration.parent.str();
  for (const Name component : ablation.declaration.removes) label += " without " + component.str();
  for (const Name component : ablation.declaration.adds) label += " with " + component.str();
  return label;
}

}  // namespace

ResultTable main_table(const Study& study, const TableOptions& options) {
  ResultTable table = empty_table(study, options, "main");
  std::vector<Name> methods;
  for (const std::optional<Role> role :
       {std::optional(Role::reported), std::optional(Role::baseline), {}, std::optional(Role::variant)}) {
    for (const Method& method : study.methods()) {
      if (method.role == role) methods.push_back(method.name);
    }
  }
  table.datasets = datasets_of(study, table.metric, methods);
  for (const Name method : methods) {
    add_row(study, table, method, method.str());
    const auto& cells = table.rows.back().cells;
    const bool empty =
        std::ranges::none_of(cells, [](const TableCell& cell) { return cell.mean.has_value(); });
    if (empty) table.rows.pop_back();
  }
  if (table.rows.empty()) {
    throw tracker::NotFoundError("",
                                 fmt::format("no final run has a finite value of `{}`", table.metric.str()),
                                 "`gainsay ls --all` shows every run, and why some do not count");
  }
  mark_best_of_all_columns(study, table);
  std::vector<Name> shown;
  for (const TableRow& row : table.rows) shown.push_back(row.method);
  table.ranks = rank_summary(study, table.metric, shown, table.datasets);
  return table;
}

ResultTable ablation_table(const Study& study, const TableOptions& options) {
  ResultTable table = empty_table(study, options, "ablation");
  table.reference = full_method(study, options);
  const Method& full = *study.method(table.reference);
  std::vector<Name> methods = {full.name};
  for (const Method& method : study.methods()) {
    if (method.role == Role::ablation && method.declaration.parent == full.name)
      methods.push_back(method.name);
  }
  if (!full.declaration.parent.empty()) methods.push_back(full.declaration.parent);
  // Where only the full method was run there is nothing to compare.
  table.datasets = datasets_of(study, table.metric, {methods.begin() + 1, methods.end()});
  for (const Name method : methods) {
    const Method* known = study.method(method);
    const bool ablation = known != nullptr && known->role == Role::ablation;
    add_row(study, table, method, ablation ? ablation_label(*known) : method.str());
  }
  compare_with_reference(study, table);
  mark_best_of_all_columns(study, table);
  return table;
}

}  // namespace gainsay::audit
