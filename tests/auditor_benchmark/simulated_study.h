#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/study.h"

namespace auditor_benchmark {

using gainsay::audit::Name;
using gainsay::tracker::Run;

// A whole study that can still be changed: what a study file declares and what a store holds.
struct SimulatedStudy {
  gainsay::audit::StudyFile file;
  std::vector<Run> runs;
  std::map<std::string, std::vector<gainsay::tracker::Curve>> curves;      // by run
  std::map<std::string, std::vector<gainsay::tracker::ItemScores>> items;  // by run
  std::vector<gainsay::audit::ClaimRegistration> registrations;
  std::vector<gainsay::audit::Look> looks;
  std::vector<gainsay::tracker::DatasetContent> contents;
  std::function<bool(const std::string& commit_a, const std::string& commit_b)> commits_differ;
  double clock = 0;  // when the last run ended, seconds since the epoch
  int next_run = 0;

  // Runs of a method on a dataset (empty: any) with a purpose, in order of time.
  std::vector<Run*> runs_of(Name method, Name dataset, gainsay::tracker::Purpose purpose);
  std::vector<Run*> final_runs(Name method, Name dataset) {
    return runs_of(method, dataset, gainsay::tracker::Purpose::final);
  }
  gainsay::audit::Claim& claim() { return file.claims.front(); }
  gainsay::audit::MethodDeclaration& method(Name name);
  gainsay::audit::DatasetDeclaration& dataset(Name name);
  gainsay::audit::MetricDeclaration& metric(Name name);
  // The names of the claim's comparators, its own method's ablations, and the trivial method.
  std::vector<Name> baselines() const;
  std::vector<Name> ablations() const;

  // A run like `model`, later, with an id of its own. `model` may be one of the study's runs; pointers to
  // runs do not stay valid.
  Run& add_run_like(Run model);
  void remove_runs(Name method, Name dataset, gainsay::tracker::Purpose purpose);
  // Registers every claim as it stands, at that time.
  void register_claims(double at);
};

double result(const Run& run, Name metric);
void set_result(Run& run, Name metric, double value);
void remove_result(Run& run, Name metric);
void set_param(Run& run, Name name, gainsay::tracker::ParamValue value);
void set_tag(Run& run, Name name, std::string value);

// Resolves and evaluates it, as the audit of a store would.
gainsay::audit::Study study_of(const SimulatedStudy& simulated);

}  // namespace auditor_benchmark
