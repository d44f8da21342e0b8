#pragma once

#include "wording.h"

// Words of claims that promise more than a number.
namespace gainsay::audit::claim_wording {

extern const Wording marginal;     // "marginally significant"
extern const Wording significant;  // "significantly"
extern const Wording best;         // "state of the art"
extern const Wording always;       // "consistently"
extern const Wording general;      // "robust", "any"
extern const Wording causal;       // "because"

}  // namespace gainsay::audit::claim_wording
