#include <optional>

#include "gainsay/stats/bayesian_hierarchical_test.h"
#include "gainsay/stats/bayesian_sign_test.h"
#include "gainsay/stats/bayesian_signed_rank_test.h"

#include "catalogue_families.h"
#include "check.h"
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

template <>
struct FieldsOf<HierarchicalPrior>
    : Fields<&HierarchicalPrior::lower_alpha, &HierarchicalPrior::upper_alpha, &HierarchicalPrior::lower_beta,
             &HierarchicalPrior::upper_beta, &HierarchicalPrior::largest_scales,
             &HierarchicalPrior::least_sd> {};

template <>
struct FieldsOf<GibbsChains> : Fields<&GibbsChains::chains, &GibbsChains::draws, &GibbsChains::warm_up,
                                      &GibbsChains::seed, &GibbsChains::threads> {};

template <>
struct FieldsOf<PosteriorSummary>
    : Fields<&PosteriorSummary::mean, &PosteriorSummary::sd, &PosteriorSummary::interval,
             &PosteriorSummary::r_hat, &PosteriorSummary::effective_sample_size> {};

template <>
struct FieldsOf<BayesianHierarchicalTest>
    : Fields<&BayesianHierarchicalTest::probability, &BayesianHierarchicalTest::probability_standard_error,
             &BayesianHierarchicalTest::expected_mass,
             &BayesianHierarchicalTest::expected_mass_standard_error, &BayesianHierarchicalTest::mean,
             &BayesianHierarchicalTest::scale, &BayesianHierarchicalTest::df,
             &BayesianHierarchicalTest::dataset_means, &BayesianHierarchicalTest::correlation,
             &BayesianHierarchicalTest::rope, &BayesianHierarchicalTest::n_datasets,
             &BayesianHierarchicalTest::n_differences, &BayesianHierarchicalTest::chains,
             &BayesianHierarchicalTest::draws, &BayesianHierarchicalTest::warm_up,
             &BayesianHierarchicalTest::seed, &BayesianHierarchicalTest::method> {};

namespace {

BayesianHierarchicalTest hierarchical(Samples a, Samples b, double correlation, double rope,
                                      const HierarchicalPrior& prior, const GibbsChains& chains) {
  constexpr std::string_view function = "bayesian_hierarchical_test";
  check::same_size(function, a.size(), b.size());
  std::vector<std::vector<double>> differences;
  for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(differences_of(function, a[i], b[i]));
  return bayesian_hierarchical_test(std::vector<Sample>(differences.begin(), differences.end()), correlation,
                                    rope, prior, chains);
}

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
  constexpr HierarchicalPrior prior;
  constexpr GibbsChains chains;
  constexpr ParameterText location{"prior_location", "the difference of which the prior is", 0.0};
  return {
      entry<&signs>({"bayesian_sign_test", "How probably is one method better on most datasets?"},
                    or_differences, optional_b, rope,
                    ParameterText{"prior_strength", "in datasets, 0 or more", 1.0}, location),
      entry<&hierarchical>(
          {"bayesian_hierarchical_test", "How probably is one learner better on a new dataset?"},
          ParameterText{"a", "one learner: a sample of resamples a dataset", {}, true},
          ParameterText{"b", "the other, on the same resamples", {}, true},
          ParameterText{"correlation", "of resamples, 1 / k for k-fold cross-validation"}, rope,
          ParameterText{"lower_alpha", "of the prior of df", prior.lower_alpha},
          ParameterText{"upper_alpha", "of the prior of df", prior.upper_alpha},
          ParameterText{"lower_beta", "of the prior of df", prior.lower_beta},
          ParameterText{"upper_beta", "of the prior of df", prior.upper_beta},
          ParameterText{"largest_scales", "of any sd, in sds seen", prior.largest_scales},
          ParameterText{"least_sd", "within a dataset; above 0 where differences may all be equal",
                        prior.least_sd},
          ParameterText{"chains", "2 or more", chains.chains},
          ParameterText{"draws", "kept of a chain, 100 or more", chains.draws},
          ParameterText{"warm_up", "dropped before them", chains.warm_up}, seed, threads),
      entry<&signed_ranks>(
          {"bayesian_signed_rank_test", "How probably is one method better, the size of gains counted?"},
          or_differences, optional_b, rope, replicates(50'000), seed, threads,
          ParameterText{"prior_strength", "in datasets, 0 or more", 0.5}, location),
  };
}

}  // namespace gainsay::stats
