#include "deals.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

#include "check.h"

namespace gainsay::stats {
namespace {

constexpr std::size_t most_values = 64;
constexpr double most_deals = 50'000'000;

}  // namespace

double count_deals(const Dealing& dealing) {
  double deals = 1;
  for (std::size_t i = 1; i <= std::min(dealing.n_a, dealing.n - dealing.n_a); ++i) {
    deals = deals * static_cast<double>(dealing.n - i + 1) / static_cast<double>(i);
  }
  return std::round(deals);
}

void check_enumerable(std::string_view function, const Dealing& dealing) {
  if (dealing.n > most_values) {
    check::fail(function, "there must be at most 64 values in all, there are " + std::to_string(dealing.n));
  }
  const double deals = count_deals(dealing);
  if (deals > most_deals) {
    check::fail(function, "there must be at most " + check::text(most_deals) + " deals, there are " +
                              check::text(deals));
  }
}

// At least one bit is set, which the analyzer cannot know.
std::uint64_t next_deal(std::uint64_t deal) {
  const std::uint64_t lowest = deal & (0 - deal);
  const std::uint64_t ripple = deal + lowest;
  return ripple | ((deal ^ ripple) >> (2 + std::countr_zero(deal)));  // NOLINT(clang-analyzer-core.*)
}

}  // namespace gainsay::stats
