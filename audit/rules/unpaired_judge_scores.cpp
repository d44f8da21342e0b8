#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "claim_design.h"
#include "evidence_runs.h"
#include "item_scores.h"
#include "recorded_settings.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at claims whose scores a language model gave: the metric has "judge" in its name, or the runs say who judged
(`judge`, `judge_model`, `grader_model`). Fires when both methods were scored on the same items and the claim does not pair by
item (`pairing = "item"`); when the scores of the single items were not recorded, so that nothing can be paired; and, as an
error, when the two methods had different judges. Where item scores are there, the finding gives the paired gain.

## Why it matters
Most of the spread of a judge's scores lies between the questions, not between the models, and it cancels in the difference
of two answers to one question. Where the scores of two models correlate with 0.7 over the items, the standard error of the
paired difference is 0.55 of the unpaired one (the root of 1 - 0.7), and as many answers show half the gain. Judges agree
with people in about four of five cases and differ among themselves; scores of two judges do not compare.

## Example
Mean scores 7.9 and 7.6 on the same 80 questions, "a gain of 0.3", with no word on how many questions went which way.

## What to do instead
Declare `pairing = "item"`; log the score of every item (`run.item_score`); let one judge score both. The finding says how
many answers have to be judged again, if any; nothing has to be trained.

## When it is wrong
When every run is a training of its own and the claim is about trainings, not about these models: then seeds are the unit,
as they are without a judge. Suppress the finding for that claim.

## References
Zheng et al. (2023), NeurIPS, "Judging LLM-as-a-judge with MT-bench and chatbot arena". Miller (2024), "Adding error bars to
evals". The factor 0.55: arithmetic.
)";

const std::vector<std::string_view> judge_names = {"judge", "judge_model", "grader_model"};

bool is_judged(const Metric& metric, const RecordedSetting& judge, const Arm& arm) {
  return metric.name.str().find("judge") != std::string::npos ||
         std::ranges::any_of(arm.evidence,
                             [&](const tracker::Run* run) { return judge.of(*run).has_value(); });
}

std::set<std::string> judges_of(const RecordedSetting& judge, const Arm& arm) {
  std::set<std::string> judges;
  for (const tracker::Run* run : arm.evidence) {
    if (auto name = judge.of(*run)) judges.insert(std::move(*name));
  }
  return judges;
}

// One comparison of a claim on one dataset.
struct Pair {
  const Study& study;
  const ClaimEvaluation& evaluation;
  const Comparison& comparison;
  const Arm& own;
  const Arm& other;
  const RecordedSetting& judge;
};

Finding base(const Pair& pair, Severity severity) {
  Finding finding = about(pair.evaluation, pair.comparison);
  finding.severity = severity;
  return finding;
}

void check_judges(const Pair& pair, FindingSink& out) {
  const auto ours = judges_of(pair.judge, pair.own);
  const auto theirs = judges_of(pair.judge, pair.other);
  if (ours.empty() || theirs.empty() || ours == theirs) return;
  const Arm& smaller = pair.own.evidence.size() < pair.other.evidence.size() ? pair.own : pair.other;
  const auto again = std::ssize(smaller.evidence);
  Finding finding = base(pair, Severity::error);
  finding.message =
      fmt::format("{} and {} were judged by different models on {}: {} and {}", pair.own.method.str(),
                  pair.other.method.str(), pair.own.dataset.str(), values_text(ours), values_text(theirs));
  finding.evidence = {{"judges", static_cast<std::int64_t>(ours.size() + theirs.size())}};
  finding.remedy =
      remedy_with_cost(fmt::format("let the judge of the other score the answers of {} again: {}",
                                   smaller.method.str(), count(again, "run")),
                       again, cost_of_again(pair.study, smaller.evidence));
  out.add(std::move(finding));
}

std::vector<const tracker::Run*> without_items(const Pair& pair) {
  std::vector<const tracker::Run*> lacking;
  for (const Arm* arm : {&pair.own, &pair.other}) {
    std::ranges::copy_if(arm->evidence, std::back_inserter(lacking), [&](const tracker::Run* run) {
      return !has_item_scores(pair.study, *run, arm->metric);
    });
  }
  return lacking;
}

void report_no_items(const Pair& pair, const std::vector<const tracker::Run*>& lacking, FindingSink& out) {
  Finding finding = base(pair, Severity::warning);
  const auto runs = std::ssize(lacking);
  finding.message = fmt::format(
      "{} of {} and {} on {} is a judge's, and {} of {} have no scores of single items: nothing can be "
      "paired",
      pair.own.metric.str(), pair.own.method.str(), pair.other.method.str(), pair.own.dataset.str(), runs,
      count(std::ssize(pair.own.evidence) + std::ssize(pair.other.evidence), "run"));
  finding.evidence = {{"runs_without_items", static_cast<std::int64_t>(runs)}};
  finding.remedy = remedy_with_cost(
      fmt::format("log the score of every item (`run.item_score`): from the judge's answers where they were "
                  "kept, else by judging {} again",
                  count(runs, "run")),
      runs, cost_of_again(pair.study, lacking));
  out.add(std::move(finding));
}

void report_not_paired(const Pair& pair, FindingSink& out) {
  Claim paired = pair.evaluation.claim;
  paired.pairing = Pairing::item;
  paired.test.clear();
  const Comparison by_item =
      compare_on_dataset(pair.study, paired, pair.comparison.against, pair.comparison.dataset);
  Finding finding = base(pair, Severity::warning);
  finding.message = fmt::format(
      "a judge scored the same items of {} and of {} on {}, and the claim does not "
      "pair them",
      pair.own.method.str(), pair.other.method.str(), pair.own.dataset.str());
  if (by_item.estimate) {
    finding.message += fmt::format(": paired by item the gain is {}", gain_text(by_item));
    if (pair.comparison.estimate)
      finding.message += fmt::format(", as declared {}", gain_text(pair.comparison));
    finding.evidence = {{"paired_estimate", *by_item.estimate},
                        {"paired_standard_error", *by_item.standard_error},
                        {"paired_p", *by_item.p}};
    if (by_item.pair_correlation) finding.evidence.push_back({"correlation", *by_item.pair_correlation});
  }
  finding.remedy.text = "declare pairing = \"item\" for the claim; no run is needed";
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

// Returns whether a judge gave the scores.
bool check_comparison(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                      const RecordedSetting& judge, FindingSink& out) {
  const Pair pair{study,
                  evaluation,
                  comparison,
                  study.arm(comparison.method, comparison.dataset, comparison.metric),
                  study.arm(comparison.against, comparison.dataset, comparison.metric),
                  judge};
  const Metric metric = study.metric(comparison.metric);
  if (pair.own.n() == 0 || pair.other.n() == 0) return false;
  if (!is_judged(metric, pair.judge, pair.own) && !is_judged(metric, pair.judge, pair.other)) return false;
  check_judges(pair, out);
  const auto lacking = without_items(pair);
  if (!lacking.empty()) {
    report_no_items(pair, lacking, out);
  } else if (evaluation.claim.pairing != Pairing::item) {
    report_not_paired(pair, out);
  }
  return true;
}

void check(const Study& study, FindingSink& out) {
  const RecordedSetting judge(study, judge_names);
  bool any_judge = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Comparison& comparison : evaluation.comparisons)
      any_judge = check_comparison(study, evaluation, comparison, judge, out) || any_judge;
  }
  if (!any_judge && !study.evaluations().empty()) {
    out.add(not_applicable("no metric of a claim is said to be a judge's score",
                           "where one is, record the param `judge_model` with its runs"));
  }
}

}  // namespace

Rule unpaired_judge_scores() {
  return {.code = "ST114",
          .name = "unpaired-judge-scores",
          .summary = "scores of a language model as judge that are not compared item by item",
          .group = "ST statistical evidence",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
