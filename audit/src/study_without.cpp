#include "study_without.h"

#include <algorithm>
#include <set>
#include <utility>

namespace gainsay::audit {

Study study_without(const Study& study, const std::vector<const tracker::Run*>& runs,
                    const std::string& reason) {
  std::set<std::string> ids;
  for (const tracker::Run* run : runs) ids.insert(run->id);
  Records records = study.records();
  for (tracker::Run& run : records.runs) {
    if (ids.contains(run.id)) run.excluded = tracker::Exclusion{.reason = reason, .at = {}};
  }
  return {study.file(), std::move(records)};
}

const ClaimEvaluation* find_evaluation(const Study& study, const std::string& claim) {
  const auto found = std::ranges::find_if(
      study.evaluations(), [&](const ClaimEvaluation& evaluation) { return evaluation.claim.id == claim; });
  return found == study.evaluations().end() ? nullptr : &*found;
}

}  // namespace gainsay::audit
