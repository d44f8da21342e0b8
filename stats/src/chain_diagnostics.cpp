#include "chain_diagnostics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sums.h"

namespace gainsay::stats {
namespace {

// Means and variances of equally long sequences, one after another.
struct Sequences {
  std::vector<double> means;
  double within = 0;  // mean of the variances
  double all = 0;     // variance that the quantity would have if all sequences had converged
};

Sequences summary_of(const std::vector<const double*>& sequences, std::size_t length) {
  Sequences s;
  const auto n = static_cast<double>(length);
  for (const double* values : sequences) {
    s.means.push_back(accurate_mean({values, length}));
    const double sd = sample_sd({values, length}, s.means.back());
    s.within += sd * sd / static_cast<double>(sequences.size());
  }
  const double between = sample_sd(s.means, accurate_mean(s.means));
  s.all = s.within * (n - 1) / n + between * between;
  return s;
}

std::vector<const double*> starts(const ChainDraws& draws) {
  std::vector<const double*> all;
  for (std::size_t c = 0; c < draws.chains; ++c) all.push_back(draws.chain(c));
  return all;
}

double autocovariance(const double* values, double mean, std::size_t length, std::size_t lag) {
  double sum = 0;
  for (std::size_t i = lag; i < length; ++i) sum += (values[i] - mean) * (values[i - lag] - mean);
  return sum / static_cast<double>(length);
}

}  // namespace

double split_r_hat(const ChainDraws& draws) {
  const std::size_t half = draws.length() / 2;
  std::vector<const double*> halves;
  for (std::size_t c = 0; c < draws.chains; ++c) {
    halves.push_back(draws.chain(c));
    halves.push_back(draws.chain(c) + draws.length() - half);
  }
  const Sequences s = summary_of(halves, half);
  if (s.all == 0) return 1;
  return s.within == 0 ? std::numeric_limits<double>::infinity() : std::sqrt(s.all / s.within);
}

double effective_sample_size(const ChainDraws& draws) {
  const auto total = static_cast<double>(draws.values.size());
  const Sequences s = summary_of(starts(draws), draws.length());
  if (s.all == 0) return total;
  const auto correlation = [&](std::size_t lag) {
    double covariance = 0;
    for (std::size_t c = 0; c < draws.chains; ++c)
      covariance +=
          autocovariance(draws.chain(c), s.means[c], draws.length(), lag) / static_cast<double>(draws.chains);
    return 1 - (s.within - covariance) / s.all;
  };
  double sum = -1;
  double last = std::numeric_limits<double>::infinity();
  for (std::size_t lag = 0; lag + 1 < draws.length(); lag += 2) {
    const double pair = lag == 0 ? 1 + correlation(1) : correlation(lag) + correlation(lag + 1);
    if (pair <= 0) break;
    last = std::min(last, pair);
    sum += 2 * last;
  }
  // Draws that alternate can be worth more than independent ones, but are not relied on to be.
  return total / std::max(sum, 1.0);
}

double batch_means_error(const ChainDraws& draws) {
  const auto length = static_cast<std::size_t>(std::sqrt(static_cast<double>(draws.length())));
  std::vector<double> means;
  for (std::size_t c = 0; c < draws.chains; ++c) {
    for (std::size_t first = 0; first + length <= draws.length(); first += length)
      means.push_back(accurate_mean({draws.chain(c) + first, length}));
  }
  return sample_sd(means, accurate_mean(means)) / std::sqrt(static_cast<double>(means.size()));
}

}  // namespace gainsay::stats
