#pragma once

#include <string>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/study.h"

// What claims would say had some runs not been made.
namespace gainsay::audit {

// The same study with these runs excluded for `reason`; all claims are judged anew.
Study study_without(const Study& study, const std::vector<const tracker::Run*>& runs,
                    const std::string& reason);

// The evaluation of the claim with that id; null where there is none, as for a claim that was inferred from
// runs that are no longer there.
const ClaimEvaluation* find_evaluation(const Study& study, const std::string& claim);

}  // namespace gainsay::audit
