#include "gainsay/stats/brown_forsythe.h"
#include "gainsay/stats/log_variance_ratio.h"
#include "gainsay/stats/minimum_p_value.h"
#include "gainsay/stats/summary.h"

#include "catalogue_families.h"
#include "shared_fields.h"

namespace gainsay::stats {

template <>
struct FieldsOf<Summary> : Fields<&Summary::n, &Summary::mean, &Summary::sd, &Summary::standard_error,
                                  &Summary::median, &Summary::min, &Summary::max> {};

template <>
struct FieldsOf<BrownForsythe>
    : Fields<&BrownForsythe::spread_a, &BrownForsythe::spread_b, &BrownForsythe::spread_difference,
             &BrownForsythe::interval, &BrownForsythe::statistic, &BrownForsythe::df, &BrownForsythe::p_value,
             &BrownForsythe::f_statistic, &BrownForsythe::f_p_value, &BrownForsythe::log_sd_ratio,
             &BrownForsythe::n_a, &BrownForsythe::n_b, &BrownForsythe::method> {};

template <>
struct FieldsOf<LogVarianceRatio>
    : Fields<&LogVarianceRatio::estimate, &LogVarianceRatio::standard_error, &LogVarianceRatio::interval,
             &LogVarianceRatio::p_value, &LogVarianceRatio::n_a, &LogVarianceRatio::n_b,
             &LogVarianceRatio::method> {};

std::vector<Entry> spread_entries() {
  using namespace parameters;
  return {
      entry<&brown_forsythe>(
          {"brown_forsythe_test", "Is one arm more stable than the other?", "brown_forsythe"}, a, b,
          confidence, alternative),
      entry<&log_variance_ratio>(
          {"log_variance_ratio", "By how much do two variances differ? For normal runs"}, a, b, confidence),
      entry<&log_variance_ratio_jackknife>(
          {"log_variance_ratio_jackknife", "By how much do two variances differ? For any shape"}, a, b,
          confidence),
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
