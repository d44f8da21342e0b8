#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "evidence_runs.h"
#include "recorded_settings.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Compares which version of the scoring code gave the metric of a claim, as its runs say: `metric_version`, `evaluator`,
`evaluator_version`, `eval_commit`, `scorer`, `task_version`, `lm_eval_version`, `metric_signature` or `METRIC_version`, as a
param, a tag or an entry of the environment. An error where two arms that are compared differ, a warning where the runs of
one arm do, or where the version of a whole harness (`lm_eval_version`) is all that differs. Packages in general are RP805's, the training code is RP802's.

## Why it matters
A metric is a program. Tokenisation alone moves BLEU by up to 1.8 points on the same output, more than most claimed gains,
and a corrected task file changes every answer that is counted as right. A difference between versions looks like a gain.

## Example
The baseline was scored by version 1 of a task and the new model, a year later, by version 2.

## What to do instead
Score the outputs that were kept again, all with one version; where none were kept the runs have to be made again. The
finding says how many, those of the rarer versions.

## When it is wrong
When two versions give the same numbers, which a scoring of one arm with both would show: suppress the finding and say so.

## References
Post (2018), WMT, "A call for clarity in reporting BLEU scores" (the 1.8 points). Marie, Fujita and Rubino (2021), ACL,
"Scientific credibility of machine translation research: a meta-evaluation of 769 papers".
)";

std::vector<std::string> version_names(Name metric) {
  std::vector<std::string> names = {"metric_version",    "metric_signature", "evaluator",
                                    "evaluator_version", "evaluator_commit", "eval_version",
                                    "eval_commit",       "scorer",           "scorer_version",
                                    "task_version",      "lm_eval_version"};
  names.push_back(metric.str() + "_version");
  return names;
}

using RunsByVersion = std::map<std::string, std::vector<const tracker::Run*>>;

RunsByVersion by_version(const std::vector<const tracker::Run*>& runs, const RecordedSetting& version) {
  RunsByVersion versions;
  for (const tracker::Run* run : runs) {
    if (const auto value = version.of(*run)) versions[*value].push_back(run);
  }
  return versions;
}

// The runs that are not of the version that most runs have; of two that are as frequent the later name stays.
std::vector<const tracker::Run*> of_rarer_versions(const RunsByVersion& versions) {
  std::size_t most = 0;
  const std::string* kept = nullptr;
  for (const auto& [version, runs] : versions) {
    if (runs.size() < most) continue;
    most = runs.size();
    kept = &version;
  }
  std::vector<const tracker::Run*> rarer;
  for (const auto& [version, runs] : versions) {
    if (version != *kept) rarer.insert(rarer.end(), runs.begin(), runs.end());
  }
  return rarer;
}

std::set<std::string> keys_of(const RunsByVersion& versions) {
  std::set<std::string> keys;
  for (const auto& [version, runs] : versions) keys.insert(version);
  return keys;
}

// What a reader is told of one name whose values differ.
struct Drift {
  std::string text;
  std::vector<const tracker::Run*> again;
};

void finish(Finding& finding, const Study& study, const std::vector<Drift>& drifts) {
  std::set<const tracker::Run*> again;
  for (const Drift& drift : drifts) again.insert(drift.again.begin(), drift.again.end());
  const std::vector<const tracker::Run*> runs(again.begin(), again.end());
  finding.runs = ids_of(runs);
  finding.evidence = {{"differences", static_cast<std::int64_t>(drifts.size())},
                      {"runs_of_rarer_versions", static_cast<std::int64_t>(runs.size())}};
  finding.remedy = remedy_with_cost(
      fmt::format("score {} again with the version of the others; from kept outputs, or by running {} again",
                  count(std::ssize(runs), "run"), runs.size() == 1 ? "it" : "them"),
      std::ssize(runs), cost_of_again(study, runs));
}

std::string texts_of(const std::vector<Drift>& drifts) {
  std::string text;
  for (const Drift& drift : drifts) text += (text.empty() ? "" : "; ") + drift.text;
  return text;
}

void check_pair(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                FindingSink& out) {
  const ArmKey key{comparison.method, comparison.dataset, comparison.metric};
  const auto both = runs_of_both(study, key, comparison.against);
  std::vector<Drift> drifts;
  for (const std::string& name : version_names(comparison.metric)) {
    const RecordedSetting version(study, {name});
    const auto own = by_version(study.arm(key).evidence, version);
    const auto other =
        by_version(study.arm(comparison.against, comparison.dataset, comparison.metric).evidence, version);
    if (own.empty() || other.empty() || keys_of(own) == keys_of(other)) continue;
    drifts.push_back(
        {fmt::format("{} {} and {}", name, values_text(keys_of(own)), values_text(keys_of(other))),
         of_rarer_versions(by_version(both, version))});
  }
  if (drifts.empty()) return;
  Finding finding = about(evaluation);
  finding.against = comparison.against;
  finding.dataset = comparison.dataset;
  const auto is_of_harness = [](const Drift& drift) { return drift.text.starts_with("lm_eval_version"); };
  finding.severity = std::ranges::all_of(drifts, is_of_harness) ? Severity::warning : Severity::error;
  finding.message = fmt::format("{} of {} and of {} on {} was computed by different code: {}",
                                comparison.metric.str(), comparison.method.str(), comparison.against.str(),
                                comparison.dataset.str(), texts_of(drifts));
  finish(finding, study, drifts);
  out.add(std::move(finding));
}

// Returns whether any run of the arm says what scored it.
bool check_arm(const Study& study, const Arm& arm, FindingSink& out) {
  std::vector<Drift> drifts;
  bool any_version = false;
  for (const std::string& name : version_names(arm.metric)) {
    const auto versions = by_version(arm.evidence, RecordedSetting(study, {name}));
    any_version = any_version || !versions.empty();
    if (versions.size() < 2) continue;
    drifts.push_back(
        {fmt::format("{} {}", name, values_text(keys_of(versions))), of_rarer_versions(versions)});
  }
  if (drifts.empty()) return any_version;
  Finding finding;
  finding.method = arm.method;
  finding.dataset = arm.dataset;
  finding.metric = arm.metric;
  finding.severity = Severity::warning;
  finding.message = fmt::format("{} of the runs of {} on {} was computed by different code: {}",
                                arm.metric.str(), arm.method.str(), arm.dataset.str(), texts_of(drifts));
  finish(finding, study, drifts);
  out.add(std::move(finding));
  return true;
}

void check(const Study& study, FindingSink& out) {
  bool any_version = false;
  for (const Arm* arm : arms_of_claims(study)) any_version = check_arm(study, *arm, out) || any_version;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Comparison& comparison : evaluation.comparisons)
      check_pair(study, evaluation, comparison, out);
  }
  if (!any_version && !study.evaluations().empty()) {
    out.add(not_applicable("no run that a claim rests on says which code computed its metric",
                           "record the tag `metric_version` (or `evaluator`) with every run"));
  }
}

}  // namespace

Rule metric_version_drift() {
  return {.code = "RP807",
          .name = "metric-version-drift",
          .summary = "a metric that different versions of the scoring code computed",
          .group = "RP reproducibility",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
