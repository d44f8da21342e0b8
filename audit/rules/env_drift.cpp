#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "evidence_runs.h"
#include "per_arm.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Compares what was recorded of the surroundings of a claim's runs: versions of Python, packages and the driver, the
device, switches that decide how numbers are computed (TF32, determinism), and the parameters `precision`, `dtype`,
`amp`, `fp16` and `bf16`. A warning when two arms that are compared differ, a note when the runs of an arm differ among
themselves. What is known of one arm alone is not compared.

## Why it matters
A library's new default, another driver or half precision changes results by as much as many a method. Where all runs
of one arm have the one and all of the other have the other, the two cannot be told apart.

## Example
`sgd` ran with torch 2.1 on a V100 and, half a year later, `bn` with torch 2.4 on an A100.

## What to do instead
Run the smaller arm again in the surroundings of the other; the finding says how many runs and what they cost.

## When it is wrong
When the difference is the method (a claim about half precision): suppress the finding for that claim. A package that no
result comes through (a plotting library) may be left out of the record.

## References
Gundersen, Coakley, Kirkpatrick and Gil (2022), "Sources of irreproducibility in machine learning: a review". Marie,
Fujita and Rubino (2021), ACL, on versions of metric tools.
)";

// The variables that change numbers; all others (job ids, folders, ranks, numbers of cores) are not compared.
bool counts(Name variable) {
  static const std::unordered_set<Name> names = {"python",
                                                 "nvidia_driver",
                                                 "cuda",
                                                 "cudnn",
                                                 "NVIDIA_TF32_OVERRIDE",
                                                 "CUBLAS_WORKSPACE_CONFIG",
                                                 "TF_DETERMINISTIC_OPS",
                                                 "TF_CUDNN_DETERMINISTIC",
                                                 "XLA_FLAGS",
                                                 "MKL_CBWR",
                                                 "JAX_ENABLE_X64",
                                                 "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE"};
  return names.contains(variable) || variable.str().starts_with("package.");
}

bool is_precision(Name param) {
  static const std::unordered_set<Name> names = {"precision", "dtype", "amp", "fp16", "bf16"};
  return names.contains(param);
}

// What was recorded, by what it is about.
using Surroundings = std::map<Name, std::set<Name>>;

Surroundings surroundings_of(const Arm& arm) {
  Surroundings found;
  for (const tracker::Run* run : arm.evidence) {
    for (const tracker::EnvironmentEntry& entry : run->environment) {
      if (counts(entry.name)) found[entry.name].insert(entry.value);
    }
    for (const tracker::Param& param : run->params) {
      if (is_precision(param.name)) found[param.name].insert(tracker::to_text(param.value));
    }
    if (!run->device.empty()) found["device"].insert(run->device);
  }
  return found;
}

std::string values_text(const std::set<Name>& values) {
  std::string text;
  for (const Name value : values) text += (text.empty() ? "" : "|") + value.str();
  return text;
}

std::string drift_text(const std::vector<std::string>& drifts) {
  return list(std::vector<Name>(drifts.begin(), drifts.end()));
}

std::vector<std::string> between(const Surroundings& own, const Surroundings& other) {
  std::vector<std::string> drifts;
  for (const auto& [variable, values] : own) {
    const auto found = other.find(variable);
    if (found == other.end() || found->second == values) continue;
    drifts.push_back(
        fmt::format("{} ({} and {})", variable.str(), values_text(values), values_text(found->second)));
  }
  return drifts;
}

std::vector<std::string> within(const Surroundings& surroundings) {
  std::vector<std::string> drifts;
  for (const auto& [variable, values] : surroundings) {
    if (values.size() > 1) drifts.push_back(fmt::format("{} ({})", variable.str(), values_text(values)));
  }
  return drifts;
}

void check_pair(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                Name dataset, PerArm<Surroundings>& surroundings, FindingSink& out) {
  const Arm& own = study.arm(comparison.method, dataset, comparison.metric);
  const Arm& other = study.arm(comparison.against, dataset, comparison.metric);
  const auto drifts = between(surroundings.of(own), surroundings.of(other));
  if (drifts.empty()) return;
  const Arm& smaller = own.evidence.size() < other.evidence.size() ? own : other;
  const auto again = std::ssize(smaller.evidence);
  Finding finding = about(evaluation);
  finding.against = comparison.against;
  finding.dataset = dataset;
  finding.severity = Severity::warning;
  finding.runs = ids_of(smaller.evidence);
  finding.message =
      fmt::format("{} and {} were run on {} in different surroundings: {}", comparison.method.str(),
                  comparison.against.str(), dataset.str(), drift_text(drifts));
  finding.evidence = {{"differences", static_cast<std::int64_t>(drifts.size())}};
  finding.remedy = remedy_with_cost(fmt::format("run {} again in the surroundings of the other: {}",
                                                smaller.method.str(), count(again, "run")),
                                    again, cost_of_again(study, smaller.evidence));
  out.add(std::move(finding));
}

void check_arm(const Arm& arm, const Surroundings& surroundings, FindingSink& out) {
  const auto drifts = within(surroundings);
  if (drifts.empty()) return;
  Finding finding;
  finding.method = arm.method;
  finding.dataset = arm.dataset;
  finding.metric = arm.metric;
  finding.severity = Severity::note;
  finding.runs = arm.run_ids();
  finding.message = fmt::format("the runs of {} on {} were made in different surroundings: {}",
                                arm.method.str(), arm.dataset.str(), drift_text(drifts));
  finding.evidence = {{"differences", static_cast<std::int64_t>(drifts.size())}};
  finding.remedy.text =
      "say so beside the result: its spread holds that of the surroundings; no run is needed";
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  PerArm<Surroundings> surroundings(surroundings_of);
  bool any_record = false;
  for (const Arm* arm : arms_of_claims(study)) {
    any_record = any_record || !surroundings.of(*arm).empty();
    check_arm(*arm, surroundings.of(*arm), out);
  }
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Comparison& comparison : evaluation.comparisons) {
      for (const Name dataset : comparison.datasets)
        check_pair(study, evaluation, comparison, dataset, surroundings, out);
    }
  }
  if (!any_record && !study.evaluations().empty()) {
    out.add(not_applicable("no run that a claim rests on says in which surroundings it was made",
                           "record the environment of every run (`gainsay run`, or the Python package)"));
  }
}

}  // namespace

Rule env_drift() {
  return {.code = "RP805",
          .name = "env-drift",
          .summary = "runs that are compared and were made with other libraries, devices or precision",
          .group = "RP reproducibility",
          .severity = Severity::note,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
