#include <optional>

#include "gainsay/stats/bayesian_correlated_t_test.h"
#include "gainsay/stats/five_by_two_cv_f_test.h"
#include "gainsay/stats/mcnemar.h"
#include "gainsay/stats/nadeau_bengio_t_test.h"
#include "gainsay/stats/paired_t_test.h"
#include "gainsay/stats/probability_of_outperforming.h"
#include "gainsay/stats/sign_flip_test.h"
#include "gainsay/stats/sign_test.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

#include "catalogue_families.h"
#include "pair_differences.h"
#include "shared_fields.h"

namespace gainsay::stats {

template <>
struct FieldsOf<PairedTTest>
    : Fields<&PairedTTest::estimate, &PairedTTest::standard_error, &PairedTTest::interval,
             &PairedTTest::statistic, &PairedTTest::df, &PairedTTest::p_value, &PairedTTest::n,
             &PairedTTest::correlation, &PairedTTest::method> {};

template <>
struct FieldsOf<OneSampleTTest>
    : Fields<&OneSampleTTest::estimate, &OneSampleTTest::standard_error, &OneSampleTTest::interval,
             &OneSampleTTest::statistic, &OneSampleTTest::df, &OneSampleTTest::p_value, &OneSampleTTest::n,
             &OneSampleTTest::method> {};

template <>
struct FieldsOf<WilcoxonSignedRank>
    : Fields<&WilcoxonSignedRank::rank_sum_positive, &WilcoxonSignedRank::rank_sum_negative,
             &WilcoxonSignedRank::p_value, &WilcoxonSignedRank::n, &WilcoxonSignedRank::n_zero,
             &WilcoxonSignedRank::exact, &WilcoxonSignedRank::method> {};

template <>
struct FieldsOf<HodgesLehmann>
    : Fields<&HodgesLehmann::estimate, &HodgesLehmann::interval, &HodgesLehmann::achieved_confidence,
             &HodgesLehmann::n, &HodgesLehmann::method> {};

template <>
struct FieldsOf<SignTest> : Fields<&SignTest::positive, &SignTest::negative, &SignTest::zero,
                                   &SignTest::p_value, &SignTest::method> {};

template <>
struct FieldsOf<SignFlipTest>
    : Fields<&SignFlipTest::estimate, &SignFlipTest::p_value, &SignFlipTest::exact, &SignFlipTest::replicates,
             &SignFlipTest::seed, &SignFlipTest::monte_carlo_standard_error, &SignFlipTest::n,
             &SignFlipTest::method> {};

template <>
struct FieldsOf<McNemar> : Fields<&McNemar::discordance, &McNemar::p_value, &McNemar::method> {};

template <>
struct FieldsOf<CorrectedTTest>
    : Fields<&CorrectedTTest::estimate, &CorrectedTTest::standard_error, &CorrectedTTest::interval,
             &CorrectedTTest::statistic, &CorrectedTTest::df, &CorrectedTTest::p_value, &CorrectedTTest::n,
             &CorrectedTTest::method> {};

template <>
struct FieldsOf<FiveByTwoCvFTest>
    : Fields<&FiveByTwoCvFTest::estimate, &FiveByTwoCvFTest::statistic, &FiveByTwoCvFTest::df_between,
             &FiveByTwoCvFTest::df_within, &FiveByTwoCvFTest::p_value, &FiveByTwoCvFTest::method> {};

template <>
struct FieldsOf<BayesianCorrelatedTTest>
    : Fields<&BayesianCorrelatedTTest::estimate, &BayesianCorrelatedTTest::scale,
             &BayesianCorrelatedTTest::df, &BayesianCorrelatedTTest::left, &BayesianCorrelatedTTest::inside,
             &BayesianCorrelatedTTest::right, &BayesianCorrelatedTTest::interval,
             &BayesianCorrelatedTTest::rope, &BayesianCorrelatedTTest::n, &BayesianCorrelatedTTest::method> {
};

template <>
struct FieldsOf<ProbabilityOfOutperforming>
    : Fields<&ProbabilityOfOutperforming::estimate, &ProbabilityOfOutperforming::interval,
             &ProbabilityOfOutperforming::gamma, &ProbabilityOfOutperforming::significant,
             &ProbabilityOfOutperforming::meaningful, &ProbabilityOfOutperforming::n,
             &ProbabilityOfOutperforming::n_ties, &ProbabilityOfOutperforming::method> {};

template <>
inline constexpr std::array<std::string_view, 2> names_of<ZeroRule>{"wilcoxon", "pratt"};

namespace {

WilcoxonSignedRank signed_rank(Sample a, const std::optional<Sample>& b, ZeroRule zeros,
                               Alternative alternative) {
  return wilcoxon_signed_rank(differences_of("wilcoxon_signed_rank_test", a, b), zeros, alternative);
}

SignTest signs(Sample a, const std::optional<Sample>& b, Alternative alternative) {
  return sign_test(differences_of("sign_test", a, b), alternative);
}

HodgesLehmann hodges_lehmann(Sample a, const std::optional<Sample>& b, double confidence) {
  return hodges_lehmann_interval(differences_of("hodges_lehmann_interval", a, b), confidence);
}

SignFlipTest flip(Sample a, const std::optional<Sample>& b, Alternative alternative,
                  const std::optional<std::int64_t>& replicates, std::uint64_t seed, int threads) {
  const auto differences = differences_of("sign_flip_test", a, b);
  if (!replicates) return sign_flip_test_exact(differences, alternative);
  return sign_flip_test_monte_carlo(differences, {*replicates, seed, threads}, alternative);
}

McNemar mcnemar(Sample a, Sample b, Alternative alternative) {
  return mcnemar_exact(discordance_of(a, b), alternative);
}

}  // namespace

std::vector<Entry> paired_entries() {
  using namespace parameters;
  return {
      entry<&paired_t_test>({"paired_t_test", "Is the mean of the differences zero?"}, paired_a, paired_b,
                            confidence, alternative),
      entry<&one_sample_t_test>(
          {"one_sample_t_test", "Is the mean of a sample what it should be?"}, sample,
          ParameterText{"mu", "the mean under the null", 0.0}, confidence,
          ParameterText{"alternative", "about the mean less mu", std::string_view{"two-sided"}}),
      entry<&signed_rank>(
          {"wilcoxon_signed_rank_test", "Are the differences symmetric about zero?", "wilcoxon_signed_rank"},
          or_differences, optional_b,
          ParameterText{"zeros", "dropped before ranking (wilcoxon) or after (pratt)",
                        std::string_view{"wilcoxon"}},
          alternative),
      entry<&hodges_lehmann>({"hodges_lehmann_interval", "Where does the centre of the differences lie?"},
                             or_differences, optional_b, confidence),
      entry<&flip>({"sign_flip_test", "Is the mean difference zero? Exact over all patterns of signs",
                    "sign_flip_test_exact"},
                   or_differences, optional_b, alternative, exact_or_replicates, seed, threads),
      entry<&signs>({"sign_test", "Are positive and negative differences equally likely?"}, or_differences,
                    optional_b, alternative),
      entry<&probability_of_outperforming>(
          {"probability_of_outperforming", "How often does a win under the same conditions?"}, paired_a,
          paired_b, ParameterText{"gamma", "from which a gain is meaningful, 0.5 to below 1", 0.75},
          confidence),
      entry<&mcnemar>(
          {"mcnemar_test", "Are two models equally often right on the same items?", "mcnemar_exact"},
          ParameterText{"a", "0 or 1 an item", {}, true},
          ParameterText{"b", "0 or 1 for the same items", {}, true}, alternative),
      entry<&mcnemar_exact>({"mcnemar_exact", "The same from the counts of items on which they disagree"},
                            ParameterText{"only_a", "items that only a gets right"},
                            ParameterText{"only_b", "items that only b gets right"}, alternative),
      entry<&discordance_of>({"discordance_of", "On how many items do two models disagree?"},
                             ParameterText{"a", "0 or 1 an item", {}, true},
                             ParameterText{"b", "0 or 1 for the same items", {}, true}),
  };
}

std::vector<Entry> resample_entries() {
  using namespace parameters;
  constexpr ParameterText test_train_ratio{"test_train_ratio",
                                           "size of a test set over that of a training set"};
  return {
      entry<&corrected_resampled_t_test>(
          {"corrected_resampled_t_test",
           "Is the mean difference zero over resamples whose training sets overlap?"},
          differences, test_train_ratio, confidence),
      entry<&five_by_two_cv_f_test>(
          {"five_by_two_cv_f_test", "Are two learners equally good over five runs of two folds?"},
          ParameterText{"differences", "ten: run 1 fold 1, run 1 fold 2, run 2 fold 1, ..."}),
      entry<&bayesian_correlated_t_test>(
          {"bayesian_correlated_t_test", "How probable is it that one learner is practically better?"},
          differences, test_train_ratio,
          ParameterText{"rope", "half the width of practical equivalence, 0 or more"}, confidence),
  };
}

}  // namespace gainsay::stats
