#include "gainsay/stats/kruskal_wallis.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<KruskalWallisTest>
    : Fields<&KruskalWallisTest::mean_ranks, &KruskalWallisTest::chi_squared, &KruskalWallisTest::df,
             &KruskalWallisTest::p_value, &KruskalWallisTest::chi_squared_p_value, &KruskalWallisTest::exact,
             &KruskalWallisTest::n, &KruskalWallisTest::method> {};

std::vector<Entry> group_entries() {
  using namespace parameters;
  return {
      entry<&kruskal_wallis_test>(
          {"kruskal_wallis_test", "Do some of several groups tend to larger values than the others?"},
          groups),
  };
}

}  // namespace gainsay::stats
