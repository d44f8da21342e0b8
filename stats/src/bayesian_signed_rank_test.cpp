#include "gainsay/stats/bayesian_signed_rank_test.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "monte_carlo_p.h"
#include "replicates.h"
#include "rope.h"
#include "variates.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "bayesian_signed_rank_test";

enum class Region { left, inside, right };

// The differences with the prior's, sorted. Those that make a mean left of the rope with the i-th are then
// the first ones, those that make one right of it the last: with running sums of the weights a draw takes one
// pass, not one over all pairs.
class WalshMeans {
 public:
  WalshMeans(std::span<const double> differences, double border, const DirichletPrior& prior)
      : sorted_(differences.begin(), differences.end()), strength_(prior.strength) {
    sorted_.push_back(prior.location);
    std::ranges::sort(sorted_);
    prior_ = static_cast<std::size_t>(std::ranges::find(sorted_, prior.location) - sorted_.begin());
    for (const double d : sorted_) {
      left_.push_back(first_not([&](double other) { return d + other < -2 * border; }));
      right_.push_back(first_not([&](double other) { return d + other <= 2 * border; }));
    }
  }

  std::size_t size() const { return sorted_.size(); }

  // sums: size() + 1 values to work with.
  Region likeliest(Variates& variates, std::vector<double>& sums) const {
    double sum = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      sums[i] = sum;
      sum += i == prior_ ? prior_weight(variates) : variates.exponential();
    }
    sums[size()] = sum;
    // Those that make no mean in a region are passed over: the last ones on the left, the first on the right.
    double left = 0;
    for (std::size_t i = 0; i < size() && left_[i] > 0; ++i) left += (sums[i + 1] - sums[i]) * sums[left_[i]];
    double right = 0;
    for (std::size_t i = size(); i > 0 && right_[i - 1] < size(); --i)
      right += (sums[i] - sums[i - 1]) * (sum - sums[right_[i - 1]]);
    const double inside = sum * sum - left - right;
    if (inside >= left && inside >= right) return Region::inside;
    return left > right ? Region::left : Region::right;
  }

  // E w_i w_j of the Dirichlet distribution, summed over the pairs of a region.
  RegionProbabilities expected_mass() const {
    const double total = static_cast<double>(size()) - 1 + strength_;
    double left = 0;
    double right = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      const double weight = prior_shape(i) / total / (total + 1);
      const auto within = [&](std::size_t from, std::size_t to) {
        const bool has_prior = prior_ >= from && prior_ < to;
        return static_cast<double>(to - from) - (has_prior ? 1 - strength_ : 0) +
               (i >= from && i < to ? 1 : 0);
      };
      left += weight * within(0, left_[i]);
      right += weight * within(right_[i], size());
    }
    return {left, std::max(0.0, 1 - left - right), right};
  }

 private:
  template <typename Holds>
  std::size_t first_not(const Holds& holds) const {
    return static_cast<std::size_t>(std::ranges::partition_point(sorted_, holds) - sorted_.begin());
  }
  double prior_weight(Variates& variates) const { return strength_ == 0 ? 0 : variates.gamma(strength_); }
  double prior_shape(std::size_t i) const { return i == prior_ ? strength_ : 1; }

  std::vector<double> sorted_;
  double strength_;
  std::size_t prior_ = 0;           // where the prior's difference is
  std::vector<std::size_t> left_;   // of each: how many make a mean left of the rope with it
  std::vector<std::size_t> right_;  // of each: the first that makes one right of it
};

}  // namespace

BayesianSignedRankTest bayesian_signed_rank_test(std::span<const double> differences, double rope,
                                                 const MonteCarlo& draws, const DirichletPrior& prior) {
  check_dirichlet(function, differences, rope, prior);
  check_monte_carlo(function, draws);
  const WalshMeans means(differences, widened_rope(differences, rope), prior);
  std::vector<std::uint8_t> regions(static_cast<std::size_t>(draws.replicates));
  for_each_chunk(draws.replicates, draws.threads, [&](const Chunk& chunk) {
    RandomStream random(draws.seed, static_cast<std::uint64_t>(chunk.index));
    Variates variates(random);
    std::vector<double> sums(means.size() + 1);
    for (std::int64_t i = chunk.first; i < chunk.first + chunk.size; ++i)
      regions[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(means.likeliest(variates, sums));
  });
  const auto n = static_cast<double>(draws.replicates);
  const auto share = [&](Region region) {
    return static_cast<double>(std::ranges::count(regions, static_cast<std::uint8_t>(region))) / n;
  };
  // The error of a share that is moved towards 1/2 by one draw on either side, since none is sure.
  const auto error = [&](double p) { return monte_carlo_error((p * n + 1) / (n + 2), draws.replicates); };
  const RegionProbabilities shares{share(Region::left), share(Region::inside), share(Region::right)};
  return {.probability = shares,
          .monte_carlo_standard_error = {error(shares.left), error(shares.inside), error(shares.right)},
          .expected_mass = means.expected_mass(),
          .rope = rope,
          .prior_strength = prior.strength,
          .prior_location = prior.location,
          .n = std::ssize(differences),
          .replicates = draws.replicates,
          .seed = draws.seed,
          .method = "bayesian-signed-rank"};
}

}  // namespace gainsay::stats
