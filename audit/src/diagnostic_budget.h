#pragma once

#include <cstdint>

// Rules that ask whether a study is odd share one error budget: of studies in which nothing is odd, at most
// 5 % have any of them fire, however many rules and tests there are.
namespace gainsay::audit {

// The level of one test of a diagnostic rule: 5 %, divided by the number of diagnostic rules and by the
// number of tests that this rule makes in the study (Bonferroni).
// tests: at least 1. Throws std::domain_error for fewer.
double diagnostic_alpha(std::int64_t tests);

}  // namespace gainsay::audit
