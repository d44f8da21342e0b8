#include "gainsay/stats/tuning_curve.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<TuningDesign> : Fields<&TuningDesign::quantile, &TuningDesign::band,
                                       &TuningDesign::confidence, &TuningDesign::higher_is_better> {};

template <>
struct FieldsOf<TuningPoint> : Fields<&TuningPoint::budget, &TuningPoint::estimate, &TuningPoint::interval> {
};

template <>
struct FieldsOf<TuningCurve>
    : Fields<&TuningCurve::curve, &TuningCurve::quantile, &TuningCurve::n, &TuningCurve::method> {};

template <>
struct FieldsOf<BandOfOrderStatistics> : Fields<&BandOfOrderStatistics::low, &BandOfOrderStatistics::high> {};

template <>
inline constexpr std::array<std::string_view, 2> names_of<BudgetDraws>{"without-replacement",
                                                                       "with-replacement"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<DistributionBand>{"dkw", "kolmogorov-smirnov",
                                                                            "equal-tailed"};

std::vector<Entry> budget_entries() {
  using namespace parameters;
  constexpr ParameterText scores_of_tries{"scores", "one a try of a random search"};
  constexpr ParameterText band{"band", "of the distribution of scores", std::string_view{"equal-tailed"}};
  return {
      entry<&expected_best_of>({"expected_best_of", "How good is the best of n tries on average?"},
                               scores_of_tries, ParameterText{"n", "tries, 1 or more"},
                               ParameterText{"draws", "of the scores; without replacement is unbiased",
                                             std::string_view{"without-replacement"}},
                               higher_is_better),
      entry<&tuned_quantile_curve>(
          {"tuned_quantile_curve", "How good is a search, for each budget, with a band over all?"},
          scores_of_tries, ParameterText{"budgets", "tries, 1 or more each"},
          ParameterText{"quantile", "share of searches that do no better", 0.5}, band, confidence,
          higher_is_better),
      entry<&distribution_band>(
          {"distribution_band", "Limits of a distribution at its order statistics, all at once"},
          ParameterText{"n", "values, 1 to 10000"}, band, confidence),
  };
}

}  // namespace gainsay::stats
