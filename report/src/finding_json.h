#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "gainsay/audit/finding.h"

// The parts of a finding that all JSON of audits shares.
namespace gainsay::report {

nlohmann::ordered_json evidence_json(const std::vector<audit::EvidenceEntry>& evidence);
nlohmann::ordered_json remedy_json(const audit::Remedy& remedy);

}  // namespace gainsay::report
