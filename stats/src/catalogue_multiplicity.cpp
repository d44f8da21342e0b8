#include "gainsay/stats/benjamini_hochberg.h"
#include "gainsay/stats/benjamini_yekutieli.h"
#include "gainsay/stats/bonferroni.h"
#include "gainsay/stats/e_benjamini_hochberg.h"
#include "gainsay/stats/expected_maximum.h"
#include "gainsay/stats/hochberg.h"
#include "gainsay/stats/holm.h"
#include "gainsay/stats/hommel.h"
#include "gainsay/stats/partial_conjunction.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<PartialConjunction> : Fields<&PartialConjunction::k_hat, &PartialConjunction::p_values,
                                             &PartialConjunction::alpha, &PartialConjunction::method> {};

template <>
inline constexpr std::array<std::string_view, 2> names_of<PartialConjunctionRule>{"bonferroni", "fisher"};

std::vector<Entry> multiplicity_entries() {
  using namespace parameters;
  return {
      entry<&holm>({"holm", "Adjusted p values: no false win in the family, under any dependence"}, p_values),
      entry<&bonferroni>({"bonferroni", "Adjusted p values: each times their number"}, p_values),
      entry<&hochberg>({"hochberg", "Adjusted p values: a little sharper, for positively dependent tests"},
                       p_values),
      entry<&benjamini_hochberg>({"benjamini_hochberg", "Adjusted p values: the share of false wins"},
                                 p_values),
      entry<&hommel>({"hommel", "Adjusted p values: the sharpest for positively dependent tests"}, p_values),
      entry<&benjamini_yekutieli>(
          {"benjamini_yekutieli", "Adjusted p values: the share of false wins, under any dependence"},
          p_values),
      entry<&e_benjamini_hochberg>(
          {"e_benjamini_hochberg", "From e-values: the share of false wins, under any dependence"},
          ParameterText{"e_values", "0 or more, in any order"}),
      entry<&partial_conjunction>({"partial_conjunction", "On how many datasets is there an effect at all?"},
                                  p_values,
                                  ParameterText{"rule", "under any dependence, or for independent datasets",
                                                std::string_view{"bonferroni"}},
                                  alpha),
      entry<&expected_maximum>({"expected_maximum", "What the best of n tries gains by luck, in sds"},
                               ParameterText{"n", "tries, 1 or more"}),
  };
}

}  // namespace gainsay::stats
