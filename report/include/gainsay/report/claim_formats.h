#pragma once

#include <string>

#include "gainsay/audit/claim_sentence.h"
#include "gainsay/report/text_style.h"

// Claims as they are proposed and declared.
namespace gainsay::report {

// The [[claims]] table of a study file that declares the claim: keys that have their default are left out.
std::string claim_toml(const audit::Claim& claim);

// The proposal for a reader who is to confirm it: the table, what was assumed, what its words promise and
// what could not be read.
std::string claim_proposal_text(const audit::ClaimProposal& proposal, const TextStyle& style);

}  // namespace gainsay::report
