#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "evidence_runs.h"
#include "item_scores.h"
#include "recorded_settings.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Asks whether what a method was trained on holds the test set of a claim, by hash. Two records tell: the tag `trained_on` (or
`pretrained_on`, `finetuned_on`: names of datasets with commas between, or `train_hash`: a content hash) against the hashes of
the test split; and the items of runs with `split = "train"`, of any dataset, against the items of the evidence runs, where
items are called by a hash of their content (as `gainsay import lm-eval` calls them). Where single items are shared it gives
the gain with and without them. Splits of one dataset against each other are GE305's.

## Why it matters
The test set of a public benchmark is text on the web, and ends in somebody's training data. Score on what was seen says
how well it was remembered. A share c of seen items that the model gets right adds up to c times (1 - accuracy) to its score:
2 % of seen items are worth a whole point at an accuracy of 50 %.

## Example
The model was fine-tuned on a collection that holds the benchmark's test file under another name.

## What to do instead
Leave the shared items out of the test set and score again what is left: where item scores are recorded no run is needed.
Where the whole set was seen, test on another one; the finding says how many runs and what they cost.

## When it is wrong
When two short items are equal by chance ("Yes."), or training took the items without their answers: suppress the finding
and say so. Copies that differ by a character are not seen.

## References
Sainz et al. (2023), Findings of EMNLP, "NLP evaluation in trouble". Dodge et al. (2021), EMNLP, "Documenting large webtext
corpora". Kapoor and Narayanan (2023), Patterns 4(9). The bound c (1 - accuracy): arithmetic.
)";

const std::vector<std::string_view> trained_on_names = {"trained_on", "pretrained_on", "finetuned_on",
                                                        "train_dataset"};
const std::vector<std::string_view> train_hash_names = {"train_hash", "train_data_hash"};

std::set<std::string> names_in(const std::string& text) {
  std::set<std::string> names;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    std::string name = text.substr(begin, end - begin);
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    if (!name.empty()) names.insert(std::move(name));
    begin = end + 1;
  }
  return names;
}

bool is_training_split(Name split) { return split.str().starts_with("train") || split == Name("fit"); }

bool is_test_split(Name split) { return split.empty() || split.str().starts_with("test"); }

// Hash by hash, where it was found: "digits/train has", "digits has".
using Contents = std::map<std::string, std::string>;

Contents contents_of(const Study& study, Name dataset, bool (*counts)(Name split)) {
  Contents contents;
  const auto add = [&](Name split, const std::string& hash) {
    const std::string place = dataset.str() + (split.empty() ? "" : "/" + split.str()) + " has";
    if (!hash.empty() && counts(split)) contents.emplace(hash, place);
  };
  if (const Dataset* known = study.dataset(dataset)) {
    add(Name{}, known->declaration.content_hash);
    for (const SplitDeclaration& split : known->declaration.splits) add(split.name, split.content_hash);
  }
  for (const tracker::DatasetContent& content : study.records().contents) {
    if (content.dataset == dataset) add(content.split, content.hash);
  }
  return contents;
}

// What runs say they were trained on.
struct TrainingRecord {
  RecordedSetting names;
  RecordedSetting hash;
};

// What the run says it was trained on, by hash.
Contents training_of(const Study& study, const TrainingRecord& record, const tracker::Run& run) {
  Contents contents;
  if (const auto named = record.names.of(run)) {
    for (const std::string& name : names_in(*named)) {
      const bool is_itself = Name(name) == run.dataset;  // its test split is no training data
      contents.merge(contents_of(
          study, Name(name), is_itself ? is_training_split : +[](Name) { return true; }));
    }
  }
  if (const auto hash = record.hash.of(run)) contents.emplace(*hash, "their train_hash is of");
  return contents;
}

std::vector<Name> methods_of(const Claim& claim) {
  std::vector<Name> methods = {claim.method};
  methods.insert(methods.end(), claim.against.begin(), claim.against.end());
  return methods;
}

// A method whose training data are, by their hash, a test set of the claim.
void check_contents(const Study& study, const TrainingRecord& record, const ClaimEvaluation& evaluation,
                    Name dataset, FindingSink& out) {
  const Contents test = contents_of(study, dataset, is_test_split);
  for (const Name method : methods_of(evaluation.claim)) {
    const Arm& arm = study.arm(method, dataset, evaluation.claim.metric);
    std::vector<const tracker::Run*> runs;
    std::string where_seen;
    for (const tracker::Run* run : arm.evidence) {
      for (const auto& [hash, place] : training_of(study, record, *run)) {
        if (!test.contains(hash)) continue;
        where_seen = place;
        if (runs.empty() || runs.back() != run) runs.push_back(run);
      }
    }
    if (runs.empty()) continue;
    const auto again = std::ssize(runs);
    Finding finding = about(evaluation);
    if (method != evaluation.claim.method) finding.against = method;
    finding.dataset = dataset;
    finding.severity = Severity::error;
    finding.runs = ids_of(runs);
    finding.message = fmt::format("{} was trained on the test set of {}, as {} say: {} the same content",
                                  method.str(), dataset.str(), count(again, "run"), where_seen);
    finding.evidence = {{"same_content", true}, {"runs", static_cast<std::int64_t>(again)}};
    finding.remedy = remedy_with_cost(
        fmt::format("train without it, or test on another dataset: {} again", count(again, "run")), again,
        cost_of_again(study, runs));
    out.add(std::move(finding));
  }
}

// Content hashes of items that a run scored on a training split, with one of the datasets it was of.
std::map<std::string, Name> training_items(const Study& study) {
  std::map<std::string, Name> items;
  for (const tracker::Run& run : study.runs()) {
    if (!is_training_split(run.split) || !study.records().items) continue;
    for (const Name metric : run.item_metrics) {
      const auto scores = study.records().items(run.id, metric);
      if (!scores) continue;
      for (const std::string& item : scores->item) {
        if (is_content_hash(item)) items.emplace(item.substr(0, item.find('#')), run.dataset);
      }
    }
  }
  return items;
}

// Items that both arms scored: how many, how many were seen in training, and the gain over all and over the
// unseen ones, oriented.
struct Shared {
  std::int64_t items = 0;
  std::int64_t seen = 0;
  double gain = 0.0;
  double gain_unseen = 0.0;
  Name trained;
};

Shared shared_items(const std::map<std::string, Name>& training, const ItemMeans& own, const ItemMeans& other,
                    double sign) {
  Shared shared;
  double sum = 0.0;
  double sum_unseen = 0.0;
  for (const auto& [item, score] : own) {
    const auto partner = other.find(item);
    if (partner == other.end()) continue;
    const double gain = sign * (score.mean - partner->second.mean);
    const auto seen = training.find(item.substr(0, item.find('#')));
    ++shared.items;
    sum += gain;
    if (seen == training.end()) {
      sum_unseen += gain;
    } else {
      ++shared.seen;
      shared.trained = seen->second;
    }
  }
  if (shared.items > 0) shared.gain = sum / static_cast<double>(shared.items);
  const std::int64_t unseen = shared.items - shared.seen;
  if (unseen > 0) shared.gain_unseen = sum_unseen / static_cast<double>(unseen);
  return shared;
}

void report_items(const ClaimEvaluation& evaluation, const Comparison& comparison, const Shared& shared,
                  FindingSink& out) {
  Finding finding = about(evaluation, comparison);
  const std::int64_t unseen = shared.items - shared.seen;
  finding.severity = Severity::error;
  finding.message =
      fmt::format("{} of {} of {} are in the training data of {} too", shared.seen,
                  count(shared.items, "test item"), comparison.dataset.str(), shared.trained.str());
  finding.evidence = {{"items", shared.items}, {"seen_items", shared.seen}, {"gain", shared.gain}};
  finding.remedy.runs = 0;
  if (unseen == 0) {
    finding.remedy.text = "test on another dataset: every item of this one was seen";
    finding.remedy.runs = std::ssize(finding.runs);
    finding.remedy.runs_upper = finding.remedy.runs;
  } else {
    finding.message += fmt::format("; over the {} others the gain of {} over {} is {} and not {}", unseen,
                                   comparison.method.str(), comparison.against.str(),
                                   signed_quantity(shared.gain_unseen), signed_quantity(shared.gain));
    finding.evidence.push_back({"gain_unseen", shared.gain_unseen});
    finding.remedy.text = fmt::format("leave the {} out and score what is left; no run is needed",
                                      count(shared.seen, "seen item"));
  }
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  const TrainingRecord record{{study, trained_on_names}, {study, train_hash_names}};
  const auto training = training_items(study);
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Name dataset : evaluation.claim.datasets)
      check_contents(study, record, evaluation, dataset, out);
    if (training.empty()) continue;
    const double sign = study.metric(evaluation.claim.metric).sign();
    for (const Comparison& comparison : evaluation.comparisons) {
      const auto means = [&](Name method) {
        return item_means(study, study.arm(method, comparison.dataset, comparison.metric));
      };
      const Shared shared = shared_items(training, means(comparison.method), means(comparison.against), sign);
      if (shared.seen > 0) report_items(evaluation, comparison, shared, out);
    }
  }
  const auto says_by_hash = [&](const tracker::Run& run) { return !training_of(study, record, run).empty(); };
  const bool known = !training.empty() || std::ranges::any_of(study.runs(), says_by_hash);
  if (!known && !study.evaluations().empty()) {
    out.add(
        not_applicable("no run says by hash what its model was trained on",
                       "record the tag `trained_on` (datasets with `gainsay data add`), or item scores of "
                       "the training split"));
  }
}

}  // namespace

Rule test_contamination() {
  return {.code = "GE308",
          .name = "test-contamination",
          .summary = "a test set, or items of it, in what a method was trained on, by hash",
          .group = "GE datasets and generalisation",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
