#include "suppressions.h"

namespace gainsay::audit {

bool has_expired(const Suppression& suppression, const std::string& today) {
  return !suppression.until.empty() && !today.empty() && suppression.until < today;
}

bool covers(const Suppression& suppression, const Finding& finding) {
  const bool asks = finding.kind == FindingKind::fail || finding.kind == FindingKind::open ||
                    finding.kind == FindingKind::review;
  return asks && (suppression.rule == finding.rule || suppression.rule == finding.name) &&
         (suppression.claim.empty() || suppression.claim == finding.claim) &&
         (suppression.method.empty() || suppression.method == finding.method) &&
         (suppression.dataset.empty() || suppression.dataset == finding.dataset);
}

}  // namespace gainsay::audit
