#include "evidence_runs.h"

#include <algorithm>

#include "gainsay/audit/claim_evaluation.h"

namespace gainsay::audit {

std::map<Name, std::vector<const tracker::Run*>> evidence_runs_by_method(const Study& study) {
  std::map<Name, std::vector<const tracker::Run*>> runs;
  for (const Arm* arm : arms_of_claims(study)) {
    auto& of_method = runs[arm->method];
    of_method.insert(of_method.end(), arm->evidence.begin(), arm->evidence.end());
  }
  for (auto& [method, of_method] : runs) {
    std::ranges::sort(of_method);  // all point into study.runs()
    const auto doubled = std::unique(of_method.begin(), of_method.end());
    of_method.erase(doubled, of_method.end());
  }
  return runs;
}

std::vector<const Arm*> arms_of_claims(const Study& study) {
  std::map<ArmKey, const Arm*> arms;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    std::vector<Name> methods = claim.against;
    methods.push_back(claim.method);
    for (const Name method : methods) {
      for (const Name dataset : claim.datasets) {
        const Arm& arm = study.arm(method, dataset, claim.metric);
        if (arm.n() > 0) arms[{arm.method, arm.dataset, arm.metric}] = &arm;
      }
    }
  }
  std::vector<const Arm*> ordered;
  for (const auto& [key, arm] : arms) ordered.push_back(arm);
  return ordered;
}

std::vector<std::string> ids_of(const std::vector<const tracker::Run*>& runs) {
  std::vector<std::string> ids;
  ids.reserve(runs.size());
  for (const tracker::Run* run : runs) ids.push_back(run->id);
  return ids;
}

std::optional<double> cost_of_again(const Study& study, const std::vector<const tracker::Run*>& runs) {
  double sum = 0.0;
  for (const tracker::Run* run : runs) {
    auto seconds = run_seconds(*run);
    if (!seconds) seconds = study.typical_seconds(run->method, run->dataset);
    if (!seconds) return std::nullopt;
    sum += *seconds;
  }
  return sum;
}

}  // namespace gainsay::audit
