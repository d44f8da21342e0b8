#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/study.h"

namespace gainsay::audit {

// One run that the study lacks.
struct PlannedRun {
  Name method;
  Name dataset;
  std::int64_t seed = 0;
  std::string reason;                  // "claim C1 needs 17 seeds per arm to decide"
  std::optional<double> cost_seconds;  // typical duration of such a run, where one is recorded
  std::vector<std::string> argv;       // a recorded command of the same kind with dataset and seed replaced;
                                       // empty when no recorded command shows how
};

struct Plan {
  std::string kind;                    // "seeds", "ablation" or "datasets"
  std::vector<PlannedRun> runs;        // ordered by method, dataset, seed; no run twice
  std::vector<std::string> notes;      // what is wanted but cannot be planned, and why
  std::optional<double> cost_seconds;  // of the runs whose cost is known; nothing when none is
};

struct PlanOptions {
  std::int64_t most_seeds_per_arm = 100;  // a comparison that needs more becomes a note
  std::string claim = {};                 // only what this claim needs; empty: all claims
};

// Seeds that bring every arm of every claim to: the planned_n of its claim, at least 5, and what an undecided
// comparison needs for the study's power at its smallest effect. Seeds that the other arm already has come
// first.
Plan plan_seeds(const Study& study, const PlanOptions& options);

// Runs of the ablations that a variant's components ask for: those declared but not run to the variant's
// number of seeds, and (as notes) components that no declared ablation removes.
Plan plan_ablations(const Study& study, const PlanOptions& options);

// Runs that complete the grid of each claim: every comparator and the method on every dataset of the claim,
// and one more dataset for a claim that rests on a single one (as a note when none is recorded).
Plan plan_datasets(const Study& study, const PlanOptions& options);

// The argv with the seed and the dataset of `run` replaced: an argument equal to the old value, or ending in
// "=" and the old value, when it stands alone or follows an option whose name contains "seed" (for the seed).
// Nothing when the seed does not appear, so that the new run would repeat the old one.
std::optional<std::vector<std::string>> command_for(const tracker::Run& run, Name dataset, std::int64_t seed);

}  // namespace gainsay::audit
