#include <fmt/format.h>

#include "evidence_runs.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at the runs that claims rest on and fires for a method with runs whose code cannot be had back: no commit was
recorded, or the working tree was changed and the difference was not kept beside the run.

## Why it matters
A result whose code is gone can be neither repeated nor explained; the one line that was changed for a test and never
committed is gone first. Of 400 papers at two large conferences, 20 to 30 % of what a repetition needs was documented.

## Example
Ten seeds of `bn`, of which four were started with a change in `model.py` that no commit has.

## What to do instead
Commit before the final runs, or start them with `gainsay run`, which keeps the uncommitted difference. Runs that are
lost in this way are run again; the finding says how many and what they cost.

## When it is wrong
When the code is kept in another way (an image, an archive): suppress the finding and say which.

## References
Gundersen and Kjensmo (2018), AAAI, "State of the art: reproducibility in artificial intelligence". Pineau et al.
(2021), JMLR 22(164).
)";

struct Lost {
  std::int64_t without_commit = 0;
  std::int64_t changed_tree = 0;
  std::vector<const tracker::Run*> runs;
};

Lost lost_code(const std::vector<const tracker::Run*>& runs) {
  Lost lost;
  for (const tracker::Run* run : runs) {
    const bool no_commit = !run->git || run->git->commit.empty();
    const bool changed = !no_commit && run->git->dirty == true && !run->git->diff_stored;
    lost.without_commit += no_commit ? 1 : 0;
    lost.changed_tree += changed ? 1 : 0;
    if (no_commit || changed) lost.runs.push_back(run);
  }
  return lost;
}

std::string what_is_lost(const Lost& lost) {
  std::string text;
  if (lost.without_commit > 0) text = fmt::format("{} without a commit", lost.without_commit);
  if (lost.changed_tree > 0) {
    text += fmt::format("{}{} from a changed working tree whose difference was not kept",
                        text.empty() ? "" : " and ", lost.changed_tree);
  }
  return text;
}

void check(const Study& study, FindingSink& out) {
  for (const auto& [method, runs] : evidence_runs_by_method(study)) {
    const Lost lost = lost_code(runs);
    if (lost.runs.empty()) continue;
    const auto affected = std::ssize(lost.runs);
    Finding finding;
    finding.method = method;
    finding.severity = Severity::warning;
    finding.runs = ids_of(lost.runs);
    finding.message = fmt::format("the code of {} of {} of {} that claims rest on cannot be had back: {}",
                                  affected, count(std::ssize(runs), "run"), method.str(), what_is_lost(lost));
    finding.evidence = {{"runs", static_cast<std::int64_t>(runs.size())},
                        {"without_commit", lost.without_commit},
                        {"changed_tree_not_kept", lost.changed_tree}};
    finding.remedy = remedy_with_cost(
        fmt::format("commit, then run them again under `gainsay run`: {}", count(affected, "run")), affected,
        cost_of_again(study, lost.runs));
    out.add(std::move(finding));
  }
}

}  // namespace

Rule uncommitted_code() {
  return {.code = "RP801",
          .name = "uncommitted-code",
          .summary = "evidence from code that no commit and no stored difference has",
          .group = "RP reproducibility",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
