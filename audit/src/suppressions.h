#pragma once

#include <string>

#include "gainsay/audit/finding.h"
#include "gainsay/audit/study_file.h"

// What a [[suppress]] of the study file covers.
namespace gainsay::audit {

// Its last day is over. today: ISO date; empty: nothing expires.
bool has_expired(const Suppression& suppression, const std::string& today);

// The finding asks for something (it fails, is open or is for a human to judge), and it is of the rule and,
// where these are given, of the claim, method and dataset; whatever the day.
bool covers(const Suppression& suppression, const Finding& finding);

}  // namespace gainsay::audit
