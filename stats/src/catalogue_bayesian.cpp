#include <optional>

#include "gainsay/stats/bayesian_sign_test.h"
#include "gainsay/stats/bayesian_signed_rank_test.h"

#include "catalogue_families.h"
#include "pair_differences.h"

namespace gainsay::stats {

template <>
struct FieldsOf<RegionProbabilities>
    : Fields<&RegionProbabilities::left, &RegionProbabilities::inside, &RegionProbabilities::right> {};

template <>
struct FieldsOf<DirichletPrior> : Fields<&DirichletPrior::strength, &DirichletPrior::location> {};

template <>
struct FieldsOf<BayesianSignTest>
    : Fields<&BayesianSignTest::probability, &BayesianSignTest::expected_mass, &BayesianSignTest::n_left,
             &BayesianSignTest::n_inside, &BayesianSignTest::n_right, &BayesianSignTest::rope,
             &BayesianSignTest::prior_strength, &BayesianSignTest::prior_location, &BayesianSignTest::n,
             &BayesianSignTest::method> {};

template <>
struct FieldsOf<BayesianSignedRankTest>
    : Fields<&BayesianSignedRankTest::probability, &BayesianSignedRankTest::monte_carlo_standard_error,
             &BayesianSignedRankTest::expected_mass, &BayesianSignedRankTest::rope,
             &BayesianSignedRankTest::prior_strength, &BayesianSignedRankTest::prior_location,
             &BayesianSignedRankTest::n, &BayesianSignedRankTest::replicates, &BayesianSignedRankTest::seed,
             &BayesianSignedRankTest::method> {};

namespace {

BayesianSignTest signs(Sample a, const std::optional<Sample>& b, double rope, const DirichletPrior& prior) {
  return bayesian_sign_test(differences_of("bayesian_sign_test", a, b), rope, prior);
}

BayesianSignedRankTest signed_ranks(Sample a, const std::optional<Sample>& b, double rope,
                                    const MonteCarlo& draws, const DirichletPrior& prior) {
  return bayesian_signed_rank_test(differences_of("bayesian_signed_rank_test", a, b), rope, draws, prior);
}

}  // namespace

std::vector<Entry> bayesian_entries() {
  using namespace parameters;
  constexpr ParameterText rope{"rope", "half the width of practical equivalence, 0 or more", 0.0};
  constexpr ParameterText location{"prior_location", "the difference of which the prior is", 0.0};
  return {
      entry<&signs>({"bayesian_sign_test", "How probably is one method better on most datasets?"},
                    or_differences, optional_b, rope,
                    ParameterText{"prior_strength", "in datasets, 0 or more", 1.0}, location),
      entry<&signed_ranks>(
          {"bayesian_signed_rank_test", "How probably is one method better, the size of gains counted?"},
          or_differences, optional_b, rope, replicates(50'000), seed, threads,
          ParameterText{"prior_strength", "in datasets, 0 or more", 0.5}, location),
  };
}

}  // namespace gainsay::stats
