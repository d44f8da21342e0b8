#include <algorithm>

#include <fmt/format.h>

#include "gainsay/audit/misconceptions.h"

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
At stage `submit`, reads the value card of the study (`[value.novelty]`, `[value.problem_size]`; the third factor,
effectiveness, is what the claims show) and notes what is missing or sinks it: no nearest prior work or no difference to
it, nobody who has the problem or no word on how common it is, a factor scored 0, no claim that is supported, and
novelty that is argued with complexity, difficulty, surprise, technicality or usefulness alone.

## Why it matters
The value of a study is novelty x effectiveness x size of the problem: a product, which one missing factor makes zero.
Reviewers ask for all three, and for the nearest prior work by name.

## Example
`argument = "Our architecture is considerably more complex"`, without `nearest_prior`: complexity is no novelty, and a
simple change may well be new.

## What to do instead
Write the missing sentence; the finding names its key. The tool never scores novelty. Where no claim is supported, the
seeds that would decide are ST103's to name.

## When it is wrong
For a study that makes no claim of novelty (a replication): leave the card out, and the rule does not apply. With
`profile = "engineering"` novelty is not asked for.

## References
Black (2022), "Novelty in science: a guide for reviewers", Perceiving Systems, on complexity, difficulty, surprise,
technicality and usefulness as misconceptions of novelty (`gainsay explain complexity`, ...). NeurIPS paper checklist, item 1.
)";

void check_novelty(const NoveltyStatement& novelty, std::vector<std::string>& gaps) {
  if (novelty.nearest_prior.empty()) gaps.emplace_back("no nearest prior work (value.novelty.nearest_prior)");
  if (novelty.difference.empty()) gaps.emplace_back("no difference to prior work (value.novelty.difference)");
  if (novelty.score == 0) gaps.emplace_back("novelty is scored 0 (value.novelty.score)");
  const auto argued = argued_misconception(novelty.argument);
  if (argued && novelty.difference.empty()) {
    gaps.push_back(
        fmt::format("novelty is argued with \"{}\", which makes nothing new (value.novelty.argument; "
                    "`gainsay explain {}`)",
                    argued->word, argued->misconception->name));
  }
}

void check_problem(const ProblemSizeStatement& problem, std::vector<std::string>& gaps) {
  if (problem.who_cares.empty())
    gaps.emplace_back("nobody is named who has the problem (value.problem_size.who_cares)");
  if (problem.how_common.empty())
    gaps.emplace_back("nothing says how common the problem is (value.problem_size.how_common)");
  if (problem.score == 0) gaps.emplace_back("the size of the problem is scored 0 (value.problem_size.score)");
}

std::int64_t supported_claims(const Study& study) {
  return std::ranges::count_if(study.evaluations(), [](const ClaimEvaluation& evaluation) {
    return evaluation.verdict == ClaimVerdict::supported;
  });
}

std::vector<std::string> gaps_of(const Study& study) {
  const StudyFile& file = study.file();
  std::vector<std::string> gaps;
  if (file.profile == Profile::science) {
    if (file.novelty) {
      check_novelty(*file.novelty, gaps);
    } else {
      gaps.emplace_back("novelty is not stated ([value.novelty])");
    }
  }
  if (file.problem_size) {
    check_problem(*file.problem_size, gaps);
  } else {
    gaps.emplace_back("the size of the problem is not stated ([value.problem_size])");
  }
  return gaps;
}

std::string joined(const std::vector<std::string>& gaps) {
  std::string text;
  for (const std::string& gap : gaps) text += (text.empty() ? "" : "; ") + gap;
  return text;
}

void check(const Study& study, FindingSink& out) {
  if (out.stage() != Stage::submit) return;
  if (!study.file().novelty && !study.file().problem_size) {
    out.add(not_applicable("the study has no value card",
                           "declare [value.novelty] and [value.problem_size]: what is new beside which prior "
                           "work, and who has the problem"));
    return;
  }
  const auto missing = gaps_of(study);
  const bool effective = study.evaluations().empty() || supported_claims(study) > 0;
  if (missing.empty() && effective) return;
  auto gaps = missing;
  if (!effective) gaps.emplace_back("no claim is supported, so that effectiveness is not shown");
  Finding finding;
  finding.severity = Severity::note;
  finding.message = fmt::format("the value card is incomplete, and value is a product: {}", joined(gaps));
  finding.evidence = {{"gaps", static_cast<std::int64_t>(gaps.size())},
                      {"claims", static_cast<std::int64_t>(study.evaluations().size())},
                      {"supported_claims", supported_claims(study)}};
  finding.remedy.text = missing.empty() ? "settle a claim first: the findings on it name the runs that would"
                                        : fmt::format("write {} in gainsay.toml; that needs no run",
                                                      count(std::ssize(missing), "missing answer"));
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

}  // namespace

Rule value_card_incomplete() {
  return {.code = "VA903",
          .name = "value-card-incomplete",
          .summary = "a missing factor of novelty x effectiveness x size of the problem",
          .group = "VA value and wording",
          .severity = Severity::note,
          .certainty = Certainty::heuristic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
