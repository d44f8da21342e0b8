#pragma once

#include <map>
#include <optional>
#include <string>

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

}  // namespace gainsay::audit
