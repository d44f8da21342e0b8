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
Compares the splits of every dataset that claims rest on, as declared (`datasets.D.splits.S`) and as recorded by
`gainsay data add --split`, and fires when the test split overlaps another one: the same content hash; a group (patient,
site, author) in both; or, for `time_ordered` data, a training split that ends when or after the test split begins. An
overlap between training and validation alone is a warning.

## Why it matters
A model that has seen the test items is asked for what it remembers. Such leaks were found behind the results of 294
papers in 17 fields; where they were taken out, the gains of complex models over simple ones went with them.

## Example
`train` runs to 2024-03-31 and `test` begins on 2024-01-01: three months of the answers are known in training.

## What to do instead
Split by group or by time, and run every evidence run of the dataset again; the finding says how many runs and what they
cost. Where a few groups overlap, take them out of the test split and evaluate again.

## When it is wrong
When a group is no unit that answers can leak through (a scanner that all images come from): leave it out of `groups`.
Only what is identical is seen: near-duplicates, and preprocessing that was fitted on all data, are not.

## References
Kapoor and Narayanan (2023), Patterns 4(9), "Leakage and the reproducibility crisis in machine-learning-based science".
)";

enum class Kind : std::uint8_t { train, validation, test };

struct Split {
  Name name;
  Kind kind = Kind::test;
  std::set<std::string> hashes;  // declared and recorded
  std::vector<std::string> groups;
  std::string from;
  std::string to;
};

Kind kind_of(Name name) {
  const std::string& text = name.str();
  if (text.starts_with("train") || text == "fit") return Kind::train;
  return text.starts_with("val") || text.starts_with("dev") ? Kind::validation : Kind::test;
}

Split& split_named(std::vector<Split>& splits, Name name) {
  const auto found = std::ranges::find(splits, name, &Split::name);
  if (found != splits.end()) return *found;
  return splits.emplace_back(Split{name, kind_of(name), {}, {}, "", ""});
}

// By the last record of each: an older content of the training split may well be today's test split.
void add_recorded(const Study& study, Name dataset, std::vector<Split>& splits) {
  std::map<Name, const tracker::DatasetContent*> last;
  for (const tracker::DatasetContent& content : study.records().contents) {
    if (content.dataset == dataset && !content.split.empty()) last[content.split] = &content;
  }
  for (const auto& [split, content] : last) split_named(splits, split).hashes.insert(content->hash);
}

std::vector<Split> splits_of(const Study& study, const Dataset& dataset) {
  std::vector<Split> splits;
  for (const SplitDeclaration& declaration : dataset.declaration.splits) {
    Split& split = split_named(splits, declaration.name);
    if (!declaration.content_hash.empty()) split.hashes.insert(declaration.content_hash);
    split.groups = declaration.groups;
    split.from = declaration.from;
    split.to = declaration.to;
  }
  if (!dataset.declaration.content_hash.empty())
    split_named(splits, "test").hashes.insert(dataset.declaration.content_hash);
  add_recorded(study, dataset.name, splits);
  std::ranges::sort(splits, {}, [](const Split& split) { return std::pair(split.kind, split.name); });
  return splits;
}

std::vector<Name> shared_groups(const Split& a, const Split& b) {
  std::vector<Name> shared;
  for (const std::string& group : a.groups) {
    if (std::ranges::find(b.groups, group) != b.groups.end()) shared.emplace_back(group);
  }
  return shared;
}

bool shares_content(const Split& a, const Split& b) {
  return std::ranges::any_of(a.hashes, [&](const std::string& hash) { return b.hashes.contains(hash); });
}

// ISO 8601 dates compare as texts where they are equally long; the longer one is cut to the shorter.
bool is_before(const std::string& a, const std::string& b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  return a.substr(0, shorter) < b.substr(0, shorter);
}

bool ends_too_late(const Dataset& dataset, const Split& earlier, const Split& later) {
  return dataset.declaration.time_ordered && !earlier.to.empty() && !later.from.empty() &&
         !is_before(earlier.to, later.from);
}

// What two splits have in common, in words; empty where nothing is known to be.
std::string overlap_of(const Dataset& dataset, const Split& earlier, const Split& later) {
  if (shares_content(earlier, later)) return "they have the same content";
  if (const auto shared = shared_groups(earlier, later); !shared.empty()) {
    return fmt::format("{} of {} of {} {} in {} too ({})", shared.size(),
                       count(std::ssize(later.groups), "group"), later.name.str(),
                       shared.size() == 1 ? "is" : "are", earlier.name.str(), list(shared));
  }
  if (ends_too_late(dataset, earlier, later)) {
    return fmt::format("{} ends on {}, and {} begins on {}", earlier.name.str(), earlier.to, later.name.str(),
                       later.from);
  }
  return "";
}

std::vector<const tracker::Run*> evidence_on(const Study& study, Name dataset) {
  std::set<const tracker::Run*> runs;
  for (const Arm* arm : arms_of_claims(study)) {
    if (arm->dataset == dataset) runs.insert(arm->evidence.begin(), arm->evidence.end());
  }
  return {runs.begin(), runs.end()};
}

struct Overlap {
  const Split* earlier = nullptr;
  const Split* later = nullptr;
  std::string text;
};

// Those with the test split first.
std::vector<Overlap> overlaps_of(const Dataset& dataset, const std::vector<Split>& splits) {
  std::vector<Overlap> overlaps;
  for (std::size_t a = 0; a < splits.size(); ++a) {
    for (std::size_t b = a + 1; b < splits.size(); ++b) {
      if (splits[a].kind == splits[b].kind) continue;
      std::string text = overlap_of(dataset, splits[a], splits[b]);
      if (!text.empty()) overlaps.push_back({&splits[a], &splits[b], std::move(text)});
    }
  }
  std::ranges::stable_sort(overlaps, std::ranges::greater{},
                           [](const Overlap& overlap) { return overlap.later->kind; });
  return overlaps;
}

void report(const Study& study, const Dataset& dataset, const std::vector<Overlap>& overlaps,
            FindingSink& out) {
  const Overlap& worst = overlaps.front();
  const auto runs = evidence_on(study, dataset.name);
  const auto again = std::ssize(runs);
  Finding finding;
  finding.dataset = dataset.name;
  finding.severity = worst.later->kind == Kind::test ? Severity::error : Severity::warning;
  finding.runs = ids_of(runs);
  for (const Overlap& overlap : overlaps) {
    finding.message +=
        fmt::format("{}the splits {} and {} of {} overlap: {}", finding.message.empty() ? "" : "; ",
                    overlap.earlier->name.str(), overlap.later->name.str(), dataset.name.str(), overlap.text);
  }
  const auto shared = shared_groups(*worst.earlier, *worst.later);
  finding.evidence = {{"overlaps", static_cast<std::int64_t>(overlaps.size())},
                      {"same_content", shares_content(*worst.earlier, *worst.later)},
                      {"shared_groups", static_cast<std::int64_t>(shared.size())},
                      {"groups", static_cast<std::int64_t>(worst.later->groups.size())},
                      {"evidence_runs", static_cast<std::int64_t>(again)}};
  finding.remedy = remedy_with_cost(fmt::format("separate the splits and run the evidence on {} again: {}",
                                                dataset.name.str(), count(again, "run")),
                                    again, cost_of_again(study, runs));
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  std::set<Name> names;
  for (const ClaimEvaluation& evaluation : study.evaluations())
    names.insert(evaluation.claim.datasets.begin(), evaluation.claim.datasets.end());
  bool any_pair = false;
  for (const Name name : names) {
    const Dataset& dataset = *study.dataset(name);
    const auto splits = splits_of(study, dataset);
    any_pair = any_pair || splits.size() > 1;
    const auto overlaps = overlaps_of(dataset, splits);
    if (!overlaps.empty()) report(study, dataset, overlaps, out);
  }
  if (!any_pair && !names.empty()) {
    out.add(
        not_applicable("no dataset of a claim has two splits of which anything is known",
                       "declare datasets.NAME.splits (content_hash, groups, from, to), or record them with "
                       "`gainsay data add NAME PATH --split`"));
  }
}

}  // namespace

Rule split_overlap() {
  return {.code = "GE305",
          .name = "split-overlap",
          .summary = "a test split that shares content, groups or time with what was trained on",
          .group = "GE datasets and generalisation",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
