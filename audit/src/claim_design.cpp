#include "claim_design.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "design_power.h"
#include "item_scores.h"
#include "rule_writing.h"
#include "samples.h"

namespace gainsay::audit {
namespace {

constexpr std::size_t most_arms_named = 4;

struct ShortArm {
  Name method;
  Name dataset;
  std::int64_t missing = 0;
};

std::vector<ShortArm> short_arms(const Study& study, const std::vector<const Comparison*>& comparisons,
                                 std::int64_t wanted) {
  std::map<std::pair<Name, Name>, std::int64_t> missing;
  for (const Comparison* comparison : comparisons) {
    const auto add = [&](Name method, const Side& side) {
      const bool counts = side.n > 0 && side.n < wanted && !one_run_is_enough(study, method);
      if (counts) missing[{method, comparison->dataset}] = wanted - side.n;
    };
    add(comparison->method, comparison->method_side);
    add(comparison->against, comparison->against_side);
  }
  std::vector<ShortArm> arms;
  arms.reserve(missing.size());
  for (const auto& [arm, n] : missing) arms.push_back({arm.first, arm.second, n});
  return arms;
}

std::string text_of(const std::vector<ShortArm>& arms) {
  std::string text;
  for (std::size_t i = 0; i < std::min(arms.size(), most_arms_named); ++i) {
    text += fmt::format("{}{} more of {} on {}", i == 0 ? "" : ", ", arms[i].missing, arms[i].method.str(),
                        arms[i].dataset.str());
  }
  if (arms.size() > most_arms_named) text += fmt::format(" and {} more arms", arms.size() - most_arms_named);
  return text;
}

bool any_has_item_scores(const Study& study, const Arm& arm) {
  return std::ranges::any_of(
      arm.evidence, [&](const tracker::Run* run) { return has_item_scores(study, *run, arm.metric); });
}

}  // namespace

std::optional<double> margin_of_estimates(const ClaimEvaluation& evaluation) {
  const Claim& claim = evaluation.claim;
  const bool same_unit = *claim.aggregate == Aggregate::mean || *claim.aggregate == Aggregate::iqm;
  if (!same_unit || claim.kind == ClaimKind::more_stable) return std::nullopt;
  return evaluation.smallest_effect;
}

bool one_run_is_enough(const Study& study, Name method) {
  const Method* found = study.method(method);
  return found != nullptr && (found->declaration.deterministic || found->declaration.trivial);
}

bool counts_items(const Study& study, const Claim& claim, const Comparison& comparison) {
  return claim.pairing == Pairing::item &&
         any_has_item_scores(study, study.arm(comparison.method, comparison.dataset, claim.metric)) &&
         any_has_item_scores(study, study.arm(comparison.against, comparison.dataset, claim.metric));
}

std::int64_t runs_asked_for(const Claim& claim) { return claim.pairing == Pairing::item ? 1 : 5; }

bool counts_datasets(const ClaimEvaluation& evaluation, Name against) {
  return evaluation.claim.scope == Scope::domain &&
         std::ranges::any_of(evaluation.decisive, [&](const Comparison& comparison) {
           return comparison.against == against && comparison.dataset.empty() && comparison.estimate;
         });
}

std::vector<const Comparison*> comparisons_with(const ClaimEvaluation& evaluation, Name against,
                                                const std::function<bool(const Comparison&)>& holds) {
  std::vector<const Comparison*> found;
  for (const Comparison& comparison : evaluation.comparisons) {
    if (comparison.against == against && holds(comparison)) found.push_back(&comparison);
  }
  return found;
}

Remedy seeds_up_to(const Study& study, const std::vector<const Comparison*>& comparisons,
                   std::int64_t wanted) {
  const std::vector<ShortArm> arms = short_arms(study, comparisons, wanted);
  std::int64_t runs = 0;
  double seconds = 0.0;
  bool known = true;
  for (const ShortArm& arm : arms) {
    const auto cost = cost_of_runs(study, arm.method, arm.dataset, arm.missing);
    runs += arm.missing;
    known = known && cost;
    seconds += cost.value_or(0.0);
  }
  return remedy_with_cost(
      fmt::format("run {}: {} for {} seeds in every arm", text_of(arms), count(runs, "run"), wanted), runs,
      known ? std::optional(seconds) : std::nullopt);
}

std::vector<Name> datasets_of(const std::vector<const Comparison*>& comparisons) {
  std::vector<Name> names;
  names.reserve(comparisons.size());
  for (const Comparison* comparison : comparisons) names.push_back(comparison->dataset);
  return names;
}

std::optional<double> spread_of_runs(const Study& study, const Claim& claim, const Comparison& comparison) {
  if (comparison.dataset.empty() || comparison.paired || !comparison.estimate) return std::nullopt;
  const Samples samples = samples_on(study, claim, comparison.against, comparison.dataset);
  if (!samples.reason.empty() || samples.reported_number || samples.fixed_number) return std::nullopt;
  return pooled_sd(samples);
}

std::int64_t missing_runs(const Comparison& comparison, std::int64_t wanted) {
  return std::max<std::int64_t>(wanted - comparison.method_side.n, 0) +
         std::max<std::int64_t>(wanted - comparison.against_side.n, 0);
}

}  // namespace gainsay::audit
