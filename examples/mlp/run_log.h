#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "options.h"

namespace gainsay::example {

// Where a run's numbers go. Exactly one call of `finish` or `diverged` ends it.
class RunLog {
 public:
  virtual ~RunLog() = default;
  virtual void epoch(const EpochReport& report) = 0;
  virtual void test_scores(const std::vector<std::size_t>& items, const std::vector<double>& scores) = 0;
  virtual void result(std::string_view metric, double value) = 0;
  virtual void finish() = 0;
  virtual void diverged() = 0;
};

// Into the study that the options name, through the recorder; parameters are recorded at once. Prints a
// sentence an epoch, without key=value pairs, so that `gainsay run` does not record every number twice.
std::unique_ptr<RunLog> record_into_study(const Options& options);

// `key=value` lines on standard output, which `gainsay run` records when the trainer itself does not.
std::unique_ptr<RunLog> print_key_values();

}  // namespace gainsay::example
