#pragma once

#include <string>
#include <vector>

#include "auditor_benchmark/evidence_rates.h"
#include "auditor_benchmark/pitfall_rates.h"
#include "auditor_benchmark/remedy_adequacy.h"
#include "auditor_benchmark/sound_studies.h"

namespace auditor_benchmark {

// How many simulated studies of each kind.
struct Effort {
  std::int64_t sound_studies;
  std::int64_t per_pitfall;
  std::int64_t per_evidence_cell;
  std::int64_t per_remedy_cell;
};
constexpr Effort whole{2000, 100, 1000, 500};

struct Measured {
  SoundStudies sound;
  std::vector<PitfallRates> pitfalls;
  std::vector<EvidenceCell> evidence;
  std::vector<RemedyCell> remedies;
};

Measured measure(const Effort& effort);

// A figure that the auditor is held to.
struct Bound {
  std::string figure;
  std::string bound;
  std::string measured;
  bool holds = false;
};
std::vector<Bound> bounds(const Measured& measured);

// docs/auditor.md.
std::string page(const Measured& measured);

}  // namespace auditor_benchmark
