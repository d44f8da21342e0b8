#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <CLI/App.hpp>

#include "gainsay/importers/field_map.h"
#include "gainsay/importers/importer.h"
#include "gainsay/importers/result_choice.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"

namespace gainsay::cli {

// The options that every `gainsay import FORMAT` has.
struct ImportOptions {
  std::vector<std::string> paths;
  std::vector<std::string> map;        // FIELD=SOURCE
  std::vector<std::string> constants;  // FIELD=VALUE
  std::string pattern;
  std::vector<std::string> results;  // METRIC=WAY
  std::string rest;                  // --results WAY
  std::string source;
  std::string select;  // an expression, or empty
  bool dry_run = false;

  // constants: whether the format leaves --constant to these options.
  void add_to(CLI::App& format, bool with_constants);
};

// What passes every run of an import on its way into the store: fields are mapped, results chosen, runs
// counted.
class ImportIntake : public importers::ImportSink {
 public:
  ImportIntake(const ImportOptions& options, std::function<void(const tracker::WholeRun&)> next);

  void add(tracker::WholeRun run) override;
  void note(std::string sentence) override;

  // After the last run. Throws tracker::FormatError where a source or metric that was named is in no run.
  void finish();

  const std::vector<std::string>& notes() const { return notes_; }

  // What was read: runs by method and dataset, and the metrics.
  std::string overview() const;

 private:
  struct Group {
    std::int64_t runs = 0;
    std::set<std::int64_t> seeds;
    std::map<tracker::Status, std::int64_t> statuses;
  };
  struct MetricCount {
    std::int64_t curves = 0;
    std::int64_t points = 0;
    std::int64_t results = 0;
    std::int64_t items = 0;
  };

  void count(const tracker::WholeRun& run);
  std::string group_lines() const;
  std::string metric_lines() const;

  importers::FieldMap map_;
  importers::ResultChoice choice_;
  std::optional<tracker::RunCondition> select_;  // over the runs as they would be imported
  std::function<void(const tracker::WholeRun&)> next_;
  std::vector<std::string> notes_;
  std::map<std::pair<tracker::Name, tracker::Name>, Group> groups_;
  std::map<tracker::Name, MetricCount> metrics_;
  std::int64_t runs_ = 0;
  std::int64_t not_kept_ = 0;
  std::int64_t with_results_ = 0;
};

// Reads runs with `read` and adds them to the study's store, all or none; or, with --dry-run, says what would
// be added.
void import_into_study(const Invocation& invocation, const ImportOptions& options,
                       const std::string& source_key,
                       const std::function<void(importers::ImportSink&)>& read);

}  // namespace gainsay::cli
