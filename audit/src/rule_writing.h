#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/finding.h"
#include "gainsay/audit/rule.h"
#include "gainsay/audit/study.h"

// What rules have in common: subjects, numbers as text, and remedies with their cost.
namespace gainsay::audit {

// A finding whose subject is the claim, or one of its comparisons (with the ids of the runs it rests on).
Finding about(const ClaimEvaluation& evaluation);
Finding about(const ClaimEvaluation& evaluation, const Comparison& comparison);
// The ids of the runs on both sides, the method's first.
void add_runs(Finding& finding, const Comparison& comparison);

// Said once where a rule cannot look because something was not recorded or declared; `field` is what would
// enable it.
Finding not_applicable(const std::string& why, const std::string& field);

// A number for a reader: up to `digits` significant digits, no exponent between 1e-4 and 1e6; a number that
// fewer digits give exactly has no zeros after them ("0.01", "95").
std::string quantity(double value, int digits = 3);
// With its sign: "+0.012".
std::string signed_quantity(double value, int digits = 3);
// "1 run", "3 runs".
std::string count(std::int64_t n, const std::string& singular);
// "a", "a and b", "a, b and c"; of more than seven names four: "a, b, c, d and 26 more".
std::string list(const std::vector<Name>& names);
// Seconds for a reader: "42 s", "5.2 min", "3.1 h".
std::string duration(double seconds);
// "digits", or "3 datasets (digits, wine and iris)".
std::string where(const Comparison& comparison);
// "+0.0012 [-0.003, 0.005] (95 % interval)".
std::string gain_text(const Comparison& comparison);

// Seconds that `runs` more runs of the comparison's two methods take, from recorded durations; nothing when
// none is recorded.
std::optional<double> cost_of_runs(const Study& study, const Comparison& comparison, std::int64_t runs);
// The same for one method on one dataset.
std::optional<double> cost_of_runs(const Study& study, Name method, Name dataset, std::int64_t runs);

// The items that would decide a comparison by item, which has `items->wanted`.
Remedy more_items(const Study& study, const Comparison& comparison);

// The seeds that would decide the comparison, or its items where it pairs by item, at the spread seen and at
// its upper bound, with their cost.
// Without a declared smallest effect: a text that asks for one.
Remedy more_seeds(const Study& study, const Comparison& comparison);

// The text with " (about 5.2 min)" after it when the cost is known.
Remedy remedy_with_cost(std::string text, std::int64_t runs, std::optional<double> cost_seconds);

// The claim says that its method, a declared patch, cures the target that it is compared with: there the
// target is the one right comparison.
bool is_about_a_cure(const Study& study, const Claim& claim);

// True when the claim's own words contain one of `words` as a whole word, whatever the case.
bool says_any_of(const Claim& claim, const std::vector<std::string>& words);

}  // namespace gainsay::audit
