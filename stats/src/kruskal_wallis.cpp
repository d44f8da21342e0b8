#include "gainsay/stats/kruskal_wallis.h"

#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>

#include "check.h"
#include "distributions.h"
#include "groups.h"
#include "ranks.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "kruskal_wallis_test";
constexpr double most_deals = 1e6;

// n! / (n_1! n_2! ...); at least as large as the limit where it is larger than that.
double count_deals(const std::vector<std::size_t>& sizes) {
  double deals = 1;
  std::size_t n = 0;
  for (const std::size_t size : sizes) {
    for (std::size_t i = 1; i <= size && deals <= most_deals; ++i) {
      deals *= static_cast<double>(++n) / static_cast<double>(i);
    }
  }
  return std::round(deals);
}

double squares_over_sizes(const std::vector<std::int64_t>& sums, const std::vector<std::size_t>& sizes) {
  double total = 0;
  for (std::size_t g = 0; g < sums.size(); ++g) {
    total += static_cast<double>(sums[g]) * static_cast<double>(sums[g]) / static_cast<double>(sizes[g]);
  }
  return total;
}

// Deals the doubled ranks to the groups in every way and counts those whose H reaches the one seen. H grows
// with the sum of squared rank sums over sizes, which stands for it.
class AllDeals {
 public:
  AllDeals(std::span<const std::int64_t> ranks, const std::vector<std::size_t>& sizes, double observed)
      : ranks_(ranks),
        sizes_(sizes),
        free_(sizes),
        sums_(sizes.size(), 0),
        bound_(observed * (1 - rounding)) {}

  double p_value() {
    deal(0);
    return static_cast<double>(hits_) / static_cast<double>(deals_);
  }

 private:
  static constexpr double rounding = 1e-12;  // of sums of integers over sizes

  void deal(std::size_t next) {
    if (next == ranks_.size()) {
      ++deals_;
      if (squares_over_sizes(sums_, sizes_) >= bound_) ++hits_;
      return;
    }
    for (std::size_t g = 0; g < free_.size(); ++g) {
      if (free_[g] == 0) continue;
      --free_[g];
      sums_[g] += ranks_[next];
      deal(next + 1);
      sums_[g] -= ranks_[next];
      ++free_[g];
    }
  }

  std::span<const std::int64_t> ranks_;
  const std::vector<std::size_t>& sizes_;
  std::vector<std::size_t> free_;
  std::vector<std::int64_t> sums_;
  double bound_;
  std::int64_t hits_ = 0;
  std::int64_t deals_ = 0;
};

std::vector<std::int64_t> rank_sums(const std::vector<std::int64_t>& ranks,
                                    const std::vector<std::size_t>& sizes) {
  std::vector<std::int64_t> sums;
  auto first = ranks.begin();
  for (const std::size_t size : sizes) {
    const auto last = first + static_cast<std::ptrdiff_t>(size);
    sums.push_back(std::accumulate(first, last, std::int64_t{0}));
    first = last;
  }
  return sums;
}

}  // namespace

KruskalWallisTest kruskal_wallis_test(std::span<const std::span<const double>> groups) {
  check_groups(function, groups, 1);
  std::vector<double> pooled;
  std::vector<std::size_t> sizes;
  for (const auto& group : groups) {
    pooled.insert(pooled.end(), group.begin(), group.end());
    sizes.push_back(group.size());
  }
  check::sample(function, "groups together", pooled, 3);
  const DoubledRanks ranks = doubled_midranks(pooled);
  const auto n = static_cast<double>(pooled.size());
  const double correction = 1 - ranks.tie_sum / (n * (n * n - 1));
  if (correction <= 0) check::fail(function, "all " + std::to_string(pooled.size()) + " values are tied");
  const std::vector<std::int64_t> sums = rank_sums(ranks.ranks, sizes);
  KruskalWallisTest test{};
  double squares = 0;
  for (std::size_t g = 0; g < sums.size(); ++g) {
    const auto size = static_cast<double>(sizes[g]);
    test.mean_ranks.push_back(static_cast<double>(sums[g]) / (2 * size));
    squares += size * std::pow(test.mean_ranks.back() - (n + 1) / 2, 2);
  }
  test.chi_squared = 12 / (n * (n + 1)) * squares / correction;
  test.df = static_cast<double>(groups.size()) - 1;
  test.chi_squared_p_value = distributions::chi_squared_ccdf(test.chi_squared, test.df);
  test.exact = count_deals(sizes) <= most_deals;
  test.p_value = test.exact ? AllDeals(ranks.ranks, sizes, squares_over_sizes(sums, sizes)).p_value()
                            : test.chi_squared_p_value;
  test.n = std::ssize(pooled);
  test.method = "kruskal-wallis";
  return test;
}

}  // namespace gainsay::stats
