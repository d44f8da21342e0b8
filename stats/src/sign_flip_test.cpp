#include "gainsay/stats/sign_flip_test.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>
#include <vector>

#include "gainsay/stats/random_stream.h"

#include "chunks.h"
#include "monte_carlo_p.h"
#include "subset_sums.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t largest_exact_n = 40;
constexpr double tolerance = 1e-12;  // of the sum of absolute differences

// The signed sum of the differences that was seen, and what counts as equal to it.
struct Observed {
  double sum;
  double slack;
};

Observed observe(std::span<const double> differences) {
  double absolute_sum = 0;
  for (const double d : differences) absolute_sum += std::abs(d);
  return {compensated_sum(differences), tolerance * absolute_sum};
}

// All sums over sign patterns, ascending: each value splits a sorted list into two, which are merged again.
std::vector<double> sorted_signed_sums(std::span<const double> values) {
  std::vector<double> sums{0.0};
  std::vector<double> minus;
  std::vector<double> plus;
  for (const double value : values) {
    const double size = std::abs(value);
    minus.assign(sums.begin(), sums.end());
    plus.assign(sums.begin(), sums.end());
    for (double& sum : minus) sum -= size;
    for (double& sum : plus) sum += size;
    sums.resize(2 * minus.size());
    std::ranges::merge(minus, plus, sums.begin());
  }
  return sums;
}

// Pairs, one of each list, with a sum of at least `bound`.
std::int64_t count_at_least(const std::vector<double>& one, const std::vector<double>& other, double bound) {
  std::int64_t count = 0;
  std::size_t first = other.size();  // other[first..] are large enough beside the current one
  for (const double sum : one) {
    while (first > 0 && sum + other[first - 1] >= bound) --first;
    count += static_cast<std::int64_t>(other.size() - first);
  }
  return count;
}

std::int64_t count_patterns(std::span<const double> differences, const Observed& observed,
                            Alternative alternative) {
  const std::size_t half = differences.size() / 2;
  const std::vector<double> one = sorted_signed_sums(differences.first(half));
  const std::vector<double> other = sorted_signed_sums(differences.subspan(half));
  // Sums are symmetric about 0: as many lie below -x as above x.
  if (alternative == Alternative::greater) return count_at_least(one, other, observed.sum - observed.slack);
  if (alternative == Alternative::less) return count_at_least(one, other, -observed.sum - observed.slack);
  const double bound = std::abs(observed.sum) - observed.slack;
  const auto all = static_cast<std::int64_t>(one.size() * other.size());
  return bound <= 0 ? all : 2 * count_at_least(one, other, bound);
}

bool as_extreme(double sum, const Observed& observed, Alternative alternative) {
  switch (alternative) {
    case Alternative::greater:
      return sum >= observed.sum - observed.slack;
    case Alternative::less:
      return sum <= observed.sum + observed.slack;
    case Alternative::two_sided:
      break;
  }
  return std::abs(sum) >= std::abs(observed.sum) - observed.slack;
}

// The differences are sorted, since the order of the rows must not matter to random patterns.
std::int64_t count_random(std::vector<double> differences, const MonteCarlo& draws, Alternative alternative) {
  std::ranges::sort(differences);
  const Observed observed = observe(differences);
  const SubsetSums positive(differences);
  const std::size_t n = differences.size();
  const std::uint64_t last_mask = n % 64 == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << (n % 64)) - 1;
  std::atomic<std::int64_t> hits{0};
  for_each_chunk(draws.replicates, draws.threads, [&](const Chunk& chunk) {
    RandomStream random(draws.seed, static_cast<std::uint64_t>(chunk.index));
    std::vector<std::uint64_t> kept((n + 63) / 64);
    std::int64_t in_chunk = 0;
    for (std::int64_t i = 0; i < chunk.size; ++i) {
      for (std::uint64_t& word : kept) {
        const std::uint64_t upper = random.next();
        word = upper << 32 | random.next();
      }
      kept.back() &= last_mask;
      // Those that keep their sign, less those that lose it.
      in_chunk += as_extreme(2 * positive(kept) - observed.sum, observed, alternative) ? 1 : 0;
    }
    hits += in_chunk;
  });
  return hits;
}

SignFlipTest result_of(std::span<const double> differences) {
  SignFlipTest result{};
  result.estimate = accurate_mean(differences);
  result.n = std::ssize(differences);
  result.method = "sign-flip";
  return result;
}

}  // namespace

SignFlipTest sign_flip_test_exact(std::span<const double> differences, Alternative alternative) {
  check::sample("sign_flip_test_exact", "differences", differences, 1);
  if (std::ssize(differences) > largest_exact_n) {
    check::fail("sign_flip_test_exact", "differences must have at most " + std::to_string(largest_exact_n) +
                                            " values, has " + std::to_string(differences.size()));
  }
  SignFlipTest result = result_of(differences);
  result.exact = true;
  result.replicates = std::int64_t{1} << result.n;
  result.p_value = static_cast<double>(count_patterns(differences, observe(differences), alternative)) /
                   static_cast<double>(result.replicates);
  return result;
}

SignFlipTest sign_flip_test_monte_carlo(std::span<const double> differences, const MonteCarlo& draws,
                                        Alternative alternative) {
  check_monte_carlo("sign_flip_test_monte_carlo", draws);
  check::sample("sign_flip_test_monte_carlo", "differences", differences, 1);
  SignFlipTest result = result_of(differences);
  result.exact = false;
  result.replicates = draws.replicates;
  result.seed = draws.seed;
  result.p_value = monte_carlo_p(count_random({differences.begin(), differences.end()}, draws, alternative),
                                 draws.replicates);
  result.monte_carlo_standard_error = monte_carlo_error(result.p_value, draws.replicates);
  return result;
}

}  // namespace gainsay::stats
