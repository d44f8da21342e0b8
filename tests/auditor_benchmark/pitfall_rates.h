#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "gainsay/audit/rule.h"

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/trials.h"

namespace auditor_benchmark {

// How often one rule flags the studies of one pitfall.
struct PitfallRates {
  const Pitfall* pitfall = nullptr;
  const gainsay::audit::Rule* rule = nullptr;
  Rate sound;       // studies without the pitfall, fit for it
  Rate look_alike;  // studies with what looks like it
  std::array<Rate, n_doses> recalled;
  std::array<Rate, n_doses> right_subject;  // of those that were flagged, where a finding names the subject
  Rate fewer_than_five;                     // at the largest dose, by the floor auditors
  Rate raw_welch;
};

// Every pitfall, `tries` studies of each kind.
std::vector<PitfallRates> pitfall_rates(std::int64_t tries);
PitfallRates rates_of(const Pitfall& pitfall, std::int64_t tries);

}  // namespace auditor_benchmark
