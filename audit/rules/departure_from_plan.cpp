#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "claim_registrations.h"
#include "logged_looks.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Holds each claim against the plan that was registered for it before its first result (`gainsay plan register`), and fires
for looks at numbers of runs that were not planned, for more runs of an arm than planned, for a win with fewer, and for
seeds that are not the registered ones. A look before the planned number of runs is a note where the plan has one look:
nothing was decided by it as long as the runs went on. Another test, other looks or another design than registered are
changes of the claim: PR508 names them.

## Why it matters
The level that a plan promises holds for that plan. Two looks that were not planned, at 5 and 10 of 15 runs, each tested at
5 %, raise the chance of a false win to 10.7 % (Armitage, McPherson and Rowe); choosing which seeds count raises it as far
as one likes.

## Example
Registered: looks = [5, 10, 15], seeds 1 to 15. Compared at 7 runs as well, and reported with seed 23 in place of 4.

## What to do instead
Say so where the claim is made. Exclude runs that were not planned with that as the reason, or declare the claim
`exploratory` and register a new plan for fresh seeds. `gainsay audit` shows no p between planned looks, so that it can be
run at any time; `gainsay compare` shows and logs what it is asked for.

## When it is wrong
When a planned seed cannot be run at all and another was taken for it before any result was seen: exclude nothing, and
suppress the finding with that reason.

## References
Jennison and Turnbull (2000), "Group sequential methods with applications to clinical trials". Armitage, McPherson and Rowe
(1969), JRSS A 132, 235-244. Nosek et al. (2018), PNAS 115(11), "The preregistration revolution".
)";

std::vector<std::int64_t> numbers_in(const ClaimFields& fields, const std::string& field) {
  std::vector<std::int64_t> numbers;
  const auto found = fields.find(field);
  if (found == fields.end()) return numbers;
  std::istringstream input(found->second);
  for (std::string part; std::getline(input, part, ',');) {
    if (part != "none") numbers.push_back(std::stoll(part));
  }
  return numbers;
}

// What was registered before the first result.
struct Plan {
  double registered_at = 0.0;
  std::vector<std::int64_t> looks;  // the last one is the planned number of runs; empty: at any time
  std::vector<std::int64_t> seeds;
};

std::optional<Plan> plan_of(const Study& study, const Claim& claim) {
  const auto first_result = first_result_at(study, claim);
  if (!first_result) return std::nullopt;
  const ClaimHistory history = claim_history(study, claim.id, *first_result);
  if (history.last_before == nullptr) return std::nullopt;
  const ClaimFields fields = fields_of(history.last_before->definition);
  Plan plan{history.last_before->registered_at, numbers_in(fields, "looks"), numbers_in(fields, "seeds")};
  if (plan.looks.empty()) plan.looks = numbers_in(fields, "planned_n");
  const bool anytime = fields.contains("design") && fields.at("design") == "anytime";
  if (anytime) plan.looks.clear();
  return plan.looks.empty() && plan.seeds.empty() && !anytime ? std::nullopt : std::optional(plan);
}

Finding base(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
             const Plan& plan, std::string_view topic) {
  Finding finding = about(evaluation, comparison);
  finding.topic = topic;
  finding.severity = Severity::warning;
  finding.evidence = {{"registered_at", tracker::format_time(plan.registered_at)}};
  const std::int64_t n = plan.looks.empty() ? std::ssize(plan.seeds) : plan.looks.back();
  finding.remedy = remedy_with_cost(fmt::format("say so beside the claim; or declare exploratory = true, "
                                                "register a new plan and run fresh seeds: {}",
                                                count(2 * n, "run")),
                                    2 * n, cost_of_runs(study, comparison, 2 * n));
  return finding;
}

std::int64_t runs_at(const Look& look) { return std::min(look.n_method, look.n_against); }

// Numbers of runs at which the comparison was looked at since the registration, and was not to be.
std::set<std::int64_t> unplanned_looks(const Study& study, const Comparison& comparison, const Plan& plan) {
  std::set<std::int64_t> unplanned;
  for (const Look& logged : study.records().looks) {
    if (logged.at <= plan.registered_at || !logged.p_value) continue;
    const auto look = as_look_at(study, comparison, logged);
    if (look && std::ranges::find(plan.looks, runs_at(*look)) == plan.looks.end() &&
        runs_at(*look) < plan.looks.back())
      unplanned.insert(runs_at(*look));
  }
  return unplanned;
}

void check_looks(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                 const Plan& plan, FindingSink& out) {
  const auto unplanned = unplanned_looks(study, comparison, plan);
  if (unplanned.empty()) return;
  Finding finding = base(study, evaluation, comparison, plan, "looks");
  if (plan.looks.size() == 1) finding.severity = Severity::note;
  finding.message = fmt::format(
      "{} was compared with {} on {} at {} runs, and the plan of {} has its looks at {}",
      comparison.method.str(), comparison.against.str(), where(comparison), fmt::join(unplanned, ", "),
      tracker::format_time(plan.registered_at), fmt::join(plan.looks, ", "));
  finding.evidence.push_back({"unplanned_looks", static_cast<std::int64_t>(unplanned.size())});
  finding.evidence.push_back({"planned_looks", static_cast<std::int64_t>(plan.looks.size())});
  out.add(std::move(finding));
}

void check_runs(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                const Plan& plan, FindingSink& out) {
  const std::int64_t most = std::max(comparison.method_side.n, comparison.against_side.n);
  const std::int64_t least = std::min(comparison.method_side.n, comparison.against_side.n);
  const std::int64_t planned = plan.looks.back();
  const bool stopped_early =
      plan.looks.size() == 1 && least > 0 && least < planned && comparison.verdict == Verdict::superior;
  if (most <= planned && !stopped_early) return;
  Finding finding = base(study, evaluation, comparison, plan, "runs");
  finding.message = fmt::format("{} and {} runs of {} and {} on {}, where {} of each were registered on {}",
                                comparison.method_side.n, comparison.against_side.n, comparison.method.str(),
                                comparison.against.str(), where(comparison), planned,
                                tracker::format_time(plan.registered_at));
  if (most <= planned) finding.message += ": it is called a win before the plan is done";
  finding.evidence.push_back({"planned_n", planned});
  out.add(std::move(finding));
}

std::set<std::int64_t> seeds_of(const Study& study, Name method, const Comparison& comparison) {
  std::set<std::int64_t> seeds;
  for (const Observation& observation :
       study.arm(method, comparison.dataset, comparison.metric).observations) {
    if (observation.seed) seeds.insert(*observation.seed);
  }
  return seeds;
}

void check_seeds(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                 const Plan& plan, FindingSink& out) {
  const std::set<std::int64_t> registered(plan.seeds.begin(), plan.seeds.end());
  for (const Name method : {comparison.method, comparison.against}) {
    const auto used = seeds_of(study, method, comparison);
    std::vector<std::int64_t> others;
    std::ranges::set_difference(used, registered, std::back_inserter(others));
    if (others.empty()) continue;
    Finding finding = base(study, evaluation, comparison, plan, "seeds of " + method.str());
    finding.message = fmt::format("{} of {} on {} {} not among the {} registered on {}: {}",
                                  count(std::ssize(others), "seed"), method.str(), where(comparison),
                                  others.size() == 1 ? "is" : "are", plan.seeds.size(),
                                  tracker::format_time(plan.registered_at), fmt::join(others, ", "));
    finding.evidence.push_back({"other_seeds", std::ssize(others)});
    out.add(std::move(finding));
  }
}

bool lacks_seeds(const Study& study, const Comparison& comparison) {
  return std::ranges::any_of(std::array{comparison.method, comparison.against}, [&](Name method) {
    const auto& observations = study.arm(method, comparison.dataset, comparison.metric).observations;
    return std::ranges::any_of(observations, [](const Observation& one) { return !one.seed; });
  });
}

void check(const Study& study, FindingSink& out) {
  bool any_plan = false;
  bool any_without_seed = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const auto plan = plan_of(study, evaluation.claim);
    if (!plan || evaluation.claim.exploratory) continue;
    any_plan = true;
    for (const Comparison& comparison : evaluation.comparisons) {
      if (!plan->looks.empty()) check_looks(study, evaluation, comparison, *plan, out);
      if (!plan->looks.empty()) check_runs(study, evaluation, comparison, *plan, out);
      if (!plan->seeds.empty()) check_seeds(study, evaluation, comparison, *plan, out);
      any_without_seed |= !plan->seeds.empty() && lacks_seeds(study, comparison);
    }
  }
  if (any_without_seed) {
    out.add(not_applicable("seeds were registered, and runs of a claim have none recorded",
                           "record the `seed` of every run"));
  }
  if (!any_plan && !study.evaluations().empty()) {
    out.add(not_applicable("no plan was registered before the first result of a claim",
                           "declare planned_n or looks, and `gainsay plan register` before the final runs"));
  }
}

}  // namespace

Rule departure_from_plan() {
  return {.code = "PR512",
          .name = "departure-from-plan",
          .summary = "other looks, runs or seeds than the registered plan has",
          .group = "PR protocol and forking paths",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
