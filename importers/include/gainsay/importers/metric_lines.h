#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Metrics in what a program prints.
namespace gainsay::importers {

// A regular expression (ECMAScript without back references, searched anywhere in the line) whose groups are
// metrics. With named groups, `(?<loss>[0-9.]+)` or `(?P<loss>[0-9.]+)`, each name is a metric, or the step
// if it is one of the step's names. Without named groups there must be two: the first is the metric's name,
// the second its value. Throws tracker::FormatError when the expression is malformed or has neither. Copying
// is cheap; may be used from any number of threads.
class CapturePattern {
 public:
  explicit CapturePattern(const std::string& expression);

  struct Compiled;
  const Compiled& compiled() const { return *compiled_; }

 private:
  std::shared_ptr<const Compiled> compiled_;
};

struct CaptureOptions {
  std::vector<CapturePattern> patterns = {};
  bool json = true;
  bool key_value = true;
};

struct MetricValue {
  std::string metric;
  double value = 0.0;
  friend bool operator==(const MetricValue&, const MetricValue&) = default;
};

// The metrics of one line, in its order, each once (the last wins); at least one.
struct MetricLine {
  std::optional<std::int64_t> step;
  std::vector<MetricValue> values;
};

// The metrics in one line of output, or nothing. line: without its end; of a line that a progress bar has
// overwritten (carriage returns), only what is left standing counts. A line longer than 64 KiB holds no
// metrics. Never throws for what a line holds.
//
// The first of these that finds a metric decides:
// 1. the patterns, all of them together (a line longer than 4 KiB is not searched);
// 2. a JSON object, the whole line: its numbers, and the texts nan, inf and -inf; nested values are ignored;
// 3. `key=value` pairs without blanks around the `=`, separated by blanks, commas, semicolons, bars or
// brackets. A key
//    starts with a letter or `_` and goes on with letters, digits and `_ . / @ -`.
// A value that is not wholly a number (`acc=97.2%`, `model=mlp`) is ignored. nan, inf and -inf are numbers.
//
// The step is the integer value of the first of `step`, `global_step`, `iter`, `iteration`, `epoch` that
// there is; the others, and one that is no integer, are metrics like any other. A line with a step alone
// holds no metric.
std::optional<MetricLine> parse_metric_line(std::string_view line, const CaptureOptions& options = {});

}  // namespace gainsay::importers
