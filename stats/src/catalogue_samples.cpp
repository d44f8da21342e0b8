#include <optional>

#include "gainsay/stats/brunner_munzel.h"
#include "gainsay/stats/mann_whitney.h"
#include "gainsay/stats/permutation_test.h"
#include "gainsay/stats/student_t_test.h"
#include "gainsay/stats/welch_t_test.h"
#include "gainsay/stats/yuen_test.h"

#include "catalogue_families.h"
#include "shared_fields.h"

namespace gainsay::stats {

template <>
struct FieldsOf<WelchTTest>
    : Fields<&WelchTTest::estimate, &WelchTTest::standard_error, &WelchTTest::interval,
             &WelchTTest::statistic, &WelchTTest::df, &WelchTTest::p_value, &WelchTTest::n_a,
             &WelchTTest::n_b, &WelchTTest::method> {};

template <>
struct FieldsOf<MannWhitney>
    : Fields<&MannWhitney::u, &MannWhitney::probability_of_superiority, &MannWhitney::p_value,
             &MannWhitney::n_a, &MannWhitney::n_b, &MannWhitney::exact, &MannWhitney::method> {};

template <>
struct FieldsOf<PermutationTest>
    : Fields<&PermutationTest::estimate, &PermutationTest::statistic, &PermutationTest::p_value,
             &PermutationTest::exact, &PermutationTest::replicates, &PermutationTest::seed,
             &PermutationTest::monte_carlo_standard_error, &PermutationTest::n_a, &PermutationTest::n_b,
             &PermutationTest::method> {};

template <>
struct FieldsOf<StudentTTest>
    : Fields<&StudentTTest::estimate, &StudentTTest::standard_error, &StudentTTest::interval,
             &StudentTTest::statistic, &StudentTTest::df, &StudentTTest::p_value, &StudentTTest::n_a,
             &StudentTTest::n_b, &StudentTTest::method> {};

template <>
struct FieldsOf<YuenTest>
    : Fields<&YuenTest::estimate, &YuenTest::standard_error, &YuenTest::interval, &YuenTest::statistic,
             &YuenTest::df, &YuenTest::p_value, &YuenTest::n_a, &YuenTest::n_b, &YuenTest::trimmed_a,
             &YuenTest::trimmed_b, &YuenTest::method> {};

template <>
struct FieldsOf<BrunnerMunzel>
    : Fields<&BrunnerMunzel::probability_of_superiority, &BrunnerMunzel::standard_error,
             &BrunnerMunzel::interval, &BrunnerMunzel::statistic, &BrunnerMunzel::df, &BrunnerMunzel::p_value,
             &BrunnerMunzel::separated, &BrunnerMunzel::n_a, &BrunnerMunzel::n_b, &BrunnerMunzel::method> {};

template <>
struct FieldsOf<BrunnerMunzelPermutation>
    : Fields<&BrunnerMunzelPermutation::probability_of_superiority, &BrunnerMunzelPermutation::statistic,
             &BrunnerMunzelPermutation::p_value, &BrunnerMunzelPermutation::exact,
             &BrunnerMunzelPermutation::replicates, &BrunnerMunzelPermutation::seed,
             &BrunnerMunzelPermutation::monte_carlo_standard_error, &BrunnerMunzelPermutation::n_a,
             &BrunnerMunzelPermutation::n_b, &BrunnerMunzelPermutation::method> {};

template <>
inline constexpr std::array<std::string_view, 2> names_of<PermutationStatistic>{"mean-difference", "welch-t"};

namespace {

PermutationTest permute(Sample a, Sample b, PermutationStatistic statistic, Alternative alternative,
                        const std::optional<std::int64_t>& replicates, std::uint64_t seed, int threads) {
  if (!replicates) return permutation_test_exact(a, b, statistic, alternative);
  return permutation_test_monte_carlo(a, b, {*replicates, seed, threads}, statistic, alternative);
}

BrunnerMunzelPermutation permute_ranks(Sample a, Sample b, Alternative alternative,
                                       const std::optional<std::int64_t>& replicates, std::uint64_t seed,
                                       int threads) {
  if (!replicates) return brunner_munzel_permutation_exact(a, b, alternative);
  return brunner_munzel_permutation_monte_carlo(a, b, {*replicates, seed, threads}, alternative);
}

constexpr ParameterText permutation_statistic{"statistic", "what is compared",
                                              std::string_view{"mean-difference"}};

}  // namespace

std::vector<Entry> two_sample_entries() {
  using namespace parameters;
  constexpr ParameterText mean_a{"mean_a", "of one arm"};
  constexpr ParameterText sd_a{"sd_a", "its sd, 0 or more"};
  constexpr ParameterText n_a{"n_a", "its size, 2 or more"};
  constexpr ParameterText mean_b{"mean_b", "of the other arm"};
  constexpr ParameterText sd_b{"sd_b", "its sd, 0 or more"};
  constexpr ParameterText n_b{"n_b", "its size, 2 or more"};
  return {
      entry<&welch_t_test>({"welch_t_test", "Do two samples have the same mean, whatever their variances?"},
                           a, b, confidence, alternative),
      entry<&welch_t_test_from_moments>(
          {"welch_t_test_from_moments", "The same from printed means, sds and sizes"}, mean_a, sd_a, n_a,
          mean_b, sd_b, n_b, confidence),
      entry<&student_t_test>({"student_t_test", "Do two samples of the same variance have the same mean?"}, a,
                             b, confidence, alternative),
      entry<&student_t_test_from_moments>(
          {"student_t_test_from_moments", "The same from printed means, sds and sizes"}, mean_a, sd_a, n_a,
          mean_b, sd_b, n_b, confidence),
      entry<&yuen_test>({"yuen_test", "Do two samples have the same trimmed mean?"}, a, b,
                        ParameterText{"trim", "share cut from either end, 0 to below 0.5", 0.2}, confidence,
                        alternative),
      entry<&permute>({"permutation_test", "Could the values have come from either arm? Exact over all deals",
                       "permutation_test_exact"},
                      a, b, permutation_statistic, alternative, exact_or_replicates, seed, threads),
      entry<&mann_whitney>(
          {"mann_whitney_test", "Does one sample tend to larger values than the other?", "mann_whitney"}, a,
          b, alternative),
      entry<&brunner_munzel_test>(
          {"brunner_munzel_test", "Is a run of one as likely to win as to lose, whatever the spreads?"}, a, b,
          confidence, alternative),
      entry<&permute_ranks>({"brunner_munzel_permutation_test", "The same, exact over all deals",
                             "brunner_munzel_permutation_exact"},
                            a, b, alternative, exact_or_replicates, seed, threads),
  };
}

}  // namespace gainsay::stats
