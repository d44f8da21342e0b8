#include "gainsay/audit/claim_evaluation.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gainsay/stats/holm.h"

#include "comparison_family.h"
#include "dataset_comparisons.h"

namespace gainsay::audit {
namespace {

// Evidence that the method is better: the two-sided p in the right direction, 1 in the wrong one or without a
// test.
double superiority_p(const Comparison& comparison) {
  const bool right_way = comparison.estimate && *comparison.estimate > 0.0;
  return right_way && comparison.p ? *comparison.p : 1.0;
}

bool at_least_as_good(Verdict verdict) {
  return verdict == Verdict::superior || verdict == Verdict::non_inferior || verdict == Verdict::equivalent;
}

// `some`: the smallest Holm-adjusted p; `all` and `average`: the largest (intersection-union test).
std::optional<double> claim_p(const ClaimEvaluation& evaluation) {
  if (evaluation.decisive.empty() || !evaluation.claims_superiority()) return std::nullopt;
  std::vector<double> p_values;
  for (const Comparison& comparison : evaluation.decisive) p_values.push_back(superiority_p(comparison));
  if (*evaluation.claim.quantifier == Quantifier::some) return std::ranges::min(stats::holm(p_values));
  return std::ranges::max(p_values);
}

void adjust_over_families(std::vector<ClaimEvaluation>& evaluations) {
  std::map<std::string, std::vector<ClaimEvaluation*>> families;
  for (ClaimEvaluation& evaluation : evaluations) {
    if (evaluation.p && !evaluation.claim.exploratory) families[evaluation.family].push_back(&evaluation);
    if (evaluation.p && evaluation.claim.exploratory) evaluation.p_adjusted = evaluation.p;
  }
  for (auto& [name, members] : families) {
    std::vector<double> p_values;
    for (const ClaimEvaluation* member : members) p_values.push_back(*member->p);
    const std::vector<double> adjusted = stats::holm(p_values);
    for (std::size_t i = 0; i < members.size(); ++i) {
      members[i]->p_adjusted = adjusted[i];
      members[i]->family_size = static_cast<std::int64_t>(members.size());
    }
  }
}

ClaimVerdict shown(const Claim& claim) {
  return claim.exploratory ? ClaimVerdict::suggestive : ClaimVerdict::supported;
}

// A new dataset is of use to others once somebody else's methods have been run on it.
void judge_new_dataset(const Study& study, ClaimEvaluation& evaluation) {
  std::size_t baselines = 0;
  for (const Name dataset : evaluation.claim.datasets) {
    baselines = std::max(
        baselines, study.methods_with_role(tracker::Role::baseline, dataset, evaluation.claim.metric).size());
  }
  evaluation.verdict = baselines >= 2 ? shown(evaluation.claim) : ClaimVerdict::not_shown;
  evaluation.reason =
      fmt::format("{} baseline{} recorded on it; 2 are asked for", baselines, baselines == 1 ? "" : "s");
}

std::string describe(const Comparison& comparison) {
  const std::string where = comparison.datasets.size() == 1
                                ? comparison.datasets.front().str()
                                : fmt::format("{} datasets", comparison.datasets.size());
  const std::string outcome =
      comparison.reason.empty() ? std::string(to_string(comparison.verdict)) : comparison.reason;
  return fmt::format("against {} on {}: {}", comparison.against.str(), where, outcome);
}

using VerdictOf = Verdict (*)(const Comparison&);

bool any(const std::vector<Comparison>& comparisons, VerdictOf verdict_of, Verdict verdict) {
  return std::ranges::any_of(comparisons, [&](const Comparison& c) { return verdict_of(c) == verdict; });
}

ClaimVerdict judge(const ClaimEvaluation& evaluation, VerdictOf verdict_of, bool significant) {
  const Claim& claim = evaluation.claim;
  const auto& decisive = evaluation.decisive;
  if (decisive.empty()) return ClaimVerdict::not_shown;
  const auto good = [&](const Comparison& comparison) {
    const Verdict verdict = verdict_of(comparison);
    return evaluation.claims_superiority() ? verdict == Verdict::superior : at_least_as_good(verdict);
  };
  const bool holds = *claim.quantifier == Quantifier::some ? std::ranges::any_of(decisive, good)
                                                           : std::ranges::all_of(decisive, good);
  if (holds && significant) return shown(claim);
  const bool some = *claim.quantifier == Quantifier::some;
  const auto is_inferior = [&](const Comparison& c) { return verdict_of(c) == Verdict::inferior; };
  const bool contradicted =
      some ? std::ranges::all_of(decisive, is_inferior) : any(decisive, verdict_of, Verdict::inferior);
  return contradicted ? ClaimVerdict::contradicted : ClaimVerdict::not_shown;
}

std::string reason_of(const ClaimEvaluation& evaluation, double alpha) {
  if (evaluation.decisive.empty()) return "there is nothing to compare with";
  if (evaluation.raw_supported(alpha) && evaluation.p_adjusted && *evaluation.p_adjusted >= alpha) {
    return fmt::format("p = {:.3g} alone, but {:.3g} after Holm over the {} claims of its family",
                       *evaluation.p, *evaluation.p_adjusted, evaluation.family_size);
  }
  const auto weakest = std::ranges::max_element(evaluation.decisive, {}, superiority_p);
  return describe(*weakest);
}

void judge_by_comparisons(ClaimEvaluation& evaluation, double alpha) {
  const bool significant =
      !evaluation.claims_superiority() || (evaluation.p_adjusted && *evaluation.p_adjusted < alpha);
  const VerdictOf as_recorded = [](const Comparison& c) { return c.verdict; };
  const VerdictOf at_worst = [](const Comparison& c) { return c.verdict_with_failures.value_or(c.verdict); };
  evaluation.verdict = judge(evaluation, as_recorded, significant);
  evaluation.reason = reason_of(evaluation, alpha);
  const bool failures = std::ranges::any_of(
      evaluation.decisive, [](const Comparison& c) { return c.verdict_with_failures.has_value(); });
  if (failures) evaluation.verdict_with_failures = judge(evaluation, at_worst, significant);
}

ClaimEvaluation compare(const Study& study, Claim claim) {
  ClaimEvaluation evaluation;
  evaluation.smallest_effect =
      claim.smallest_effect ? claim.smallest_effect : study.metric(claim.metric).smallest_effect;
  evaluation.family = claim.family;
  evaluation.claim = std::move(claim);
  const bool on_average = *evaluation.claim.quantifier == Quantifier::average;
  for (const Name against : evaluation.claim.against) {
    auto parts = compare_on_each_dataset(study, evaluation.claim, against);
    std::ranges::transform(parts, std::back_inserter(evaluation.comparisons), &DatasetComparison::comparison);
    if (on_average)
      evaluation.decisive.push_back(compare_over(study, evaluation.claim, against, std::move(parts)));
  }
  adjust_by_holm(evaluation.comparisons);
  if (on_average) {
    adjust_by_holm(evaluation.decisive);
  } else {
    evaluation.decisive = evaluation.comparisons;
  }
  evaluation.p = claim_p(evaluation);
  return evaluation;
}

}  // namespace

bool ClaimEvaluation::claims_superiority() const {
  return claim.kind != ClaimKind::matches && claim.kind != ClaimKind::new_dataset;
}

bool ClaimEvaluation::raw_supported(double alpha) const { return p && *p < alpha; }

std::vector<ClaimEvaluation> evaluate_claims(const Study& study, std::vector<Claim> claims) {
  std::vector<ClaimEvaluation> evaluations;
  evaluations.reserve(claims.size());
  for (Claim& claim : claims) evaluations.push_back(compare(study, std::move(claim)));
  adjust_over_families(evaluations);
  for (ClaimEvaluation& evaluation : evaluations) {
    if (evaluation.claim.kind == ClaimKind::new_dataset) {
      judge_new_dataset(study, evaluation);
    } else {
      judge_by_comparisons(evaluation, study.file().alpha);
    }
  }
  return evaluations;
}

std::string claim_definition(const Claim& claim) {
  const auto join = [](const std::vector<Name>& names) {
    std::string joined;
    for (const Name name : names) joined += (joined.empty() ? "" : ",") + name.str();
    return joined;
  };
  const auto word = [](const auto& value) {
    return value ? std::string(to_string(*value)) : std::string("default");
  };
  const auto number = [](const auto& value) {
    return value ? fmt::format("{}", *value) : std::string("none");
  };
  std::string definition = fmt::format(
      "kind={};method={};against={};datasets={};metric={};component={};quantifier={};scope={};aggregate={};"
      "pairing={};"
      "smallest_effect={};test={};family={};planned_n={}",
      to_string(claim.kind), claim.method.str(), join(claim.against), join(claim.datasets),
      claim.metric.str(), claim.component.str(), word(claim.quantifier), word(claim.scope),
      word(claim.aggregate), word(claim.pairing), number(claim.smallest_effect), claim.test, claim.family,
      number(claim.planned_n));
  const auto add_numbers = [&](std::string_view field, const std::vector<std::int64_t>& values) {
    if (!values.empty()) definition += fmt::format(";{}={}", field, fmt::join(values, ","));
  };
  add_numbers("looks", claim.looks);
  add_numbers("seeds", claim.seeds);
  if (!claim.design.empty()) definition += ";design=" + claim.design;
  return definition;
}

std::string claim_definition(const StudyFile& file, const Claim& claim) {
  const MetricDeclaration* metric = file.find_metric(claim.metric);
  Claim complete = claim;
  if (metric != nullptr && !complete.smallest_effect) complete.smallest_effect = metric->smallest_effect;
  const bool directed = metric != nullptr && metric->direction;
  return claim_definition(complete) +
         ";direction=" + (directed ? std::string(to_string(*metric->direction)) : "default");
}

}  // namespace gainsay::audit
