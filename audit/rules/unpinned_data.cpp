#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "evidence_runs.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at the datasets that claims rest on. A note names those of which neither a content hash nor a version is declared
or recorded. It is an error when the content of a dataset changed among the runs of a claim (what `gainsay data add`
recorded, against the times at which the runs started), or when the declared hash is not the recorded one. Where the
content changed and runs have no time, it cannot be told.

## Why it matters
A name is no dataset. Files are cleaned, extended and downloaded again under the same name, and two arms that saw
different data differ by the data. Who repeats the study cannot know that he has the same.

## Example
Five runs of `sgd`; forty mislabelled images are removed; five runs of `bn`. Both say "digits".

## What to do instead
Record the content (`gainsay data add digits PATH`) or declare `datasets.digits.content_hash` or `version`, and run
again what ran on the older content; the finding says how many runs and what they cost.

## When it is wrong
When files changed that no run reads (a read-me beside the data): record the content of the data alone. Runs that were
started before the first record are not judged.

## References
Kapoor et al. (2024), Science Advances 10, "REFORMS: consensus-based recommendations for machine-learning-based
science", item 2a. Gundersen and Kjensmo (2018), AAAI. Marie, Fujita and Rubino (2021), ACL, on scores that are compared
across different data.
)";

using Contents = std::vector<const tracker::DatasetContent*>;

// What was recorded of the split that claims are measured on, oldest first. A record of the whole counts
// where there is none of the test split.
Contents contents_of(const Study& study, Name dataset) {
  Contents of_test;
  Contents of_all;
  for (const tracker::DatasetContent& content : study.records().contents) {
    if (content.dataset != dataset) continue;
    if (content.split == Name("test")) of_test.push_back(&content);
    if (content.split.empty()) of_all.push_back(&content);
  }
  Contents contents = of_test.empty() ? of_all : of_test;
  std::ranges::stable_sort(contents, {}, [](const auto* content) { return content->at; });
  return contents;
}

std::string short_hash(const std::string& hash) { return hash.substr(0, 12); }

// The content that a run saw: the last one recorded before it started. Null where none was, or no time is
// known.
const tracker::DatasetContent* content_at(const Contents& contents, const tracker::Run& run) {
  const tracker::DatasetContent* seen = nullptr;
  for (const tracker::DatasetContent* content : contents) {
    const auto at = tracker::parse_time(content->at);
    if (run.started_at && at && *at <= *run.started_at) seen = content;
  }
  return seen;
}

std::vector<const tracker::Run*> evidence_on(const Study& study, const Claim& claim, Name dataset) {
  std::vector<const tracker::Run*> runs;
  std::vector<Name> methods = claim.against;
  methods.push_back(claim.method);
  for (const Name method : methods) {
    const Arm& arm = study.arm(method, dataset, claim.metric);
    runs.insert(runs.end(), arm.evidence.begin(), arm.evidence.end());
  }
  return runs;
}

bool changed_at_all(const Contents& contents) {
  return std::ranges::any_of(contents,
                             [&](const auto* content) { return content->hash != contents.front()->hash; });
}

void check_change(const Study& study, const ClaimEvaluation& evaluation, Name dataset,
                  const Contents& contents, FindingSink& out) {
  const auto runs = evidence_on(study, evaluation.claim, dataset);
  std::map<std::string, std::vector<const tracker::Run*>> by_hash;
  for (const tracker::Run* run : runs) {
    if (const auto* content = content_at(contents, *run)) by_hash[content->hash].push_back(run);
  }
  const bool untimed = std::ranges::any_of(runs, [](const auto* run) { return !run->started_at; });
  if (by_hash.size() < 2 && untimed) {
    out.add(not_applicable(
        fmt::format("the content of {} changed, and runs have no time that says which one they saw",
                    dataset.str()),
        "record when runs start (`gainsay run`, or `started_at` of imported ones)"));
  }
  if (by_hash.size() < 2) return;
  const std::string& last = contents.back()->hash;
  std::vector<const tracker::Run*> older;
  for (const auto& [hash, of_hash] : by_hash) {
    if (hash != last) older.insert(older.end(), of_hash.begin(), of_hash.end());
  }
  const auto affected = std::ssize(older);
  Finding finding = about(evaluation);
  finding.dataset = dataset;
  finding.severity = Severity::error;
  finding.runs = ids_of(older);
  finding.message = fmt::format(
      "{} changed among the runs of {}: {} of {} ran before it had the content {} of {}", dataset.str(),
      evaluation.claim.id, affected, count(std::ssize(runs), "run"), short_hash(last), contents.back()->at);
  finding.evidence = {{"contents", static_cast<std::int64_t>(by_hash.size())},
                      {"runs", static_cast<std::int64_t>(runs.size())},
                      {"runs_on_older_content", static_cast<std::int64_t>(affected)}};
  finding.remedy =
      remedy_with_cost(fmt::format("run again what ran on the older content: {}", count(affected, "run")),
                       affected, cost_of_again(study, older));
  out.add(std::move(finding));
}

void check_declared(const Study& study, Name dataset, const Contents& contents, FindingSink& out) {
  const std::string& declared = study.dataset(dataset)->declaration.content_hash;
  if (declared.empty() || contents.empty() || contents.back()->hash == declared) return;
  Finding finding;
  finding.dataset = dataset;
  finding.severity = Severity::error;
  finding.message =
      fmt::format("{} is declared with the content {}, and {} was recorded on {}", dataset.str(),
                  short_hash(declared), short_hash(contents.back()->hash), contents.back()->at);
  finding.evidence = {{"declared_hash", declared}, {"recorded_hash", contents.back()->hash}};
  finding.remedy.text =
      fmt::format("find out which of the two the runs saw, and declare that one as datasets.{}.content_hash",
                  dataset.str());
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

bool is_pinned(const Dataset& dataset, const Contents& contents) {
  return !dataset.declaration.content_hash.empty() || !dataset.declaration.version.empty() ||
         !contents.empty();
}

void report_unpinned(const std::vector<Name>& names, std::size_t datasets, FindingSink& out) {
  if (names.empty()) return;
  Finding finding;
  if (names.size() == 1) finding.dataset = names.front();
  finding.severity = Severity::note;
  finding.message =
      fmt::format("nothing says which data {} held: no content hash and no version is recorded of {}",
                  list(names), names.size() == 1 ? "it" : "them");
  finding.evidence = {{"datasets", static_cast<std::int64_t>(datasets)},
                      {"unpinned", static_cast<std::int64_t>(names.size())}};
  finding.remedy.text = fmt::format(
      "record the content with `gainsay data add {0} PATH`, or declare datasets.{0}.version; no run is "
      "needed",
      names.front().str());
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  std::set<Name> datasets;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Name dataset : evaluation.claim.datasets) {
      const Contents contents = contents_of(study, dataset);
      if (datasets.insert(dataset).second) check_declared(study, dataset, contents, out);
      if (changed_at_all(contents)) check_change(study, evaluation, dataset, contents, out);
    }
  }
  std::vector<Name> unpinned;
  for (const Name dataset : datasets) {
    if (!is_pinned(*study.dataset(dataset), contents_of(study, dataset))) unpinned.push_back(dataset);
  }
  report_unpinned(unpinned, datasets.size(), out);
}

}  // namespace

Rule unpinned_data() {
  return {.code = "RP806",
          .name = "unpinned-data",
          .summary = "datasets whose content is not recorded, or changed among the runs of a claim",
          .group = "RP reproducibility",
          .severity = Severity::note,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
