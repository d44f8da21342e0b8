#include "gainsay/audit/plan_registration.h"

#include <fmt/format.h>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/tracker/error.h"

#include "sequential.h"

namespace gainsay::audit {
namespace {

void require_plan(const Study& study, const Claim& claim) {
  if (claim.planned_n || !claim.looks.empty() || claim.design == "anytime") return;
  throw tracker::FormatError(
      fmt::format("{}:{}", study.file().path, claim.line),
      fmt::format("claim {} says neither `planned_n` nor `looks`, so that it plans nothing", claim.id),
      "add planned_n = 10 (one look), looks = [5, 10, 15], or design = \"anytime\" with pairing = \"seed\"; "
      "`gainsay plan seeds` says how many runs a gain of the smallest effect needs");
}

std::string test_of(const Claim& claim) {
  if (claim.design == "anytime") return "anytime-t";
  if (!claim.test.empty()) return claim.test;
  switch (*claim.pairing) {
    case Pairing::seed:
      return "paired-t";
    case Pairing::fold:
      return "corrected-t";
    case Pairing::item:
      return "paired-items";
    case Pairing::none:
      break;
  }
  return "welch-t";
}

ClaimPlan plan_of(const Study& study, const Claim& claim) {
  require_plan(study, claim);
  ClaimPlan plan{claim, test_of(claim), design_of(claim), std::nullopt, 0};
  if (plan.design.empty()) plan.design = "one look";
  if (claim.looks.size() > 1) plan.boundary = boundary_of(claim, study.file().alpha);
  for (const Name dataset : claim.datasets)
    plan.final_runs += std::ssize(study.arm(claim.method, dataset, claim.metric).evidence);
  return plan;
}

}  // namespace

std::vector<ClaimPlan> plans_to_register(const Study& study, const std::string& claim) {
  std::vector<ClaimPlan> plans;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const bool asked = claim.empty() || evaluation.claim.id == claim;
    if (asked && !evaluation.claim.inferred && !evaluation.claim.exploratory)
      plans.push_back(plan_of(study, evaluation.claim));
  }
  if (!plans.empty()) return plans;
  throw tracker::NotFoundError(study.file().path,
                               claim.empty()
                                   ? "it declares no claim that is not exploratory"
                                   : fmt::format("there is no claim `{}` that could plan runs", claim),
                               "add a [[claims]] table, or see `gainsay claim list`");
}

}  // namespace gainsay::audit
