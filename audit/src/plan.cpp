#include "gainsay/audit/plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "gainsay/audit/claim_evaluation.h"

namespace gainsay::audit {
namespace {

using tracker::Role;

constexpr std::int64_t fewest_seeds = 5;  // the least n v n at which an exact test can reach 1 % (rule ST102)

// Collects wanted seeds by (method, dataset), so that two claims that want the same run get it once.
class RunCollector {
 public:
  RunCollector(const Study& study, std::string kind) : study_(study) { plan_.kind = std::move(kind); }

  // Seeds that were fixed beforehand, in their order: they come before all others. Until the next call.
  void fix_seeds(const std::vector<std::int64_t>& seeds) { fixed_seeds_ = seeds; }

  // `wanted` seeds in all for this arm; those of `partner` that the arm lacks come first.
  void want(const ArmKey& key, std::int64_t wanted, Name partner, const std::string& reason) {
    const auto have = seeds_of(key);
    std::set<std::int64_t>& planned = planned_[{key.method, key.dataset}];
    const auto missing = [&] {
      return wanted - study_.arm(key).n() - static_cast<std::int64_t>(planned.size());
    };
    for (const std::int64_t seed : fixed_seeds_) {
      if (missing() > 0 && !have.contains(seed)) plan(key, seed, reason, planned);
    }
    for (const std::int64_t seed : seeds_of({partner, key.dataset, key.metric})) {
      if (missing() > 0 && !have.contains(seed)) plan(key, seed, reason, planned);
    }
    for (std::int64_t seed = 0; missing() > 0; ++seed) {
      if (!have.contains(seed)) plan(key, seed, reason, planned);
    }
  }

  void note(std::string text) { plan_.notes.push_back(std::move(text)); }

  Plan finish() {
    std::ranges::sort(plan_.runs, {},
                      [](const PlannedRun& run) { return std::tuple(run.method, run.dataset, run.seed); });
    for (const PlannedRun& run : plan_.runs) {
      if (run.cost_seconds) plan_.cost_seconds = plan_.cost_seconds.value_or(0.0) + *run.cost_seconds;
    }
    return std::move(plan_);
  }

 private:
  std::set<std::int64_t> seeds_of(const ArmKey& key) const {
    std::set<std::int64_t> seeds;
    for (const Observation& observation : study_.arm(key).observations) {
      if (observation.seed) seeds.insert(*observation.seed);
    }
    return seeds;
  }

  void plan(const ArmKey& key, std::int64_t seed, const std::string& reason,
            std::set<std::int64_t>& planned) {
    if (!planned.insert(seed).second) return;
    PlannedRun run{key.method, key.dataset, seed, reason, study_.typical_seconds(key.method, key.dataset),
                   {}};
    run.argv = command(key, seed);
    plan_.runs.push_back(std::move(run));
  }

  // A recorded command of the method: on the same dataset if there is one, else on any.
  std::vector<std::string> command(const ArmKey& key, std::int64_t seed) const {
    for (const Name dataset : {key.dataset, Name{}}) {
      for (const tracker::Run* run : study_.runs_of(key.method, dataset, tracker::Purpose::final)) {
        if (auto argv = command_for(*run, key.dataset, seed)) return *std::move(argv);
      }
    }
    return {};
  }

  const Study& study_;
  std::vector<std::int64_t> fixed_seeds_;
  Plan plan_;
  std::map<std::pair<Name, Name>, std::set<std::int64_t>> planned_;
};

void want_both(RunCollector& collector, const Study& study, const Comparison& comparison, std::int64_t wanted,
               const std::string& reason) {
  for (const Name dataset : comparison.datasets) {
    const auto recorded = [&](Name method) { return study.arm(method, dataset, comparison.metric).n() > 0; };
    if (recorded(comparison.method)) {
      collector.want({comparison.method, dataset, comparison.metric}, wanted, comparison.against, reason);
    }
    if (recorded(comparison.against)) {
      collector.want({comparison.against, dataset, comparison.metric}, wanted, comparison.method, reason);
    }
  }
}

// Nobody here can run it.
bool is_reported(const Study& study, Name name) {
  const Method* method = study.method(name);
  return method != nullptr && method->role == Role::reported;
}

bool is_fixed(const Study& study, Name name) {
  const Method* method = study.method(name);
  return is_reported(study, name) || (method != nullptr && method->declaration.deterministic);
}

// The runs up to the next planned look, unless the last one was won.
void plan_next_look(RunCollector& collector, const Study& study, const ClaimEvaluation& evaluation,
                    const Comparison& comparison) {
  const std::vector<std::int64_t>& looks = evaluation.claim.looks;
  const auto next =
      std::ranges::upper_bound(looks, std::min(comparison.method_side.n, comparison.against_side.n));
  if (next == looks.end() || comparison.verdict == Verdict::superior) return;
  want_both(collector, study, comparison, *next,
            fmt::format("claim {} has its next look at {} seeds", evaluation.claim.id, *next));
}

void plan_comparison(RunCollector& collector, const Study& study, const ClaimEvaluation& evaluation,
                     const Comparison& comparison, const PlanOptions& options) {
  if (is_fixed(study, comparison.method) || is_fixed(study, comparison.against)) return;
  collector.fix_seeds(evaluation.claim.seeds);
  if (!evaluation.claim.looks.empty()) return plan_next_look(collector, study, evaluation, comparison);
  const std::string& id = evaluation.claim.id;
  want_both(collector, study, comparison, fewest_seeds,
            fmt::format("claim {}: fewer than {} seeds", id, fewest_seeds));
  if (const auto planned = evaluation.claim.planned_n) {
    want_both(collector, study, comparison, *planned, fmt::format("claim {} plans {} seeds", id, *planned));
  }
  const bool no_worse_is_enough =
      !evaluation.claims_superiority() && comparison.verdict == Verdict::non_inferior;
  if (!comparison.to_decide || no_worse_is_enough) return;
  const std::int64_t wanted = comparison.to_decide->per_arm;
  if (wanted > options.most_seeds_per_arm) {
    collector.note(fmt::format(
        "claim {}: {} against {} would need {} seeds per arm to find a gain of {}; a larger "
        "smallest effect or a less noisy metric decides sooner",
        id, comparison.method.str(), comparison.against.str(), wanted, *comparison.smallest_effect));
    return;
  }
  want_both(collector, study, comparison, wanted,
            fmt::format("claim {} needs {} seeds per arm to decide", id, wanted));
}

std::int64_t most_seeds(const Study& study, Name method, Name metric) {
  std::int64_t most = 0;
  for (const Dataset& dataset : study.datasets())
    most = std::max(most, study.arm(method, dataset.name, metric).n());
  return std::max(most, fewest_seeds);
}

bool removed_by_some_ablation(const Study& study, const Method& variant, Name component) {
  return std::ranges::any_of(study.methods(), [&](const Method& method) {
    return method.role == Role::ablation && method.declaration.parent == variant.name &&
           std::ranges::find(method.declaration.removes, component) != method.declaration.removes.end();
  });
}

void plan_ablations_of(RunCollector& collector, const Study& study, const ClaimEvaluation& evaluation) {
  const Method* variant = study.method(evaluation.claim.method);
  if (variant == nullptr || variant->role != Role::variant) return;
  const Name metric = evaluation.claim.metric;
  for (const Method& ablation : study.methods()) {
    if (ablation.role != Role::ablation || ablation.declaration.parent != variant->name) continue;
    for (const Name dataset : evaluation.claim.datasets) {
      const std::int64_t wanted = study.arm(variant->name, dataset, metric).n();
      collector.want({ablation.name, dataset, metric}, wanted, variant->name,
                     fmt::format("{} has {} seeds on {}", variant->name.str(), wanted, dataset.str()));
    }
  }
  for (const Name component : variant->declaration.components) {
    const auto& inherited = variant->declaration.inherited;
    if (std::ranges::find(inherited, component) != inherited.end()) continue;
    if (removed_by_some_ablation(study, *variant, component)) continue;
    collector.note(
        fmt::format("no ablation of {} removes {}: declare [methods.{}-no-{}] with role = \"ablation\", "
                    "parent = \"{}\", removes = [\"{}\"], then plan again",
                    variant->name.str(), component.str(), variant->name.str(), component.str(),
                    variant->name.str(), component.str()));
  }
}

void complete_grid(RunCollector& collector, const Study& study, const ClaimEvaluation& evaluation) {
  const Claim& claim = evaluation.claim;
  std::vector<Name> methods = claim.against;
  if (claim.kind == ClaimKind::new_dataset) {
    for (const Method& method : study.methods()) {
      if (method.role == Role::baseline) methods.push_back(method.name);
    }
  }
  methods.push_back(claim.method);
  for (const Name method : methods) {
    if (is_reported(study, method)) continue;
    const std::int64_t wanted = most_seeds(study, claim.method, claim.metric);
    for (const Name dataset : claim.datasets) {
      if (study.arm(method, dataset, claim.metric).n() > 0) continue;
      collector.want(
          {method, dataset, claim.metric}, is_fixed(study, method) ? 1 : wanted, claim.method,
          fmt::format("claim {} compares on {}, where {} has no run", claim.id, dataset.str(), method.str()));
    }
  }
}

void suggest_another_dataset(RunCollector& collector, const Study& study, const ClaimEvaluation& evaluation) {
  const Claim& claim = evaluation.claim;
  if (claim.datasets.size() != 1 || claim.specific || claim.kind == ClaimKind::new_dataset) return;
  for (const Dataset& dataset : study.datasets()) {
    const bool usable = !dataset.declaration.smoke && dataset.name != claim.datasets.front();
    if (!usable || study.arm(claim.method, dataset.name, claim.metric).n() > 0) continue;
    std::vector<Name> methods = claim.against;
    methods.push_back(claim.method);
    for (const Name method : methods) {
      if (is_reported(study, method)) continue;
      const std::int64_t wanted = most_seeds(study, claim.method, claim.metric);
      collector.want({method, dataset.name, claim.metric}, is_fixed(study, method) ? 1 : wanted, claim.method,
                     fmt::format("claim {} rests on {} alone", claim.id, claim.datasets.front().str()));
    }
    return;
  }
  collector.note(
      fmt::format("claim {} rests on {} alone: every other recorded dataset has both arms already (name "
                  "it in the claim), or none is declared",
                  claim.id, claim.datasets.front().str()));
}

bool is_asked_for(const ClaimEvaluation& evaluation, const PlanOptions& options) {
  return options.claim.empty() || options.claim == evaluation.claim.id;
}

}  // namespace

Plan plan_seeds(const Study& study, const PlanOptions& options) {
  RunCollector collector(study, "seeds");
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!is_asked_for(evaluation, options) || *evaluation.claim.pairing == Pairing::item) continue;
    for (const Comparison& comparison : evaluation.decisive) {
      plan_comparison(collector, study, evaluation, comparison, options);
    }
  }
  return collector.finish();
}

Plan plan_ablations(const Study& study, const PlanOptions& options) {
  RunCollector collector(study, "ablation");
  std::set<Name> done;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!is_asked_for(evaluation, options)) continue;
    if (done.insert(evaluation.claim.method).second) plan_ablations_of(collector, study, evaluation);
  }
  return collector.finish();
}

Plan plan_datasets(const Study& study, const PlanOptions& options) {
  RunCollector collector(study, "datasets");
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!is_asked_for(evaluation, options)) continue;
    complete_grid(collector, study, evaluation);
    suggest_another_dataset(collector, study, evaluation);
  }
  return collector.finish();
}

}  // namespace gainsay::audit
