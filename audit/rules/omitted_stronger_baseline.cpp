#include <algorithm>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when a baseline that is recorded on a dataset of the claim, with the same metric, is at least as good there as
the best comparator that the claim names, and the claim leaves it out. A number copied from a paper counts where it is
declared to be from the same split.

## Why it matters
A gain over the second-best baseline is a choice of opponent. The records show that the author knew a better one.

## Example
The claim compares with `sgd` (92.1 %) while `adam` (94.0 %) was run on the same split and is in no table.

## What to do instead
Add it to `against`; the finding gives the comparison with it.

## When it is wrong
A patch that is compared with its target, on the metric that measures the pain point, is not looked at; nor is a
trivial method where the metric is a cost, which guessing keeps low without being of any use.
When the baseline uses extra data or a larger budget. Say so: exclude its runs with a reason (`gainsay exclude RUN
--reason ...`) or suppress the finding with one.

## References
Lipton and Steinhardt (2019), Queue 17(1). Musgrave, Belongie and Lim (2020), ECCV, "A metric learning reality check".
)";

// Of the runs, else of a number that was copied from the same split.
std::optional<double> mean_of(const Study& study, Name method, Name dataset, Name metric) {
  const Arm& arm = study.arm(method, dataset, metric);
  if (arm.n() > 0) return stats::summarize(arm.values()).mean;
  const ReportedResult* reported = study.reported(method, dataset, metric);
  return reported != nullptr && reported->same_split ? reported_mean(reported->value) : std::nullopt;
}

// Baselines and methods of other papers that the claim does not name. Guessing at random costs nothing: a
// trivial method is no opponent in time or memory.
std::vector<Name> left_out(const Study& study, const Claim& claim) {
  const bool about_cost = study.metric(claim.metric).kind == MetricKind::resource;
  std::vector<Name> names;
  for (const Method& method : study.methods()) {
    const bool opponent = method.role == tracker::Role::baseline || method.role == tracker::Role::reported;
    const bool named = std::ranges::find(claim.against, method.name) != claim.against.end();
    if (about_cost && method.declaration.trivial) continue;
    if (opponent && !named && method.name != claim.method) names.push_back(method.name);
  }
  return names;
}

// The best oriented mean among the comparators that the claim names.
std::optional<double> best_named(const Study& study, const Claim& claim, Name dataset, double sign) {
  std::optional<double> best;
  for (const Name comparator : claim.against) {
    const auto mean = mean_of(study, comparator, dataset, claim.metric);
    if (mean && (!best || sign * *mean > *best)) best = sign * *mean;
  }
  return best;
}

// Datasets of the claim on which the baseline is at least as good as the best comparator that the claim
// names.
std::vector<Name> datasets_where_stronger(const Study& study, const Claim& claim, Name baseline) {
  const double sign = study.metric(claim.metric).sign();
  std::vector<Name> datasets;
  for (const Name dataset : claim.datasets) {
    const auto best = best_named(study, claim, dataset, sign);
    const auto mean = mean_of(study, baseline, dataset, claim.metric);
    if (best && mean && sign * *mean >= *best) datasets.push_back(dataset);
  }
  return datasets;
}

Finding omitted(const Study& study, const ClaimEvaluation& evaluation, Name baseline,
                const std::vector<Name>& datasets) {
  const Claim& claim = evaluation.claim;
  const Comparison comparison = compare_on_dataset(study, claim, baseline, datasets.front());
  Finding finding = about(evaluation, comparison);
  if (datasets.size() > 1) finding.dataset = Name{};
  finding.severity = Severity::error;
  finding.message = fmt::format(
      "{} is left out of the claim, and is as good as any comparator in it on {} ({} = {}{})", baseline.str(),
      list(datasets), claim.metric.str(), quantity(*comparison.against_side.mean, 4),
      datasets.size() > 1 ? " on " + datasets.front().str() : "");
  finding.evidence = {{"datasets", static_cast<std::int64_t>(datasets.size())},
                      {"omitted_mean", *comparison.against_side.mean}};
  if (comparison.method_side.mean) finding.evidence.push_back({"method_mean", *comparison.method_side.mean});
  finding.remedy.runs = 0;
  finding.remedy.text = fmt::format("add \"{}\" to `against`", baseline.str());
  if (comparison.estimate) {
    finding.remedy.text += fmt::format("; the difference to it on {} is {}: {}", datasets.front().str(),
                                       gain_text(comparison), to_string(comparison.verdict));
  }
  return finding;
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (claim.kind == ClaimKind::component_matters || claim.against.empty() || is_about_a_cure(study, claim))
      continue;
    for (const Name baseline : left_out(study, claim)) {
      const std::vector<Name> datasets = datasets_where_stronger(study, claim, baseline);
      if (!datasets.empty()) out.add(omitted(study, evaluation, baseline, datasets));
    }
  }
}

}  // namespace

Rule omitted_stronger_baseline() {
  return {.code = "BA206",
          .name = "omitted-stronger-baseline",
          .summary = "a recorded baseline at least as good as the claim's comparators is left out",
          .group = "BA baselines",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
