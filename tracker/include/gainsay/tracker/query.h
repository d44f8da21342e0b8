#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/tracker/model.h"

// Runs by what they hold: fields of a run by name, and conditions on them.
//
//   metrics.acc > 0.9 and params.lr <= 1e-3
//   method in (bn, sgd) and not status = finished
//   started > 7d ago and duration >= 2h
//   curves.loss.min < 0.1 or metrics."eval/acc" is nan
namespace gainsay::tracker {

// What a run can be asked for, by the name that stands in an expression:
//   id, source_id, method, dataset, split, purpose, role, status, failure, host, device, parent       texts
//   git.commit, git.branch                                                                            texts
//   seed, fold, exit_code, dropped                                                                    whole
//   numbers started, ended        seconds since the epoch;      duration   seconds from start to end numbers
//   excluded, git.dirty                                                                               true or
//   false params.NAME           the parameter, with its type tags.NAME             the tag's text
//   metrics.NAME          the run's result
//   curves.NAME.OF        OF is n, step (the last one), first, last, min or max of the curve (min and max of
//   what is
//                         finite)
// A NAME with other characters than letters, digits and _ . / @ : - stands in double quotes or backticks.
struct RunField {
  enum class Kind : std::uint8_t {
    id,
    source_id,
    method,
    dataset,
    split,
    purpose,
    role,
    status,
    failure,
    host,
    device,
    parent,
    git_commit,
    git_branch,
    seed,
    fold,
    exit_code,
    dropped,
    started,
    ended,
    duration,
    excluded,
    git_dirty,
    param,
    tag,
    metric,
    curve_n,
    curve_step,
    curve_first,
    curve_last,
    curve_min,
    curve_max
  };
  Kind kind = Kind::id;
  Name name = {};  // of the param, tag, metric or curve

  friend bool operator==(const RunField&, const RunField&) = default;
};

// Throws FormatError, naming the nearest field there is, for any other text.
RunField parse_run_field(std::string_view text);

// The field as parse_run_field reads it.
std::string to_text(const RunField& field);

// What the run has there; nothing where it has nothing: a param that was not logged, an empty host, a run
// that has not ended. A result that is NaN is there.
std::optional<ParamValue> value_of(const Run& run, const RunField& field);

namespace detail {
struct Condition;
}

// A condition on runs.
//
//   or, and, not, ( )
//   FIELD = VALUE   also ==, !=, <>, <, <=, >, >=
//   FIELD like 'res%'          % any text, _ any character; upper and lower case are the same
//   FIELD in (VALUE, ...)
//   FIELD is missing, FIELD is nan, and both with `is not`
// A VALUE is a number (nan cannot be compared with; inf, -inf can), a number with a unit (s, m, h, d:
// seconds), that and `ago` (a time), an ISO 8601 time or date (2026-11-24), true, false, or a text, quoted
// ('...' or "...") or a bare word. Words of the language are in any case.
//
// A comparison is false where the run has no such field or the types differ: texts are compared with texts
// (byte by byte), numbers with numbers (1 and 1.0 are equal), truth values with truth values. `not` turns
// that over. A number compared with a text field by =, != or in is taken as it was written. NaN is unequal to
// everything.
class RunCondition {
 public:
  // Throws FormatError whose place is "character N" of the expression, for anything that is not such a
  // condition. `now`, in seconds since the epoch, is what `ago` counts from.
  RunCondition(std::string_view expression, double now);

  bool matches(const Run& run) const;

  const detail::Condition& tree() const { return *tree_; }

 private:
  std::shared_ptr<const detail::Condition> tree_;
};

// One key of an order. Runs that have no such field come last either way; NaN comes behind the numbers.
struct SortKey {
  RunField field;
  bool descending = false;
};

// "FIELD", "FIELD:asc" or "FIELD:desc". Throws FormatError.
SortKey parse_sort_key(std::string_view text);

}  // namespace gainsay::tracker
