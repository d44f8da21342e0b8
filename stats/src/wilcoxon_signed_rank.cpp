#include "gainsay/stats/wilcoxon_signed_rank.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "check.h"
#include "distributions.h"
#include "ranks.h"
#include "signed_rank_distribution.h"

namespace gainsay::stats {
namespace {

constexpr std::size_t largest_exact_n = 200;
constexpr std::int64_t largest_walsh_n = 1000;

// The doubled ranks of the differences that are not 0, and the doubled sum of those that are positive.
struct SignedRanks {
  std::vector<std::int64_t> ranks;
  std::int64_t positive = 0;
  std::int64_t total = 0;
};

SignedRanks signed_ranks(std::span<const double> differences, ZeroRule zeros) {
  std::vector<double> sizes;
  std::vector<double> ranked;
  for (const double d : differences) {
    if (d == 0 && zeros == ZeroRule::wilcoxon) continue;
    ranked.push_back(d);
    sizes.push_back(std::abs(d));
  }
  const DoubledRanks all = doubled_midranks(sizes);
  SignedRanks result;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    if (ranked[i] == 0) continue;
    result.ranks.push_back(all.ranks[i]);
    result.total += all.ranks[i];
    if (ranked[i] > 0) result.positive += all.ranks[i];
  }
  return result;
}

// P(W >= positive).
double exact_upper_tail(const std::vector<double>& distribution, std::int64_t positive) {
  return std::accumulate(distribution.begin() + positive, distribution.end(), 0.0);
}

double exact_p_value(const SignedRanks& s, Alternative alternative) {
  const std::vector<double> distribution = signed_rank_distribution(s.ranks);
  const std::int64_t negative = s.total - s.positive;
  // W is symmetric about total / 2, ties or not.
  switch (alternative) {
    case Alternative::greater:
      return exact_upper_tail(distribution, s.positive);
    case Alternative::less:
      return exact_upper_tail(distribution, negative);
    case Alternative::two_sided:
      break;
  }
  return std::min(1.0, 2 * exact_upper_tail(distribution, std::max(s.positive, negative)));
}

double approximate_p_value(const SignedRanks& s, Alternative alternative) {
  double squares = 0;
  for (const std::int64_t rank : s.ranks) squares += static_cast<double>(rank) * static_cast<double>(rank);
  // In doubled ranks: sd of W is sqrt(sum rank^2) / 2, and the continuity correction of half a rank is 1.
  const double sd = std::sqrt(squares) / 2;
  const double excess = static_cast<double>(s.positive) - static_cast<double>(s.total) / 2;
  switch (alternative) {
    case Alternative::greater:
      return distributions::normal_ccdf((excess - 1) / sd);
    case Alternative::less:
      return distributions::normal_cdf((excess + 1) / sd);
    case Alternative::two_sided:
      break;
  }
  return std::min(1.0, 2 * distributions::normal_ccdf((std::abs(excess) - 1) / sd));
}

std::vector<double> sorted_walsh_averages(std::span<const double> differences) {
  std::vector<double> averages;
  averages.reserve(differences.size() * (differences.size() + 1) / 2);
  for (std::size_t i = 0; i < differences.size(); ++i) {
    for (std::size_t j = i; j < differences.size(); ++j) {
      averages.push_back(std::midpoint(differences[i], differences[j]));
    }
  }
  std::ranges::sort(averages);
  return averages;
}

}  // namespace

std::vector<double> signed_rank_distribution(std::span<const std::int64_t> ranks) {
  const std::int64_t total = std::accumulate(ranks.begin(), ranks.end(), std::int64_t{0});
  std::vector<double> probability(static_cast<std::size_t>(total) + 1, 0.0);
  probability[0] = 1;
  std::int64_t reached = 0;
  for (const std::int64_t rank : ranks) {
    reached += rank;
    for (std::int64_t w = reached; w >= 0; --w) {
      const double without = probability[static_cast<std::size_t>(w)];
      const double with = w >= rank ? probability[static_cast<std::size_t>(w - rank)] : 0;
      probability[static_cast<std::size_t>(w)] = (without + with) / 2;
    }
  }
  return probability;
}

WilcoxonSignedRank wilcoxon_signed_rank(std::span<const double> differences, ZeroRule zeros,
                                        Alternative alternative) {
  check::sample("wilcoxon_signed_rank", "differences", differences, 1);
  const SignedRanks s = signed_ranks(differences, zeros);
  if (s.ranks.empty()) {
    check::fail("wilcoxon_signed_rank", "all " + std::to_string(differences.size()) + " differences are 0");
  }
  const bool exact = s.ranks.size() <= largest_exact_n;
  return {.rank_sum_positive = static_cast<double>(s.positive) / 2,
          .rank_sum_negative = static_cast<double>(s.total - s.positive) / 2,
          .p_value = exact ? exact_p_value(s, alternative) : approximate_p_value(s, alternative),
          .n = std::ssize(s.ranks),
          .n_zero = std::ssize(differences) - std::ssize(s.ranks),
          .exact = exact,
          .method = "wilcoxon-signed-rank"};
}

HodgesLehmann hodges_lehmann_interval(std::span<const double> differences, double confidence) {
  constexpr std::string_view function = "hodges_lehmann_interval";
  check::sample(function, "differences", differences, 1);
  check::open_unit(function, "confidence", confidence);
  if (std::ssize(differences) > largest_walsh_n) {
    check::fail(function, "differences must have at most " + std::to_string(largest_walsh_n) +
                              " values, has " + std::to_string(differences.size()));
  }
  std::vector<std::int64_t> ranks(differences.size());
  std::iota(ranks.begin(), ranks.end(), std::int64_t{1});
  const std::vector<double> distribution = signed_rank_distribution(ranks);
  std::size_t outside = 0;  // Walsh averages left out at each end
  double tail = 0;          // P(W < outside)
  while (2 * (tail + distribution[outside]) <= 1 - confidence) tail += distribution[outside++];
  if (outside == 0) {
    check::fail(function, std::to_string(differences.size()) + " differences give a confidence of at most " +
                              check::text(1 - 2 * distribution[0]) + ", not " + check::text(confidence));
  }
  const std::vector<double> walsh = sorted_walsh_averages(differences);
  const std::size_t m = walsh.size();
  return {.estimate = std::midpoint(walsh[(m - 1) / 2], walsh[m / 2]),
          .interval = {walsh[outside - 1], walsh[m - outside], confidence},
          .achieved_confidence = 1 - 2 * tail,
          .n = std::ssize(differences),
          .method = "hodges-lehmann"};
}

}  // namespace gainsay::stats
