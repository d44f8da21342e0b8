#pragma once

#include <vector>

#include "gainsay/audit/finding.h"
#include "gainsay/audit/value_card.h"

// What a reviewer may hold against novelty and problem size, found by heuristics that say what they saw.
namespace gainsay::audit {

// An argument by misconception, a tweaked loss, two old models stacked, a new name. Without a declared
// [value.novelty]: none.
std::vector<ValueConcern> novelty_concerns(const Study& study);

// Nobody who has the problem, an old problem in a new shell, obscure datasets alone. Without a declared
// [value.problem_size]: none.
std::vector<ValueConcern> problem_size_concerns(const Study& study);

// One note about the study that says them all. concerns: at least one.
Finding finding_of(const std::vector<ValueConcern>& concerns);

}  // namespace gainsay::audit
