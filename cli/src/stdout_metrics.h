#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/importers/metric_lines.h"
#include "gainsay/tracker/recorder.h"

namespace gainsay::cli {

// Picks metrics out of a program's output as it comes and records them: a line with a step gives points, one without
// gives results. A metric that had only points gets its last one as result, and the run the tag `selected_by = last`.
// A program that records by itself (the marker file exists once it has joined the run) is left to do so: nothing is
// picked out of its output any more, so that no point is there twice.
class StdoutMetrics {
 public:
  // captures: regular expressions (see importers::CapturePattern); throws tracker::FormatError for a malformed one.
  StdoutMetrics(tracker::ActiveRun& run, const std::vector<std::string>& captures, std::filesystem::path joined_marker);

  void add(std::string_view chunk);
  void finish();

 private:
  void add_line(std::string_view line);

  tracker::ActiveRun& run_;
  importers::CaptureOptions options_;
  std::filesystem::path joined_marker_;
  std::string rest_;  // an unfinished line
  std::map<std::string, tracker::CurveRecorder> curves_;
  std::map<std::string, double> last_;  // of metrics that had points
  std::set<std::string> results_;
};

}  // namespace gainsay::cli
