#include "gainsay/stats/friedman.h"
#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/studentized_range.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<FriedmanTest>
    : Fields<&FriedmanTest::mean_ranks, &FriedmanTest::chi_squared, &FriedmanTest::chi_squared_without_ties,
             &FriedmanTest::df, &FriedmanTest::p_value, &FriedmanTest::iman_davenport_f,
             &FriedmanTest::iman_davenport_f_without_ties, &FriedmanTest::iman_davenport_df_between,
             &FriedmanTest::iman_davenport_df_within, &FriedmanTest::iman_davenport_p_value,
             &FriedmanTest::n_datasets, &FriedmanTest::n_methods, &FriedmanTest::method> {};

template <>
struct FieldsOf<NemenyiTest> : Fields<&NemenyiTest::critical_difference, &NemenyiTest::alpha,
                                      &NemenyiTest::p_values, &NemenyiTest::n_methods, &NemenyiTest::method> {
};
template <>
inline constexpr bool is_square<&NemenyiTest::p_values> = true;

namespace {

FriedmanTest friedman(const Matrix& scores, bool higher_is_better) {
  return friedman_test({scores.values, scores.rows, scores.columns, higher_is_better});
}

NemenyiTest nemenyi(const Matrix& scores, bool higher_is_better, double alpha) {
  return nemenyi_test(friedman(scores, higher_is_better), alpha);
}

}  // namespace

std::vector<Entry> rank_entries() {
  using namespace parameters;
  return {
      entry<&friedman>({"friedman_test", "Do some of several methods rank better than others?"}, scores,
                       higher_is_better),
      entry<&nemenyi>({"nemenyi_test", "Which pairs of methods differ in mean rank?"}, scores,
                      higher_is_better, alpha),
      entry<&studentized_range_ccdf>(
          {"studentized_range_ccdf", "P(Q > q) of the range of k standard normal values"},
          ParameterText{"q", "0 or more"}, ParameterText{"k", "2 to 1000"}),
      entry<&studentized_range_critical_value>(
          {"studentized_range_critical_value", "The q with P(Q > q) = alpha"},
          ParameterText{"alpha", "between 0 and 1"}, ParameterText{"k", "2 to 1000"}),
  };
}

}  // namespace gainsay::stats
