#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "evidence_runs.h"
#include "metric_naming.h"
#include "recorded_settings.h"
#include "rule_writing.h"
#include "split_metrics.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Asks what ended the training of the runs that a claim rests on, and fires when it was the test split: the param
`early_stopping` (or `monitor`, `early_stopping_metric`, `stopped_by`) names the test metric; or the runs have a `patience` and no
validation metric at all, and each ends exactly that many points after the best of its own test curve, too often for a
coincidence.

## Why it matters
When to stop is chosen like any other parameter, and the split that chooses is no longer a test. Even where the last value is
printed and not the best one, each run was kept going until the test score stopped rising. The best of 50 noisy points about
a plateau lies 2.25 of their standard deviations above it, which is what a run that is stopped there has to offer.

## Example
`patience = 10`, curves of 23 to 61 epochs that each end ten epochs after their best test accuracy, and no validation split.

## What to do instead
Hold out a validation split and stop on that, or train for a fixed number of steps; the finding says how many runs are to be
made again and what they cost.

## When it is wrong
When `monitor` names a metric that only looks like the test metric (a validation loss that is called `loss`): log it as
`val_loss`. Which configuration is chosen is PR501's, and which point of a curve is printed PR502's. Curves of fewer than five
points are not looked at.

## References
Prechelt (1998), "Early stopping, but when?", in Neural Networks: Tricks of the Trade. Blum and Hardt (2015), ICML, "The
ladder". Expected maximum of 50 normal values: Harter (1961), Biometrika 48, 151-165.
)";

const std::vector<std::string_view> monitor_names = {"early_stopping_metric", "early_stopping_monitor",
                                                     "monitor", "stopped_by", "early_stopping"};
const std::vector<std::string_view> patience_names = {"patience", "early_stopping_patience"};

bool is_switch(const std::string& text) {
  static const std::set<std::string> words = {"true", "false", "True", "False", "on",
                                              "off",  "0",     "1",    "none"};
  return words.contains(text);
}

// The monitored metric where it is the claim's own, on test.
std::optional<std::string> test_metric_monitored(const Study& study, const RecordedSetting& monitor,
                                                 const tracker::Run& run, Name metric) {
  const auto monitored = monitor.of(run);
  if (!monitored || is_switch(*monitored)) return std::nullopt;
  const Name canonical = study.canonical_metric(canonical_split_prefix(*monitored));
  const bool named = canonical == metric || monitored->starts_with("test_") ||
                     monitored->starts_with("test/") || *monitored == "test";
  return named ? monitored : std::nullopt;
}

std::optional<std::int64_t> patience_of(const tracker::Run& run) {
  for (const std::string_view name : patience_names) {
    const tracker::ParamValue* value = tracker::find_param(run, Name(name));
    const auto* whole = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    if (whole != nullptr && *whole > 0) return *whole;
  }
  return std::nullopt;
}

// Points of the test curve behind its first best one; nothing where it cannot be fetched or is not finite.
struct Ending {
  std::int64_t points = 0;
  std::int64_t after_best = 0;
};

std::optional<Ending> ending_of(const Study& study, const tracker::Run& run, Name metric,
                                std::int64_t fewest_points) {
  const tracker::CurveSummary* summary = metric_curve(study, run, metric);
  if (summary == nullptr || summary->n < fewest_points || summary->n != summary->n_finite)
    return std::nullopt;
  if (!study.records().curve) return std::nullopt;
  const auto curve = study.records().curve(run.id, summary->metric);
  if (!curve) return std::nullopt;
  const double sign = study.metric(metric).sign();
  const auto best = std::ranges::max_element(curve->value, {}, [&](double value) { return sign * value; });
  return Ending{std::ssize(curve->value), std::distance(best, curve->value.end()) - 1};
}

// Whether every run ends `patience` points after its best test point, and how likely that is if each point
// were as likely as any other to be the best.
std::optional<double> chance_of_endings(const Study& study, const Arm& arm, std::int64_t fewest_points) {
  double chance = 1.0;
  for (const tracker::Run* run : arm.evidence) {
    const auto patience = patience_of(*run);
    const auto ending = ending_of(study, *run, arm.metric, fewest_points);
    if (!patience || !ending || ending->after_best != *patience) return std::nullopt;
    chance /= static_cast<double>(ending->points);
  }
  return arm.evidence.empty() ? std::nullopt : std::optional(chance);
}

Finding base(const Study& study, const ClaimEvaluation& evaluation, const Arm& arm,
             const std::vector<const tracker::Run*>& runs) {
  Finding finding = about(evaluation);
  if (arm.method != evaluation.claim.method) finding.against = arm.method;
  finding.dataset = arm.dataset;
  finding.severity = Severity::error;
  finding.runs = ids_of(runs);
  const auto again = std::ssize(runs);
  finding.evidence = {{"runs_stopped_on_test", static_cast<std::int64_t>(again)},
                      {"runs", static_cast<std::int64_t>(arm.evidence.size())}};
  finding.remedy =
      remedy_with_cost(fmt::format("stop on a validation split (monitor = val_{}) or after a fixed number of "
                                   "steps, and train again: {}",
                                   arm.metric.str(), count(again, "run")),
                       again, cost_of_again(study, runs));
  return finding;
}

bool check_monitor(const Study& study, const RecordedSetting& monitor, const ClaimEvaluation& evaluation,
                   const Arm& arm, FindingSink& out) {
  std::vector<const tracker::Run*> runs;
  std::string monitored;
  for (const tracker::Run* run : arm.evidence) {
    const auto metric = test_metric_monitored(study, monitor, *run, arm.metric);
    if (!metric) continue;
    runs.push_back(run);
    monitored = *metric;
  }
  if (runs.empty()) return false;
  Finding finding = base(study, evaluation, arm, runs);
  finding.message =
      fmt::format("{} of {} of {} on {} were stopped by the test split (they monitored {})", runs.size(),
                  count(std::ssize(arm.evidence), "run"), arm.method.str(), arm.dataset.str(), monitored);
  finding.evidence.push_back({"monitored", monitored});
  out.add(std::move(finding));
  return true;
}

void check_endings(const Study& study, const ClaimEvaluation& evaluation, const Arm& arm, FindingSink& out) {
  const auto chance = chance_of_endings(study, arm, static_cast<std::int64_t>(out.option("minimum_points")));
  if (!chance || *chance >= out.option("chance")) return;
  if (validation_metric(study, arm.evidence, arm.metric)) return;
  Finding finding = base(study, evaluation, arm, arm.evidence);
  const std::int64_t patience = *patience_of(*arm.evidence.front());
  finding.message = fmt::format(
      "{} of {} on {} each end {} points after the best of their test curve, which is their patience, and "
      "log "
      "no validation metric (by chance: {})",
      count(std::ssize(arm.evidence), "run"), arm.method.str(), arm.dataset.str(), patience,
      quantity(*chance, 2));
  finding.evidence.push_back({"patience", patience});
  finding.evidence.push_back({"chance", *chance});
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  const RecordedSetting monitor(study, monitor_names);
  const RecordedSetting patience(study, patience_names);
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (is_validation_metric(claim.metric) || is_training_metric(claim.metric)) continue;
    std::vector<Name> methods = {claim.method};
    methods.insert(methods.end(), claim.against.begin(), claim.against.end());
    for (const Name method : methods) {
      for (const Name dataset : claim.datasets) {
        const Arm& arm = study.arm(method, dataset, claim.metric);
        if (arm.n() > 0 && !check_monitor(study, monitor, evaluation, arm, out))
          check_endings(study, evaluation, arm, out);
      }
    }
  }
  const auto says_when_it_stops = [&](const tracker::Run& run) {
    return monitor.of(run) || patience.of(run);
  };
  if (!study.evaluations().empty() && std::ranges::none_of(study.runs(), says_when_it_stops)) {
    out.add(not_applicable("no run says what ended its training",
                           "record the param `early_stopping` with the metric that is monitored, and "
                           "`patience`"));
  }
}

}  // namespace

Rule early_stopping_on_test() {
  return {.code = "PR510",
          .name = "early-stopping-on-test",
          .summary = "trainings that the test split ended",
          .group = "PR protocol and forking paths",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"minimum_points", 5, "points that a test curve must have to be looked at"},
                      {"chance", 0.001, "fire on endings below this probability of a coincidence"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
