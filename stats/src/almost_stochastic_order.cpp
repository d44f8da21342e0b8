#include "gainsay/stats/almost_stochastic_order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "gainsay/stats/moments.h"

#include "distributions.h"
#include "index_batch.h"
#include "monte_carlo_p.h"
#include "replicates.h"

namespace gainsay::stats {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// The squared distances between two quantile functions: all, and where the first is the lower.
struct Distances {
  double all = 0;
  double against = 0;

  void add(double a, double b, double width) {
    const double gap = b - a;
    const double square = gap * gap * width;
    all += square;
    against += gap > 0 ? square : 0;
  }
  double ratio() const { return all > 0 ? against / all : undefined; }
};

// Both samples sorted; of the same size, so that the steps of their quantile functions coincide. Four sums
// side by side, since one alone would wait for each addition.
double ratio_of_equal_sizes(const std::vector<double>& a, const std::vector<double>& b, std::size_t n) {
  std::array<double, 4> all{};
  std::array<double, 4> against{};
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      const double gap = b[i + lane] - a[i + lane];
      const double positive = std::max(gap, 0.0);
      all[lane] += gap * gap;
      against[lane] += positive * positive;
    }
  }
  Distances rest{.all = (all[0] + all[1]) + (all[2] + all[3]),
                 .against = (against[0] + against[1]) + (against[2] + against[3])};
  for (; i < n; ++i) rest.add(a[i], b[i], 1);
  return rest.ratio();
}

// Time runs in steps of 1 / (n_a n_b).
double ratio_of_sorted(const std::vector<double>& a, std::size_t n_a, const std::vector<double>& b,
                       std::size_t n_b) {
  if (n_a == n_b) return ratio_of_equal_sizes(a, b, n_a);
  Distances distances;
  std::size_t now = 0;
  for (std::size_t i = 0, j = 0; i < n_a && j < n_b;) {
    const std::size_t end_a = (i + 1) * n_b;
    const std::size_t end_b = (j + 1) * n_a;
    const std::size_t end = std::min(end_a, end_b);
    distances.add(a[i], b[j], static_cast<double>(end - now));
    now = end;
    i += end == end_a ? 1 : 0;
    j += end == end_b ? 1 : 0;
  }
  return distances.ratio();
}

// A sorted sample, and what it takes to draw from it a sorted sample of the same size.
class SortedSample {
 public:
  explicit SortedSample(std::vector<double> values)
      : values_(std::move(values)), batch_(static_cast<std::uint32_t>(values_.size())) {
    std::ranges::sort(values_);
  }

  const std::vector<double>& values() const { return values_; }
  std::size_t size() const { return values_.size(); }

  // The memory for one draw; the drawn values have room for what is written ahead.
  struct Scratch {
    std::vector<std::uint32_t> counts;
    std::vector<double> drawn;
  };
  Scratch scratch() const {
    return {std::vector<std::uint32_t>(values_.size(), 0), std::vector<double>(values_.size() + ahead)};
  }

  // Counts how often each value is drawn, and writes it that often: always `ahead` copies, of which those
  // beyond the count are overwritten, which spares a branch that could not be foreseen.
  void draw(RandomStream& random, Scratch& scratch) const {
    batch_.draw(random, [&](std::uint32_t i) { ++scratch.counts[i]; });
    double* next = scratch.drawn.data();
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::uint32_t count = scratch.counts[i];
      scratch.counts[i] = 0;
      for (std::size_t copy = 0; copy < ahead; ++copy) next[copy] = values_[i];
      for (std::uint32_t copy = ahead; copy < count; ++copy) next[copy] = values_[i];
      next += count;
    }
  }

 private:
  static constexpr std::uint32_t ahead = 4;

  std::vector<double> values_;
  IndexBatch batch_;
};

// Shifted and divided by a power of two, which no ratio depends on, so that squares neither over- nor
// underflow.
struct Pair {
  std::vector<double> a;
  std::vector<double> b;
};

Pair scaled(std::span<const double> a, std::span<const double> b) {
  const auto [low_a, high_a] = std::ranges::minmax(a);
  const auto [low_b, high_b] = std::ranges::minmax(b);
  const double low = std::min(low_a, low_b) / 2;
  const double range = std::max(high_a, high_b) / 2 - low;
  const int exponent = range > 0 ? std::ilogb(range) : 0;
  const auto scale = [&](std::span<const double> values) {
    std::vector<double> result(values.begin(), values.end());
    for (double& value : result) value = std::scalbn(value / 2 - low, -exponent);
    return result;
  };
  return {scale(a), scale(b)};
}

void check_samples(std::string_view function, std::span<const double> a, std::span<const double> b,
                   std::int64_t fewest) {
  check::sample(function, "a", a, fewest);
  check::sample(function, "b", b, fewest);
  if (std::max(a.size(), b.size()) > std::numeric_limits<std::int32_t>::max())
    check::fail(function, "a sample must have below 2^31 values");
}

double observed_ratio(std::string_view function, const SortedSample& a, const SortedSample& b) {
  const double ratio = ratio_of_sorted(a.values(), a.size(), b.values(), b.size());
  if (std::isnan(ratio))
    check::fail(function, "a and b have the same quantiles, so that neither can be the larger");
  return ratio;
}

}  // namespace

double violation_ratio(std::span<const double> a, std::span<const double> b) {
  constexpr std::string_view function = "violation_ratio";
  check_samples(function, a, b, 1);
  Pair pair = scaled(a, b);
  return observed_ratio(function, SortedSample(std::move(pair.a)), SortedSample(std::move(pair.b)));
}

AlmostStochasticOrder almost_stochastic_order(std::span<const double> a, std::span<const double> b,
                                              const MonteCarlo& draws, const StochasticOrderDesign& design) {
  constexpr std::string_view function = "almost_stochastic_order";
  check_samples(function, a, b, 2);
  check_monte_carlo(function, draws);
  check::at_least(function, "replicates", draws.replicates, 2);
  check::open_unit(function, "alpha", design.alpha);
  check::at_least(function, "n_comparisons", design.n_comparisons, 1);
  Pair pair = scaled(a, b);
  const SortedSample of_a(std::move(pair.a));
  const SortedSample of_b(std::move(pair.b));
  const double epsilon = observed_ratio(function, of_a, of_b);
  std::vector<double> values = replicate(draws, [&] {
    return [&of_a, &of_b, for_a = of_a.scratch(), for_b = of_b.scratch()](RandomStream& random) mutable {
      of_a.draw(random, for_a);
      of_b.draw(random, for_b);
      return ratio_of_sorted(for_a.drawn, of_a.size(), for_b.drawn, of_b.size());
    };
  });
  std::erase_if(values, [](double value) { return std::isnan(value); });
  check::at_least(function, "the number of replicates that differ", std::ssize(values), 2);
  const double sd = moments_of(values).sd;
  const double alpha = design.alpha / static_cast<double>(design.n_comparisons);
  const auto n_a = static_cast<double>(a.size());
  const auto n_b = static_cast<double>(b.size());
  return {.epsilon = epsilon,
          .epsilon_minimum = std::clamp(epsilon - distributions::normal_quantile(alpha) * sd, 0.0, 1.0),
          .sigma = std::sqrt(n_a * n_b / (n_a + n_b)) * sd,
          .alpha = alpha,
          .replicates = draws.replicates,
          .undefined_replicates = draws.replicates - std::ssize(values),
          .seed = draws.seed,
          .n_a = std::ssize(a),
          .n_b = std::ssize(b),
          .method = "almost-stochastic-order"};
}

}  // namespace gainsay::stats
