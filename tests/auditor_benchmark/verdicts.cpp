#include "auditor_benchmark/verdicts.h"

#include <algorithm>

#include <fmt/format.h>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/claim_evaluation.h"

#include "auditor_benchmark/flagged.h"

namespace auditor_benchmark {

using gainsay::audit::ClaimEvaluation;
using gainsay::audit::Finding;

Verdicts verdicts_of(const gainsay::audit::Study& study) {
  Verdicts verdicts;
  for (const ClaimEvaluation& evaluation : study.evaluations())
    verdicts.insert(fmt::format("{} is {}", evaluation.claim.id, to_string(evaluation.verdict)));
  for (const Finding& finding : gainsay::audit::run_audit(study, {}).findings) {
    if (!is_flag(finding)) continue;
    verdicts.insert(fmt::format("{} {} {} claim {} {} against {} on {}", finding.rule,
                                to_string(finding.kind), to_string(finding.severity), finding.claim,
                                finding.method.str(), finding.against.str(), finding.dataset.str()));
  }
  return verdicts;
}

std::string difference(const Verdicts& before, const Verdicts& after) {
  std::string text;
  for (const std::string& line : before) {
    if (!after.contains(line)) text += "\n- " + line;
  }
  for (const std::string& line : after) {
    if (!before.contains(line)) text += "\n+ " + line;
  }
  return text;
}

SimulatedStudy study_with(const Pitfall& pitfall, gainsay::stats::RandomStream& random) {
  StudyDesign design = draw_design(random);
  design.n_datasets = std::min(design.n_datasets, 4);
  design.n_seeds = std::min(design.n_seeds, 8);
  if (pitfall.fit != nullptr) pitfall.fit(design);
  SimulatedStudy study = simulate(design, random);
  study.claim().text = "Ours is better.";
  pitfall.inject(study, random, 1);
  return study;
}

}  // namespace auditor_benchmark
