#include "study_tables.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <variant>

namespace gainsay::python {
namespace {

using tracker::Run;

// A text that is empty where nothing was recorded.
void add_text(Column& column, std::string_view text) {
  text.empty() ? column.add_missing() : column.add(text);
}

// A table that is written row by row, cell by cell, from left to right.
class Rows {
 public:
  struct Heading {
    const char* name;
    Kind kind;
  };
  explicit Rows(const std::vector<Heading>& headings) {
    for (const auto& heading : headings) {
      columns_.emplace_back();
      columns_.back().name = heading.name;
      columns_.back().kind = heading.kind;
    }
  }
  Column& next() {
    auto& column = columns_[at_];
    at_ = (at_ + 1) % columns_.size();
    return column;
  }
  Column& operator[](std::size_t column) { return columns_[column]; }
  Table finish() { return std::make_shared<const TableData>(std::move(columns_)); }

 private:
  std::vector<Column> columns_;
  std::size_t at_ = 0;
};

void add_identity(Rows& rows, const Run& run) {
  rows.next().add(std::string_view{run.id});
  add_text(rows.next(), run.method.str());
  add_text(rows.next(), run.dataset.str());
  add_text(rows.next(), run.split.str());
  rows.next().add(run.seed);
  rows.next().add(run.fold);
  rows.next().add(to_string(run.purpose));
}

void add_time(Column& column, const std::optional<double>& seconds) {
  seconds ? column.add_seconds(*seconds) : column.add_missing();
}

void add_git(Rows& rows, const std::optional<tracker::Git>& git) {
  add_text(rows.next(), git ? git->commit.str() : "");
  rows.next().add(git ? git->dirty : std::nullopt);
}

std::optional<double> number_of(const tracker::ParamValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1.0 : 0.0;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

std::string_view kind_of(const tracker::ParamValue& value) {
  constexpr std::string_view kinds[] = {"bool", "int", "real", "text"};
  return kinds[value.index()];
}

bool is_wanted(const std::vector<tracker::Name>& metrics, tracker::Name metric) {
  return metrics.empty() || std::find(metrics.begin(), metrics.end(), metric) != metrics.end();
}

void append(Column& column, const std::vector<std::int64_t>& numbers) {
  column.integers.insert(column.integers.end(), numbers.begin(), numbers.end());
  column.valid.insert(column.valid.end(), numbers.size(), 1);
}

void append(Column& column, const std::vector<double>& numbers) {
  column.reals.insert(column.reals.end(), numbers.begin(), numbers.end());
  column.valid.insert(column.valid.end(), numbers.size(), 1);
}

void add_cell(Column& column, const std::optional<tracker::ParamValue>& cell) {
  if (!cell) {
    column.add_missing();
  } else if (column.kind == Kind::integer) {
    column.add(std::get<std::int64_t>(*cell));
  } else if (column.kind == Kind::real) {
    column.add(*number_of(*cell));
  } else {
    column.add(std::string_view{tracker::to_text(*cell)});
  }
}

}  // namespace

Table runs_table(const std::vector<Run>& runs) {
  Rows rows{{{"run", Kind::text},        {"method", Kind::text},       {"dataset", Kind::text},
             {"split", Kind::text},      {"seed", Kind::integer},      {"fold", Kind::integer},
             {"purpose", Kind::text},    {"role", Kind::text},         {"status", Kind::text},
             {"failure", Kind::text},    {"parent", Kind::text},       {"started_at", Kind::time},
             {"ended_at", Kind::time},   {"host", Kind::text},         {"device", Kind::text},
             {"git_commit", Kind::text}, {"git_dirty", Kind::boolean}, {"exit_code", Kind::integer},
             {"dropped", Kind::integer}, {"excluded", Kind::text}}};
  for (const auto& run : runs) {
    add_identity(rows, run);
    add_text(rows.next(), run.role ? to_string(*run.role) : "");
    rows.next().add(to_string(run.status));
    add_text(rows.next(), run.failure.str());
    add_text(rows.next(), run.parent);
    add_time(rows.next(), run.started_at);
    add_time(rows.next(), run.ended_at);
    add_text(rows.next(), run.host.str());
    add_text(rows.next(), run.device.str());
    add_git(rows, run.git);
    rows.next().add(run.exit_code ? std::optional{std::int64_t{*run.exit_code}} : std::nullopt);
    rows.next().add(run.dropped_points);
    add_text(rows.next(), run.excluded ? run.excluded->reason.str() : "");
  }
  return rows.finish();
}

Table results_table(const std::vector<Run>& runs) {
  Rows rows{{{"run", Kind::text},
             {"method", Kind::text},
             {"dataset", Kind::text},
             {"split", Kind::text},
             {"seed", Kind::integer},
             {"fold", Kind::integer},
             {"purpose", Kind::text},
             {"status", Kind::text},
             {"metric", Kind::text},
             {"value", Kind::real}}};
  for (const auto& run : runs) {
    for (const auto& result : run.results) {
      add_identity(rows, run);
      rows.next().add(to_string(run.status));
      rows.next().add(std::string_view{result.metric.str()});
      rows.next().add(result.value);
    }
  }
  return rows.finish();
}

Table params_table(const std::vector<Run>& runs) {
  Rows rows{{{"run", Kind::text},
             {"param", Kind::text},
             {"kind", Kind::text},
             {"value", Kind::text},
             {"number", Kind::real}}};
  for (const auto& run : runs) {
    for (const auto& param : run.params) {
      rows.next().add(std::string_view{run.id});
      rows.next().add(std::string_view{param.name.str()});
      rows.next().add(kind_of(param.value));
      rows.next().add(std::string_view{tracker::to_text(param.value)});
      rows.next().add(number_of(param.value));
    }
  }
  return rows.finish();
}

Table tags_table(const std::vector<Run>& runs) {
  Rows rows{{{"run", Kind::text}, {"tag", Kind::text}, {"value", Kind::text}}};
  for (const auto& run : runs) {
    for (const auto& tag : run.tags) {
      rows.next().add(std::string_view{run.id});
      rows.next().add(std::string_view{tag.name.str()});
      rows.next().add(std::string_view{tag.value});
    }
  }
  return rows.finish();
}

Table environment_table(const std::vector<Run>& runs) {
  Rows rows{{{"run", Kind::text}, {"variable", Kind::text}, {"value", Kind::text}}};
  for (const auto& run : runs) {
    for (const auto& entry : run.environment) {
      rows.next().add(std::string_view{run.id});
      rows.next().add(std::string_view{entry.name.str()});
      rows.next().add(std::string_view{entry.value.str()});
    }
  }
  return rows.finish();
}

Table curves_table(tracker::Store& store, const std::vector<Run>& runs,
                   const std::vector<tracker::Name>& metrics) {
  Rows rows{{{"run", Kind::category},
             {"metric", Kind::category},
             {"step", Kind::integer},
             {"value", Kind::real},
             {"time", Kind::real}}};
  tracker::CurveQuery query;
  for (const auto& run : runs) query.run_ids.push_back(run.id);
  const auto append_piece = [&rows](const std::string& run, const tracker::Curve& piece) {
    const auto n = piece.step.size();
    rows[0].repeat(run, n);
    rows[1].repeat(piece.metric.str(), n);
    append(rows[2], piece.step);
    append(rows[3], piece.value);
    append(rows[4], piece.time);
    for (auto i = piece.time.size(); i < n; ++i) rows[4].add_missing();
  };
  if (!runs.empty() && metrics.empty()) store.each_curve_piece(query, append_piece);
  for (const auto metric : metrics) {
    query.metric = metric;
    if (!runs.empty()) store.each_curve_piece(query, append_piece);
  }
  return rows.finish();
}

Table curve_summaries_table(const std::vector<Run>& runs) {
  Rows rows{{{"run", Kind::text},
             {"metric", Kind::text},
             {"n", Kind::integer},
             {"n_finite", Kind::integer},
             {"first", Kind::real},
             {"last", Kind::real},
             {"min", Kind::real},
             {"min_step", Kind::integer},
             {"max", Kind::real},
             {"max_step", Kind::integer}}};
  for (const auto& run : runs) {
    for (const auto& curve : run.curves) {
      rows.next().add(std::string_view{run.id});
      rows.next().add(std::string_view{curve.metric.str()});
      rows.next().add(curve.n);
      rows.next().add(curve.n_finite);
      rows.next().add(curve.first);
      rows.next().add(curve.last);
      rows.next().add(curve.min);
      rows.next().add(curve.min ? std::optional{curve.min_step} : std::nullopt);
      rows.next().add(curve.max);
      rows.next().add(curve.max ? std::optional{curve.max_step} : std::nullopt);
    }
  }
  return rows.finish();
}

Table sql_table(const tracker::SqlRows& rows) {
  const auto holds_only = [](const auto& columns, std::size_t column, auto&& allowed) {
    return std::all_of(columns.begin(), columns.end(),
                       [&](const auto& row) { return !row[column] || allowed(*row[column]); });
  };
  const auto is_integer = [](const tracker::ParamValue& cell) {
    return std::holds_alternative<std::int64_t>(cell);
  };
  const auto is_number = [&](const tracker::ParamValue& cell) {
    return is_integer(cell) || std::holds_alternative<double>(cell);
  };
  std::vector<Column> columns(rows.columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto& column = columns[i];
    column.name = rows.columns[i];
    const bool whole = holds_only(rows.rows, i, is_integer);
    column.kind = whole ? Kind::integer : holds_only(rows.rows, i, is_number) ? Kind::real : Kind::text;
    for (const auto& row : rows.rows) add_cell(column, row[i]);
  }
  return std::make_shared<const TableData>(std::move(columns));
}

Table items_table(tracker::Store& store, const std::vector<Run>& runs,
                  const std::vector<tracker::Name>& metrics) {
  Rows rows{{{"run", Kind::category},
             {"metric", Kind::category},
             {"item", Kind::category},
             {"score", Kind::real},
             {"cluster", Kind::category}}};
  for (const auto& run : runs) {
    for (const auto metric : run.item_metrics) {
      if (!is_wanted(metrics, metric)) continue;
      const auto items = store.items(run.id, metric);
      rows[0].repeat(run.id, items.item.size());
      rows[1].repeat(metric.str(), items.item.size());
      for (const auto& item : items.item) rows[2].add(std::string_view{item});
      append(rows[3], items.score);
      for (std::size_t i = 0; i < items.item.size(); ++i) {
        add_text(rows[4], items.cluster.empty() ? std::string_view{} : std::string_view{items.cluster[i]});
      }
    }
  }
  return rows.finish();
}

}  // namespace gainsay::python
