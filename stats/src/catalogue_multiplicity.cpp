#include "gainsay/stats/benjamini_hochberg.h"
#include "gainsay/stats/expected_maximum.h"
#include "gainsay/stats/hochberg.h"
#include "gainsay/stats/holm.h"

#include "catalogue_families.h"

namespace gainsay::stats {

std::vector<Entry> multiplicity_entries() {
  using namespace parameters;
  return {
      entry<&holm>({"holm", "Adjusted p values: no false win in the family, under any dependence"}, p_values),
      entry<&hochberg>({"hochberg", "Adjusted p values: a little sharper, for positively dependent tests"},
                       p_values),
      entry<&benjamini_hochberg>({"benjamini_hochberg", "Adjusted p values: the share of false wins"},
                                 p_values),
      entry<&expected_maximum>({"expected_maximum", "What the best of n tries gains by luck, in sds"},
                               ParameterText{"n", "tries, 1 or more"}),
  };
}

}  // namespace gainsay::stats
