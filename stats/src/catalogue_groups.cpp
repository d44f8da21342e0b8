#include "gainsay/stats/dunnett.h"
#include "gainsay/stats/games_howell.h"
#include "gainsay/stats/kruskal_wallis.h"
#include "gainsay/stats/tukey_hsd.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<KruskalWallisTest>
    : Fields<&KruskalWallisTest::mean_ranks, &KruskalWallisTest::chi_squared, &KruskalWallisTest::df,
             &KruskalWallisTest::p_value, &KruskalWallisTest::chi_squared_p_value, &KruskalWallisTest::exact,
             &KruskalWallisTest::n, &KruskalWallisTest::method> {};

template <>
struct FieldsOf<MeanDifference>
    : Fields<&MeanDifference::a, &MeanDifference::b, &MeanDifference::estimate,
             &MeanDifference::standard_error, &MeanDifference::interval, &MeanDifference::statistic,
             &MeanDifference::df, &MeanDifference::p_value> {};

template <>
struct FieldsOf<TukeyHsd> : Fields<&TukeyHsd::comparisons, &TukeyHsd::critical_value, &TukeyHsd::sd,
                                   &TukeyHsd::df, &TukeyHsd::n, &TukeyHsd::n_groups, &TukeyHsd::method> {};

template <>
struct FieldsOf<GamesHowellTest> : Fields<&GamesHowellTest::comparisons, &GamesHowellTest::n,
                                          &GamesHowellTest::n_groups, &GamesHowellTest::method> {};

template <>
struct FieldsOf<DunnettTest>
    : Fields<&DunnettTest::comparisons, &DunnettTest::critical_value, &DunnettTest::sd, &DunnettTest::df,
             &DunnettTest::control, &DunnettTest::n, &DunnettTest::n_groups, &DunnettTest::method> {};

std::vector<Entry> group_entries() {
  using namespace parameters;
  return {
      entry<&kruskal_wallis_test>(
          {"kruskal_wallis_test", "Do some of several groups tend to larger values than the others?"},
          groups),
      entry<&tukey_hsd>({"tukey_hsd", "Which pairs of groups differ in mean, if all vary alike?"}, groups,
                        confidence),
      entry<&games_howell_test>(
          {"games_howell_test", "Which pairs of groups differ in mean, whatever their variances?"}, groups,
          confidence),
      entry<&dunnett_test>({"dunnett_test", "Which groups differ in mean from one control?"}, groups,
                           ParameterText{"control", "the control's place, from 0"}, confidence),
  };
}

}  // namespace gainsay::stats
