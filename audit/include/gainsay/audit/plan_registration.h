#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/study.h"
#include "gainsay/stats/group_sequential.h"

// What a study commits itself to before its final runs.
namespace gainsay::audit {

struct ClaimPlan {
  Claim claim;         // resolved; with planned_n or looks, or an anytime design
  std::string test;    // declared, or the default of its pairing
  std::string design;  // "one look", "pocock", ..., "anytime"
  std::optional<stats::GroupSequentialDesign> boundary;  // only with more than one look
  std::int64_t final_runs = 0;  // of the claimed method that are there already: a plan comes before them
};

// The plans of the declared claims (of one, where `claim` is not empty), in file order; exploratory claims
// plan nothing. Throws tracker::FormatError where such a claim says neither planned_n nor looks nor an
// anytime design, naming what to add, and tracker::NotFoundError where no claim is left.
std::vector<ClaimPlan> plans_to_register(const Study& study, const std::string& claim);

}  // namespace gainsay::audit
