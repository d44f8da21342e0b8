#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/finding.h"
#include "gainsay/audit/study.h"

// What rules about evidence ask of a claim's design: how many runs each side has, whether they count as
// independent, and what the study could have seen.
namespace gainsay::audit {

// The smallest effect in the unit of the claim's estimates; nothing when none is declared or the estimates
// are ratios, ranks or spreads.
std::optional<double> margin_of_estimates(const ClaimEvaluation& evaluation);

// Declared deterministic or trivial: nothing in it varies from seed to seed.
bool one_run_is_enough(const Study& study, Name method);

// The claim pairs by item and both arms have item scores, so that the items and not the runs are counted.
bool counts_items(const Study& study, const Claim& claim, const Comparison& comparison);

// Runs that an arm of the claim is asked to have where it has none: one where the items are what is counted,
// else five seeds, the fewest whose exact test reaches 1 %.
std::int64_t runs_asked_for(const Claim& claim);

// The datasets are a sample and were tested as such: the spread between runs is part of the spread between
// datasets.
bool counts_datasets(const ClaimEvaluation& evaluation, Name against);

// The comparisons with `against`, one a dataset, that `holds` is true of.
std::vector<const Comparison*> comparisons_with(const ClaimEvaluation& evaluation, Name against,
                                                const std::function<bool(const Comparison&)>& holds);

// The seeds that bring every arm of these comparisons to `wanted`, with their cost. Arms that need one run
// only, and numbers copied from papers, are left out.
Remedy seeds_up_to(const Study& study, const std::vector<const Comparison*>& comparisons,
                   std::int64_t wanted);

// Names of the datasets of these comparisons.
std::vector<Name> datasets_of(const std::vector<const Comparison*>& comparisons);

// The spread of one run, pooled over both arms of a comparison of unpaired runs on one dataset; nothing for
// any other.
std::optional<double> spread_of_runs(const Study& study, const Claim& claim, const Comparison& comparison);

// Runs that both arms lack to have `wanted` seeds each.
std::int64_t missing_runs(const Comparison& comparison, std::int64_t wanted);

}  // namespace gainsay::audit
