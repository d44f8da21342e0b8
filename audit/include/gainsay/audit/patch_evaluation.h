#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/study.h"

// Whether a patch cures the pain point that it is declared for, and what it costs elsewhere.
namespace gainsay::audit {

// Units of estimates that are not in the metric's own.
inline constexpr std::string_view share_of_target = "share of the target's";
inline constexpr std::string_view log_ratio_of_rates = "log ratio of the rates of getting there";

enum class PatchVerdict : std::uint8_t {
  proved,       // a measurement of the pain point improved beyond the noise, and none got worse beyond it
  undecided,    // some measurement is better, and none is so beyond the noise
  not_cured,    // no measurement is better, or one got worse beyond the noise
  not_measured  // nothing that both methods recorded measures the pain point
};

// One thing that was measured in a patch and in its target.
struct PatchMeasurement {
  std::string measure;    // "accuracy_rare", "worst group of accuracy", "steps to 0.93 in val_accuracy"
  std::string unit;       // of the estimate: "" for the metric's own, else as above
  Comparison comparison;  // patch against target; p_adjusted is Holm's over the measurements beside it

  // After Holm, at the study's alpha.
  bool is_better(double alpha) const;
  bool is_worse(double alpha) const;
};

struct PatchEvaluation {
  Patch patch;
  PatchVerdict verdict = PatchVerdict::not_measured;
  std::string reason;  // one sentence
  std::string cost;  // what got worse elsewhere beyond the noise, one sentence; empty where nothing is known
  std::vector<PatchMeasurement> evidence;  // of the pain point itself
  std::vector<PatchMeasurement>
      elsewhere;  // every metric that both recorded, where it is no evidence, and failed runs
};

std::string_view to_string(PatchVerdict verdict);  // "proved", "undecided", "not cured", "not measured"

// Every declared patch, in file order. The evidence is a claim of the fitting kind against the target (more
// stable, converges faster, faster or cheaper, generalises), else what the patch names under `evidence` (a
// metric, a part of a metric's name, a dataset, a group of items, a curve), else what its kind asks for:
// extreme cases: per run the worst group of the items and their 10 % tail, where item scores are recorded;
// bottleneck: resource metrics; unstable training: stability metrics, the spread of the claimed metric over
// seeds from 10 an arm on, and the share of failed runs where any failed; slow convergence: steps to 95 % of
// what the target gains at its median run, by curves, runs that do not get there censored, or a metric that
// counts steps; missing function and poor generalisation: the claimed metric domain by domain, where both
// were run in two domains or more.
std::vector<PatchEvaluation> evaluate_patches(const Study& study);

}  // namespace gainsay::audit
