#include "gainsay/stats/tuning_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "check.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

// Ascending, where higher is better; a loss is turned into its negative.
std::vector<double> sorted_scores(std::span<const double> scores, bool higher_is_better) {
  std::vector<double> sorted(scores.begin(), scores.end());
  if (!higher_is_better) {
    for (double& score : sorted) score = -score;
  }
  std::ranges::sort(sorted);
  return sorted;
}

std::string_view method_of(DistributionBand band) {
  switch (band) {
    case DistributionBand::dkw:
      return "tuning-curve-dkw";
    case DistributionBand::kolmogorov_smirnov:
      return "tuning-curve-ks";
    case DistributionBand::equal_tailed:
      break;
  }
  return "tuning-curve-equal-tailed";
}

// Quantiles of an unknown distribution, of which sorted values and a band are known.
struct Quantiles {
  const std::vector<double>& sorted;
  const BandOfOrderStatistics& band;

  // The smallest value up to which at least p lie; the tolerance is that of p n in floating point.
  double estimate(double p) const {
    const auto n = static_cast<double>(sorted.size());
    const double rank = std::ceil(p * n * (1 - 1e-14));
    return sorted[static_cast<std::size_t>(std::clamp(rank, 1.0, n)) - 1];
  }
  // Just below the first score whose upper limit is p or more, p may already lie: from the score before it
  // on.
  double low(double p) const {
    const auto above = std::ranges::lower_bound(band.high, p) - band.high.begin();
    return above == 0 ? -std::numeric_limits<double>::infinity()
                      : sorted[static_cast<std::size_t>(above) - 1];
  }
  double high(double p) const {
    const auto above = std::ranges::lower_bound(band.low, p);
    return above == band.low.end() ? std::numeric_limits<double>::infinity()
                                   : sorted[static_cast<std::size_t>(above - band.low.begin())];
  }
};

}  // namespace

double expected_best_of(std::span<const double> scores, std::int64_t n, BudgetDraws draws,
                        bool higher_is_better) {
  constexpr std::string_view function = "expected_best_of";
  check::sample(function, "scores", scores, 1);
  const std::int64_t size = std::ssize(scores);
  if (draws == BudgetDraws::without_replacement) {
    check::between(function, "n", n, 1, size);
  } else {
    check::at_least(function, "n", n, 1);
  }
  std::vector<double> parts = sorted_scores(scores, higher_is_better);
  const auto total = static_cast<double>(size);
  const auto tries = static_cast<double>(n);
  // The probability that the best has rank i, from the last rank down.
  double probability = tries / total;
  for (std::int64_t i = size; i > 0; --i) {
    const auto rank = static_cast<double>(i);
    if (draws == BudgetDraws::with_replacement)
      probability = std::pow(rank / total, tries) - std::pow((rank - 1) / total, tries);
    parts[static_cast<std::size_t>(i - 1)] *= probability;
    if (draws == BudgetDraws::without_replacement)
      probability *= i > 1 ? std::max(0.0, rank - tries) / (rank - 1) : 0;
  }
  const double best = compensated_sum(parts);
  return higher_is_better ? best : -best;
}

TuningCurve tuned_quantile_curve(std::span<const double> scores, std::span<const std::int64_t> budgets,
                                 const TuningDesign& design) {
  constexpr std::string_view function = "tuned_quantile_curve";
  check::sample(function, "scores", scores, 1);
  check::between(function, "the number of scores", std::ssize(scores), 1, 10'000);
  check::at_least(function, "the number of budgets", std::ssize(budgets), 1);
  for (const std::int64_t budget : budgets) check::at_least(function, "a budget", budget, 1);
  check::open_unit(function, "quantile", design.quantile);
  check::open_unit(function, "confidence", design.confidence);
  const std::vector<double> sorted = sorted_scores(scores, design.higher_is_better);
  const BandOfOrderStatistics band = distribution_band(std::ssize(scores), design.band, design.confidence);
  const Quantiles quantiles{sorted, band};
  TuningCurve result{{}, design.quantile, std::ssize(scores), method_of(design.band)};
  for (const std::int64_t budget : budgets) {
    const double p = std::pow(design.quantile, 1 / static_cast<double>(budget));
    const Interval interval{quantiles.low(p), quantiles.high(p), design.confidence};
    if (design.higher_is_better) {
      result.curve.push_back({budget, quantiles.estimate(p), interval});
    } else {
      result.curve.push_back(
          {budget, -quantiles.estimate(p), {-interval.high, -interval.low, design.confidence}});
    }
  }
  return result;
}

}  // namespace gainsay::stats
