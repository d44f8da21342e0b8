#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/stats/estimate.h"
#include "gainsay/stats/hedges_g.h"
#include "gainsay/stats/item_standard_errors.h"
#include "gainsay/stats/moments.h"
#include "gainsay/stats/paired_t_test.h"
#include "gainsay/stats/summary.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

#include "dataset_comparisons.h"
#include "design_power.h"
#include "interquartile_test.h"
#include "samples.h"
#include "sequential.h"
#include "testing.h"

namespace gainsay::audit {
namespace {

constexpr std::size_t datasets_for_domain = 6;  // the exact signed-rank test reaches 5 % from 6 datasets on

Side describe(const Arm& arm) {
  Side side;
  side.n = arm.n();
  side.n_failed = static_cast<std::int64_t>(arm.failed.size());
  side.runs = arm.evidence;
  if (side.n == 0) return side;
  const std::vector<double> values = arm.values();
  if (side.n == 1) {
    side.mean = values.front();
    return side;
  }
  const stats::Moments moments = stats::moments_of(values);
  side.mean = moments.mean;
  side.sd = moments.sd;
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

void add_effect_size(Comparison& comparison, const Samples& samples, double confidence) {
  const std::size_t least = samples.paired ? 3 : 2;  // below, Hedges' correction has no degrees of freedom
  const bool two_samples = !samples.reported_number && !samples.fixed_number;
  if (!comparison.estimate || !two_samples || samples.method.size() < least) return;
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

// What the test of the items would have said without their clusters.
void add_items(Comparison& comparison, const Samples& samples) {
  comparison.items = samples.items;
  if (samples.clusters.empty() || !comparison.estimate) return;
  const auto naive = stats::item_difference(samples.method, samples.against);
  comparison.items->naive_standard_error = naive.standard_error;
  comparison.items->naive_p = naive.p_value;
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
    comparison.against_side.mean = reported_mean(reported->value);
  }
  comparison.smallest_effect = smallest_effect_of(study, claim);
  return comparison;
}

void add_item_counts(Comparison& total, const Comparison& part) {
  if (!part.items) return;
  if (!total.items) {
    total.items.emplace();
    total.items->right_or_wrong = true;
  }
  total.items->n += part.items->n;
  // An item without a cluster is one of its own; 0 stands for a task without any.
  total.items->n_clusters += part.items->n_clusters > 0 ? part.items->n_clusters : part.items->n;
  total.items->only_method += part.items->only_method;
  total.items->only_against += part.items->only_against;
  total.items->right_or_wrong = total.items->right_or_wrong && part.items->right_or_wrong;
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

// The seeds' spread alone: the datasets are the ones the claim is about. The estimates are t's whichever test
// decides on a single dataset, and the name says so.
Tested over_these_datasets(const std::vector<Comparison>& parts) {
  std::vector<stats::Estimate> estimates;
  estimates.reserve(parts.size());
  for (const Comparison& part : parts) {
    estimates.push_back({*part.estimate, *part.standard_error, *part.df});
  }
  static const std::set<std::string> of_seed_pairs = {"paired-t", "wilcoxon-signed-rank", "sign-flip"};
  static const std::set<std::string> of_free_samples = {"welch-t", "mann-whitney", "permutation"};
  const std::string& test = parts.front().test;
  Tested tested;
  tested.test = "stratified-" + (of_seed_pairs.contains(test)     ? "paired-t"
                                 : of_free_samples.contains(test) ? "welch-t"
                                                                  : test);
  tested.estimate = stats::mean_of_estimates(estimates);
  return tested;
}

// The dataset is the unit: what would happen on another dataset of this kind.
Tested over_a_domain(const std::vector<double>& gains) {
  Tested tested;
  if (gains.size() < datasets_for_domain) {
    tested.reason = fmt::format(
        "the dataset is the unit, and the exact signed-rank test needs {1} of them to reach 5 %; there are "
        "{0}",
        gains.size(), datasets_for_domain);
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

// Ranks of the method and the comparator among all methods of the claim, best first; positive: the method
// ranks better.
std::vector<double> rank_gains(const Study& study, const Claim& claim, const std::vector<Comparison>& parts) {
  const double sign = study.metric(claim.metric).sign();
  std::vector<double> gains;
  for (const Comparison& part : parts) {
    std::vector<double> means = {sign * *part.method_side.mean};
    for (const Name other : claim.against) {
      const auto mean = describe_on(study, claim, other, part.dataset).against_side.mean;
      if (mean) means.push_back(sign * *mean);
    }
    gains.push_back(rank_among(means, sign * *part.against_side.mean) - rank_among(means, means.front()));
  }
  return gains;
}

// Single runs have no test of their own, but their difference still counts where the dataset is the unit.
std::optional<double> plain_gain(const Study& study, const Claim& claim, const Comparison& part) {
  if (part.estimate) return part.estimate;
  if (!part.method_side.mean || !part.against_side.mean || claim.kind == ClaimKind::more_stable)
    return std::nullopt;
  const double sign = study.metric(part.metric).sign();
  const double method = *part.method_side.mean;
  const double against = *part.against_side.mean;
  if (*claim.aggregate == Aggregate::log_ratio) {
    if (!(method > 0.0) || !(against > 0.0)) return std::nullopt;
    return sign * (std::log(method) - std::log(against));
  }
  if (*claim.aggregate != Aggregate::normalised) return sign * (method - against);
  if (against == 0.0) return std::nullopt;
  return sign * (method - against) / std::abs(against);
}

Tested test_domain(const Study& study, const Claim& claim, const std::vector<Comparison>& parts) {
  std::vector<double> gains;
  for (const Comparison& part : parts) {
    const auto gain = plain_gain(study, claim, part);
    if (!gain) {
      Tested none;
      none.reason = fmt::format("{}: {}", part.dataset.str(), part.reason);
      return none;
    }
    gains.push_back(*gain);
  }
  return over_a_domain(*claim.aggregate == Aggregate::rank ? rank_gains(study, claim, parts) : gains);
}

struct Part {
  Comparison comparison;
  Samples samples;
};

Part compare_part(const Study& study, const Claim& claim, Name against, Name dataset) {
  Part part{describe_on(study, claim, against, dataset), samples_on(study, claim, against, dataset)};
  const auto margin = margin_of(study, claim);
  const double alpha = study.file().alpha;
  part.comparison.paired = part.samples.paired;
  conclude_as_planned(part.comparison, tested_as_planned(part.samples, claim, alpha), claim, {alpha, margin});
  add_effect_size(part.comparison, part.samples, 1.0 - alpha);
  add_pair_correlation(part.comparison, part.samples);
  add_items(part.comparison, part.samples);
  judge_design(part.comparison, part.samples, study.file(), margin);
  return part;
}

// The part as it would be with its failed runs at the worst value; nothing when it has none or they do not
// apply.
std::optional<Comparison> with_failures(const Study& study, const Claim& claim, const Part& part) {
  const Side& method = part.comparison.method_side;
  const Side& against = part.comparison.against_side;
  const bool applies = !part.samples.paired && !part.samples.reported_number && !part.samples.fixed_number;
  if (method.n_failed + against.n_failed == 0 || !applies) return std::nullopt;
  Comparison worst = describe_on(study, claim, part.comparison.against, part.comparison.dataset);
  const Samples samples = with_failures_at_worst(part.samples, method.n_failed, against.n_failed);
  const Level level{study.file().alpha, margin_of(study, claim)};
  conclude_as_planned(worst, tested_as_planned(samples, claim, level.alpha), claim, level);
  return worst;
}

Comparison describe_over(const Study& study, const Claim& claim, Name against,
                         const std::vector<Comparison>& parts) {
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
    add_item_counts(comparison, part);
  }
  if (comparison.items && comparison.items->n_clusters == comparison.items->n)
    comparison.items->n_clusters = 0;
  average_means(comparison, parts);
  return comparison;
}

bool by_dataset(const Claim& claim) {
  return *claim.scope == Scope::domain || *claim.aggregate == Aggregate::rank;
}

std::vector<Samples> samples_of(const Study& study, const Claim& claim,
                                const std::vector<Comparison>& parts) {
  std::vector<Samples> samples;
  samples.reserve(parts.size());
  for (const Comparison& part : parts)
    samples.push_back(samples_on(study, claim, part.against, part.dataset));
  return samples;
}

Tested test_over(const Study& study, const Claim& claim, const std::vector<Comparison>& parts) {
  Tested tested;
  tested.reason = parts.empty() ? "the claim covers no dataset" : missing_dataset(parts);
  if (*claim.aggregate == Aggregate::iqm && tested.reason.empty())
    return interquartile_test(samples_of(study, claim, parts));
  if (by_dataset(claim) && !parts.empty()) return test_domain(study, claim, parts);
  return tested.reason.empty() ? over_these_datasets(parts) : tested;
}

DatasetComparison compare_dataset(const Study& study, const Claim& claim, Name against, Name dataset) {
  Part part = compare_part(study, claim, against, dataset);
  DatasetComparison compared;
  compared.worst = with_failures(study, claim, part);
  compared.comparison = std::move(part.comparison);
  if (compared.worst) compared.comparison.verdict_with_failures = compared.worst->verdict;
  return compared;
}

}  // namespace

Comparison compare_on_dataset(const Study& study, const Claim& claim, Name against, Name dataset) {
  return compare_dataset(study, claim, against, dataset).comparison;
}

std::vector<DatasetComparison> compare_on_each_dataset(const Study& study, const Claim& claim, Name against) {
  std::vector<DatasetComparison> parts;
  parts.reserve(claim.datasets.size());
  for (const Name dataset : claim.datasets) parts.push_back(compare_dataset(study, claim, against, dataset));
  return parts;
}

Comparison compare_over(const Study& study, const Claim& claim, Name against,
                        std::vector<DatasetComparison> parts) {
  const bool is_iqm = *claim.aggregate == Aggregate::iqm;
  if (parts.size() == 1 && !by_dataset(claim) && !is_iqm) return std::move(parts.front().comparison);
  std::vector<Comparison> as_recorded;
  std::vector<Comparison> at_worst;
  bool any_failed = false;
  for (DatasetComparison& part : parts) {
    any_failed = any_failed || (part.worst && !is_iqm);  // a quarter of the runs is cut off anyway
    at_worst.push_back(part.worst.value_or(part.comparison));
    as_recorded.push_back(std::move(part.comparison));
  }
  Comparison comparison = describe_over(study, claim, against, as_recorded);
  const auto margin = margin_of(study, claim);
  const Level level{study.file().alpha, margin};
  conclude_as_planned(comparison, test_over(study, claim, as_recorded), claim, level, as_recorded);
  judge_design_over_datasets(comparison, study.file(), margin);
  if (any_failed) {
    Comparison worst = describe_over(study, claim, against, at_worst);
    conclude_as_planned(worst, test_over(study, claim, at_worst), claim, level, as_recorded);
    comparison.verdict_with_failures = worst.verdict;
  }
  return comparison;
}

Comparison compare_over_datasets(const Study& study, const Claim& claim, Name against) {
  return compare_over(study, claim, against, compare_on_each_dataset(study, claim, against));
}

}  // namespace gainsay::audit
