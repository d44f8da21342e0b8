#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "gainsay/stats/expected_maximum.h"
#include "gainsay/stats/summary.h"

#include "configuration.h"
#include "rule_writing.h"
#include "split_metrics.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Counts the configurations of all methods (sets of parameters; seeds and paths aside) that were scored on the test split
of a claim's dataset, tuning and excluded runs included, and notes more than 20, or more than the square root of the
number of test items where that is smaller and known: declared (`n_items`), or counted from item scores. What counts is
how many were scored, not how often somebody looked: the log of looks is not read here, and an audit that is repeated
changes nothing.

## Why it matters
Every look at the test split may choose. The best of 50 equally good classifiers of 97 % scores 2.0 points too high on 360
items (2.25 expected maxima times a standard error of 0.90 points). It is a note on purpose: where it was measured, on
CIFAR-10 and ImageNet, many years of such use had changed the scores of all and the order of few.

## Example
Sixty configurations in one project, each with a test accuracy.

## What to do instead
Compare on a development split, look at the test split with the chosen ones only, and say how often it was used. A fresh
test split settles doubts.

## When it is wrong
When nothing was chosen by these scores, as in a study of how a parameter acts. The bounds are conventions, options of the
rule; the square root is where the error of choosing reaches that of the test set itself.

## References
Recht, Roelofs, Schmidt and Shankar (2019), ICML, "Do ImageNet classifiers generalize to ImageNet?". Roelofs et al. (2019),
NeurIPS, "A meta-analysis of overfitting in machine learning". Blum and Hardt (2015), ICML, "The ladder". Van der Goot
(2021), EMNLP, "We need to talk about train-dev-test splits".
)";

// What was scored on the test split of one dataset.
struct Wear {
  std::unordered_map<Name, ConfigurationSet> configurations;  // by method
  std::vector<double> scores;

  std::int64_t n_configurations() const {
    std::int64_t n = 0;
    for (const auto& [method, of_method] : configurations) n += std::ssize(of_method);
    return n;
  }
};

void add_scored(Wear& wear, const Study& study, const tracker::Run& run, Name metric) {
  const auto value = metric_value(study, run, metric);
  if (!value) return;
  wear.configurations[run.method].insert(&run);
  if (std::isfinite(*value)) wear.scores.push_back(*value);
}

using RunsByDataset = std::unordered_map<Name, std::vector<const tracker::Run*>>;

RunsByDataset runs_that_are_not_final(const Study& study) {
  RunsByDataset runs;
  for (const tracker::Run& run : study.runs()) {
    if (run.purpose != tracker::Purpose::final) runs[run.dataset].push_back(&run);
  }
  return runs;
}

// Arms have the final runs by metric; only the others must be searched.
Wear wear_of(const Study& study, const RunsByDataset& not_final, Name dataset, Name metric) {
  Wear wear;
  for (const Method& method : study.methods()) {
    const Arm& arm = study.arm(method.name, dataset, metric);
    for (const auto* runs : {&arm.evidence, &arm.failed, &arm.excluded}) {
      for (const tracker::Run* run : *runs) add_scored(wear, study, *run, metric);
    }
  }
  if (const auto there = not_final.find(dataset); there != not_final.end()) {
    for (const tracker::Run* run : there->second) add_scored(wear, study, *run, metric);
  }
  return wear;
}

struct TestItems {
  std::optional<std::int64_t> n;
  bool is_share = false;  // the metric is a share of them
};

// As declared, else as one of the claim's arms scored them.
TestItems items_of(const Study& study, const ClaimEvaluation& evaluation, Name dataset) {
  const Name metric = evaluation.claim.metric;
  TestItems items;
  items.is_share = study.metric(metric).form == MetricForm::proportion;
  if (const Dataset* found = study.dataset(dataset)) items.n = found->declaration.n_items;
  for (const Comparison& comparison : evaluation.comparisons) {
    if (comparison.dataset != dataset || !comparison.items || comparison.items->n == 0) continue;
    if (!items.n) items.n = comparison.items->n + comparison.items->only_method;
    items.is_share = items.is_share || comparison.items->right_or_wrong;
  }
  return items;
}

// What the best of these configurations gains on a test split of so many items if all are equally good;
// nothing for a metric that is no proportion.
std::optional<double> luck_of(const Wear& wear, const TestItems& items) {
  if (!items.is_share || !items.n || wear.scores.empty()) return std::nullopt;
  const double p = stats::summarize(wear.scores).mean;
  if (!(p > 0.0) || !(p < 1.0)) return std::nullopt;
  return stats::expected_maximum(wear.n_configurations()) *
         std::sqrt(p * (1.0 - p) / static_cast<double>(*items.n));
}

Finding worn(Name dataset, Name metric, const Wear& wear, const TestItems& items) {
  const std::int64_t configurations = wear.n_configurations();
  Finding finding;
  finding.dataset = dataset;
  finding.metric = metric;
  finding.severity = Severity::note;
  finding.message = fmt::format(
      "{} of {} were scored in {} on the test split of {}", count(configurations, "configuration"),
      count(std::ssize(wear.configurations), "method"), metric.str(), dataset.str());
  finding.evidence = {{"configurations", configurations},
                      {"methods", static_cast<std::int64_t>(wear.configurations.size())},
                      {"scored_runs", static_cast<std::int64_t>(wear.scores.size())}};
  if (items.n) finding.message += fmt::format(", which has {}", count(*items.n, "item"));
  if (const auto luck = luck_of(wear, items)) {
    finding.message +=
        fmt::format("; the best of so many equally good ones scores {} too high", quantity(*luck, 2));
    finding.evidence.push_back({"gain_by_luck", *luck});
  }
  finding.remedy.text =
      "say how many were scored; compare on a development split, and check the final ones on a fresh test "
      "split (no "
      "training run is needed)";
  finding.remedy.runs = 0;
  return finding;
}

void check(const Study& study, FindingSink& out) {
  std::set<std::pair<Name, Name>> seen;
  const RunsByDataset not_final = runs_that_are_not_final(study);
  bool any_parameters = false;
  for (const tracker::Run& run : study.runs()) any_parameters = any_parameters || !run.params.empty();
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Name metric = study.canonical_metric(evaluation.claim.metric);
    const bool on_test = study.metric(metric).kind == MetricKind::quality && !is_validation_metric(metric) &&
                         !is_training_metric(metric);
    for (const Name dataset : evaluation.claim.datasets) {
      if (!on_test || !seen.emplace(dataset, metric).second) continue;
      const TestItems items = items_of(study, evaluation, dataset);
      const double bound =
          std::min(out.option("configurations"),
                   items.n ? std::sqrt(static_cast<double>(*items.n)) : out.option("configurations"));
      const Wear wear = wear_of(study, not_final, dataset, metric);
      if (static_cast<double>(wear.n_configurations()) > bound) out.add(worn(dataset, metric, wear, items));
    }
  }
  if (!any_parameters && !study.evaluations().empty()) {
    out.add(not_applicable("no run has parameters, so that configurations cannot be counted",
                           "record the parameters of every run"));
  }
}

}  // namespace

Rule test_set_wear() {
  return {.code = "PR509",
          .name = "test-set-wear",
          .summary = "many configurations scored on one test split",
          .group = "PR protocol and forking paths",
          .severity = Severity::note,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"configurations", 20,
                       "configurations above which it is noted, whatever the test split's size"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
