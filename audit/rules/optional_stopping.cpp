#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "gainsay/stats/group_sequential.h"

#include "claim_registrations.h"
#include "logged_looks.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Reads the log of looks (every comparison that `gainsay audit` or `gainsay compare` showed with its p, in whatever format)
and fires when a win came by adding runs until there was one: no number of runs was planned, at two smaller numbers of runs
or more the comparison was looked at without a win, and now it is one. Looks at the same runs count once, however often
they were repeated: they give no new chance of a win. So the second audit of an unchanged study says what the first did. It is an error when a number was planned, the look at that number showed no win, and more runs were
added. It is a note when p is below Pocock's boundary for so many looks, which allows for them.

## Why it matters
Every look is a chance to find a win that is none. Of studies without any gain that test after each pair of runs from 3
to 10 seeds, 14.5 % find one; from 3 to 20, 20.6 %; from 5 to 50, 26.4 % (own simulation). The finding computes the
chance for the looks that were logged, for normal runs.

## Example
Compared at 3, 5 and 8 seeds: p = 0.21, 0.09, 0.04. The paper reports 8 seeds and p = 0.04.

## What to do instead
Take the runs so far as a pilot: declare `planned_n`, register it (`gainsay plan register`), and run that many fresh seeds
of both arms. Or plan to look more than once: `looks = [5, 10, 15]` with a `design` that shares the level among them, or
`design = "anytime"`. There p and interval allow for the looks, and PR512 holds the study to its plan.

## When it is wrong
Adding seeds because a rule asked for them is the normal way, and it is right when the new number is fixed first:
a declared `planned_n` or `looks` is no finding unless a registration shows that it came after the first look. Claims
marked `exploratory` are not looked at.

## References
Simmons, Nelson and Simonsohn (2011), Psychological Science 22, "False-positive psychology". Armitage, McPherson and
Rowe (1969), JRSS A 132, 235-244. Pocock (1977), Biometrika 64, 191-199.
)";

constexpr std::size_t most_looks = 50;  // what the recursion takes

bool is_win(const std::optional<double>& p, double alpha) { return p && *p < alpha; }

bool is_at_fewer_runs(const Look& look, const Comparison& comparison) {
  const std::int64_t own = comparison.method_side.n;
  const std::int64_t other = comparison.against_side.n;
  return look.n_method <= own && look.n_against <= other && look.n_method + look.n_against < own + other;
}

// The last look at each number of runs that was smaller than the present one, by number of runs.
std::vector<Look> earlier_looks(const Study& study, const Comparison& comparison) {
  std::vector<Look> looks;
  for (const Look& logged : study.records().looks) {
    const auto look = as_look_at(study, comparison, logged);
    if (!look || !is_at_fewer_runs(*look, comparison) || look->n_method < 2 || look->n_against < 2) continue;
    const bool grown =
        looks.empty() || looks.back().n_method < look->n_method || looks.back().n_against < look->n_against;
    if (grown) {
      looks.push_back(*look);
    } else {
      looks.back() = *look;
    }
  }
  return looks;
}

bool plans(const ClaimFields& fields) {
  const auto planned = fields.find("planned_n");
  return (planned != fields.end() && planned->second != "none") || fields.contains("looks") ||
         fields.contains("design");
}

// A plan that stands in the study file counts, unless the claim was registered without it when it was first
// looked at.
bool is_planned_before(const Study& study, const Claim& claim, double first_look) {
  if (!claim.planned_n && claim.looks.empty() && claim.design.empty()) return false;
  const ClaimHistory history = claim_history(study, claim.id, first_look);
  if (!history.first_registered) return true;
  return history.last_before != nullptr && plans(fields_of(history.last_before->definition));
}

double information(double own, double other) { return own * other / (own + other); }

// The chance that a study without any gain shows one at one of these looks, each tested at `alpha`: the
// statistics are taken as normal, with the information of their numbers of runs.
std::optional<double> chance_of_a_win(const std::vector<Look>& looks, const Comparison& now, double alpha) {
  if (looks.size() + 1 > most_looks) return std::nullopt;
  const auto one_look = stats::pocock_design(1, alpha);
  const double all =
      information(static_cast<double>(now.method_side.n), static_cast<double>(now.against_side.n));
  stats::GroupSequentialDesign design;
  design.alpha = alpha;
  design.alternative = stats::Alternative::two_sided;
  design.method = "unadjusted";
  for (const Look& look : looks) {
    const double share =
        information(static_cast<double>(look.n_method), static_cast<double>(look.n_against)) / all;
    if (!design.information.empty() && share <= design.information.back()) continue;
    design.information.push_back(share);
  }
  design.information.push_back(1.0);
  design.critical_values.assign(design.information.size(), one_look.critical_values.front());
  design.nominal_p.assign(design.information.size(), alpha);
  return stats::group_sequential_power(design, 0.0);
}

std::string looks_text(const std::vector<Look>& looks, const Comparison& now) {
  std::vector<Name> parts;
  for (const Look& look : looks) {
    parts.emplace_back(fmt::format("{} v {} runs ({})", look.n_method, look.n_against,
                                   look.p_value ? "p = " + quantity(*look.p_value, 2) : "no test"));
  }
  return fmt::format("{}, and now at {} v {} (p = {})", list(parts), now.method_side.n, now.against_side.n,
                     quantity(*now.p, 2));
}

Finding base(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
             const std::vector<Look>& looks) {
  Finding finding = about(evaluation, comparison);
  const std::int64_t fresh = comparison.method_side.n + comparison.against_side.n;
  finding.evidence = {{"earlier_looks", static_cast<std::int64_t>(looks.size())}, {"p", *comparison.p}};
  finding.remedy = remedy_with_cost(
      fmt::format("take the runs so far as a pilot, register planned_n = {}, and run fresh seeds: {}",
                  std::max(comparison.method_side.n, comparison.against_side.n), count(fresh, "run")),
      fresh, cost_of_runs(study, comparison, fresh));
  return finding;
}

void report_growth(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                   const std::vector<Look>& looks, FindingSink& out) {
  const double alpha = study.file().alpha;
  const auto all_looks = static_cast<int>(std::min(looks.size() + 1, most_looks));
  const double boundary = stats::pocock_design(all_looks, alpha).nominal_p.front();
  const bool holds = *comparison.p <= boundary;
  Finding finding = base(study, evaluation, comparison, looks);
  finding.severity = holds ? Severity::note : Severity::warning;
  finding.message = fmt::format(
      "no number of runs was planned, and {} was compared with {} on {} until it won: at {}",
      comparison.method.str(), comparison.against.str(), where(comparison), looks_text(looks, comparison));
  if (const auto chance = chance_of_a_win(looks, comparison, alpha)) {
    finding.message +=
        fmt::format("; without any gain {} % of such studies find one", quantity(100.0 * *chance, 2));
    finding.evidence.push_back({"chance_of_a_win", *chance});
  }
  finding.message +=
      fmt::format("; Pocock's boundary for {} is p = {}, which this {}", count(all_looks, "look"),
                  quantity(boundary, 2), holds ? "passes" : "does not pass");
  finding.evidence.push_back({"pocock_boundary", boundary});
  out.add(std::move(finding));
}

// The look at the planned number of runs, when it showed no win.
const Look* lost_at_plan(const std::vector<Look>& looks, std::int64_t planned, double alpha) {
  const auto found = std::ranges::find_if(
      looks, [&](const Look& look) { return look.n_method == planned && look.n_against == planned; });
  return found == looks.end() || is_win(found->p_value, alpha) ? nullptr : &*found;
}

void check_comparison(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                      const std::vector<Look>& looks, FindingSink& out) {
  const double alpha = study.file().alpha;
  if (comparison.verdict != Verdict::superior || !comparison.p) return;
  const Claim& claim = evaluation.claim;
  if (is_planned_before(study, claim, looks.front().at)) {
    const Look* lost = claim.planned_n ? lost_at_plan(looks, *claim.planned_n, alpha) : nullptr;
    const bool planned_look = std::ranges::find(claim.looks, comparison.method_side.n) != claim.looks.end();
    if (lost == nullptr || planned_look) return;
    Finding finding = base(study, evaluation, comparison, looks);
    finding.severity = Severity::error;
    finding.message = fmt::format(
        "{} runs of each arm were planned; there {} had not won on {}, and it won after more were added: at "
        "{}",
        *claim.planned_n, claim.method.str(), where(comparison), looks_text(looks, comparison));
    finding.evidence.push_back({"planned_n", *claim.planned_n});
    out.add(std::move(finding));
    return;
  }
  const bool any_win =
      std::ranges::any_of(looks, [&](const Look& look) { return is_win(look.p_value, alpha); });
  if (static_cast<double>(looks.size()) >= out.option("looks") && !any_win)
    report_growth(study, evaluation, comparison, looks, out);
}

void check(const Study& study, FindingSink& out) {
  bool any_earlier = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Comparison& comparison : evaluation.comparisons) {
      const auto looks = earlier_looks(study, comparison);
      any_earlier = any_earlier || !looks.empty();
      if (!looks.empty() && evaluation.claims_superiority() && !evaluation.claim.exploratory)
        check_comparison(study, evaluation, comparison, looks, out);
    }
  }
  if (!any_earlier && !study.evaluations().empty()) {
    out.add(not_applicable("no look at fewer runs than there are now is logged",
                           "`gainsay audit` and `gainsay compare` log every look from now on"));
  }
}

}  // namespace

Rule optional_stopping() {
  return {.code = "PR505",
          .name = "optional-stopping",
          .summary = "runs that were added, look by look, until the claim won",
          .group = "PR protocol and forking paths",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"looks", 2, "earlier looks at fewer runs, without a win, from which on it fires"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
