#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/finding.h"
#include "gainsay/audit/study.h"
#include "gainsay/stats/rounding_interval.h"

// The numbers that a paper prints, beside what was recorded.
namespace gainsay::audit {

// One printed cell: of a claim's method or comparator, or of [[reported]].
struct PrintedCell {
  const ClaimEvaluation* evaluation = nullptr;  // null for [[reported]]
  const ReportedValue* value = nullptr;
  Name method;
  std::vector<Name> datasets;  // the cell is their mean; one as a rule
  Name metric;
  std::vector<const Arm*> arms;  // of this study's own runs, one a dataset; empty when any lacks runs or the
                                 // number was copied from a paper

  bool is_own() const { return !arms.empty(); }
};

// Every cell that the study file prints: claims in file order, the method before its comparators, then
// [[reported]].
std::vector<PrintedCell> printed_cells(const Study& study);

// The printed number; nothing when there is none, or when it has no digits that could be compared ("nan",
// "inf", more than 18 digits).
std::optional<stats::ReportedNumber> parse_printed(const std::optional<std::string>& text);

// What one printed unit is worth in the unit of the records: 0.01 for unit = "percent".
double unit_of(const ReportedValue& value);

// All recorded values that round to the printed number; nothing as parse_printed.
std::optional<stats::RoundingInterval> recorded_as(const std::optional<std::string>& text,
                                                   const ReportedValue& value);

// The recorded value as the paper would print it: same unit, same decimals.
std::string print_like(double recorded, const stats::ReportedNumber& printed, const ReportedValue& value);

// The mean of the cell's arms (each dataset counts the same); nothing when it has none.
std::optional<double> recorded_mean(const PrintedCell& cell);
// The runs of every arm of the cell, when all have the same number.
std::optional<std::int64_t> recorded_n(const PrintedCell& cell);
// The single arm's values; empty for a cell over several datasets or without runs.
std::vector<double> recorded_values(const PrintedCell& cell);

// What an error bar may be, computed from recorded values.
struct Bar {
  ErrorKind kind;
  std::string_view name;  // "standard deviation", "standard error", ...
  double value;           // in the unit of the records
};

// Every kind of bar of a sample of at least 2 values: sd with n - 1 and with n, standard error, half of the
// 95 % interval by t and by 1.96, half of the range and the range.
std::vector<Bar> bars_of(const std::vector<double>& values);

// One thing that is wrong with a cell; a finding tells all of them.
struct CellProblem {
  Severity severity = Severity::error;
  std::string text;
  std::string remedy;
  std::vector<EvidenceEntry> evidence;
};

// A finding about the cell with all its problems, as severe as the worst. `problems` is not empty.
Finding about(const PrintedCell& cell, const std::vector<CellProblem>& problems);

// "the cell of bn on digits".
std::string cell_name(const PrintedCell& cell);

}  // namespace gainsay::audit
