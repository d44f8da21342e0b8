#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "gainsay/stats/binomial_power.h"
#include "gainsay/stats/mcnemar.h"

#include "claim_design.h"
#include "per_arm.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
For a metric that is a share of test items (`form = "proportion"` with the dataset's `n_items`, or item scores of 0 and 1
that the claim pairs) it asks how many items a claimed gain is. For a claim about an average the items of all its test sets count together. Fewer than six is
an error: even if the two models disagreed on nothing else, the exact p would be above 5 %. A gain below what a paired
test of that many items finds in 80 % of cases is a warning; without item scores the share of items on which the models
disagree is not known, and the finding is open. Where the claim pairs by item, the test is its own, with its clusters.

## Why it matters
Seeds show how much training varies; they cannot make a test set larger. Of 60 gains on GLUE that were claimed as a new
state of the art, 11 are of fewer than six items. What each task can resolve, in points: WNLI 5.5, MRPC 1.62, RTE 1.23,
SST-2 1.04, MNLI 0.67, QQP 0.11.

## Example
97.31 % against 97.24 % on 360 items: a quarter of one item.

## What to do instead
Test on more items (the finding says how many), pool several test sets, or claim no gain. Item scores
(`run.item_score`) show on how many items the models disagree, and make the paired test possible.

## When it is wrong
When several runs are averaged, a mean gain below one item can still be a real property of the methods on this very test
set; it does not carry over to another one. Metrics that are no share of items are not looked at.

## References
Card et al. (2020), EMNLP, "With little power comes great responsibility". McNemar (1947). Connor (1987), Biometrics 43,
207-211. The GLUE counts: own computation on the data of Card et al.
)";

struct Question {
  const Comparison* comparison;
  double gain;    // as a share of items
  double weaker;  // share of items that the weaker one gets right
  std::int64_t n_items;
  std::optional<double> discordance;  // share of items on which the two disagree
  std::optional<double> visible;      // the claim pairs by item: the gain that its own test finds, as a share
  std::int64_t n_clusters = 0;
  bool is_of_one_run_a_side = true;  // means of several runs may differ by less than an item
};

// What 1 item more is worth in the metric's unit, times n_items; nothing when the scale cannot be told.
std::optional<double> full_scale(const Metric& metric, double largest_mean) {
  if (metric.range) return metric.range->high - metric.range->low;
  if (metric.unit == "percent" || metric.unit == "%") return 100.0;
  return largest_mean <= 1.0 ? std::optional(1.0) : std::nullopt;
}

using Scores = std::unordered_map<std::string, double>;  // by item

// Of the run with the lowest seed, so that it does not matter which of them was recorded first.
Scores item_scores(const Study& study, const Arm& arm) {
  Scores scores;
  if (!study.records().items || arm.observations.empty()) return scores;
  auto items = study.records().items(arm.observations.front().runs.front()->id, arm.metric);
  if (!items) return scores;
  scores.reserve(items->item.size());
  for (std::size_t i = 0; i < items->item.size(); ++i) scores[std::move(items->item[i])] = items->score[i];
  return scores;
}

// Share of the items on which the runs of the lowest seed of each arm disagree; nothing without
// right-or-wrong item scores.
std::optional<double> discordant_share(const Study& study, PerArm<Scores>& scores,
                                       const Comparison& comparison) {
  const Scores& ours = scores.of(study.arm(comparison.method, comparison.dataset, comparison.metric));
  const Scores& theirs = scores.of(study.arm(comparison.against, comparison.dataset, comparison.metric));
  std::vector<double> a;
  std::vector<double> b;
  for (const auto& [item, score] : ours) {
    const auto partner = theirs.find(item);
    if (partner == theirs.end()) continue;
    const bool binary = (score == 0.0 || score == 1.0) && (partner->second == 0.0 || partner->second == 1.0);
    if (!binary) return std::nullopt;
    a.push_back(score);
    b.push_back(partner->second);
  }
  if (a.empty()) return std::nullopt;
  const stats::Discordance discordance = stats::discordance_of(a, b);
  const auto differing = static_cast<double>(discordance.only_a + discordance.only_b);
  return differing > 0.0 ? std::optional(differing / static_cast<double>(a.size())) : std::nullopt;
}

// As scored where the claim pairs by item, else as declared.
std::optional<std::int64_t> items_of(const Study& study, const Comparison& comparison) {
  if (comparison.items && comparison.items->n > 0) return comparison.items->n;
  const Dataset* dataset = study.dataset(comparison.dataset);
  return dataset != nullptr ? dataset->declaration.n_items : std::nullopt;
}

// What a test by item says of itself; nothing where the claim makes none.
void add_own_test(Question& question, const Comparison& comparison, double scale) {
  if (!comparison.items || !comparison.minimum_detectable_effect) return;
  question.gain = *comparison.estimate / scale;
  question.visible = *comparison.minimum_detectable_effect / scale;
  question.n_clusters = comparison.items->n_clusters;
}

std::optional<Question> question_of(const Study& study, PerArm<Scores>& scores,
                                    const Comparison& comparison) {
  const Metric metric = study.metric(comparison.metric);
  const auto n_items = items_of(study, comparison);
  if (!n_items) return std::nullopt;
  if (!comparison.method_side.mean || !comparison.against_side.mean) return std::nullopt;
  const double ours = *comparison.method_side.mean;
  const double theirs = *comparison.against_side.mean;
  const auto scale = full_scale(metric, std::max(ours, theirs));
  if (!scale) return std::nullopt;
  const double gain = metric.sign() * (ours - theirs) / *scale;
  const double share = (theirs - (metric.range ? metric.range->low : 0.0)) / *scale;
  if (share < 0.0 || share > 1.0 || gain > 1.0) return std::nullopt;  // impossible-value says so
  Question question{&comparison,
                    gain,
                    metric.sign() > 0.0 ? share : 1.0 - share,
                    *n_items,
                    discordant_share(study, scores, comparison),
                    std::nullopt};
  if (comparison.items) question.is_of_one_run_a_side = comparison.items->won.has_value();
  add_own_test(question, comparison, *scale);
  return question;
}

// A claim about an average stands on the items of all its test sets together. Where it pairs by item its own
// estimate counts, to which each test set contributes the same.
Question pooled(const std::vector<Question>& parts, const Comparison& over_all) {
  Question pool{&over_all, 0.0, 0.0, 0, 0.0, std::nullopt};
  for (const Question& part : parts) {
    pool.n_items += part.n_items;
    pool.n_clusters += part.n_clusters;
  }
  for (const Question& part : parts) {
    const double share = static_cast<double>(part.n_items) / static_cast<double>(pool.n_items);
    pool.gain += share * part.gain;
    pool.weaker += share * part.weaker;
    pool.discordance = pool.discordance && part.discordance
                           ? std::optional(*pool.discordance + share * *part.discordance)
                           : std::nullopt;
  }
  if (parts.front().visible) {
    const double scale = *parts.front().comparison->minimum_detectable_effect / *parts.front().visible;
    add_own_test(pool, over_all, scale);
    for (const Question& part : parts)
      pool.is_of_one_run_a_side = pool.is_of_one_run_a_side && part.is_of_one_run_a_side;
  }
  return pool;
}

// The smallest gain that `n` items show; nothing when not even the largest possible one is.
std::optional<double> visible_gain(const Question& question, std::optional<double> discordance,
                                   std::int64_t n, const StudyFile& file) {
  if (discordance) {
    return stats::paired_minimum_detectable_difference(*discordance, n, file.power, file.alpha);
  }
  return stats::two_proportion_minimum_detectable_difference(
      {.baseline = question.weaker, .n_a = n, .n_b = n}, file.power, file.alpha);
}

// Items from which on a gain of this size is found; nothing beyond a hundred thousand.
std::optional<std::int64_t> items_wanted(const Question& question, std::optional<double> discordance,
                                         const StudyFile& file) {
  constexpr std::int64_t most_items = 100'000;
  if (question.visible) {  // which shrinks with the root of the items
    const double wanted =
        static_cast<double>(question.n_items) * std::pow(*question.visible / question.gain, 2.0);
    return wanted < static_cast<double>(most_items) ? std::optional(std::llround(std::ceil(wanted)))
                                                    : std::nullopt;
  }
  if (discordance && question.gain > *discordance) return std::nullopt;
  const auto finds = [&](std::int64_t n) {
    const auto visible = visible_gain(question, discordance, n, file);
    return visible && *visible <= question.gain;
  };
  std::int64_t high = question.n_items;
  while (high < most_items && !finds(high)) high *= 2;
  if (high >= most_items) return std::nullopt;
  std::int64_t low = 1;
  while (low < high) {
    const std::int64_t middle = (low + high) / 2;
    if (finds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return high;
}

void add_remedy(Finding& finding, std::optional<std::int64_t> wanted, bool with_items) {
  finding.remedy.text = wanted ? fmt::format("test on {} items or more, or pool several test sets", *wanted)
                               : std::string("claim no gain: no test set of any usual size would show it");
  if (!with_items) finding.remedy.text += "; item scores would show how far pairing helps";
  finding.remedy.runs = 0;
  if (wanted) finding.evidence.push_back({"items_wanted", *wanted});
}

std::string how_it_was_asked(const Question& question) {
  std::string text = question.discordance ? fmt::format("paired; the models disagree on {} % of the items",
                                                        quantity(100.0 * *question.discordance, 2))
                                          : std::string("unpaired: no item scores are recorded");
  if (question.visible && !question.discordance) text = "paired by item";
  if (question.n_clusters > 0)
    text += fmt::format(", which come in {}", count(question.n_clusters, "cluster"));
  return text;
}

std::optional<Finding> judge(const Study& study, const ClaimEvaluation& evaluation,
                             const Question& question) {
  const Comparison& comparison = *question.comparison;
  const StudyFile& file = study.file();
  const auto n = static_cast<double>(question.n_items);
  const double items = question.gain * n;
  const bool below_floor = question.is_of_one_run_a_side &&
                           items < static_cast<double>(stats::smallest_decisive_discordance(file.alpha));
  const auto discordance = question.discordance;
  const auto visible =
      question.visible ? question.visible : visible_gain(question, discordance, question.n_items, file);
  const bool shown_by_items =
      evaluation.claim.pairing == Pairing::item && comparison.verdict == Verdict::superior;
  if (!below_floor && (shown_by_items || (visible && question.gain >= *visible))) return std::nullopt;
  Finding finding = about(evaluation, comparison);
  finding.kind = below_floor || discordance || question.visible ? FindingKind::fail : FindingKind::open;
  finding.severity = below_floor ? Severity::error : Severity::warning;
  const std::string gain =
      fmt::format("the gain of {} over {} on {} is {} of {} items", comparison.method.str(),
                  comparison.against.str(), where(comparison), quantity(items, 2), question.n_items);
  const std::string seen =
      visible ? fmt::format("{} items", quantity(*visible * n, 2)) : std::string("more than all");
  finding.message =
      below_floor ? fmt::format("{}: fewer than {} cannot reach {} even if every disagreement favours it",
                                gain, stats::smallest_decisive_discordance(file.alpha), quantity(file.alpha))
                  : fmt::format("{}: a test of that many finds a gain of {} in {} % of cases ({})", gain,
                                seen, quantity(100.0 * file.power), how_it_was_asked(question));
  finding.evidence = {{"gain_items", items}, {"n_items", question.n_items}};
  if (visible) finding.evidence.push_back({"minimum_detectable_items", *visible * n});
  if (discordance) finding.evidence.push_back({"discordant_share", *discordance});
  add_remedy(finding, items_wanted(question, discordance, file), discordance || question.visible);
  return finding;
}

void report_missing(const Study& study, const std::set<Name>& unsized, FindingSink& out) {
  if (unsized.empty() || study.evaluations().empty()) return;
  out.add(not_applicable(fmt::format("the number of test items of {} is not declared",
                                     list(std::vector<Name>(unsized.begin(), unsized.end()))),
                         fmt::format("declare datasets.{}.n_items", unsized.begin()->str())));
}

// What a decisive comparison asks of its test sets; nothing when the size of one of them is not declared.
std::optional<Question> question_about(const Study& study, PerArm<Scores>& scores,
                                       const ClaimEvaluation& evaluation, const Comparison& decisive,
                                       std::set<Name>& unsized) {
  std::vector<Question> parts;
  for (const Comparison& comparison : evaluation.comparisons) {
    const bool belongs = comparison.against == decisive.against &&
                         (decisive.dataset.empty() || decisive.dataset == comparison.dataset);
    if (!belongs) continue;
    if (!items_of(study, comparison)) unsized.insert(comparison.dataset);
    const auto part = question_of(study, scores, comparison);
    if (!part) return std::nullopt;
    parts.push_back(*part);
  }
  if (parts.empty()) return std::nullopt;
  return parts.size() == 1 ? parts.front() : pooled(parts, decisive);
}

bool is_share_of_items(const ClaimEvaluation& evaluation) {
  return std::ranges::any_of(evaluation.comparisons, [](const Comparison& comparison) {
    return comparison.items && comparison.items->n > 0 && comparison.items->right_or_wrong;
  });
}

void check(const Study& study, FindingSink& out) {
  std::set<Name> unsized;
  PerArm<Scores> scores([&](const Arm& arm) { return item_scores(study, arm); });
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const bool shares =
        study.metric(claim.metric).form == MetricForm::proportion || is_share_of_items(evaluation);
    if (!shares || !evaluation.claims_superiority() || claim.kind == ClaimKind::more_stable) continue;
    for (const Comparison& comparison : evaluation.decisive) {
      const auto question = question_about(study, scores, evaluation, comparison, unsized);
      if (!question || question->gain <= 0.0) continue;
      if (auto finding = judge(study, evaluation, *question)) out.add(std::move(*finding));
    }
  }
  report_missing(study, unsized, out);
}

}  // namespace

Rule test_set_too_small() {
  return {.code = "ST113",
          .name = "test-set-too-small",
          .summary = "a gain of fewer test items than the test set can resolve",
          .group = "ST statistical evidence",
          .severity = Severity::error,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
