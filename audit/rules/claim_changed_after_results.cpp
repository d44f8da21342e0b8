#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "claim_registrations.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Compares each claim with what `gainsay claim register` stored, and with the time at which the first final run of the
claimed method ended. It fires when the claim was registered only after that, and when its kind, comparators,
datasets, metric, smallest effect, direction or any other field that decides its test was changed after that. A note
for claims that are declared exploratory. When other claims of the study are registered and this one is not, the
finding is open; and so is a change of a registered claim where no run says when it ended.

## Why it matters
A claim that was made to fit its results cannot be tested by them: of twenty metrics one is significant by luck. Of
400 papers, 6 % state their research question and 5 % their hypothesis in so many words.

## Example
Registered: accuracy on digits, wine and vehicle. Claimed, three weeks and thirty runs later: F1 on digits and wine.

## What to do instead
Keep the claim as it was registered, or call the new one exploratory (`exploratory = true`), or confirm it: register
it now, exclude the runs that suggested it with that reason, and run fresh seeds. The finding says how many.

## When it is wrong
When a field was corrected that decides nothing: a name, say. Wording is never compared. Runs of baselines made before
the registration do not count as results.

## References
Gundersen and Kjensmo (2018), AAAI. Herrmann et al. (2024), ICML, "Position: why we must rethink empirical research in
machine learning". Nosek et al. (2018), PNAS 115(11), "The preregistration revolution".
)";

// "; in accuracy, which was registered, the gain over sgd is ..." when the metric is the field that changed.
std::string under_registered_metric(const Study& study, const ClaimEvaluation& evaluation,
                                    const std::string& registered) {
  Claim asked = evaluation.claim;
  asked.metric = study.canonical_metric(Name(fields_of(registered)["metric"]));
  if (asked.metric == evaluation.claim.metric || !study.metric(asked.metric).direction) return "";
  std::string text;
  for (const Name against : asked.against) {
    const Comparison comparison = compare_over_datasets(study, asked, against);
    if (!comparison.estimate) continue;
    text += fmt::format("; in {}, which was registered, the gain over {} is {}: {}", asked.metric.str(),
                        against.str(), gain_text(comparison), to_string(comparison.verdict));
  }
  return text;
}

Remedy confirm_on_fresh_runs(const Study& study, const ClaimEvaluation& evaluation) {
  const Claim& claim = evaluation.claim;
  std::int64_t runs = 0;
  std::optional<double> cost = 0.0;
  std::vector<Name> methods = claim.against;
  methods.push_back(claim.method);
  for (const Name method : methods) {
    for (const Name dataset : claim.datasets) {
      const std::int64_t n = study.arm(method, dataset, claim.metric).n();
      const auto seconds = n > 0 ? cost_of_runs(study, method, dataset, n) : std::optional<double>(0.0);
      cost = cost && seconds ? std::optional(*cost + *seconds) : std::nullopt;
      runs += n;
    }
  }
  return remedy_with_cost(fmt::format("declare exploratory = true, or register the claim as it is now, "
                                      "exclude the runs that suggested it "
                                      "and confirm it on fresh seeds: {}",
                                      count(runs, "run")),
                          runs, cost);
}

Finding base(const ClaimEvaluation& evaluation) {
  Finding finding = about(evaluation);
  finding.severity = evaluation.claim.exploratory ? Severity::note : Severity::warning;
  return finding;
}

Finding registered_late(const Study& study, const ClaimEvaluation& evaluation, double registered,
                        double first_result) {
  Finding finding = base(evaluation);
  finding.message =
      fmt::format("{} was registered {}, {} after the first result of {} was there ({})", evaluation.claim.id,
                  tracker::format_time(registered), duration(registered - first_result),
                  evaluation.claim.method.str(), tracker::format_time(first_result));
  finding.evidence = {{"registered_at", tracker::format_time(registered)},
                      {"first_result_at", tracker::format_time(first_result)}};
  finding.remedy = confirm_on_fresh_runs(study, evaluation);
  return finding;
}

Finding changed(const Study& study, const ClaimEvaluation& evaluation, const ClaimRegistration& registration,
                const ClaimChanges& changes) {
  Finding finding = base(evaluation);
  finding.message =
      fmt::format("{} is not what was registered {}, before the results: {}{}", evaluation.claim.id,
                  tracker::format_time(registration.registered_at), changes.text,
                  under_registered_metric(study, evaluation, registration.definition));
  finding.evidence = {{"registered_at", tracker::format_time(registration.registered_at)},
                      {"changed_fields", static_cast<std::int64_t>(changes.fields.size())},
                      {"changes", changes.text}};
  finding.remedy = confirm_on_fresh_runs(study, evaluation);
  return finding;
}

// No run says when it ended: the change is there, and whether results came before it cannot be told.
Finding changed_at_some_time(const ClaimEvaluation& evaluation, const ClaimRegistration& registration,
                             const ClaimChanges& changes) {
  Finding finding = base(evaluation);
  finding.kind = FindingKind::open;
  finding.message = fmt::format(
      "{} is not what was registered {}: {}; no run of {} says when it ended, so that whether results came "
      "first "
      "cannot be told",
      evaluation.claim.id, tracker::format_time(registration.registered_at), changes.text,
      evaluation.claim.method.str());
  finding.evidence = {{"registered_at", tracker::format_time(registration.registered_at)},
                      {"changed_fields", static_cast<std::int64_t>(changes.fields.size())},
                      {"changes", changes.text}};
  finding.remedy.text =
      "record the runs' `ended_at`; or say why the claim was changed, or register it as it is now";
  return finding;
}

Finding unregistered(const ClaimEvaluation& evaluation, std::size_t registrations) {
  Finding finding = base(evaluation);
  finding.kind = FindingKind::open;
  finding.severity = Severity::note;
  finding.message = fmt::format(
      "{} was never registered, unlike other claims of the study: whether it was made before "
      "its results cannot be told",
      evaluation.claim.id);
  finding.evidence = {{"registrations_of_other_claims", static_cast<std::int64_t>(registrations)}};
  finding.remedy.text = "declare exploratory = true, or register it and confirm it on fresh seeds";
  return finding;
}

void check_undated(const Study& study, const ClaimEvaluation& evaluation, const Claim& declared,
                   FindingSink& out) {
  const ClaimHistory history = claim_history(study, declared.id, std::numeric_limits<double>::infinity());
  if (history.last_before == nullptr || study.arms().empty()) return;
  const ClaimChanges changes = changes_since(study, evaluation, declared, *history.last_before);
  if (!changes.fields.empty()) out.add(changed_at_some_time(evaluation, *history.last_before, changes));
}

void check_claim(const Study& study, const ClaimEvaluation& evaluation, const Claim& declared,
                 double first_result, FindingSink& out) {
  const ClaimHistory history = claim_history(study, declared.id, first_result);
  if (!history.first_registered) {
    if (!declared.exploratory) out.add(unregistered(evaluation, study.records().registrations.size()));
    return;
  }
  if (history.last_before == nullptr) {
    out.add(registered_late(study, evaluation, *history.first_registered, first_result));
    return;
  }
  const ClaimChanges changes = changes_since(study, evaluation, declared, *history.last_before);
  if (!changes.fields.empty()) out.add(changed(study, evaluation, *history.last_before, changes));
}

void check(const Study& study, FindingSink& out) {
  const std::vector<Claim>& declared = study.file().claims;
  if (declared.empty()) return;
  if (study.records().registrations.empty()) {
    out.add(not_applicable(
        "no claim was ever registered, so that nothing shows what was claimed before the results",
        "register claims before the final runs with `gainsay claim register`"));
    return;
  }
  bool time_missing = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const auto claim = std::ranges::find(declared, evaluation.claim.id, &Claim::id);
    if (claim == declared.end()) continue;
    const auto first_result = first_result_at(study, evaluation.claim);
    time_missing = time_missing || !first_result;
    if (first_result) {
      check_claim(study, evaluation, *claim, *first_result, out);
    } else {
      check_undated(study, evaluation, *claim, out);
    }
  }
  if (time_missing) {
    out.add(
        not_applicable("no final run of a claimed method says when it ended", "record the runs' `ended_at`"));
  }
}

}  // namespace

Rule claim_changed_after_results() {
  return {.code = "PR508",
          .name = "claim-changed-after-results",
          .summary = "a claim that was registered, or changed, after its first results",
          .group = "PR protocol and forking paths",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
