#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "gainsay/importers/importer.h"

#include "wandb_leaves.h"
#include "wandb_record.h"

namespace gainsay::importers {

// What an import says once, after its last run.
struct WandbNotes {
  WandbLeftOut left_out;
  std::int64_t artifacts = 0;
  std::int64_t unreadable_records = 0;
  std::map<std::string, std::int32_t> goals;  // of metrics: 1 lower is better, 2 higher

  void say(ImportSink& sink) const;
};

// One run that is put together from the records of its files, in their order.
class WandbRun {
 public:
  explicit WandbRun(WandbNotes& notes) : notes_(notes) {}

  void read(const std::filesystem::path& file, ImportSink& sink);

  // Whether a record named the run; one that was killed at once has none.
  bool is_named() const { return info_.has_value(); }

  tracker::WholeRun finish(ImportSink& sink) &&;

 private:
  void add(std::monostate) {}
  void add(const WandbHistory& history);
  void add(const WandbSummary& summary);
  void add(const WandbConfig& config);
  void add(const WandbStats& stats);
  void add(const WandbRunInfo& said);
  void add(const WandbExit& exit) { exit_ = exit; }
  void add(const WandbMetric& metric);
  void add(const WandbEnvironment& environment);
  void add(WandbArtifact) { ++notes_.artifacts; }
  void add(WandbPreempting) { preempting_ = true; }

  using JsonByKey = std::map<std::string, std::string>;
  static void update(const WandbItems& items, JsonByKey& values);
  tracker::Curve& curve(const std::string& name);
  void set_names(tracker::Run& run) const;
  void set_status(tracker::Run& run, ImportSink& sink) const;
  void set_results(tracker::Run& run) const;
  void set_params(tracker::Run& run) const;

  WandbNotes& notes_;
  std::optional<WandbRunInfo> info_;
  std::optional<WandbExit> exit_;
  bool preempting_ = false;
  JsonByKey config_;
  JsonByKey summary_;
  std::vector<tracker::Curve> curves_;
  std::unordered_map<std::string, std::size_t> places_;  // of curves_
  std::set<std::size_t> untimed_;                        // curves with a point that has no time
  std::int64_t row_step_ = 0;
  bool has_row_ = false;
  std::int64_t n_stats_ = 0;
  double last_time_ = 0.0;
  tracker::Run about_;  // host, device, git, environment, argv
};

}  // namespace gainsay::importers
