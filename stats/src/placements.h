#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gainsay::stats {

// Two pooled samples in ascending order: for each value whether it is of a, and where groups of tied values
// end.
struct PooledOrder {
  std::vector<bool> of_a;
  std::vector<std::size_t> group_ends;  // one past the last value of each group of ties
  std::size_t n_a;
  std::size_t n_b;
};

// a, b: at least 2 finite values each, not all tied; throws in the name of `function` otherwise.
PooledOrder pooled_order(std::string_view function, std::span<const double> a, std::span<const double> b);

// P(a > b) + P(a = b) / 2 as the mean placement of the values of a among those of b, with the variance of
// that mean, Satterthwaite's df of it, and whether one sample lies wholly above the other (variance 0, df
// without meaning). Source: Brunner and Munzel (2000).
struct Placement {
  double probability;
  double variance;
  double df;
  bool separated;
};

Placement placement_of(const PooledOrder& pool);

// A count of twice a placement, its sum and its sum of squares over an arm, in integers.
struct PlacementSums {
  std::int64_t sum = 0;
  std::int64_t squares = 0;

  void add(std::int64_t doubled, std::int64_t times) {
    sum += doubled * times;
    squares += doubled * doubled * times;
  }
};

// Walks through the groups of ties: in_a(i) says whether the value at place i is dealt to a.
template <typename InA>
void sum_placements(const PooledOrder& pool, const InA& in_a, PlacementSums& of_a, PlacementSums& of_b) {
  std::int64_t a_below = 0;
  std::int64_t b_below = 0;
  std::size_t i = 0;
  for (const std::size_t end : pool.group_ends) {
    const auto size = static_cast<std::int64_t>(end - i);
    std::int64_t a_here = 0;
    for (; i < end; ++i) a_here += in_a(i) ? 1 : 0;
    const std::int64_t b_here = size - a_here;
    of_a.add(2 * b_below + b_here, a_here);
    of_b.add(2 * a_below + a_here, b_here);
    a_below += a_here;
    b_below += b_here;
  }
}

Placement placement_from_sums(const PooledOrder& pool, const PlacementSums& of_a, const PlacementSums& of_b);

}  // namespace gainsay::stats
