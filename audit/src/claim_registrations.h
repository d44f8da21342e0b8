#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/study.h"

// What the registrations of a claim prove about what came first.
namespace gainsay::audit {

// A definition ("kind=improves;method=bn;...", see claim_definition()) by field; the order in which
// comparators and datasets are listed is no part of it.
using ClaimFields = std::map<std::string, std::string>;
ClaimFields fields_of(const std::string& definition);

struct ClaimHistory {
  std::optional<double> first_registered;          // seconds since the epoch; nothing when it never was
  const ClaimRegistration* last_before = nullptr;  // the one that counted at the moment that was asked for
};

// The registrations of claim `id`, looked at from `moment` (seconds since the epoch).
ClaimHistory claim_history(const Study& study, const std::string& id, double moment);

struct ClaimChanges {
  std::vector<std::string> fields;
  std::string text;  // "metric: accuracy -> f1, planned_n: 10 -> 5"
};

// What of a claim is not as it was registered. A default that was spelt out before, or is now left to be
// filled in alike, is no change. evaluation: of the claim; declared: as the study file has it.
ClaimChanges changes_since(const Study& study, const ClaimEvaluation& evaluation, const Claim& declared,
                           const ClaimRegistration& registration);

// When the first result of the claimed method was there, in seconds since the epoch; nothing when no run
// tells its time.
std::optional<double> first_result_at(const Study& study, const Claim& claim);

}  // namespace gainsay::audit
