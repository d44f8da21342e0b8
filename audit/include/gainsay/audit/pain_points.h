#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/study.h"

// Where a recorded method is weak: candidates for a patch.
namespace gainsay::audit {

// One place where the runs say that the method is weak.
struct PainPointCandidate {
  PainPoint pain_point = PainPoint::extreme_cases;  // what a patch would declare
  std::string what;                                 // "accuracy on wine"
  std::string reference;                            // what it is held against: "bn", "the other items"
  std::optional<double> value;                      // of the method, as recorded
  std::optional<double> reference_value;
  std::optional<double> shortfall;          // positive: the method is worse; in `unit`
  std::optional<stats::Interval> interval;  // of the shortfall, of this one alone
  std::string unit;                         // "": that of the metric; else "share of runs", ...
  std::string test;                         // "welch-t", ...; empty where there is none
  std::string reason;                       // why there is no test
  std::optional<double> p;
  std::optional<double> p_adjusted;  // Holm over every test that the search made
  double size = 0.0;   // shortfall as a share of the reference (steps: the log ratio of rates; spreads: how
                       // much larger the standard deviation is): the order within a rank
  std::string detail;  // seeds that failed, runs that did not get there, ...
  std::vector<std::string> evidence;  // what a patch would name under `evidence`; empty: nothing is needed
};

struct PainPointSearch {
  Name method;
  double alpha = 0.05;
  std::int64_t n_tests = 0;  // made, whether their outcome is shown or not
  // First those that a test shows after Holm at alpha, then those that it does not, then those without a
  // test; within each the largest size first, then by text.
  std::vector<PainPointCandidate> candidates;
  std::vector<std::string> not_searched;  // what could not be looked at, and why
  std::vector<Comparison> looks;          // the comparisons of means with other methods that are shown
};

// Searches the final runs of `method`:
// - each dataset against every other baseline and variant there, in the claimed quality metrics (without
//   claims: in all), in resource and in stability metrics, by Welch's t; of several that are better the one
//   by most is the candidate; and where a bounded metric has 3 datasets or more, its lowest against the mean
//   of the others;
// - groups of items (their clusters) against the other items, and the 10 % tail of the items' scores;
// - the spread over seeds against other methods (Brown and Forsythe, 3 runs or more), runs that failed
// (Fisher
//   exact), and seeds that lie 3.5 robust deviations or more on the bad side of the median (5 runs or more);
// - steps to 95 % of its own gain against other methods (log-rank, stratified by dataset), or where it stands
//   alone and needs more than half of its steps.
// Throws tracker::NotFoundError for a method that is neither declared nor recorded. Source of the robust
// deviation, 0.6745 (x - median) / MAD, and its limit: Iglewicz and Hoaglin (1993), How to detect and handle
// outliers.
PainPointSearch find_pain_points(const Study& study, Name method);

}  // namespace gainsay::audit
