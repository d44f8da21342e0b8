#include "effectiveness.h"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "ablated_components.h"
#include "claim_registrations.h"
#include "rule_writing.h"
#include "tuning_trials.h"

namespace gainsay::audit {
namespace {

constexpr std::int64_t several = 2;        // baselines, datasets
constexpr std::int64_t unfair_tuning = 2;  // trials of the method per trial of a baseline: BA207's threshold

// What the rubric asks of a claim beside its verdict.
struct Design {
  bool anything_run = false;    // of the claimed method
  std::vector<Name> baselines;  // comparators that are baselines, without the trivial ones
  std::vector<Name> untuned;    // those of them of which no tuning comparable to the method's is recorded
  std::int64_t n_datasets = 0;
  bool components_declared = false;
  std::vector<Name> unablated;
  bool registered = false;  // before the first result, as it stands now
};

bool is_recorded(const Study& study, const Claim& claim, Name method) {
  return std::ranges::any_of(claim.datasets,
                             [&](Name dataset) { return study.arm(method, dataset, claim.metric).n() > 0; });
}

std::vector<Name> comparators_of(const Study& study, const Claim& claim) {
  if (claim.kind != ClaimKind::new_dataset) return claim.against;
  std::set<Name> on_it;
  for (const Name dataset : claim.datasets) {
    const auto names = study.methods_with_role(tracker::Role::baseline, dataset, claim.metric);
    on_it.insert(names.begin(), names.end());
  }
  return {on_it.begin(), on_it.end()};
}

// A baseline that was not run yet may still be tuned.
bool is_tuned(const Study& study, const Claim& claim, Name baseline) {
  const std::int64_t theirs = trials_of(study, claim, baseline);
  const std::int64_t ours = trials_of(study, claim, claim.method);
  if (theirs == 0) return !is_recorded(study, claim, baseline) && !is_recorded(study, claim, claim.method);
  return ours < unfair_tuning * theirs;
}

void add_baselines(const Study& study, const Claim& claim, Design& design) {
  for (const Name name : comparators_of(study, claim)) {
    const Method* method = study.method(name);
    const bool counts =
        method != nullptr && method->role == tracker::Role::baseline && !method->declaration.trivial;
    if (!counts) continue;
    design.baselines.push_back(name);
    if (!is_tuned(study, claim, name)) design.untuned.push_back(name);
  }
}

// Without the one component that sets it apart, a method is its parent.
bool parent_is_the_ablation(const Claim& claim, const Method& variant, const std::vector<Name>& own) {
  const Name parent = variant.declaration.parent;
  return own.size() == 1 && !parent.empty() &&
         std::ranges::find(claim.against, parent) != claim.against.end();
}

// Ablations that are declared; where nothing of the claim was run they may still be.
std::set<Name> declared_ablations(const Study& study, const Method& variant) {
  std::set<Name> removed;
  for (const Method& method : study.methods()) {
    const MethodDeclaration& declaration = method.declaration;
    if (method.role != tracker::Role::ablation || declaration.parent != variant.name) continue;
    removed.insert(declaration.removes.begin(), declaration.removes.end());
  }
  return removed;
}

void add_ablations(const Study& study, const Claim& claim, Design& design) {
  const Method* variant = study.method(claim.method);
  if (variant == nullptr) return;
  const auto own = components_without_ablation(*variant, {});
  design.components_declared = !own.empty();
  if (parent_is_the_ablation(claim, *variant, own)) return;
  design.unablated = components_without_ablation(
      *variant, design.anything_run ? ablated_components(study, *variant, claim.metric)
                                    : declared_ablations(study, *variant));
}

bool every_run_tells_its_end(const Study& study, const Claim& claim) {
  return std::ranges::all_of(claim.datasets, [&](Name dataset) {
    const Arm& arm = study.arm(claim.method, dataset, claim.metric);
    return std::ranges::all_of(arm.evidence,
                               [](const tracker::Run* run) { return run->ended_at.has_value(); });
  });
}

bool is_registered_beforehand(const Study& study, const ClaimEvaluation& evaluation) {
  const auto& declared = study.file().claims;
  const auto claim = std::ranges::find(declared, evaluation.claim.id, &Claim::id);
  const auto first_result = first_result_at(study, evaluation.claim);
  if (claim == declared.end() || !first_result || !every_run_tells_its_end(study, evaluation.claim))
    return false;
  const ClaimHistory history = claim_history(study, claim->id, *first_result);
  return history.last_before != nullptr &&
         changes_since(study, evaluation, *claim, *history.last_before).fields.empty();
}

Design design_of(const Study& study, const ClaimEvaluation& evaluation) {
  const Claim& claim = evaluation.claim;
  Design design;
  design.anything_run = is_recorded(study, claim, claim.method);
  design.n_datasets = std::ssize(claim.datasets);
  add_baselines(study, claim, design);
  add_ablations(study, claim, design);
  design.registered = !design.anything_run || is_registered_beforehand(study, evaluation);
  return design;
}

bool is_every_component_ablated(const Design& design) {
  return design.components_declared && design.unablated.empty();
}

int level_if_shown(const Design& design) {
  if (std::ssize(design.baselines) - std::ssize(design.untuned) < several) return 2;
  if (design.n_datasets < several || !is_every_component_ablated(design)) return 3;
  return design.registered ? 5 : 4;
}

// What the next level asks for.
std::vector<std::string> next_steps(const Claim& claim, const Design& design) {
  std::vector<std::string> steps;
  const int level = level_if_shown(design);
  if (level == 2) {
    const auto missing = std::max<std::int64_t>(several - std::ssize(design.baselines), 0);
    if (missing > 0) steps.push_back(fmt::format("compare with {} more tuned", count(missing, "baseline")));
    if (!design.untuned.empty()) {
      steps.push_back(fmt::format("tune {} as {} is tuned, and record it (--purpose tune)",
                                  list(design.untuned), claim.method.str()));
    }
  }
  if (level == 3 && design.n_datasets < several) steps.emplace_back("run it on a second dataset");
  if (level == 3 && !design.components_declared) {
    steps.push_back(fmt::format("declare the components of {} and ablate each", claim.method.str()));
  }
  if (level == 3 && !design.unablated.empty()) steps.push_back("ablate " + list(design.unablated));
  if (level == 4) {
    steps.emplace_back("register the claim (gainsay claim register) and confirm it on fresh runs");
  }
  return steps;
}

std::string baselines_text(const Design& design) {
  const auto n = std::ssize(design.baselines);
  const auto tuned = n - std::ssize(design.untuned);
  if (!design.anything_run || n == 0) return count(n, "baseline");
  if (tuned == n) return count(n, "tuned baseline");
  return fmt::format("{}, {} of them tuned", count(n, "baseline"), tuned);
}

std::string description(const Design& design) {
  const std::string ablations = !design.components_declared ? "no component declared"
                                : design.unablated.empty()
                                    ? "every component ablated"
                                    : fmt::format("{} not ablated", list(design.unablated));
  const bool confirmed = design.anything_run && design.registered;
  return fmt::format("on {} against {}, {}{}", count(design.n_datasets, "dataset"), baselines_text(design),
                     ablations, confirmed ? ", registered before the first result" : "");
}

bool rules_out_a_gain(const ClaimEvaluation& evaluation) {
  const auto equivalent = [](const Comparison& c) { return c.verdict == Verdict::equivalent; };
  if (!evaluation.claims_superiority() || evaluation.decisive.empty()) return false;
  return *evaluation.claim.quantifier == Quantifier::some
             ? std::ranges::all_of(evaluation.decisive,
                                   [](const Comparison& c) {
                                     return c.verdict == Verdict::equivalent ||
                                            c.verdict == Verdict::inferior;
                                   })
             : std::ranges::any_of(evaluation.decisive, equivalent);
}

// No more runs can make it contradicted, unless the verdicts that stand are wrong.
bool rules_out_a_loss(const ClaimEvaluation& evaluation) {
  if (evaluation.claim.kind == ClaimKind::new_dataset) return true;
  const auto holds = [](const Comparison& c) {
    return c.verdict == Verdict::superior || c.verdict == Verdict::non_inferior ||
           c.verdict == Verdict::equivalent;
  };
  if (evaluation.decisive.empty()) return false;
  return *evaluation.claim.quantifier == Quantifier::some ? std::ranges::any_of(evaluation.decisive, holds)
                                                          : std::ranges::all_of(evaluation.decisive, holds);
}

std::string how_to_settle(const ClaimEvaluation& evaluation, const Design& design) {
  std::int64_t runs = 0;
  for (const Comparison& comparison : evaluation.decisive) {
    if (comparison.to_decide) runs = std::max(runs, comparison.to_decide->runs);
  }
  if (!design.anything_run) return fmt::format("run what {} needs", evaluation.claim.id);
  if (evaluation.verdict == ClaimVerdict::suggestive) {
    return fmt::format("confirm {} on fresh runs, without exploratory = true", evaluation.claim.id);
  }
  return runs > 0 ? fmt::format("settle {}: at least {} (gainsay plan seeds --claim {})", evaluation.claim.id,
                                count(runs, "more run"), evaluation.claim.id)
                  : fmt::format("settle {}: {}", evaluation.claim.id, evaluation.reason);
}

void judge_open(const ClaimEvaluation& evaluation, const Design& design, ClaimEffectiveness& on_rubric) {
  on_rubric.low = rules_out_a_loss(evaluation) || evaluation.verdict == ClaimVerdict::suggestive ? 1 : 0;
  on_rubric.high = level_if_shown(design);
  on_rubric.reason = design.anything_run
                         ? fmt::format("open: {}; {}", evaluation.reason, description(design))
                         : fmt::format("open: nothing was run; it is declared {}", description(design));
  on_rubric.raises = {how_to_settle(evaluation, design)};
}

ClaimEffectiveness judge(const Study& study, const ClaimEvaluation& evaluation) {
  ClaimEffectiveness on_rubric{.claim = evaluation.claim.id, .verdict = evaluation.verdict};
  const Design design = design_of(study, evaluation);
  if (evaluation.verdict == ClaimVerdict::contradicted) {
    on_rubric.high = 0;
    on_rubric.reason = "contradicted: " + evaluation.reason;
    on_rubric.raises = {fmt::format("withdraw {}, or find out why", evaluation.claim.id)};
  } else if (evaluation.verdict == ClaimVerdict::supported) {
    on_rubric.low = on_rubric.high = level_if_shown(design);
    on_rubric.reason = "shown " + description(design);
    on_rubric.raises = next_steps(evaluation.claim, design);
  } else if (evaluation.verdict == ClaimVerdict::not_shown && rules_out_a_gain(evaluation)) {
    on_rubric.low = on_rubric.high = 1;
    on_rubric.reason =
        fmt::format("not shown, and the records rule out a gain that matters: {}", evaluation.reason);
    on_rubric.raises = {fmt::format("withdraw {}: more runs would not show it", evaluation.claim.id)};
  } else {
    judge_open(evaluation, design, on_rubric);
  }
  return on_rubric;
}

bool is_about_engineering(const Study& study, const Claim& claim) {
  static const std::set<ClaimKind> kinds = {ClaimKind::faster, ClaimKind::cheaper, ClaimKind::more_stable,
                                            ClaimKind::converges_faster, ClaimKind::scales};
  return kinds.contains(claim.kind) || study.metric(claim.metric).kind != MetricKind::quality;
}

bool may_carry(const Study& study, const Claim& claim) {
  if (claim.kind == ClaimKind::component_matters) return false;  // part of the ablations
  return study.file().profile == Profile::science || is_about_engineering(study, claim);
}

std::vector<const ClaimEvaluation*> carriers(const Study& study) {
  std::vector<const ClaimEvaluation*> found;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (may_carry(study, evaluation.claim)) found.push_back(&evaluation);
  }
  const auto keep = [&found](auto wanted) {
    if (std::ranges::any_of(found, wanted)) std::erase_if(found, std::not_fn(wanted));
  };
  keep([](const ClaimEvaluation* evaluation) { return !evaluation->claim.exploratory; });
  keep([](const ClaimEvaluation* evaluation) { return evaluation->claim.primary; });
  return found;
}

}  // namespace

std::vector<ClaimEffectiveness> claims_on_rubric(const Study& study) {
  std::vector<ClaimEffectiveness> claims;
  for (const ClaimEvaluation* evaluation : carriers(study)) claims.push_back(judge(study, *evaluation));
  return claims;
}

ValueFactor effectiveness_of(const Study& study, const std::vector<ClaimEffectiveness>& claims) {
  ValueFactor factor{.factor = Factor::effectiveness};
  if (claims.empty()) {
    const bool engineering = study.file().profile == Profile::engineering;
    factor.basis = engineering ? "open: no claim is about time, cost, convergence, scale or stability"
                               : "open: no claim is declared, and none could be inferred";
    factor.raises = {engineering ? "claim what is faster, cheaper or more stable, and measure it"
                                 : "declare a claim, and run what it needs"};
    return factor;
  }
  factor.low = std::ranges::min(claims, {}, &ClaimEffectiveness::low).low;
  factor.high = std::ranges::min(claims, {}, &ClaimEffectiveness::high).high;
  factor.basis = fmt::format("computed from {}{}", count(std::ssize(claims), "claim"),
                             claims.size() > 1 ? ", of which the weakest decides" : "");
  for (const ClaimEffectiveness& claim : claims) {
    const bool binds = claim.low == factor.low || claim.high == factor.high;
    if (binds) factor.raises.insert(factor.raises.end(), claim.raises.begin(), claim.raises.end());
  }
  return factor;
}

}  // namespace gainsay::audit
