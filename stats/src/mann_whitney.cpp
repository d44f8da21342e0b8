#include "gainsay/stats/mann_whitney.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "check.h"
#include "distributions.h"
#include "ranks.h"

namespace gainsay::stats {
namespace {

constexpr std::size_t largest_exact_n = 80;

// How the sum of `chosen` ranks is distributed over all choices: it is smallest + step * i with the
// probability share[i].
struct RankSums {
  std::vector<double> share;
  std::int64_t smallest;
  std::int64_t step;
};

// Ranks are dealt in increasing order; ways[k][i] counts the choices of k of them whose sum lies i steps
// above that of the k smallest. Counts stay below C(80, 40), well inside a double's exponent; each is a sum
// of positive terms, so that relative errors do not grow.
RankSums rank_sum_distribution(std::span<const std::int64_t> ranks, std::size_t chosen) {
  std::vector<std::int64_t> sorted(ranks.begin(), ranks.end());
  std::ranges::sort(sorted);
  const auto dealt = static_cast<std::ptrdiff_t>(chosen);
  const std::int64_t smallest = std::accumulate(sorted.begin(), sorted.begin() + dealt, std::int64_t{0});
  const std::int64_t largest = std::accumulate(sorted.end() - dealt, sorted.end(), std::int64_t{0});
  std::int64_t step = 0;
  for (const std::int64_t rank : sorted) step = std::gcd(step, rank - sorted.front());
  const auto width = static_cast<std::size_t>((largest - smallest) / step) + 1;
  std::vector<std::vector<double>> ways(chosen + 1, std::vector<double>(width, 0.0));
  ways[0][0] = 1;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const std::size_t left = sorted.size() - 1 - i;  // ranks that are still to come
    const std::size_t fewest = chosen > left ? chosen - left : 1;
    for (std::size_t k = std::min(chosen, i + 1); k >= fewest; --k) {
      const auto above = static_cast<std::size_t>((sorted[i] - sorted[k - 1]) / step);
      const double* const before = ways[k - 1].data();
      double* const after = ways[k].data();
      for (std::size_t w = above; w < width; ++w) after[w] += before[w - above];
    }
  }
  RankSums sums{.share = std::move(ways[chosen]), .smallest = smallest, .step = step};
  const double total = std::accumulate(sums.share.begin(), sums.share.end(), 0.0);
  for (double& share : sums.share) share /= total;
  return sums;
}

// Doubled rank sums; `mean2` is twice the mean of the doubled sum, an integer.
struct RankSum {
  std::int64_t value;
  std::int64_t mean2;
};

bool as_extreme(std::int64_t sum, const RankSum& observed, Alternative alternative) {
  switch (alternative) {
    case Alternative::greater:
      return sum >= observed.value;
    case Alternative::less:
      return sum <= observed.value;
    case Alternative::two_sided:
      break;
  }
  return std::abs(2 * sum - observed.mean2) >= std::abs(2 * observed.value - observed.mean2);
}

double exact_p_value(std::span<const std::int64_t> ranks, std::size_t n_a, const RankSum& observed,
                     Alternative alternative) {
  // The smaller arm is dealt: its sum and that of the larger arm are two sides of one total.
  const std::size_t n_b = ranks.size() - n_a;
  const bool swap = n_b < n_a;
  const std::int64_t total = std::accumulate(ranks.begin(), ranks.end(), std::int64_t{0});
  const RankSums sums = rank_sum_distribution(ranks, swap ? n_b : n_a);
  double p = 0;
  std::int64_t sum = sums.smallest;
  for (const double share : sums.share) {
    if (as_extreme(swap ? total - sum : sum, observed, alternative)) p += share;
    sum += sums.step;
  }
  return std::min(1.0, p);
}

double approximate_p_value(double u, double n_a, double n_b, double tie_sum, Alternative alternative) {
  const double n = n_a + n_b;
  const double sd = std::sqrt(n_a * n_b / 12 * (n + 1 - tie_sum / (n * (n - 1))));
  const double excess = u - n_a * n_b / 2;
  switch (alternative) {
    case Alternative::greater:
      return distributions::normal_ccdf((excess - 0.5) / sd);
    case Alternative::less:
      return distributions::normal_cdf((excess + 0.5) / sd);
    case Alternative::two_sided:
      break;
  }
  return std::min(1.0, 2 * distributions::normal_ccdf((std::abs(excess) - 0.5) / sd));
}

}  // namespace

MannWhitney mann_whitney(std::span<const double> a, std::span<const double> b, Alternative alternative) {
  check::sample("mann_whitney", "a", a, 1);
  check::sample("mann_whitney", "b", b, 1);
  std::vector<double> pooled(a.begin(), a.end());
  pooled.insert(pooled.end(), b.begin(), b.end());
  const DoubledRanks all = doubled_midranks(pooled);
  if (std::ranges::all_of(all.ranks, [&](std::int64_t rank) { return rank == all.ranks.front(); })) {
    check::fail("mann_whitney", "all values are tied");
  }
  const auto n_a = std::ssize(a);
  const auto n_b = std::ssize(b);
  const std::int64_t sum = std::accumulate(all.ranks.begin(), all.ranks.begin() + n_a, std::int64_t{0});
  const double u = static_cast<double>(sum - n_a * (n_a + 1)) / 2;
  const auto real_a = static_cast<double>(n_a);
  const auto real_b = static_cast<double>(n_b);
  const bool exact = pooled.size() <= largest_exact_n;
  const RankSum observed{.value = sum, .mean2 = 2 * n_a * (n_a + n_b + 1)};
  return {.u = u,
          .probability_of_superiority = u / (real_a * real_b),
          .p_value = exact ? exact_p_value(all.ranks, a.size(), observed, alternative)
                           : approximate_p_value(u, real_a, real_b, all.tie_sum, alternative),
          .n_a = n_a,
          .n_b = n_b,
          .exact = exact,
          .method = "mann-whitney"};
}

}  // namespace gainsay::stats
