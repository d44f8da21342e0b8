#include "gainsay/stats/simulated_power.h"

#include <atomic>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "gainsay/stats/brunner_munzel.h"
#include "gainsay/stats/mann_whitney.h"
#include "gainsay/stats/paired_t_test.h"
#include "gainsay/stats/permutation_test.h"
#include "gainsay/stats/sign_flip_test.h"
#include "gainsay/stats/sign_test.h"
#include "gainsay/stats/welch_t_test.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

#include "check.h"
#include "chunks.h"
#include "deals.h"
#include "monte_carlo_p.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_runs = 1000;
constexpr std::int64_t most_flipped = 20;
constexpr double most_deals = 200'000;

struct Outcome {
  double p_value;
  std::string_view method;
};

template <typename Result>
Outcome outcome_of(const Result& result) {
  return {result.p_value, result.method};
}

Outcome run(TwoSampleTest test, std::span<const double> a, std::span<const double> b) {
  switch (test) {
    case TwoSampleTest::mann_whitney:
      return outcome_of(mann_whitney(a, b));
    case TwoSampleTest::brunner_munzel:
      return outcome_of(brunner_munzel_test(a, b));
    case TwoSampleTest::permutation_mean:
      return outcome_of(permutation_test_exact(a, b, PermutationStatistic::mean_difference));
    case TwoSampleTest::permutation_welch_t:
      return outcome_of(permutation_test_exact(a, b, PermutationStatistic::welch_t));
    case TwoSampleTest::welch_t:
      break;
  }
  return outcome_of(welch_t_test(a, b));
}

Outcome run(PairedTest test, std::span<const double> differences) {
  switch (test) {
    case PairedTest::wilcoxon_signed_rank:
      return outcome_of(wilcoxon_signed_rank(differences));
    case PairedTest::sign_flip:
      return outcome_of(sign_flip_test_exact(differences));
    case PairedTest::sign:
      return outcome_of(sign_test(differences));
    case PairedTest::t:
      break;
  }
  return outcome_of(one_sample_t_test(differences));
}

void fill_normal(RandomStream& random, std::vector<double>& values, double mean, double sd) {
  for (double& value : values) value = mean + sd * random.normal();
}

// try_once(random) draws a study and tests it.
template <typename TryOnce>
SimulatedPower simulate(const MonteCarlo& draws, double alpha, const TryOnce& try_once) {
  std::atomic<std::int64_t> rejections{0};
  for_each_chunk(draws.replicates, draws.threads, [&](const Chunk& chunk) {
    RandomStream random(draws.seed, static_cast<std::uint64_t>(chunk.index));
    std::int64_t in_chunk = 0;
    for (std::int64_t i = 0; i < chunk.size; ++i) in_chunk += try_once(random).p_value <= alpha ? 1 : 0;
    rejections += in_chunk;
  });
  RandomStream any(draws.seed, 0);
  const double power = static_cast<double>(rejections.load()) / static_cast<double>(draws.replicates);
  return {.power = power,
          .monte_carlo_standard_error = monte_carlo_error(power, draws.replicates),
          .replicates = draws.replicates,
          .seed = draws.seed,
          .method = try_once(any).method};
}

void check_size(std::string_view function, std::string_view argument, std::int64_t n, std::int64_t most) {
  check::at_least(function, argument, n, 2);
  if (n > most) {
    check::fail(function, std::string(argument) + " must be at most " + std::to_string(most) + ", is " +
                              std::to_string(n));
  }
}

void check_deals(std::string_view function, TwoSampleTest test, const SimulatedArms& arms) {
  if (test != TwoSampleTest::permutation_mean && test != TwoSampleTest::permutation_welch_t) return;
  const Dealing dealing{static_cast<std::size_t>(arms.n_a + arms.n_b), static_cast<std::size_t>(arms.n_a)};
  const double deals = count_deals(dealing);
  if (dealing.n > 64 || deals > most_deals) {
    check::fail(function, "there must be at most 200000 deals, there are " + check::text(deals));
  }
}

}  // namespace

SimulatedPower two_sample_simulated_power(TwoSampleTest test, const SimulatedArms& arms,
                                          const MonteCarlo& draws, double alpha) {
  constexpr std::string_view function = "two_sample_simulated_power";
  check::finite(function, "effect", arms.effect);
  check::positive(function, "sd_a", arms.sd_a);
  check::positive(function, "sd_b", arms.sd_b);
  check_size(function, "n_a", arms.n_a, most_runs);
  check_size(function, "n_b", arms.n_b, most_runs);
  check_deals(function, test, arms);
  check_monte_carlo(function, draws);
  check::open_unit(function, "alpha", alpha);
  return simulate(draws, alpha, [&](RandomStream& random) {
    std::vector<double> a(static_cast<std::size_t>(arms.n_a));
    std::vector<double> b(static_cast<std::size_t>(arms.n_b));
    fill_normal(random, a, arms.effect, arms.sd_a);
    fill_normal(random, b, 0, arms.sd_b);
    return run(test, a, b);
  });
}

SimulatedPower paired_simulated_power(PairedTest test, const SimulatedPairs& pairs, const MonteCarlo& draws,
                                      double alpha) {
  constexpr std::string_view function = "paired_simulated_power";
  check::finite(function, "effect", pairs.effect);
  check::positive(function, "sd", pairs.sd);
  check_size(function, "n", pairs.n, test == PairedTest::sign_flip ? most_flipped : most_runs);
  check_monte_carlo(function, draws);
  check::open_unit(function, "alpha", alpha);
  return simulate(draws, alpha, [&](RandomStream& random) {
    std::vector<double> differences(static_cast<std::size_t>(pairs.n));
    fill_normal(random, differences, pairs.effect, pairs.sd);
    return run(test, differences);
  });
}

}  // namespace gainsay::stats
