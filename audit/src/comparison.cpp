#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/stats/estimate.h"
#include "gainsay/stats/hedges_g.h"
#include "gainsay/stats/paired_t_test.h"
#include "gainsay/stats/summary.h"
#include "gainsay/stats/t_power.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"
#include "samples.h"
#include "testing.h"

namespace gainsay::audit {
namespace {

constexpr double kPilotConfidence = 0.8;  // of the upper bound of a pilot's spread (rule catalogue, section 0)
constexpr std::size_t kDatasetsForDomain = 6;  // the exact signed-rank test reaches 5 % from 6 datasets on

Side describe(const Arm& arm) {
  Side side;
  side.n = arm.n();
  side.n_failed = static_cast<std::int64_t>(arm.failed.size());
  side.runs = arm.run_ids();
  if (side.n == 0) return side;
  const stats::Summary summary = stats::summarize(arm.values());
  side.mean = summary.mean;
  side.sd = summary.sd;
  return side;
}

std::optional<double> smallest_effect_of(const Study& study, const Claim& claim) {
  return claim.smallest_effect ? claim.smallest_effect : study.metric(claim.metric).smallest_effect;
}

// A margin in the metric's unit says nothing about a ratio, a rank or a spread.
std::optional<double> margin_of(const Study& study, const Claim& claim) {
  const bool same_unit = *claim.aggregate == Aggregate::mean || *claim.aggregate == Aggregate::iqm;
  if (!same_unit || claim.kind == ClaimKind::more_stable) return std::nullopt;
  return smallest_effect_of(study, claim);
}

std::optional<double> pooled_sd(const Samples& samples) {
  const stats::Summary a = stats::summarize(samples.method);
  const stats::Summary b = stats::summarize(samples.against);
  if (!a.sd || !b.sd) return std::nullopt;
  const auto df_a = static_cast<double>(a.n - 1);
  const auto df_b = static_cast<double>(b.n - 1);
  const double sd = std::sqrt((df_a * *a.sd * *a.sd + df_b * *b.sd * *b.sd) / (df_a + df_b));
  return sd > 0.0 ? std::optional(sd) : std::nullopt;
}

std::int64_t missing(std::int64_t wanted, const Comparison& comparison) {
  return std::max<std::int64_t>(wanted - comparison.method_side.n, 0) +
         std::max<std::int64_t>(wanted - comparison.against_side.n, 0);
}

// Power, detectable effect and seeds are for Welch's t on two arms of runs, at the declared effect and never at the
// observed one.
void judge_design(Comparison& comparison, const Samples& samples, const StudyFile& file, std::optional<double> margin) {
  if (samples.paired || samples.reported_error_free || !comparison.estimate) return;
  const auto sd = pooled_sd(samples);
  if (!sd) return;
  const auto n_a = std::ssize(samples.method);
  const auto n_b = std::ssize(samples.against);
  comparison.minimum_detectable_effect =
      stats::minimum_detectable_effect({.sd = *sd, .n_a = n_a, .n_b = n_b}, file.power, file.alpha);
  if (!margin) return;
  comparison.power_at_smallest_effect =
      stats::two_sample_t_power({.effect = *margin, .sd = *sd, .n_a = n_a, .n_b = n_b}, file.alpha);
  if (comparison.verdict != Verdict::undecided) return;
  const double upper_sd =
      stats::pilot_sd_upper_bound({.sd = *sd, .df = static_cast<double>(n_a + n_b - 2)}, kPilotConfidence);
  MoreRuns more;
  more.per_arm = stats::two_sample_t_sample_size({.effect = *margin, .sd = *sd}, file.power, file.alpha);
  more.runs = missing(more.per_arm, comparison);
  more.runs_upper =
      missing(stats::two_sample_t_sample_size({.effect = *margin, .sd = upper_sd}, file.power, file.alpha), comparison);
  comparison.to_decide = more;
}

void add_effect_size(Comparison& comparison, const Samples& samples, double confidence) {
  if (!comparison.estimate || samples.reported_error_free || samples.method.size() < 2) return;
  if (samples.paired) {
    comparison.effect_size = stats::hedges_g_paired(samples.method, samples.against, confidence);
  } else if (pooled_sd(samples)) {
    comparison.effect_size = stats::hedges_g(samples.method, samples.against, confidence);
  }
}

void add_pair_correlation(Comparison& comparison, const Samples& samples) {
  if (!samples.paired || samples.method.size() < 3 || !comparison.estimate) return;
  comparison.pair_correlation = stats::paired_t_test(samples.method, samples.against).correlation;
}

Comparison describe_on(const Study& study, const Claim& claim, Name against, Name dataset) {
  Comparison comparison;
  comparison.method = claim.method;
  comparison.against = against;
  comparison.dataset = dataset;
  comparison.datasets = {dataset};
  comparison.metric = claim.metric;
  comparison.method_side = describe(study.arm(claim.method, dataset, claim.metric));
  comparison.against_side = describe(study.arm(against, dataset, claim.metric));
  if (const ReportedResult* reported = study.reported(against, dataset, claim.metric);
      reported != nullptr && comparison.against_side.n == 0) {
    comparison.against_side.mean = std::stod(*reported->value.mean) * (reported->value.unit == "percent" ? 0.01 : 1.0);
  }
  comparison.smallest_effect = smallest_effect_of(study, claim);
  return comparison;
}

void add_side(Side& total, const Side& part) {
  total.n += part.n;
  total.n_failed += part.n_failed;
  total.runs.insert(total.runs.end(), part.runs.begin(), part.runs.end());
}

// Mean of the datasets' means, each dataset counting the same.
void average_means(Comparison& comparison, const std::vector<Comparison>& parts) {
  double method = 0.0;
  double against = 0.0;
  for (const Comparison& part : parts) {
    if (!part.method_side.mean || !part.against_side.mean) return;
    method += *part.method_side.mean / static_cast<double>(parts.size());
    against += *part.against_side.mean / static_cast<double>(parts.size());
  }
  comparison.method_side.mean = method;
  comparison.against_side.mean = against;
}

std::string missing_dataset(const std::vector<Comparison>& parts) {
  for (const Comparison& part : parts) {
    if (!part.estimate) return fmt::format("{}: {}", part.dataset.str(), part.reason);
  }
  return "";
}

// The seeds' spread alone: the datasets are the ones the claim is about.
Tested over_these_datasets(const std::vector<Comparison>& parts) {
  std::vector<stats::Estimate> estimates;
  for (const Comparison& part : parts) {
    estimates.push_back({*part.estimate, *part.standard_error, *part.df});
  }
  Tested tested;
  tested.test = parts.front().test == "welch-t" ? "stratified-welch-t" : "stratified-" + parts.front().test;
  tested.estimate = stats::mean_of_estimates(estimates);
  return tested;
}

// The dataset is the unit: what would happen on another dataset of this kind.
Tested over_a_domain(const std::vector<double>& gains) {
  Tested tested;
  if (gains.size() < kDatasetsForDomain) {
    tested.reason = fmt::format("{} datasets: the exact signed-rank test cannot reach 5 % with fewer than {}",
                                gains.size(), kDatasetsForDomain);
    return tested;
  }
  if (std::ranges::all_of(gains, [&](double gain) { return gain == gains.front(); })) {
    tested.reason = "every dataset shows the same difference";
    return tested;
  }
  const auto t = stats::one_sample_t_test(gains);
  const auto ranks = stats::wilcoxon_signed_rank(gains, stats::ZeroRule::pratt);
  tested.test = "wilcoxon-signed-rank";
  tested.p = ranks.p_value;
  tested.estimate = stats::Estimate{t.estimate, t.standard_error, t.df};
  tested.companions.push_back({"one-sample-t", t.p_value});
  return tested;
}

double rank_among(const std::vector<double>& oriented_means, double own) {
  double rank = 1.0;
  for (const double other : oriented_means) rank += other > own ? 1.0 : other == own ? 0.5 : 0.0;
  return rank - 0.5;  // itself counts as a tie
}

// Ranks of the method and the comparator among all methods of the claim, best first; positive: the method ranks better.
std::vector<double> rank_gains(const Study& study, const Claim& claim, const std::vector<Comparison>& parts) {
  const double sign = study.metric(claim.metric).sign();
  std::vector<double> gains;
  for (const Comparison& part : parts) {
    std::vector<double> means = {sign * *part.method_side.mean};
    for (const Name other : claim.against) {
      const Arm& arm = study.arm(other, part.dataset, claim.metric);
      if (arm.n() > 0) means.push_back(sign * stats::summarize(arm.values()).mean);
    }
    gains.push_back(rank_among(means, sign * *part.against_side.mean) - rank_among(means, means.front()));
  }
  return gains;
}

// Single runs have no test of their own, but their difference still counts where the dataset is the unit.
std::optional<double> plain_gain(const Study& study, const Comparison& part) {
  if (part.estimate) return part.estimate;
  if (!part.method_side.mean || !part.against_side.mean) return std::nullopt;
  return study.metric(part.metric).sign() * (*part.method_side.mean - *part.against_side.mean);
}

Tested test_domain(const Study& study, const Claim& claim, const std::vector<Comparison>& parts) {
  std::vector<double> gains;
  for (const Comparison& part : parts) {
    const auto gain = plain_gain(study, part);
    if (!gain) {
      Tested none;
      none.reason = fmt::format("{}: {}", part.dataset.str(), part.reason);
      return none;
    }
    gains.push_back(*gain);
  }
  return over_a_domain(*claim.aggregate == Aggregate::rank ? rank_gains(study, claim, parts) : gains);
}

}  // namespace

Comparison compare_on_dataset(const Study& study, const Claim& claim, Name against, Name dataset) {
  Comparison comparison = describe_on(study, claim, against, dataset);
  const Samples samples = samples_on(study, claim, against, dataset);
  const auto margin = margin_of(study, claim);
  const double alpha = study.file().alpha;
  comparison.paired = samples.paired;
  conclude(comparison, test_samples(samples, claim), alpha, margin);
  add_effect_size(comparison, samples, 1.0 - alpha);
  add_pair_correlation(comparison, samples);
  judge_design(comparison, samples, study.file(), margin);
  const auto failed = comparison.method_side.n_failed + comparison.against_side.n_failed;
  if (failed > 0 && !samples.paired && !samples.reported_error_free) {
    Comparison worst = comparison;
    worst.verdict = Verdict::undecided;
    conclude(worst,
             test_samples(with_failures_at_worst(samples, comparison.method_side.n_failed,
                                                 comparison.against_side.n_failed),
                          claim),
             alpha, margin);
    comparison.verdict_with_failures = worst.verdict;
  }
  return comparison;
}

Comparison compare_over_datasets(const Study& study, const Claim& claim, Name against) {
  std::vector<Comparison> parts;
  for (const Name dataset : claim.datasets) parts.push_back(compare_on_dataset(study, claim, against, dataset));
  const bool by_dataset = *claim.scope == Scope::domain || *claim.aggregate == Aggregate::rank;
  if (parts.size() == 1 && !by_dataset) return parts.front();
  Comparison comparison;
  comparison.method = claim.method;
  comparison.against = against;
  comparison.metric = claim.metric;
  comparison.datasets = claim.datasets;
  comparison.smallest_effect = smallest_effect_of(study, claim);
  for (const Comparison& part : parts) {
    add_side(comparison.method_side, part.method_side);
    add_side(comparison.against_side, part.against_side);
    comparison.paired = comparison.paired || part.paired;
  }
  average_means(comparison, parts);
  Tested tested;
  tested.reason = parts.empty() ? "the claim covers no dataset" : missing_dataset(parts);
  if (by_dataset && !parts.empty()) {
    tested = test_domain(study, claim, parts);
  } else if (tested.reason.empty()) {
    tested = over_these_datasets(parts);
  }
  conclude(comparison, tested, study.file().alpha, margin_of(study, claim));
  return comparison;
}

}  // namespace gainsay::audit
