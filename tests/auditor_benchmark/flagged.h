#pragma once

#include "gainsay/audit/finding.h"

namespace auditor_benchmark {

// The finding says that something is wrong, cannot be decided, or must be looked at by a human.
inline bool is_flag(const gainsay::audit::Finding& finding) {
  using gainsay::audit::FindingKind;
  return finding.kind == FindingKind::fail || finding.kind == FindingKind::open ||
         finding.kind == FindingKind::review;
}

}  // namespace auditor_benchmark
