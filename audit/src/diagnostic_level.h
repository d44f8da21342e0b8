#pragma once

#include <cstdint>

// Diagnostics ask whether a study is odd, and a fine study is to be called odd in no more than 5 % of cases,
// however many of them look at it. They share that budget (Bonferroni); it is apart from the level of the
// claims.
namespace gainsay::audit {

inline constexpr double diagnostic_budget = 0.05;
// ST111 fragile-result, GE304 one-dataset-carries, PR504 unreported-runs, RP802 mixed-code.
inline constexpr double diagnostic_rules = 4.0;

// The level of each of the `tests` tests (at least 1) that one of these rules makes in a study.
inline double diagnostic_level(std::int64_t tests) {
  return diagnostic_budget / diagnostic_rules / static_cast<double>(tests);
}

}  // namespace gainsay::audit
