#include "gainsay/stats/cliffs_delta.h"
#include "gainsay/stats/equivalence.h"
#include "gainsay/stats/hedges_g.h"
#include "gainsay/stats/log_ratio.h"
#include "gainsay/stats/odds_ratio.h"

#include "catalogue_families.h"
#include "shared_fields.h"

namespace gainsay::stats {

template <>
struct FieldsOf<EquivalenceDesign> : Fields<&EquivalenceDesign::margin, &EquivalenceDesign::alpha> {};

template <>
struct FieldsOf<EquivalenceTest>
    : Fields<&EquivalenceTest::estimate, &EquivalenceTest::standard_error, &EquivalenceTest::df,
             &EquivalenceTest::statistic_low, &EquivalenceTest::statistic_high, &EquivalenceTest::p_low,
             &EquivalenceTest::p_high, &EquivalenceTest::p_value, &EquivalenceTest::interval,
             &EquivalenceTest::margin, &EquivalenceTest::method> {};

template <>
struct FieldsOf<NonInferiorityTest>
    : Fields<&NonInferiorityTest::estimate, &NonInferiorityTest::standard_error, &NonInferiorityTest::df,
             &NonInferiorityTest::statistic, &NonInferiorityTest::p_value, &NonInferiorityTest::interval,
             &NonInferiorityTest::margin, &NonInferiorityTest::method> {};

std::vector<Entry> equivalence_entries() {
  using namespace parameters;
  constexpr ParameterText margin{"margin", "within which a difference does not matter, above 0"};
  return {
      entry<&welch_equivalence>({"welch_equivalence", "Is the difference of the means within the margin?"}, a,
                                b, margin, alpha),
      entry<&paired_equivalence>({"paired_equivalence", "Is the mean difference of pairs within the margin?"},
                                 paired_a, paired_b, margin, alpha),
      entry<&welch_non_inferiority>({"welch_non_inferiority", "Is mean(a) at most the margin below mean(b)?"},
                                    a, b, margin, alpha),
      entry<&paired_non_inferiority>({"paired_non_inferiority", "The same for pairs"}, paired_a, paired_b,
                                     margin, alpha),
  };
}

std::vector<Entry> effect_entries() {
  using namespace parameters;
  return {
      entry<&hedges_g>({"hedges_g", "The difference of two means in sds"}, a, b, confidence),
      entry<&hedges_g_paired>({"hedges_g_paired", "The mean difference of pairs in sds of the differences"},
                              paired_a, paired_b, confidence),
      entry<&cliffs_delta>({"cliffs_delta", "How much more often does a run of a win than lose?"}, a, b,
                           confidence),
      entry<&vargha_delaney_a12>({"vargha_delaney_a12", "How often does a run of a beat a run of b?"}, a, b,
                                 confidence),
      entry<&log_ratio>({"log_ratio", "The log of the ratio of two means, by the delta method"}, a, b,
                        confidence),
      entry<&log_ratio_bootstrap>({"log_ratio_bootstrap", "The same by the bootstrap"}, a, b,
                                  replicates(9'999), seed, threads, confidence),
      entry<&odds_ratio>(
          {"odds_ratio", "The odds of one proportion over those of another"},
          ParameterText{"successes_a", "0 to trials_a"}, ParameterText{"trials_a", "1 or more"},
          ParameterText{"successes_b", "0 to trials_b"}, ParameterText{"trials_b", "1 or more"}, confidence),
  };
}

}  // namespace gainsay::stats
