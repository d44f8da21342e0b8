#include "testing.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "gainsay/stats/item_standard_errors.h"
#include "gainsay/stats/mann_whitney.h"
#include "gainsay/stats/mcnemar.h"
#include "gainsay/stats/nadeau_bengio_t_test.h"
#include "gainsay/stats/paired_t_test.h"
#include "gainsay/stats/permutation_test.h"
#include "gainsay/stats/sign_flip_test.h"
#include "gainsay/stats/summary.h"
#include "gainsay/stats/welch_t_test.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

namespace gainsay::audit {
namespace {

// Fixed, so that the same study gives the same bytes; only used where there are too many arrangements to look
// at all.
constexpr stats::MonteCarlo random_draws{.replicates = 100'000, .seed = 20'260'101};
constexpr std::size_t most_values_for_exact = 20;  // 184,756 deals of 10 v 10, 1,048,576 sign patterns

// Does not vary, or by no more than rounding.
bool is_constant(const std::vector<double>& values) {
  const auto [low, high] = std::ranges::minmax(values);
  return high - low <= 1e-13 * std::max(std::abs(low), std::abs(high));
}

std::vector<double> differences(const Samples& samples) {
  std::vector<double> d(samples.method.size());
  std::ranges::transform(samples.method, samples.against, d.begin(), std::minus{});
  return d;
}

Tested no_test(std::string reason) {
  Tested tested;
  tested.reason = std::move(reason);
  return tested;
}

// One run of the comparator is all a printed number stands for: the interval is one for a single new run of
// ours.
Tested prediction_test(const Samples& samples) {
  const stats::Summary ours = stats::summarize(samples.method);
  if (is_constant(samples.method))
    return no_test("all runs of the method give the same value: no spread to judge by");
  const auto n = static_cast<double>(ours.n);
  Tested tested;
  tested.test = "prediction-t";
  tested.estimate =
      stats::Estimate{ours.mean - *samples.reported_number, *ours.sd * std::sqrt(1.0 + 1.0 / n), n - 1.0};
  return tested;
}

// The comparator's value is known without error.
Tested fixed_number_test(const Samples& samples) {
  if (is_constant(samples.method))
    return no_test("all runs of the method give the same value: no spread to judge by");
  const auto t = stats::one_sample_t_test(samples.method, *samples.fixed_number);
  Tested tested;
  tested.test = "one-sample-t";
  tested.estimate = stats::Estimate{t.estimate - *samples.fixed_number, t.standard_error, t.df};
  return tested;
}

Tested unpaired_test(const Samples& samples, const Claim& claim) {
  if (is_constant(samples.method) && is_constant(samples.against)) {
    return no_test("neither arm varies at all: no test can tell a fixed difference from a coincidence");
  }
  const auto welch = stats::welch_t_test(samples.method, samples.against);
  const auto ranks = stats::mann_whitney(samples.method, samples.against);
  Tested tested;
  tested.test = "welch-t";
  tested.estimate = stats::Estimate{welch.estimate, welch.standard_error, welch.df};
  if (claim.test == "mann-whitney") {
    tested.test = "mann-whitney";
    tested.p = ranks.p_value;
    tested.companions.push_back({"welch-t", welch.p_value});
  } else if (claim.test == "permutation") {
    const bool exact = samples.method.size() + samples.against.size() <= most_values_for_exact;
    const auto permutation =
        exact ? stats::permutation_test_exact(samples.method, samples.against)
              : stats::permutation_test_monte_carlo(samples.method, samples.against, random_draws);
    tested.test = "permutation";
    tested.p = permutation.p_value;
    tested.companions.push_back({"welch-t", welch.p_value});
  } else {
    tested.companions.push_back({"mann-whitney", ranks.p_value});
  }
  return tested;
}

Tested corrected_test(const Samples& samples, const std::vector<double>& d) {
  const auto corrected = stats::corrected_resampled_t_test(d, *samples.test_train_ratio);
  Tested tested;
  tested.test = "corrected-t";
  tested.estimate = stats::Estimate{corrected.estimate, corrected.standard_error, corrected.df};
  return tested;
}

std::optional<double> mcnemar_p(const Samples& samples) {
  const auto binary = [](double score) { return score == 0.0 || score == 1.0; };
  if (!std::ranges::all_of(samples.method, binary) || !std::ranges::all_of(samples.against, binary))
    return std::nullopt;
  return stats::mcnemar_exact(stats::discordance_of(samples.method, samples.against)).p_value;
}

Tested item_test(const Samples& samples, const Claim& claim) {
  const bool clustered = !samples.clusters.empty();
  const auto paired =
      clustered ? stats::clustered_item_difference(samples.method, samples.against, samples.clusters, 0.95,
                                                   stats::ClusterVariance::cr2)
                : stats::item_difference(samples.method, samples.against);
  Tested tested;
  tested.test = clustered ? "paired-items-clustered" : "paired-items";
  tested.estimate = stats::Estimate{paired.estimate, paired.standard_error, paired.df};
  const auto mcnemar = clustered ? std::nullopt : mcnemar_p(samples);
  if (!mcnemar && claim.test == "mcnemar") {
    return no_test("the claim asks for McNemar's test, which needs scores of 0 and 1 without clusters");
  }
  if (claim.test == "mcnemar") {
    tested.test = "mcnemar";
    tested.p = mcnemar;
  } else if (mcnemar) {
    tested.companions.push_back({"mcnemar", *mcnemar});
  }
  return tested;
}

Tested seed_test(const Samples& samples, const std::vector<double>& d, const Claim& claim) {
  const auto paired = stats::paired_t_test(samples.method, samples.against);
  const auto ranks = stats::wilcoxon_signed_rank(d, stats::ZeroRule::pratt);
  Tested tested;
  tested.test = "paired-t";
  tested.estimate = stats::Estimate{paired.estimate, paired.standard_error, paired.df};
  if (claim.test == "wilcoxon-signed-rank") {
    tested.test = "wilcoxon-signed-rank";
    tested.p = ranks.p_value;
  } else if (claim.test == "sign-flip") {
    tested.test = "sign-flip";
    tested.p = d.size() <= most_values_for_exact ? stats::sign_flip_test_exact(d).p_value
                                                 : stats::sign_flip_test_monte_carlo(d, random_draws).p_value;
  } else {
    tested.companions.push_back({"wilcoxon-signed-rank", ranks.p_value});
    return tested;
  }
  tested.companions.push_back({"paired-t", paired.p_value});
  return tested;
}

bool within(const stats::Interval& interval, double margin) {
  return interval.low > -margin && interval.high < margin;
}

Verdict verdict_of(const Comparison& comparison, double alpha, std::optional<double> margin) {
  if (!comparison.p || !comparison.interval) return Verdict::undecided;
  const bool significant = *comparison.p < alpha;
  if (significant && *comparison.estimate > 0.0) return Verdict::superior;
  if (margin && within(*comparison.equivalence_interval, *margin)) return Verdict::equivalent;
  if (margin && comparison.interval->low > -*margin) return Verdict::non_inferior;
  if (significant && *comparison.estimate < 0.0) return Verdict::inferior;
  return Verdict::undecided;
}

Tested run_test(const Samples& samples, const Claim& claim) {
  if (samples.reported_number) return prediction_test(samples);
  if (samples.fixed_number) return fixed_number_test(samples);
  if (!samples.paired) return unpaired_test(samples, claim);
  const std::vector<double> d = differences(samples);
  if (is_constant(d)) {
    return no_test(
        "every pair has the same difference: no test can tell a fixed difference from a coincidence");
  }
  switch (*claim.pairing) {
    case Pairing::fold:
      return corrected_test(samples, d);
    case Pairing::item:
      return item_test(samples, claim);
    default:
      return seed_test(samples, d, claim);
  }
}

// The tests that a claim may ask for under its pairing, the default first. Over a domain the claim's test is
// that of the datasets.
bool is_offered(const Claim& claim) {
  using Tests = std::vector<std::string_view>;
  static const std::map<Pairing, Tests> offers = {
      {Pairing::none, {"welch-t", "permutation", "mann-whitney"}},
      {Pairing::seed, {"paired-t", "wilcoxon-signed-rank", "sign-flip"}},
      {Pairing::fold, {"corrected-t"}},
      {Pairing::item, {"mcnemar"}}};
  return claim.test.empty() || *claim.scope == Scope::domain ||
         std::ranges::find(offers.at(*claim.pairing), claim.test) != offers.at(*claim.pairing).end();
}

}  // namespace

Tested test_samples(const Samples& samples, const Claim& claim) {
  if (!samples.reason.empty()) return no_test(samples.reason);
  if (!is_offered(claim)) {
    return no_test(
        fmt::format("the claim asks for the test {} and for pairing = \"{}\", which has no such test",
                    claim.test, to_string(*claim.pairing)));
  }
  try {
    return run_test(samples, claim);
  } catch (const std::domain_error& refusal) {
    return no_test(fmt::format("no test can be made of these numbers: {}", refusal.what()));
  }
}

void conclude(Comparison& comparison, const Tested& tested, double alpha, std::optional<double> margin) {
  comparison.test = tested.test;
  comparison.reason = tested.reason;
  comparison.companions = tested.companions;
  if (!tested.estimate) return;
  const auto inference = stats::t_test_of_estimate(*tested.estimate, 1.0 - alpha);
  comparison.estimate = tested.estimate->value;
  comparison.standard_error = tested.estimate->standard_error;
  comparison.df = tested.estimate->df;
  comparison.interval = inference.interval;
  comparison.equivalence_interval = stats::t_test_of_estimate(*tested.estimate, 1.0 - 2.0 * alpha).interval;
  comparison.statistic = inference.statistic;
  comparison.p = tested.p.value_or(inference.p_value);
  comparison.verdict = verdict_of(comparison, alpha, margin);
}

}  // namespace gainsay::audit
