#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gainsay/stats/estimate.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

#include "claim_design.h"
#include "diagnostic_budget.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
For claims about an average over three or more datasets, compares the gain on each dataset with the mean gain on the
others (Welch's degrees of freedom; at this rule's share of the 5 % that all diagnostics of a study have together). Where
one stands out it fires if that dataset gives more than 60 % of the summed gain, if the verdict or the sign of the
average changes without it, or if half of the datasets or more show no gain at all.

## Why it matters
A mean over datasets is the mean of its largest gain first. In Atari benchmarks a few games decide who has the best mean,
and medians and ranks tell another story. "Better on average" is then a statement about one dataset.

## Example
Gains of 0.06, 0.001, 0.000 and -0.001: the average is 0.015, and without the first dataset nothing.

## What to do instead
Report the gain on each dataset, with Holm's adjustment, and the signed-rank test over the datasets, which reaches 5 %
from six datasets on; or claim the gain for the dataset that has it.

## When it is wrong
When that dataset is the one that matters, and the others check that nothing is lost: say so (`quantifier = "some"`). The
60 % is a convention, an option of the rule; below it one of four datasets has twice the share it would have among equals.

## References
Demsar (2006), JMLR 7. Agarwal et al. (2021), NeurIPS, "Deep reinforcement learning at the edge of the statistical
precipice". Benavoli, Corani and Mangili (2016), JMLR 17, on mean ranks that depend on the other methods.
)";

constexpr std::size_t least_datasets = 3;
constexpr std::int64_t datasets_for_ranks = 6;

stats::Estimate estimate_of(const Comparison& comparison) {
  return {*comparison.estimate, *comparison.standard_error, *comparison.df};
}

// Gain there minus the mean gain elsewhere, with Welch's degrees of freedom.
stats::Estimate excess_of(const std::vector<const Comparison*>& parts, std::size_t one) {
  std::vector<stats::Estimate> others;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != one) others.push_back(estimate_of(*parts[i]));
  }
  const stats::Estimate own = estimate_of(*parts[one]);
  const stats::Estimate rest = stats::mean_of_estimates(others);
  const double own_variance = own.standard_error * own.standard_error;
  const double rest_variance = rest.standard_error * rest.standard_error;
  const double variance = own_variance + rest_variance;
  return {
      own.value - rest.value, std::sqrt(variance),
      variance * variance / (own_variance * own_variance / own.df + rest_variance * rest_variance / rest.df)};
}

// The comparisons with one comparator, one a dataset; empty where a dataset has no estimate with its error.
std::vector<const Comparison*> parts_against(const ClaimEvaluation& evaluation, Name against) {
  const auto is_estimated = [](const Comparison& c) {
    return c.estimate && c.standard_error && c.df && *c.standard_error > 0.0 && *c.df > 0.0;
  };
  auto parts = comparisons_with(evaluation, against, is_estimated);
  if (parts.size() < least_datasets || parts.size() != evaluation.claim.datasets.size()) parts.clear();
  return parts;
}

bool asks_for_average(const ClaimEvaluation& evaluation) {
  return evaluation.claims_superiority() && evaluation.claim.quantifier == Quantifier::average &&
         evaluation.claim.datasets.size() >= least_datasets;
}

double summed_gain(const std::vector<const Comparison*>& parts) {
  double sum = 0.0;
  for (const Comparison* part : parts) sum += *part->estimate;
  return sum;
}

Comparison without_dataset(const Study& study, const Claim& claim, const Comparison& part) {
  Claim rest = claim;
  std::erase(rest.datasets, part.dataset);
  return compare_over_datasets(study, rest, part.against);
}

// One dataset whose gain stands out, and what hangs on it.
struct Carrier {
  const Comparison* part;
  double p;
  double share;
  std::int64_t without_gain;  // datasets
  std::int64_t datasets;
  Comparison whole;
  Comparison rest;

  bool decides() const {
    if (!rest.estimate) return false;  // too few datasets are left for the claim's own test
    const bool flips = whole.verdict == Verdict::superior && rest.verdict != Verdict::superior;
    return flips || *rest.estimate <= 0.0;
  }
};

std::optional<double> signed_rank_p(const std::vector<const Comparison*>& parts) {
  std::vector<double> gains;
  for (const Comparison* part : parts) gains.push_back(*part->estimate);
  const bool all_zero = std::ranges::all_of(gains, [](double gain) { return gain == 0.0; });
  if (std::ssize(gains) < datasets_for_ranks || all_zero) return std::nullopt;
  return stats::wilcoxon_signed_rank(gains, stats::ZeroRule::pratt).p_value;
}

Remedy per_dataset(const Study& study, const Carrier& carrier) {
  const std::string text = "report the gain on each dataset with Holm's adjustment, and the signed-rank test";
  const std::int64_t missing = datasets_for_ranks - carrier.datasets;
  if (missing <= 0) {
    Remedy remedy;
    remedy.text = text + " over them (no run is needed)";
    remedy.runs = 0;
    return remedy;
  }
  const std::int64_t runs = missing * (carrier.part->method_side.n + carrier.part->against_side.n);
  return remedy_with_cost(
      fmt::format("{}, which needs {} more: {}", text, count(missing, "dataset"), count(runs, "run")), runs,
      cost_of_runs(study, carrier.whole, runs));
}

Finding carries(const Study& study, const ClaimEvaluation& evaluation, const Carrier& carrier,
                std::optional<double> rank_p) {
  const Comparison& part = *carrier.part;
  Finding finding = about(evaluation, part);
  finding.severity = Severity::warning;
  finding.message = fmt::format(
      "the gain of {} over {} on {} ({}) stands out from the other {} (p = {}), gives {} % of the summed "
      "gain, and "
      "without it the average goes from {} to {}",
      part.method.str(), part.against.str(), part.dataset.str(), signed_quantity(*part.estimate),
      count(carrier.datasets - 1, "dataset"), quantity(carrier.p), quantity(100.0 * carrier.share),
      gain_text(carrier.whole), gain_text(carrier.rest));
  finding.evidence = {{"gain_there", *part.estimate},
                      {"p_stands_out", carrier.p},
                      {"share_of_gain", carrier.share},
                      {"datasets", carrier.datasets},
                      {"datasets_without_gain", carrier.without_gain}};
  if (carrier.rest.estimate) finding.evidence.push_back({"average_without", *carrier.rest.estimate});
  if (rank_p) {
    finding.evidence.push_back({"signed_rank_p", *rank_p});
    finding.message += fmt::format("; the signed-rank test over the datasets has p = {}", quantity(*rank_p));
  }
  finding.remedy = per_dataset(study, carrier);
  return finding;
}

void check_parts(const Study& study, const ClaimEvaluation& evaluation,
                 const std::vector<const Comparison*>& parts, double alpha, FindingSink& out) {
  const double sum = summed_gain(parts);
  if (!(sum > 0.0)) return;
  const auto without_gain =
      std::ranges::count_if(parts, [](const Comparison* part) { return *part->estimate <= 0.0; });
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const stats::Estimate excess = excess_of(parts, i);
    const double p = stats::t_test_of_estimate(excess).p_value;
    if (!(excess.value > 0.0) || p > alpha) continue;
    const Carrier carrier{parts[i],
                          p,
                          *parts[i]->estimate / sum,
                          without_gain,
                          std::ssize(parts),
                          compare_over_datasets(study, evaluation.claim, parts[i]->against),
                          without_dataset(study, evaluation.claim, *parts[i])};
    const bool half_gain_nothing = 2 * without_gain >= std::ssize(parts);
    if (carrier.share > out.option("share") || carrier.decides() || half_gain_nothing)
      out.add(carries(study, evaluation, carrier, signed_rank_p(parts)));
  }
}

void check(const Study& study, FindingSink& out) {
  std::int64_t tests = 0;
  bool any = false;
  const auto for_all = [&](const auto& visit) {
    for (const ClaimEvaluation& evaluation : study.evaluations()) {
      if (!asks_for_average(evaluation)) continue;
      for (const Name against : evaluation.claim.against)
        visit(evaluation, parts_against(evaluation, against));
    }
  };
  for_all([&](const ClaimEvaluation&, const auto& parts) {
    any = true;
    tests += std::ssize(parts);
  });
  if (any && tests == 0) {
    out.add(not_applicable("the gains on single datasets have no standard error",
                           "run at least 2 seeds of each method on each dataset of the claim"));
  }
  if (tests == 0) return;
  const double alpha = diagnostic_alpha(tests);
  for_all([&](const ClaimEvaluation& evaluation, const auto& parts) {
    if (!parts.empty()) check_parts(study, evaluation, parts, alpha, out);
  });
}

}  // namespace

Rule one_dataset_carries() {
  return {.code = "GE304",
          .name = "one-dataset-carries",
          .summary = "an average gain that one dataset makes",
          .group = "GE datasets and generalisation",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .diagnostic = true,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"share", 0.6, "share of the summed gain above which one dataset carries it"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
