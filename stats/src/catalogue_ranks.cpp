#include "gainsay/stats/aligned_friedman.h"
#include "gainsay/stats/bonferroni_dunn.h"
#include "gainsay/stats/friedman.h"
#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/quade.h"
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

template <>
struct FieldsOf<BonferroniDunnTest>
    : Fields<&BonferroniDunnTest::critical_difference, &BonferroniDunnTest::alpha,
             &BonferroniDunnTest::statistic, &BonferroniDunnTest::p_values, &BonferroniDunnTest::control,
             &BonferroniDunnTest::n_methods, &BonferroniDunnTest::method> {};

template <>
struct FieldsOf<QuadeTest> : Fields<&QuadeTest::mean_ranks, &QuadeTest::f_statistic, &QuadeTest::df_between,
                                    &QuadeTest::df_within, &QuadeTest::p_value, &QuadeTest::pairwise_p_values,
                                    &QuadeTest::n_datasets, &QuadeTest::n_methods, &QuadeTest::method> {};
template <>
inline constexpr bool is_square<&QuadeTest::pairwise_p_values> = true;

template <>
struct FieldsOf<AlignedFriedmanTest>
    : Fields<&AlignedFriedmanTest::mean_ranks, &AlignedFriedmanTest::chi_squared, &AlignedFriedmanTest::df,
             &AlignedFriedmanTest::p_value, &AlignedFriedmanTest::standard_error,
             &AlignedFriedmanTest::pairwise_p_values, &AlignedFriedmanTest::n_datasets,
             &AlignedFriedmanTest::n_methods, &AlignedFriedmanTest::method> {};
template <>
inline constexpr bool is_square<&AlignedFriedmanTest::pairwise_p_values> = true;

namespace {

ScoreTable table_of(const Matrix& scores, bool higher_is_better) {
  return {scores.values, scores.rows, scores.columns, higher_is_better};
}

FriedmanTest friedman(const Matrix& scores, bool higher_is_better) {
  return friedman_test(table_of(scores, higher_is_better));
}

NemenyiTest nemenyi(const Matrix& scores, bool higher_is_better, double alpha) {
  return nemenyi_test(friedman(scores, higher_is_better), alpha);
}

BonferroniDunnTest bonferroni_dunn(const Matrix& scores, std::int64_t control, bool higher_is_better,
                                   double alpha) {
  return bonferroni_dunn_test(friedman(scores, higher_is_better), control, alpha);
}

QuadeTest quade(const Matrix& scores, bool higher_is_better) {
  return quade_test(table_of(scores, higher_is_better));
}

AlignedFriedmanTest aligned_friedman(const Matrix& scores, bool higher_is_better) {
  return aligned_friedman_test(table_of(scores, higher_is_better));
}

}  // namespace

std::vector<Entry> rank_entries() {
  using namespace parameters;
  return {
      entry<&friedman>({"friedman_test", "Do some of several methods rank better than others?"}, scores,
                       higher_is_better),
      entry<&nemenyi>({"nemenyi_test", "Which pairs of methods differ in mean rank?"}, scores,
                      higher_is_better, alpha),
      entry<&bonferroni_dunn>({"bonferroni_dunn_test", "Which methods differ in mean rank from one control?"},
                              scores, ParameterText{"control", "the control's column, from 0"},
                              higher_is_better, alpha),
      entry<&quade>(
          {"quade_test", "Do some methods rank better, where datasets of a wide range count for more?"},
          scores, higher_is_better),
      entry<&aligned_friedman>({"aligned_friedman_test",
                                "Do some methods score better, by ranks across datasets less their means?"},
                               scores, higher_is_better),
      entry<&studentized_range_ccdf>(
          {"studentized_range_ccdf", "P(Q > q) of the range of k standard normal values"},
          ParameterText{"q", "0 or more"}, ParameterText{"k", "2 to 1000"}),
      entry<&studentized_range_critical_value>(
          {"studentized_range_critical_value", "The q with P(Q > q) = alpha"},
          ParameterText{"alpha", "between 0 and 1"}, ParameterText{"k", "2 to 1000"}),
  };
}

}  // namespace gainsay::stats
