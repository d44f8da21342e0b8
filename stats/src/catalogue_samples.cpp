#include <optional>

#include "gainsay/stats/brown_forsythe.h"
#include "gainsay/stats/mann_whitney.h"
#include "gainsay/stats/minimum_p_value.h"
#include "gainsay/stats/permutation_test.h"
#include "gainsay/stats/summary.h"
#include "gainsay/stats/welch_t_test.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<Moments> : Fields<&Moments::mean, &Moments::sd, &Moments::n> {};

template <>
struct FieldsOf<Summary> : Fields<&Summary::n, &Summary::mean, &Summary::sd, &Summary::standard_error,
                                  &Summary::median, &Summary::min, &Summary::max> {};

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
struct FieldsOf<BrownForsythe>
    : Fields<&BrownForsythe::spread_a, &BrownForsythe::spread_b, &BrownForsythe::spread_difference,
             &BrownForsythe::interval, &BrownForsythe::statistic, &BrownForsythe::df, &BrownForsythe::p_value,
             &BrownForsythe::f_statistic, &BrownForsythe::f_p_value, &BrownForsythe::log_sd_ratio,
             &BrownForsythe::n_a, &BrownForsythe::n_b, &BrownForsythe::method> {};

template <>
inline constexpr std::array<std::string_view, 2> names_of<PermutationStatistic>{"mean-difference", "welch-t"};

namespace {

PermutationTest permute(Sample a, Sample b, PermutationStatistic statistic, Alternative alternative,
                        const std::optional<std::int64_t>& replicates, std::uint64_t seed, int threads) {
  if (!replicates) return permutation_test_exact(a, b, statistic, alternative);
  return permutation_test_monte_carlo(a, b, {*replicates, seed, threads}, statistic, alternative);
}

constexpr ParameterText permutation_statistic{"statistic", "what is compared",
                                              std::string_view{"mean-difference"}};

}  // namespace

std::vector<Entry> two_sample_entries() {
  using namespace parameters;
  return {
      entry<&welch_t_test>({"welch_t_test", "Do two samples have the same mean, whatever their variances?"},
                           a, b, confidence, alternative),
      entry<&welch_t_test_from_moments>(
          {"welch_t_test_from_moments", "The same from printed means, sds and sizes"},
          ParameterText{"mean_a", "of one arm"}, ParameterText{"sd_a", "its sd, 0 or more"},
          ParameterText{"n_a", "its size, 2 or more"}, ParameterText{"mean_b", "of the other arm"},
          ParameterText{"sd_b", "its sd, 0 or more"}, ParameterText{"n_b", "its size, 2 or more"},
          confidence),
      entry<&permute>({"permutation_test", "Could the values have come from either arm? Exact over all deals",
                       "permutation_test_exact"},
                      a, b, permutation_statistic, alternative, exact_or_replicates, seed, threads),
      entry<&mann_whitney>(
          {"mann_whitney_test", "Does one sample tend to larger values than the other?", "mann_whitney"}, a,
          b, alternative),
  };
}

std::vector<Entry> spread_entries() {
  using namespace parameters;
  return {
      entry<&brown_forsythe>(
          {"brown_forsythe_test", "Is one arm more stable than the other?", "brown_forsythe"}, a, b,
          confidence, alternative),
  };
}

std::vector<Entry> summary_entries() {
  using namespace parameters;
  return {
      entry<&summarize>({"summarize", "What a sample looks like"}, sample),
      entry<&moments_of>({"moments_of", "Mean, sd and size of a sample"}, sample),
      entry<&mean_t_interval>({"mean_t_interval", "Where does the mean of the population lie?"}, sample,
                              confidence),
      entry<&quantile>({"quantile", "A sample quantile, linear between order statistics"}, sample,
                       ParameterText{"p", "from 0, the minimum, to 1, the maximum"}),
      entry<&minimum_p_rank_sum>({"minimum_p_rank_sum", "The smallest p that Mann-Whitney can give"},
                                 ParameterText{"n_a", "1 or more"}, ParameterText{"n_b", "1 or more"}),
      entry<&minimum_p_permutation>(
          {"minimum_p_permutation", "The smallest p that a permutation test can give"},
          ParameterText{"n_a", "1 or more"}, ParameterText{"n_b", "1 or more"}),
      entry<&minimum_p_signed_rank>(
          {"minimum_p_signed_rank", "The smallest p that the signed-rank test can give"},
          ParameterText{"n", "differences that are not 0"}),
      entry<&minimum_p_sign_test>({"minimum_p_sign_test", "The smallest p that the sign test can give"},
                                  ParameterText{"n", "differences that are not 0"}),
      entry<&minimum_p_sign_flip>({"minimum_p_sign_flip", "The smallest p that the sign-flip test can give"},
                                  ParameterText{"n", "differences that are not 0"}),
  };
}

}  // namespace gainsay::stats
