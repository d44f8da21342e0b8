#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "configuration.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Compares the recorded runs of an ablation with those of its full method, on the same dataset, and fires when they
differ in more than the components that the ablation names: more parameters than components, or another commit of the
code. An error for claims about a component.

## Why it matters
Two things that change together cannot be told apart. The effect that is credited to the component may be the learning
rate's.

## Example
`bn-no-momentum` was run with momentum 0 and, unnoticed, a batch of 64 instead of 32.

## What to do instead
Run the ablation with that one change. The finding prints the difference.

## When it is wrong
For parameters that must change together (a learning rate scaled with the batch): declare them under `coupled`. Seeds,
paths, devices and worker counts are never counted; `audit.rules.AB404.extra_parameters` allows more.

## References
Lipton and Steinhardt (2019), Queue 17(1). Henderson et al. (2018), AAAI, "Deep reinforcement learning that matters".
)";

using Values = std::map<Name, std::set<std::string>>;

Values values_of(const std::vector<const tracker::Run*>& runs) {
  Values values;
  for (const tracker::Run* run : runs) {
    for (const tracker::Param& param : run->params) {
      if (!is_incidental(param.name)) values[param.name].insert(tracker::to_text(param.value));
    }
  }
  return values;
}

std::set<std::string> commits_of(const std::vector<const tracker::Run*>& runs) {
  std::set<std::string> commits;
  for (const tracker::Run* run : runs) {
    if (run->git && !run->git->commit.empty()) commits.insert(run->git->commit);
  }
  return commits;
}

std::set<Name> differing_params(const Values& a, const Values& b) {
  std::set<Name> names;
  for (const auto& [name, values] : a) {
    const auto other = b.find(name);
    if (other == b.end() || other->second != values) names.insert(name);
  }
  for (const auto& [name, values] : b) {
    if (!a.contains(name)) names.insert(name);
  }
  return names;
}

// Parameters that are declared to change together count once.
std::int64_t count_coupled_once(std::set<Name> names, const std::vector<std::vector<Name>>& coupled) {
  std::int64_t changes = 0;
  for (const auto& group : coupled) {
    bool touched = false;
    for (const Name name : group) touched = names.erase(name) > 0 || touched;
    changes += touched ? 1 : 0;
  }
  return changes + std::ssize(names);
}

std::string text_of(const std::set<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "|") + value;
  return text.empty() ? "absent" : text;
}

std::string difference_text(const std::set<Name>& names, const Values& full, const Values& ablated) {
  std::string text;
  for (const Name name : names) {
    const auto in_full = full.find(name);
    const auto in_ablated = ablated.find(name);
    text += fmt::format("{}{}: {} -> {}", text.empty() ? "" : ", ", name.str(),
                        in_full == full.end() ? "absent" : text_of(in_full->second),
                        in_ablated == ablated.end() ? "absent" : text_of(in_ablated->second));
  }
  return text;
}

// The two arms ran different code: other commits, and, where that is known, ones that differ in what is
// tracked.
bool ran_other_code(const Study& study, const Arm& full, const Arm& ablated) {
  const std::set<std::string> of_full = commits_of(full.evidence);
  const std::set<std::string> of_ablated = commits_of(ablated.evidence);
  if (of_full.empty() || of_ablated.empty() || of_full == of_ablated) return false;
  const auto& differ = study.records().commits_differ;
  if (!differ) return true;
  return std::ranges::any_of(of_full, [&](const std::string& a) {
    return std::ranges::any_of(of_ablated, [&](const std::string& b) { return a != b && differ(a, b); });
  });
}

void check_pair(const Study& study, const ClaimEvaluation& evaluation, const Method& ablation, Name dataset,
                FindingSink& out) {
  const Arm& full_arm = study.arm(evaluation.claim.method, dataset, evaluation.claim.metric);
  const Arm& ablated_arm = study.arm(ablation.name, dataset, evaluation.claim.metric);
  if (full_arm.n() == 0 || ablated_arm.n() == 0) return;
  const Values full = values_of(full_arm.evidence);
  const Values ablated = values_of(ablated_arm.evidence);
  const std::set<Name> names = differing_params(full, ablated);
  const auto allowed = std::ssize(ablation.declaration.removes) + std::ssize(ablation.declaration.adds) +
                       static_cast<std::int64_t>(out.option("extra_parameters"));
  const Method* full_method = study.method(evaluation.claim.method);
  std::vector<std::vector<Name>> coupled = full_method->declaration.coupled;
  coupled.insert(coupled.end(), ablation.declaration.coupled.begin(), ablation.declaration.coupled.end());
  const std::int64_t changes = count_coupled_once(names, coupled);
  const bool other_code = ran_other_code(study, full_arm, ablated_arm);
  if (changes <= allowed && !other_code) return;
  Finding finding = about(evaluation);
  finding.against = ablation.name;
  finding.dataset = dataset;
  finding.runs = ablated_arm.run_ids();
  finding.severity =
      evaluation.claim.kind == ClaimKind::component_matters ? Severity::error : Severity::warning;
  const std::string difference = difference_text(names, full, ablated);
  finding.message = fmt::format(
      "{} differs from {} on {} in more than {}: {}{}{}", ablation.name.str(), evaluation.claim.method.str(),
      dataset.str(),
      list(ablation.declaration.removes.empty() ? ablation.declaration.adds : ablation.declaration.removes),
      difference, other_code && !difference.empty() ? ", and " : "",
      other_code ? "another commit of the code" : "");
  finding.evidence = {{"changed_parameters", changes},
                      {"allowed", static_cast<std::int64_t>(allowed)},
                      {"other_commit", other_code}};
  const std::int64_t runs = full_arm.n();
  finding.remedy = remedy_with_cost(
      fmt::format("run {} again with that one change: {}", ablation.name.str(), count(runs, "run")), runs,
      cost_of_runs(study, ablation.name, dataset, runs));
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  std::set<std::pair<Name, Name>> done;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Method& ablation : study.methods()) {
      const bool of_this =
          ablation.role == tracker::Role::ablation && ablation.declaration.parent == evaluation.claim.method;
      if (!of_this) continue;
      for (const Name dataset : evaluation.claim.datasets) {
        if (done.emplace(ablation.name, dataset).second)
          check_pair(study, evaluation, ablation, dataset, out);
      }
    }
  }
}

}  // namespace

Rule confounded_variant() {
  return {.code = "AB404",
          .name = "confounded-variant",
          .summary = "an ablation that differs from its full method in more than the named component",
          .group = "AB ablations",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"extra_parameters", 0, "changed parameters beyond one a removed or added component"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
