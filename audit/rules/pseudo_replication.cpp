#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"
#include "gainsay/stats/welch_t_test.h"

#include "configuration.h"
#include "evidence_runs.h"
#include "reported_numbers.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Counts the independent trainings behind the runs of an arm: runs with the same seed, fold, parameters and commit are one
training, and so are runs that were started under one recorded run of the same method (`parent`), which are its
checkpoints or evaluations. Fires when an arm has fewer trainings than runs: an error when the paper prints an `n` that
counts the runs, or when runs of one parent carry seeds of their own and so look independent; else a warning.

Where the claim pairs by item the items are the unit: an error when the printed `n` is more than the items (answers to one
item that were counted each), or when the printed `p` is the one that takes the items of a cluster as independent and not the
one that does not.

## Why it matters
Ten checkpoints of one training agree because they are one training. Counted as ten they make the error bar smaller by a
factor of up to three, and noise significant. So do questions about one passage: where clusters of ten items hold a third of
the variance, an interval of 95 % that takes the items as independent misses 32 % of the time (own simulation).

## Example
Five seeds, each evaluated at its last three checkpoints, and "n = 15" in the table.

## What to do instead
Average what belongs to one training. The finding gives the interval at that unit beside the one that counts runs, and
the trainings that the printed `n` would need.

## When it is wrong
When each child of a parent run is a training of its own (a sweep that was recorded as a run of the method): record the
sweep under another method name, or suppress the finding. Folds are ST109's. The audit itself counts runs of one seed
and fold once. Times and other resources are not looked at: there repeating a run is measuring it. Nor are methods that
are declared deterministic.

## References
Miller (2024), "Adding error bars to evals", on clustered standard errors. Hurlbert (1984), Ecological Monographs
54(2), "Pseudoreplication and the design of ecological field experiments". Welch (1947), Biometrika 34, 28-35.
)";

// Runs with results or curves of their own that others were started under, by id (of here, or of where they
// came from) and method.
using ParentTrainings = std::set<std::pair<std::string, Name>>;

ParentTrainings parent_trainings(const Study& study) {
  std::set<std::string> parents;
  for (const tracker::Run& run : study.runs()) {
    if (!run.parent.empty()) parents.insert(run.parent);
  }
  ParentTrainings trainings;
  if (parents.empty()) return trainings;
  for (const tracker::Run& run : study.runs()) {
    if (run.results.empty() && run.curves.empty()) continue;
    for (const std::string& id : {run.id, run.source_id}) {
      if (!id.empty() && parents.contains(id)) trainings.emplace(id, run.method);
    }
  }
  return trainings;
}

// What makes two runs one training. Empty parts: not known; a run without seed and fold is its own.
using TrainingKey = std::tuple<std::string, std::string, std::string, Configuration, std::string>;

TrainingKey key_of(const ParentTrainings& parents, const tracker::Run& run) {
  if (parents.contains({run.parent, run.method})) return {"parent " + run.parent, "", "", {}, ""};
  if (!run.seed && !run.fold) return {"run " + run.id, "", "", {}, ""};
  return {"seed", run.seed ? std::to_string(*run.seed) : "", run.fold ? std::to_string(*run.fold) : "",
          configuration_of(run), run.git ? run.git->commit : ""};
}

// The runs of an arm by the training that they belong to.
struct Trainings {
  std::map<TrainingKey, std::vector<double>> values;
  std::int64_t runs = 0;
  bool by_parent = false;

  std::int64_t n() const { return std::ssize(values); }
};

Trainings trainings_of(const Study& study, const ParentTrainings& parents, const Arm& arm) {
  Trainings trainings;
  for (const tracker::Run* run : arm.evidence) {
    const TrainingKey key = key_of(parents, *run);
    auto& values = trainings.values[key];
    if (std::get<0>(key).starts_with("parent") && !values.empty()) trainings.by_parent = true;
    values.push_back(*metric_value(study, *run, arm.metric));
    ++trainings.runs;
  }
  return trainings;
}

std::vector<double> means_of(const Trainings& trainings) {
  std::vector<double> means;
  for (const auto& [key, values] : trainings.values) means.push_back(stats::summarize(values).mean);
  return means;
}

std::vector<double> all_of(const Trainings& trainings) {
  std::vector<double> all;
  for (const auto& [key, values] : trainings.values) all.insert(all.end(), values.begin(), values.end());
  return all;
}

// The gain with its interval, oriented so that larger is better; nothing where no test can be made.
std::optional<stats::WelchTTest> gain(std::vector<double> own, std::vector<double> other, double sign,
                                      double confidence) {
  if (own.size() < 2 || other.size() < 2) return std::nullopt;
  for (double& value : own) value *= sign;
  for (double& value : other) value *= sign;
  try {
    return stats::welch_t_test(own, other, confidence);
  } catch (const std::domain_error&) {
    return std::nullopt;  // neither side varies
  }
}

std::string text_of(const stats::WelchTTest& test) {
  return fmt::format("{} [{}, {}], p = {}", signed_quantity(test.estimate), quantity(test.interval.low),
                     quantity(test.interval.high), quantity(test.p_value, 2));
}

// Whether no two runs of the arm share seed and fold, and none was started under another training.
bool is_one_run_a_training(const ParentTrainings& parents, const Arm& arm) {
  return parents.empty() && arm.observations.size() == arm.evidence.size();
}

struct Replicated {
  const Arm* arm = nullptr;
  Trainings trainings;
  std::optional<std::int64_t> printed_n;

  bool has_chance = true;  // a deterministic method has no trainings to count

  bool is_replicated() const { return has_chance && trainings.n() < trainings.runs; }
  bool is_counted() const {
    return is_replicated() && (trainings.by_parent || printed_n.value_or(0) > trainings.n());
  }
};

std::optional<std::int64_t> printed_n(const Claim& claim, Name method) {
  if (method == claim.method) return claim.reported ? claim.reported->n : std::nullopt;
  const auto found = claim.against_reported.find(method);
  return found == claim.against_reported.end() ? std::nullopt : found->second.n;
}

Replicated look_at(const Study& study, const ParentTrainings& parents, const Claim& claim,
                   const ArmKey& key) {
  const Arm& arm = study.arm(key);
  return {&arm, trainings_of(study, parents, arm), printed_n(claim, key.method),
          !study.method(key.method)->declaration.deterministic};
}

std::string counts_text(const Replicated& side) {
  std::string text =
      fmt::format("{} of {} on {} are {}", count(side.trainings.runs, "run"), side.arm->method.str(),
                  side.arm->dataset.str(), count(side.trainings.n(), "independent training"));
  if (side.printed_n && *side.printed_n > side.trainings.n())
    text += fmt::format(", and n = {} is printed", *side.printed_n);
  return text;
}

void add_intervals(Finding& finding, const Replicated& own, const Replicated& other, double sign,
                   double confidence) {
  const auto by_run = gain(all_of(own.trainings), all_of(other.trainings), sign, confidence);
  const auto by_training = gain(means_of(own.trainings), means_of(other.trainings), sign, confidence);
  if (by_run) finding.evidence.push_back({"p_by_run", by_run->p_value});
  if (!by_training) {
    finding.message += "; with so few trainings no test can be made";
    return;
  }
  finding.message += fmt::format("; by training the gain is {}", text_of(*by_training));
  if (by_run) finding.message += fmt::format(", by run it seemed {}", text_of(*by_run));
  finding.evidence.push_back({"estimate", by_training->estimate});
  finding.evidence.push_back({"interval_low", by_training->interval.low});
  finding.evidence.push_back({"interval_high", by_training->interval.high});
  finding.evidence.push_back({"p_by_training", by_training->p_value});
}

void add_remedy(Finding& finding, const Study& study, const Replicated& own, const Replicated& other) {
  std::int64_t missing = 0;
  for (const Replicated* side : {&own, &other}) {
    const std::int64_t counted = side->printed_n.value_or(side->trainings.runs);
    if (side->is_counted()) missing += std::max<std::int64_t>(counted - side->trainings.n(), 0);
  }
  if (missing == 0) {
    finding.remedy.text = "average what belongs to one training and print the number of trainings as n";
    finding.remedy.runs = 0;
    return;
  }
  const Replicated& side = own.is_counted() ? own : other;
  finding.remedy = remedy_with_cost(
      fmt::format("average what belongs to one training; for the n that is counted now train {} more",
                  missing),
      missing, cost_of_runs(study, side.arm->method, side.arm->dataset, missing));
}

void check_comparison(const Study& study, const ParentTrainings& parents, const ClaimEvaluation& evaluation,
                      const ArmKey& comparator, FindingSink& out) {
  const Claim& claim = evaluation.claim;
  const auto& [against, dataset, metric] = comparator;
  if (is_one_run_a_training(parents, study.arm(claim.method, dataset, metric)) &&
      is_one_run_a_training(parents, study.arm(comparator))) {
    return;
  }
  const Replicated own = look_at(study, parents, claim, {claim.method, dataset, metric});
  const Replicated other = look_at(study, parents, claim, comparator);
  if (!own.is_replicated() && !other.is_replicated()) return;
  Finding finding = about(evaluation);
  finding.against = against;
  finding.dataset = dataset;
  finding.runs = own.arm->run_ids();
  const auto of_other = other.arm->run_ids();
  finding.runs.insert(finding.runs.end(), of_other.begin(), of_other.end());
  finding.severity = own.is_counted() || other.is_counted() ? Severity::error : Severity::warning;
  for (const Replicated* side : {&own, &other}) {
    if (side->is_replicated()) finding.message += (finding.message.empty() ? "" : "; ") + counts_text(*side);
  }
  finding.evidence = {{"method_runs", own.trainings.runs},
                      {"method_trainings", own.trainings.n()},
                      {"against_runs", other.trainings.runs},
                      {"against_trainings", other.trainings.n()}};
  add_intervals(finding, own, other, study.metric(metric).sign(), 1.0 - study.file().alpha);
  add_remedy(finding, study, own, other);
  out.add(std::move(finding));
}

// Items that were asked several times, or come in clusters, and were printed as if each answer stood alone.
void check_items(const ClaimEvaluation& evaluation, const Comparison& comparison, double alpha,
                 FindingSink& out) {
  const auto& reported = evaluation.claim.reported;
  if (!reported || !comparison.items || !comparison.p) return;
  const ItemPairs& items = *comparison.items;
  Finding finding = about(evaluation, comparison);
  finding.severity = Severity::error;
  if (reported->n && *reported->n > items.n) {
    finding.message =
        fmt::format("n = {} is printed, and {} and {} share {} on {}", *reported->n, comparison.method.str(),
                    comparison.against.str(), count(items.n, "scored item"), where(comparison));
  }
  const auto printed = parse_printed(reported->p);
  if (printed && items.naive_p) {
    const stats::RoundingInterval interval = stats::rounding_interval(*printed);
    if (interval.contains(*items.naive_p) && !interval.contains(*comparison.p)) {
      finding.message +=
          fmt::format("{}p = {} takes {} as independent that come in {}: with these it is {}, {}",
                      finding.message.empty() ? "" : "; ", *reported->p, count(items.n, "item"),
                      count(items.n_clusters, "cluster"), quantity(*comparison.p, 2),
                      (*items.naive_p < alpha) == (*comparison.p < alpha)
                          ? fmt::format("on the same side of {}", quantity(alpha))
                          : fmt::format("on the other side of {}", quantity(alpha)));
    }
  }
  if (finding.message.empty()) return;
  finding.evidence = {{"n_items", items.n}, {"n_clusters", items.n_clusters}, {"p", *comparison.p}};
  if (items.naive_p) finding.evidence.push_back({"naive_p", *items.naive_p});
  finding.remedy.text =
      fmt::format("print n = {} items{} and p = {}; no run is needed", items.n,
                  items.n_clusters > 0 ? fmt::format(" in {} clusters", items.n_clusters) : "",
                  quantity(*comparison.p, 2));
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  const ParentTrainings parents = parent_trainings(study);
  bool any_identity = false;
  for (const Arm* arm : arms_of_claims(study)) {
    any_identity = any_identity || std::ranges::any_of(arm->evidence, [](const tracker::Run* run) {
                     return run->seed || run->fold || !run->parent.empty() || !run->item_metrics.empty();
                   });
  }
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (study.metric(evaluation.claim.metric).kind == MetricKind::resource) continue;
    if (evaluation.claim.pairing == Pairing::item) {
      for (const Comparison& comparison : evaluation.decisive)
        check_items(evaluation, comparison, study.file().alpha, out);
      continue;
    }
    for (const Name against : evaluation.claim.against) {
      for (const Name dataset : evaluation.claim.datasets)
        check_comparison(study, parents, evaluation, {against, dataset, evaluation.claim.metric}, out);
    }
  }
  if (!any_identity && !study.evaluations().empty()) {
    out.add(not_applicable("no run that a claim rests on has a seed, fold or parent",
                           "record the seed of every run, and the parent of what evaluates another run"));
  }
}

}  // namespace

Rule pseudo_replication() {
  return {.code = "ST110",
          .name = "pseudo-replication",
          .summary = "checkpoints or repeated evaluations of one training that count as independent runs",
          .group = "ST statistical evidence",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
