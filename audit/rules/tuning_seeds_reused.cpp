#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "gainsay/stats/expected_maximum.h"
#include "gainsay/stats/summary.h"

#include "configuration.h"
#include "evidence_runs.h"
#include "per_arm.h"
#include "rule_writing.h"
#include "study_without.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when a run that a claim rests on has the seed and the configuration of a tuning run of the same method: the run that
made the configuration win is counted as evidence for it. Configurations are the same when all parameters that both runs
recorded are; where they share none, it fires if all tuning was done under that one seed, and cannot tell otherwise. The finding tells what the claim
says without reused runs.

## Why it matters
A configuration that won under seed 0 won in part because of seed 0. The best of 20 equally good configurations scores
1.87 standard deviations too high under the seed that chose it (expected maximum of normal draws); counted as one of
five seeds it lifts the mean by 0.37.

## Example
Twenty learning rates under seed 0; then five runs of the best one with seeds 0 to 4.

## What to do instead
Leave these runs out (the finding has the gain without them) and run as many fresh seeds.

## When it is wrong
When the seed sets nothing that is shared between the tuning run and the final one, as when the split and the
initialisation come from other generators: suppress it with that reason.

## References
Bouthillier et al. (2021), MLSys, "Accounting for variance in machine learning benchmarks". Picard (2021),
"torch.manual_seed(3407) is all you need". Expected maxima: Harter (1961), Biometrika 48.
)";

// Whether all parameters that both recorded agree; nothing where they share none.
std::optional<bool> same_configuration(const Configuration& a, const Configuration& b) {
  std::optional<bool> same;
  for (const auto& [name, value] : a) {
    const auto other = b.find(name);
    if (other == b.end()) continue;
    if (other->second != value) return false;
    same = true;
  }
  return same;
}

std::vector<const tracker::Run*> tuning_of(const Study& study, const Arm& arm) {
  std::vector<const tracker::Run*> runs;
  for (const tracker::Run* run : study.runs_of(arm.method, Name{}, tracker::Purpose::tune)) {
    const bool same_place = run->dataset == arm.dataset || run->dataset.empty();
    if (same_place && run->seed) runs.push_back(run);
  }
  return runs;
}

// Runs of an arm under the seed of a tuning run.
struct SharedSeeds {
  std::vector<const tracker::Run*> reused;  // with its configuration
  bool any_unknown = false;                 // of some it is not recorded whether they had it
};

SharedSeeds shared_seeds(const Arm& arm, const std::vector<const tracker::Run*>& tuning) {
  std::map<std::int64_t, std::vector<Configuration>> tried;
  for (const tracker::Run* trial : tuning) tried[*trial->seed].push_back(configuration_of(*trial));
  const bool only_one_seed = tried.size() == 1;  // whichever configuration won, it won under this one
  SharedSeeds shared;
  for (const tracker::Run* run : arm.evidence) {
    const auto under_seed = run->seed ? tried.find(*run->seed) : tried.end();
    if (under_seed == tried.end()) continue;
    const Configuration own = configuration_of(*run);
    const auto same = [&](bool when_unknown) {
      return std::ranges::any_of(under_seed->second, [&](const Configuration& trial) {
        return same_configuration(trial, own).value_or(when_unknown);
      });
    };
    if (same(only_one_seed)) {
      shared.reused.push_back(run);
    } else if (same(true)) {
      shared.any_unknown = true;
    }
  }
  return shared;
}

// What the seeds that chose lift the arm's mean by, if all configurations are equally good; nothing when
// there was no choice or no spread is known.
std::optional<double> lift(const Arm& arm, const std::vector<const tracker::Run*>& tuning,
                           std::int64_t reused_seeds) {
  std::set<Configuration> tried;
  for (const tracker::Run* run : tuning) tried.insert(configuration_of(*run));
  if (tried.size() < 2 || arm.n() < 2) return std::nullopt;
  return stats::expected_maximum(std::ssize(tried)) * *stats::summarize(arm.values()).sd *
         static_cast<double>(reused_seeds) / static_cast<double>(arm.n());
}

std::int64_t seeds_of(const std::vector<const tracker::Run*>& runs) {
  std::set<std::optional<std::int64_t>> seeds;
  for (const tracker::Run* run : runs) seeds.insert(run->seed);
  return std::ssize(seeds);
}

const Comparison* same_comparison(const ClaimEvaluation& evaluation, const Comparison& as) {
  const auto found = std::ranges::find_if(evaluation.decisive, [&](const Comparison& comparison) {
    return comparison.against == as.against && comparison.dataset == as.dataset;
  });
  return found == evaluation.decisive.end() ? nullptr : &*found;
}

// The first comparison that the verdict and these runs bear on, with and without them.
void add_recomputed(Finding& finding, const ClaimEvaluation& with, const ClaimEvaluation& without) {
  for (const Comparison& before : with.decisive) {
    const Comparison* after = same_comparison(without, before);
    const bool concerned = std::ranges::find(before.datasets, finding.dataset) != before.datasets.end() &&
                           (finding.against.empty() || before.against == finding.against);
    if (!concerned || !before.estimate || after == nullptr) continue;
    finding.message +=
        fmt::format("; without reused seeds the gain over {} goes from {} to {}", before.against.str(),
                    signed_quantity(*before.estimate), gain_text(*after));
    if (!after->estimate) return;
    finding.evidence.push_back({"gain_with", *before.estimate});
    finding.evidence.push_back({"gain_without", *after->estimate});
    return;
  }
}

// What one arm shares with the runs that tuned it.
struct ArmReuse {
  std::vector<const tracker::Run*> tuning;
  SharedSeeds shared;
};

struct Reuse {
  const ClaimEvaluation* evaluation;
  const Arm* arm;
  const ArmReuse* of_arm;

  const std::vector<const tracker::Run*>& runs() const { return of_arm->shared.reused; }
};

Finding about_arm(const Reuse& reuse) {
  Finding finding = about(*reuse.evaluation);
  if (reuse.arm->method != reuse.evaluation->claim.method) finding.against = reuse.arm->method;
  finding.dataset = reuse.arm->dataset;
  finding.severity = Severity::warning;
  return finding;
}

// `rest` is the study without any reused run.
Finding reused_seeds(const Study& study, const Reuse& reuse, const Study& rest) {
  const ClaimEvaluation& evaluation = *reuse.evaluation;
  const Arm& arm = *reuse.arm;
  const std::int64_t seeds = seeds_of(reuse.runs());
  Finding finding = about_arm(reuse);
  finding.runs = ids_of(reuse.runs());
  finding.message = fmt::format("{} of {} of {} on {} had a tuning run with the same configuration", seeds,
                                count(arm.n(), "seed"), arm.method.str(), arm.dataset.str());
  finding.evidence = {{"reused_seeds", seeds}, {"seeds", arm.n()}};
  if (const auto by = lift(arm, reuse.of_arm->tuning, seeds)) {
    finding.message += fmt::format(", which lifts its mean by up to {}", quantity(*by, 2));
    finding.evidence.push_back({"lift", *by});
  }
  const ClaimEvaluation* without = find_evaluation(rest, evaluation.claim.id);
  if (without != nullptr) add_recomputed(finding, evaluation, *without);
  finding.remedy = remedy_with_cost(
      fmt::format("exclude them and run {} of {}", count(seeds, "fresh seed"), arm.method.str()), seeds,
      cost_of_runs(study, arm.method, arm.dataset, seeds));
  return finding;
}

void find_reuse(const Study& study, const ClaimEvaluation& evaluation, PerArm<ArmReuse>& known,
                std::vector<Reuse>& found) {
  const Claim& claim = evaluation.claim;
  std::vector<Name> methods = {claim.method};
  methods.insert(methods.end(), claim.against.begin(), claim.against.end());
  for (const Name method : methods) {
    for (const Name dataset : claim.datasets) {
      const Arm& arm = study.arm(method, dataset, claim.metric);
      found.push_back({&evaluation, &arm, &known.of(arm)});
    }
  }
}

void check(const Study& study, FindingSink& out) {
  std::vector<Reuse> found;
  PerArm<ArmReuse> known([&](const Arm& arm) {
    ArmReuse reuse{tuning_of(study, arm), {}};
    reuse.shared = shared_seeds(arm, reuse.tuning);
    return reuse;
  });
  for (const ClaimEvaluation& evaluation : study.evaluations()) find_reuse(study, evaluation, known, found);
  std::vector<const tracker::Run*> runs;
  for (const Reuse& reuse : found) runs.insert(runs.end(), reuse.runs().begin(), reuse.runs().end());
  if (!runs.empty()) {
    const Study rest = study_without(study, runs, "the seed chose the configuration");
    for (const Reuse& reuse : found) {
      if (!reuse.runs().empty()) out.add(reused_seeds(study, reuse, rest));
    }
  }
  const bool any_unknown =
      std::ranges::any_of(found, [](const Reuse& reuse) { return reuse.of_arm->shared.any_unknown; });
  if (any_unknown) {
    out.add(not_applicable(
        "no parameter tells whether tuning runs had the configuration of final runs of their seed",
        "record the parameters of both (`-p NAME=VALUE`)"));
  }
  const auto tuning = study.runs_of(Name{}, Name{}, tracker::Purpose::tune);
  const bool any_seeded =
      std::ranges::any_of(tuning, [](const tracker::Run* run) { return run->seed.has_value(); });
  if (!any_seeded && !study.evaluations().empty()) {
    out.add(
        not_applicable("no tuning run with a seed is recorded",
                       "record tuning runs (`gainsay run --purpose tune`) with their `seed` and parameters"));
  }
}

}  // namespace

Rule tuning_seeds_reused() {
  return {.code = "PR507",
          .name = "tuning-seeds-reused",
          .summary = "evidence under the seed that chose the configuration",
          .group = "PR protocol and forking paths",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
