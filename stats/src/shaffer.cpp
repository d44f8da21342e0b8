#include "gainsay/stats/shaffer.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "check.h"
#include "ordering.h"
#include "pair_square.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "shaffer";
constexpr std::int64_t most_methods = 100;

// possible[t]: whether t pairs can be exactly the true ones among n methods. They are the pairs within the
// parts of a partition, of which the first part has j methods.
std::vector<bool> possible_counts(std::size_t n) {
  std::vector<std::vector<bool>> of(n + 1);
  of[0] = {true};
  for (std::size_t methods = 1; methods <= n; ++methods) {
    of[methods].assign(methods * (methods - 1) / 2 + 1, false);
    for (std::size_t j = 1; j <= methods; ++j) {
      const std::vector<bool>& rest = of[methods - j];
      for (std::size_t t = 0; t < rest.size(); ++t) {
        if (rest[t]) of[methods][j * (j - 1) / 2 + t] = true;
      }
    }
  }
  return of[n];
}

}  // namespace

std::vector<double> shaffer(std::span<const double> p_values, std::int64_t n_methods) {
  check::between(function, "n_methods", n_methods, 2, most_methods);
  const std::vector<double> pairs = pairs_of_square(function, p_values, n_methods);
  const std::vector<bool> possible = possible_counts(static_cast<std::size_t>(n_methods));
  std::vector<double> adjusted(pairs.size());
  double running = 0;
  std::size_t left = pairs.size();
  for (const std::size_t i : ascending_order(function, pairs)) {
    std::size_t true_together = left--;
    while (!possible[true_together]) --true_together;
    running = std::max(running, std::min(1.0, static_cast<double>(true_together) * pairs[i]));
    adjusted[i] = running;
  }
  return square_of_pairs(adjusted, n_methods);
}

}  // namespace gainsay::stats
