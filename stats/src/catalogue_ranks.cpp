#include <limits>
#include <optional>
#include <string>

#include "gainsay/stats/aligned_friedman.h"
#include "gainsay/stats/bergmann_hommel.h"
#include "gainsay/stats/bonferroni_dunn.h"
#include "gainsay/stats/critical_difference_cliques.h"
#include "gainsay/stats/friedman.h"
#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/pairwise_wilcoxon.h"
#include "gainsay/stats/quade.h"
#include "gainsay/stats/shaffer.h"
#include "gainsay/stats/studentized_range.h"

#include "catalogue_families.h"
#include "check.h"

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

template <>
struct FieldsOf<PairwiseWilcoxon>
    : Fields<&PairwiseWilcoxon::p_values, &PairwiseWilcoxon::adjusted_p_values, &PairwiseWilcoxon::wins,
             &PairwiseWilcoxon::exact, &PairwiseWilcoxon::n_datasets, &PairwiseWilcoxon::n_methods,
             &PairwiseWilcoxon::method> {};
template <>
inline constexpr bool is_square<&PairwiseWilcoxon::p_values> = true;
template <>
inline constexpr bool is_square<&PairwiseWilcoxon::adjusted_p_values> = true;
template <>
inline constexpr bool is_square<&PairwiseWilcoxon::wins> = true;
template <>
inline constexpr std::array<std::string_view, 3> names_of<PairwiseAdjustment>{"holm", "shaffer",
                                                                              "bergmann-hommel"};

template <>
struct FieldsOf<Clique> : Fields<&Clique::methods> {};
template <>
struct FieldsOf<CriticalDifferenceCliques>
    : Fields<&CriticalDifferenceCliques::cliques, &CriticalDifferenceCliques::n_methods,
             &CriticalDifferenceCliques::method> {};

// A square that is a result by itself.
struct AdjustedPairs {
  std::vector<double> p_values;
};
template <>
struct FieldsOf<AdjustedPairs> : Fields<&AdjustedPairs::p_values> {};
template <>
inline constexpr bool is_square<&AdjustedPairs::p_values> = true;

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

PairwiseWilcoxon signed_ranks(const Matrix& scores, bool higher_is_better, PairwiseAdjustment adjustment) {
  return pairwise_wilcoxon(table_of(scores, higher_is_better), adjustment);
}

std::int64_t side_of(std::string_view function, const Matrix& square) {
  if (square.rows == square.columns) return square.rows;
  check::fail(function, "p_values must be a square, has " + std::to_string(square.rows) + " rows and " +
                            std::to_string(square.columns) + " columns");
}

AdjustedPairs shaffer_of(const Matrix& p_values) {
  return {shaffer(p_values.values, side_of("shaffer", p_values))};
}

AdjustedPairs bergmann_hommel_of(const Matrix& p_values) {
  return {bergmann_hommel(p_values.values, side_of("bergmann_hommel", p_values))};
}

CriticalDifferenceCliques cliques(const Matrix& adjusted_p_values, double alpha) {
  return cliques_of_p_values(adjusted_p_values.values, side_of("cliques_of_p_values", adjusted_p_values),
                             alpha);
}

double range_ccdf(double q, std::int64_t k, const std::optional<double>& df) {
  return studentized_range_ccdf(q, k, df.value_or(std::numeric_limits<double>::infinity()));
}

double range_critical_value(double alpha, std::int64_t k, const std::optional<double>& df) {
  return studentized_range_critical_value(alpha, k, df.value_or(std::numeric_limits<double>::infinity()));
}

}  // namespace

std::vector<Entry> rank_entries() {
  using namespace parameters;
  constexpr ParameterText pair_p_values{"p_values", "a row and a column a method, symmetric; not adjusted"};
  constexpr ParameterText range_df{"df", "of the sd, 1 or more; left out: the sd is known"};
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
      entry<&signed_ranks>(
          {"pairwise_wilcoxon", "Which pairs of methods differ, whatever other methods are in the table?"},
          scores, higher_is_better,
          ParameterText{"adjustment", "of the p values of all pairs", std::string_view{"holm"}}),
      entry<&shaffer_of>({"shaffer", "Adjusted p values of all pairs: Holm's, counting what can be true"},
                         pair_p_values),
      entry<&bergmann_hommel_of>(
          {"bergmann_hommel", "Adjusted p values of all pairs: the sharpest, for up to 12 methods"},
          pair_p_values),
      entry<&critical_difference_cliques>(
          {"critical_difference_cliques", "Which groups of methods are closer than a critical difference?"},
          ParameterText{"mean_ranks", "one a method"}, ParameterText{"critical_difference", "above 0"}),
      entry<&cliques>({"cliques_of_p_values", "In which groups of methods is no pair rejected?"},
                      ParameterText{"adjusted_p_values", "a row and a column a method, symmetric"}, alpha),
      entry<&range_ccdf>(
          {"studentized_range_ccdf", "P(Q > q) of the range of k normal values over their estimated sd"},
          ParameterText{"q", "0 or more"}, ParameterText{"k", "2 to 1000"}, range_df),
      entry<&range_critical_value>({"studentized_range_critical_value", "The q with P(Q > q) = alpha"},
                                   ParameterText{"alpha", "between 0 and 1"}, ParameterText{"k", "2 to 1000"},
                                   range_df),
  };
}

}  // namespace gainsay::stats
