#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/study.h"

// The runs that claims rest on, method by method.
namespace gainsay::audit {

// Evidence runs of every arm of every claim, each run once, in the order of study.runs().
std::map<Name, std::vector<const tracker::Run*>> evidence_runs_by_method(const Study& study);

// The arms that the claims rest on, each once, ordered by method, dataset and metric; without the empty ones.
std::vector<const Arm*> arms_of_claims(const Study& study);

std::vector<std::string> ids_of(const std::vector<const tracker::Run*>& runs);

// Seconds that making these runs again takes: their own durations, or what is typical where a run has none;
// nothing when no duration is known.
std::optional<double> cost_of_again(const Study& study, const std::vector<const tracker::Run*>& runs);

}  // namespace gainsay::audit
