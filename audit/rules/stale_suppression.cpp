#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "rule_run.h"
#include "rule_writing.h"
#include "suppressions.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at every `[[suppress]]` of the study file. It fires when its `until` is over, and says how many findings count again
for it; and when it covers no finding, whatever rules were selected for this audit. Rules that are asked at stage submit
alone are held against their suppressions there alone.

## Why it matters
A suppression is an exception with a reason. When the reason is gone, or was wrong from the start (another claim, a
mistyped dataset), the line stays and hides the next finding of that rule, which nobody has judged.

## Example
`rule = "ST102"`, `reason = "two more seeds are running"`: they have run, ST102 is silent, the line is still there.

## What to do instead
Remove the table (`gainsay audit --fix` does that for one that covers nothing), or give it a new reason and a new date.

## When it is wrong
When a study is audited from part of its runs, and the suppressed finding comes with the others.

## References
Ruff, "RUF100 unused-noqa"; ESLint, `--report-unused-disable-directives`: the same for suppressed messages of linters.
)";

constexpr std::string_view own_name = "stale-suppression";

std::string covered_by(const Suppression& suppression) {
  std::string text = suppression.rule;
  const auto add = [&](std::string_view what, const std::string& value) {
    if (!value.empty()) text += fmt::format(", {} {}", what, value);
  };
  add("claim", suppression.claim);
  add("method", suppression.method.str());
  add("dataset", suppression.dataset.str());
  return text;
}

// Findings of the rules that are suppressed, each rule asked once.
class Findings {
 public:
  Findings(const Study& study, AuditOccasion occasion) : study_(study), occasion_(std::move(occasion)) {}

  std::int64_t covered_by(const Suppression& suppression, const Rule& rule) {
    const auto [entry, is_new] = by_rule_.try_emplace(rule.code);
    if (is_new) entry->second = findings_of(study_, rule, occasion_);
    return std::ranges::count_if(entry->second, [&](const Finding& f) { return covers(suppression, f); });
  }

 private:
  const Study& study_;
  AuditOccasion occasion_;
  std::map<std::string_view, std::vector<Finding>> by_rule_;
};

bool names_no_claim(const Study& study, const Suppression& suppression) {
  return !suppression.claim.empty() &&
         std::ranges::none_of(study.evaluations(), [&](const ClaimEvaluation& evaluation) {
           return evaluation.claim.id == suppression.claim;
         });
}

Finding stale(const Study& study, const Suppression& suppression) {
  Finding finding;
  finding.claim = suppression.claim;
  finding.method = suppression.method;
  finding.dataset = suppression.dataset;
  finding.topic = suppression.rule;
  finding.severity = Severity::warning;
  finding.message = fmt::format("the suppression of {} ({}:{})", covered_by(suppression), study.file().path,
                                suppression.line);
  finding.evidence = {{"line", static_cast<std::int64_t>(suppression.line)}};
  finding.remedy.runs = 0;
  return finding;
}

Finding expired(const Study& study, const Suppression& suppression, std::int64_t covered) {
  Finding finding = stale(study, suppression);
  finding.message += fmt::format(" ended on {}, and ", suppression.until);
  if (covered == 0) {
    finding.message += "nothing is left that it covered";
    finding.remedy.text = "remove it: `gainsay audit --fix`";
  } else {
    finding.message += fmt::format("{} that it covered {} again", count(covered, "finding"),
                                   covered == 1 ? "counts" : "count");
    finding.remedy.text = "settle what it covered, or give it a new reason and a new date";
  }
  finding.evidence.push_back({"until", suppression.until});
  finding.evidence.push_back({"covered", covered});
  return finding;
}

Finding unused(const Study& study, const Suppression& suppression) {
  Finding finding = stale(study, suppression);
  finding.message += names_no_claim(study, suppression)
                         ? fmt::format(" covers nothing: there is no claim {}", suppression.claim)
                         : std::string(" covers no finding");
  finding.remedy.text = "remove it: `gainsay audit --fix`; or mend what it names";
  finding.evidence.push_back({"covered", std::int64_t{0}});
  return finding;
}

void check(const Study& study, FindingSink& out) {
  Findings findings(study, {out.stage(), out.today()});
  for (const Suppression& suppression : study.file().suppressions) {
    const Rule& rule = *find_rule(suppression.rule);
    const bool not_asked = rule.only_at_submit && out.stage() != Stage::submit;
    if (rule.name == own_name || not_asked) continue;
    const std::int64_t covered = findings.covered_by(suppression, rule);
    if (has_expired(suppression, out.today())) {
      out.add(expired(study, suppression, covered));
    } else if (covered == 0) {
      out.add(unused(study, suppression));
    }
  }
}

}  // namespace

Rule stale_suppression() {
  return {.code = "PR511",
          .name = own_name,
          .summary = "a suppression that has expired, or that covers nothing",
          .group = "PR protocol and forking paths",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
