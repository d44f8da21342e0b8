#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "gainsay/stats/tuning_curve.h"

#include "check.h"
#include "distributions.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "distribution_band";
constexpr std::int64_t most_scores = 10'000;

// How many of n uniform values lie below t, and with which probability, over those numbers that no limit
// before t has ruled out. As t grows from one limit to the next, each of those above moves below it with the
// same probability.
class CountBelow {
 public:
  explicit CountBelow(std::int64_t n) : n_(n), probabilities_{1} {}

  void move_to(double t) {
    if (t <= t_) return;
    const double p = std::min(1.0, (t - t_) / (1 - t_));
    t_ = t;
    // Beyond 12 sds and 40 more nothing is left of a binomial distribution that a double could hold.
    const double mean = static_cast<double>(n_ - first_) * p;
    const auto reach = static_cast<std::int64_t>(std::ceil(mean + 12 * std::sqrt(mean) + 40));
    const std::int64_t size = std::min(n_ - first_ + 1, std::ssize(probabilities_) + reach);
    std::vector<double> moved(static_cast<std::size_t>(size), 0.0);
    for (std::size_t i = 0; i < probabilities_.size(); ++i) {
      if (probabilities_[i] > 0)
        spread(probabilities_[i], static_cast<std::size_t>(n_ - first_) - i, p, std::span(moved).subspan(i));
    }
    probabilities_ = std::move(moved);
    while (probabilities_.size() > 1 && probabilities_.back() < negligible) probabilities_.pop_back();
  }

  void at_most(std::int64_t count) {
    const auto size = static_cast<std::size_t>(std::max<std::int64_t>(0, count - first_ + 1));
    if (size < probabilities_.size()) probabilities_.resize(size);
  }

  void at_least(std::int64_t count) {
    const auto cut = std::min(count - first_, std::ssize(probabilities_));
    if (cut <= 0) return;
    probabilities_.erase(probabilities_.begin(), probabilities_.begin() + cut);
    first_ = count;
  }

  double total() const {
    double sum = 0;
    for (const double p : probabilities_) sum += p;
    return sum;
  }

 private:
  static constexpr double negligible = 1e-25;

  // Adds weight times Bin(trials, p) to `to`, outwards from the mode until nothing is left to add.
  static void spread(double weight, std::size_t trials, double p, std::span<double> to) {
    if (p >= 1) {
      to[trials] += weight;
      return;
    }
    const auto n = static_cast<double>(trials);
    const auto mode = static_cast<std::size_t>(std::min(n, std::floor((n + 1) * p)));
    const auto k = static_cast<double>(mode);
    const double at_mode =
        weight * std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) +
                          (n - k) * std::log1p(-p));
    const double odds = p / (1 - p);
    to[mode] += at_mode;
    double term = at_mode;
    for (std::size_t j = mode; j + 1 < to.size() && term > negligible; ++j) {
      term *= odds * static_cast<double>(trials - j) / static_cast<double>(j + 1);
      to[j + 1] += term;
    }
    term = at_mode;
    for (std::size_t j = mode; j > 0 && term > negligible; --j) {
      term *= static_cast<double>(j) / (odds * static_cast<double>(trials - j + 1));
      to[j - 1] += term;
    }
  }

  std::int64_t n_;
  std::int64_t first_ = 0;  // the number that the first probability is of
  std::vector<double> probabilities_;
  double t_ = 0;
};

// The probability that all n sorted uniform values lie within their limits, both of which ascend: below a
// lower limit there are fewer than its rank, below an upper one at least that many.
double coverage(const BandOfOrderStatistics& band) {
  const std::int64_t n = std::ssize(band.low);
  CountBelow count(n);
  std::size_t low = 0;
  std::size_t high = 0;
  while (high < band.high.size()) {
    if (low < band.low.size() && band.low[low] <= band.high[high]) {
      count.move_to(band.low[low]);
      count.at_most(static_cast<std::int64_t>(low++));
    } else {
      count.move_to(band.high[high]);
      count.at_least(static_cast<std::int64_t>(++high));
    }
  }
  return count.total();
}

BandOfOrderStatistics band_of_width(std::int64_t n, double width) {
  BandOfOrderStatistics band;
  for (std::int64_t i = 1; i <= n; ++i) {
    band.low.push_back(std::max(0.0, static_cast<double>(i) / static_cast<double>(n) - width));
    band.high.push_back(std::min(1.0, static_cast<double>(i - 1) / static_cast<double>(n) + width));
  }
  return band;
}

// Each order statistic is outside its limits with probability `tails`.
BandOfOrderStatistics band_of_tails(std::int64_t n, double tails) {
  BandOfOrderStatistics band;
  for (std::int64_t i = 1; i <= n; ++i)
    band.low.push_back(
        distributions::beta_quantile(tails / 2, static_cast<double>(i), static_cast<double>(n - i + 1)));
  for (std::int64_t i = n; i > 0; --i) band.high.push_back(1 - band.low[static_cast<std::size_t>(i - 1)]);
  return band;
}

}  // namespace

BandOfOrderStatistics distribution_band(std::int64_t n, DistributionBand band, double confidence) {
  check::between(function, "n", n, 1, most_scores);
  check::open_unit(function, "confidence", confidence);
  const double alpha = 1 - confidence;
  const double dkw = std::sqrt(std::log(2 / alpha) / (2 * static_cast<double>(n)));
  switch (band) {
    case DistributionBand::dkw:
      break;
    case DistributionBand::kolmogorov_smirnov: {
      const double least = 0.5 / static_cast<double>(n);
      const auto excess = [&](double width) { return coverage(band_of_width(n, width)) - confidence; };
      return band_of_width(n, root_between(excess, least, std::min(1.0, dkw)));
    }
    case DistributionBand::equal_tailed: {
      // From all misses being one, to all being apart.
      const auto excess = [&](double log_tails) {
        return coverage(band_of_tails(n, std::exp(log_tails))) - confidence;
      };
      return band_of_tails(
          n, std::exp(root_between(excess, std::log(alpha / static_cast<double>(n)), std::log(alpha))));
    }
  }
  return band_of_width(n, dkw);
}

}  // namespace gainsay::stats
