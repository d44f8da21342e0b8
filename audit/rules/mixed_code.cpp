#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include <fmt/format.h>

#include "gainsay/stats/welch_t_test.h"

#include "diagnostic_budget.h"
#include "evidence_runs.h"
#include "per_arm.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when the runs of one arm, or of two arms that a claim compares, were made by different commits of the code. Where
the repository is at hand, commits that differ in texts, figures, or the study file alone count as one. It is an error
when the files that differ name the method, a metric or the evaluation or are the script that ran, and when the means of
two commits within an arm differ by Welch's test at the level that diagnostics share (5 % of all fine studies, divided
by four rules and by the arms tested).

## Why it matters
What is credited to the method may be a line that was changed between the runs. Two code bases of one algorithm differ
by as much as two algorithms do.

## Example
`sgd` ran in March; in April `evaluate.py` learned to skip empty images; `bn` ran in May.

## What to do instead
Run the older runs again at the newer commit; the finding says how many and what they cost.

## When it is wrong
When the difference cannot reach a result (logging, a plot): suppress the finding and name the range of commits. An
uncommitted difference is RP801's.

## References
Henderson et al. (2018), AAAI, "Deep reinforcement learning that matters". Welch (1947), Biometrika 34, 28-35.
)";

using Runs = std::vector<const tracker::Run*>;
using Groups = std::map<Name, Runs>;  // by commit, or by one that stands for several

bool is_text_or_figure(const std::string& file) {
  static const std::array<std::string_view, 12> endings = {".md",   ".rst", ".tex",    ".bib",
                                                           ".pdf",  ".png", ".svg",    ".jpg",
                                                           ".jpeg", ".gif", "LICENSE", ".gitignore"};
  return file.ends_with("gainsay.toml") ||
         std::ranges::any_of(endings, [&](std::string_view ending) { return file.ends_with(ending); });
}

// The files that differ and may reach a result; nothing where that cannot be known.
std::optional<std::vector<std::string>> code_between(const Study& study, Name a, Name b) {
  const Records& records = study.records();
  if (records.commits_differ && !records.commits_differ(a, b)) return std::vector<std::string>{};
  auto files = records.changed_files ? records.changed_files(a, b) : std::nullopt;
  if (files) std::erase_if(*files, is_text_or_figure);
  return files;
}

bool is_same_code(const Study& study, Name a, Name b) {
  const auto files = a == b ? std::vector<std::string>{} : code_between(study, a, b);
  return files && files->empty();
}

// The group whose code is that of `commit`; a new one where there is none. Beyond many versions, no further
// ones are told apart by their files: each question costs a call of git.
Name group_of(const Study& study, Name commit, const Groups& groups) {
  constexpr std::size_t most_compared = 8;
  if (groups.size() >= most_compared) return commit;
  const auto same = std::ranges::find_if(
      groups, [&](const auto& group) { return is_same_code(study, group.first, commit); });
  return same == groups.end() ? commit : same->first;
}

// Runs by the code that made them, the commit of the first run standing for each; runs without a commit are
// left out.
Groups by_code(const Study& study, const Runs& runs) {
  Groups groups;
  std::unordered_map<Name, Runs*> known;
  for (const tracker::Run* run : runs) {
    if (!run->git || run->git->commit.empty()) continue;
    const Name commit = run->git->commit;
    Runs*& group = known[commit];
    if (group == nullptr) group = &groups[group_of(study, commit, groups)];
    group->push_back(run);
  }
  return groups;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string file_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// The file is one that the runs' results come through: the script that ran, the method, metrics, evaluation.
bool reaches_results(const std::string& file, const Runs& runs) {
  const std::string path = lower(file);
  for (const std::string_view word : {"eval", "metric", "score", "model", "train", "loss"}) {
    if (path.find(word) != path.npos) return true;
  }
  return std::ranges::any_of(runs, [&](const tracker::Run* run) {
    if (path.find(lower(run->method.str())) != path.npos) return true;
    return std::ranges::any_of(run->argv, [&](const std::string& argument) {
      return !argument.empty() && file_name(argument) == file_name(file);
    });
  });
}

// The files in which any of the groups differ: those in which one of them differs from the first.
std::vector<std::string> files_between(const Study& study, const Groups& groups) {
  std::set<std::string> all;
  for (auto other = std::next(groups.begin()); other != groups.end(); ++other) {
    const auto files = code_between(study, groups.begin()->first, other->first);
    if (files) all.insert(files->begin(), files->end());
  }
  return {all.begin(), all.end()};
}

std::string files_text(const std::vector<std::string>& files) {
  if (files.empty()) return "";
  return "; they differ in " + list(std::vector<Name>(files.begin(), files.end()));
}

std::string groups_text(const Groups& groups) {
  std::vector<Name> parts;
  for (const auto& [commit, runs] : groups)
    parts.emplace_back(fmt::format("{} ({})", commit.str().substr(0, 10), count(std::ssize(runs), "run")));
  return list(parts);
}

double start_of(const Runs& runs) {
  double latest = 0.0;
  for (const tracker::Run* run : runs) latest = std::max(latest, run->started_at.value_or(0.0));
  return latest;
}

// The runs that are not of the newest code; of the smaller groups where no time is known.
Runs older_runs(const Groups& groups) {
  const auto newest = std::ranges::max_element(
      groups, {}, [](const auto& group) { return std::pair(start_of(group.second), group.second.size()); });
  Runs older;
  for (auto group = groups.begin(); group != groups.end(); ++group) {
    if (group != newest) older.insert(older.end(), group->second.begin(), group->second.end());
  }
  return older;
}

Finding mixed(const Study& study, const Groups& groups) {
  const Runs older = older_runs(groups);
  const auto files = files_between(study, groups);
  const bool reaches = std::ranges::any_of(files, [&](const std::string& file) {
    return std::ranges::any_of(groups, [&](const auto& g) { return reaches_results(file, g.second); });
  });
  Finding finding;
  finding.severity = reaches ? Severity::error : Severity::warning;
  finding.runs = ids_of(older);
  finding.evidence = {{"commits", static_cast<std::int64_t>(groups.size())},
                      {"runs_of_older_code", static_cast<std::int64_t>(older.size())},
                      {"changed_files", static_cast<std::int64_t>(files.size())}};
  finding.remedy =
      remedy_with_cost(fmt::format("run them again at one commit: {}", count(std::ssize(older), "run")),
                       std::ssize(older), cost_of_again(study, older));
  return finding;
}

std::vector<double> values_of(const Study& study, const Runs& runs, Name metric) {
  std::vector<double> values;
  for (const tracker::Run* run : runs) values.push_back(*metric_value(study, *run, metric));
  return values;
}

// Welch's test between the two largest groups; nothing where one has a single run or neither varies.
std::optional<stats::WelchTTest> test_of_commits(const Study& study, const Groups& groups, Name metric) {
  std::vector<const Runs*> by_size;
  for (const auto& [commit, runs] : groups) by_size.push_back(&runs);
  std::ranges::stable_sort(by_size, std::ranges::greater{}, [](const Runs* runs) { return runs->size(); });
  if (by_size.size() < 2 || by_size[1]->size() < 2) return std::nullopt;
  const auto a = values_of(study, *by_size[0], metric);
  const auto b = values_of(study, *by_size[1], metric);
  try {
    return stats::welch_t_test(a, b);
  } catch (const std::domain_error&) {
    return std::nullopt;  // neither varies
  }
}

struct MixedArm {
  const Arm* arm = nullptr;
  Groups groups;
  std::optional<stats::WelchTTest> test;
};

void report_arm(const Study& study, const MixedArm& mixed_arm, double level, FindingSink& out) {
  const Arm& arm = *mixed_arm.arm;
  Finding finding = mixed(study, mixed_arm.groups);
  finding.method = arm.method;
  finding.dataset = arm.dataset;
  finding.metric = arm.metric;
  finding.message = fmt::format("the runs of {} on {} are of {} versions of the code: {}{}", arm.method.str(),
                                arm.dataset.str(), mixed_arm.groups.size(), groups_text(mixed_arm.groups),
                                files_text(files_between(study, mixed_arm.groups)));
  if (mixed_arm.test) {
    const double p = mixed_arm.test->p_value;
    finding.evidence.push_back({"p_between_commits", p});
    finding.evidence.push_back({"level", level});
    if (p <= level) finding.severity = Severity::error;
    finding.message +=
        fmt::format("; their means {} (p = {}, level {})", p <= level ? "differ" : "are not shown to differ",
                    quantity(p, 2), quantity(level, 2));
  }
  out.add(std::move(finding));
}

// Two arms that have no version of the code in common.
void check_pair(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                Name dataset, PerArm<Groups>& known, FindingSink& out) {
  const Arm& own = study.arm(comparison.method, dataset, comparison.metric);
  const Arm& other = study.arm(comparison.against, dataset, comparison.metric);
  const Groups& of_own = known.of(own);
  const Groups& of_other = known.of(other);
  const auto of_both = [&](const auto& group) { return of_other.contains(group.first); };
  if (of_own.empty() || of_other.empty() || std::ranges::any_of(of_own, of_both)) return;
  Runs both = own.evidence;
  both.insert(both.end(), other.evidence.begin(), other.evidence.end());
  const Groups groups = by_code(study, both);
  if (groups.size() < of_own.size() + of_other.size()) return;
  Finding finding = mixed(study, groups);
  finding.claim = evaluation.claim.id;
  finding.method = own.method;
  finding.against = other.method;
  finding.dataset = dataset;
  finding.metric = own.metric;
  finding.message = fmt::format("{} and {} were run on {} with different code: {} and {}{}", own.method.str(),
                                other.method.str(), dataset.str(), groups_text(of_own), groups_text(of_other),
                                files_text(files_between(study, groups)));
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  PerArm<Groups> known([&](const Arm& arm) { return by_code(study, arm.evidence); });
  std::vector<MixedArm> mixed_arms;
  std::int64_t tests = 0;
  bool any_commit = false;
  for (const Arm* arm : arms_of_claims(study)) {
    MixedArm entry{arm, known.of(*arm), std::nullopt};
    any_commit = any_commit || !entry.groups.empty();
    if (entry.groups.size() < 2) continue;
    entry.test = test_of_commits(study, entry.groups, arm->metric);
    tests += entry.test ? 1 : 0;
    mixed_arms.push_back(std::move(entry));
  }
  for (const MixedArm& entry : mixed_arms)
    report_arm(study, entry, diagnostic_alpha(std::max<std::int64_t>(tests, 1)), out);
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Comparison& comparison : evaluation.comparisons) {
      for (const Name dataset : comparison.datasets)
        check_pair(study, evaluation, comparison, dataset, known, out);
    }
  }
  if (!any_commit && !study.evaluations().empty())
    out.add(not_applicable("no run that a claim rests on has a commit", "record the commit of every run"));
}

}  // namespace

Rule mixed_code() {
  return {.code = "RP802",
          .name = "mixed-code",
          .summary = "runs of one arm, or of two that are compared, by different versions of the code",
          .group = "RP reproducibility",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .diagnostic = true,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
