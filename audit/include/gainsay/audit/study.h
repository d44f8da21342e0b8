#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "gainsay/audit/study_file.h"
#include "gainsay/tracker/dataset_content.h"
#include "gainsay/tracker/model.h"

// A study as rules see it: what was declared, what was recorded, and what follows from the two.
namespace gainsay::audit {

struct ClaimEvaluation;

// A claim as it was registered: text and hash at a time, append-only.
struct ClaimRegistration {
  std::string claim;           // id
  std::string definition;      // claim_definition() of the study file and claim that were registered
  double registered_at = 0.0;  // seconds since the epoch
};

// A comparison that was shown to somebody.
struct Look {
  double at = 0.0;  // seconds since the epoch
  Name method;
  Name against;
  Name dataset;  // empty: over several
  Name metric;
  std::int64_t n_method = 0;  // runs on either side when looked at
  std::int64_t n_against = 0;
  std::optional<double> p_value;
};

// What was recorded. `curve` and `items` fetch on demand, so that an audit touches points only where a rule
// asks; they may be empty functions, which means that nothing can be fetched. All functions may be called
// from several threads at once.
struct Records {
  std::vector<tracker::Run> runs;
  std::function<std::optional<tracker::Curve>(const std::string& run, Name metric)> curve;
  std::function<std::optional<tracker::ItemScores>(const std::string& run, Name metric)> items;
  std::vector<ClaimRegistration> registrations;
  std::vector<Look> looks;                        // in the order in which they were recorded
  std::vector<tracker::DatasetContent> contents;  // likewise
  std::function<bool(const std::string& commit_a, const std::string& commit_b)> commits_differ;
  // The tracked files in which two commits differ; nothing where that cannot be known.
  std::function<std::optional<std::vector<std::string>>(const std::string& commit_a,
                                                        const std::string& commit_b)>
      changed_files;
};

// A metric with what was declared of it, and what its name says where nothing was.
struct Metric {
  Name name;
  std::optional<Direction> direction;
  bool direction_inferred = false;
  MetricKind kind = MetricKind::quality;
  std::optional<MetricForm> form;
  std::optional<Range> range;
  std::optional<double> smallest_effect;
  std::string unit;

  // +1 when higher is better, -1 when lower is better. Throws std::logic_error when the direction is not
  // known.
  double sign() const;
};

struct Method {
  Name name;
  std::optional<tracker::Role> role;  // declared, else the role its runs carry
  bool declared = false;
  MethodDeclaration declaration;  // empty lists when not declared
};

struct Dataset {
  Name name;
  bool declared = false;
  DatasetDeclaration declaration;
};

// One independent observation of an arm: the result of one (seed, fold), averaged over the runs that share
// both.
struct Observation {
  std::optional<std::int64_t> seed;
  std::optional<std::int64_t> fold;
  double value = 0.0;
  std::span<const tracker::Run* const> runs;  // within Arm::by_observation of the study's own arm
};

// Method x dataset x metric with the runs that count, and those that do not and why.
struct Arm {
  Name method;
  Name dataset;
  Name metric;
  std::vector<Observation> observations;      // ordered by seed, then fold, then run id
  std::vector<const tracker::Run*> evidence;  // final, finished, not excluded, with a finite value
  std::vector<const tracker::Run*> failed;    // final, not excluded, failed or killed or lost or not finite;
                                              // without those restarted with success
  std::vector<const tracker::Run*> excluded;
  std::vector<const tracker::Run*> by_observation;  // the evidence, in the order of the observations

  std::int64_t n() const { return static_cast<std::int64_t>(observations.size()); }
  std::vector<double> values() const;
  std::vector<std::string> run_ids() const;
};

struct ArmKey {
  Name method;
  Name dataset;
  Name metric;
  friend auto operator<=>(const ArmKey&, const ArmKey&) = default;
};

class Study {
 public:
  // Resolves names, roles, arms and claims and evaluates every claim.
  // Throws tracker::FormatError when a claim names a metric, method or dataset that is neither declared nor
  // recorded, or a metric whose direction is neither declared nor told by its name.
  Study(StudyFile file, Records records);
  ~Study();
  Study(Study&&) noexcept;
  Study& operator=(Study&&) noexcept;
  Study(const Study&) = delete;
  Study& operator=(const Study&) = delete;

  const StudyFile& file() const { return *file_; }
  const Records& records() const { return *records_; }
  // For what points to runs and is to outlive the study.
  std::shared_ptr<const Records> shared_records() const { return records_; }
  const std::vector<tracker::Run>& runs() const { return records_->runs; }

  // Ordered by name. Everything declared, and everything that appears in a run.
  const std::vector<Method>& methods() const { return methods_; }
  const std::vector<Dataset>& datasets() const { return datasets_; }

  // The metric under its canonical name (aliases resolved, valid_M and validation_M as val_M).
  Metric metric(Name name) const;
  Name canonical_metric(Name name) const;
  // The canonical name of what `run` recorded as `name`, with its split taken in: accuracy of a run on the
  // validation split is val_accuracy.
  Name metric_of(const tracker::Run& run, Name name) const;
  const Method* method(Name name) const;    // null when unknown
  const Dataset* dataset(Name name) const;  // null when unknown

  // The arm, empty when nothing was recorded for it.
  const Arm& arm(Name method, Name dataset, Name metric) const;
  const Arm& arm(const ArmKey& key) const { return arm(key.method, key.dataset, key.metric); }
  const std::map<ArmKey, Arm>& arms() const { return arms_; }

  // Names of methods by role that have at least one observation of `metric` on `dataset` (any dataset when
  // empty).
  std::vector<Name> methods_with_role(tracker::Role role, Name dataset, Name metric) const;
  // The numbers copied from papers for that cell; null when there is none.
  const ReportedResult* reported(Name method, Name dataset, Name metric) const;
  // Runs of one method (empty: any) with that purpose on that dataset (empty: any), not excluded, ordered by
  // id.
  std::vector<const tracker::Run*> runs_of(Name method, Name dataset, tracker::Purpose purpose) const;
  // All runs of one method, excluded ones too.
  const std::vector<const tracker::Run*>& runs_of(Name method) const;
  // Names of the params, tags and environment entries of all runs.
  const std::unordered_set<Name>& setting_names() const { return setting_names_; }

  // The claims as resolved (comparators and datasets filled in), each with its evaluation, in file order.
  const std::vector<ClaimEvaluation>& evaluations() const;

  // Typical seconds of one run of `method` on `dataset`: the median of recorded durations of that pair, else
  // of the method, else of the study; nothing when no run has a duration.
  std::optional<double> typical_seconds(Name method, Name dataset) const;

 private:
  struct MethodRuns {  // in the order of the records
    std::vector<const tracker::Run*> all;
    std::array<std::vector<const tracker::Run*>, 3> by_purpose;  // without those excluded
  };

  void index_runs();

  std::unique_ptr<StudyFile>
      file_;  // behind pointers, so that moving a Study moves no run that an arm points to
  std::shared_ptr<const Records> records_;
  std::vector<Method> methods_;
  std::vector<Dataset> datasets_;
  std::unordered_map<Name, Name> canonical_metrics_;  // of every metric that a run has
  std::unordered_map<Name, std::unordered_map<Name, Name>> metrics_on_split_;  // by split, likewise
  std::unordered_set<Name> setting_names_;
  std::unordered_map<Name, MethodRuns> runs_by_method_;
  std::map<ArmKey, Arm> arms_;
  std::vector<ClaimEvaluation> evaluations_;
};

// The value of the run's own wall clock: result `wall_seconds`, else the time between its start and end.
std::optional<double> run_seconds(const tracker::Run& run);

// The value of `metric` (canonical) in a run whatever its spelling there; nothing when it was not recorded.
std::optional<double> metric_value(const Study& study, const tracker::Run& run, Name metric);

}  // namespace gainsay::audit
