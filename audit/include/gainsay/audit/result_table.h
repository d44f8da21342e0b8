#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/rank_summary.h"
#include "gainsay/audit/study.h"

// The numbers of a paper's tables, computed once; `report` only lays them out.
namespace gainsay::audit {

// One arm as a table shows it.
struct TableCell {
  std::int64_t n = 0;  // independent runs; 0: nothing recorded
  std::optional<double> mean;
  std::optional<double> error;  // of the kind that the table names; nothing for n < 2
  std::int64_t n_failed = 0;
  std::vector<std::string> runs;  // ids of the runs behind the number
  bool best = false;              // the best mean of its column, or not significantly worse than it (Holm)
  bool reported = false;          // copied from a paper, not run here
  std::optional<Comparison> against_parent;  // ablation tables: the cell against its reference; p_adjusted is
                                             // Holm's over all such cells of the table
};

struct TableRow {
  Name method;
  std::string label;             // "bn without momentum" for an ablation, else the method's name
  std::vector<TableCell> cells;  // one a dataset
};

struct ResultTable {
  std::string kind;  // "main" or "ablation"
  Name metric;
  std::string unit;
  Direction direction = Direction::higher;
  ErrorKind error_kind = ErrorKind::sd;
  double alpha = 0.05;
  Name reference;  // ablation tables: the full method that deltas are taken against
  std::vector<Name> datasets;
  std::optional<RankSummary> ranks;  // main tables without a gap, from 3 methods and 5 datasets on
  std::vector<TableRow> rows;        // baselines, variants, ablations, each by name; a reference comes first
};

struct TableOptions {
  std::optional<Name> metric =
      {};  // else the metric of the first claim, else the first quality metric recorded
  std::optional<Name> method = {};  // ablation: the full method; else that of the first claim with ablations
  ErrorKind error_kind = ErrorKind::sd;
};

// Methods by datasets: mean and error of every arm; bold is what is best in its column or tied with the best,
// which is not shown to be worse than it by Welch's t at the study's alpha after Holm over the column. Throws
// tracker::NotFoundError when the study has no such metric or nothing was recorded for it.
ResultTable main_table(const Study& study, const TableOptions& options);

// The full method, its parent, and every ablation of it, each with its difference to the full method.
// Throws tracker::NotFoundError when no method has an ablation.
ResultTable ablation_table(const Study& study, const TableOptions& options);

}  // namespace gainsay::audit
