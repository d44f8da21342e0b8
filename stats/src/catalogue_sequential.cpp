#include "gainsay/stats/anytime_t_test.h"
#include "gainsay/stats/confidence_sequence.h"
#include "gainsay/stats/group_sequential.h"
#include "gainsay/stats/repeated_p_value.h"
#include "gainsay/stats/sign_e_process.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<GroupSequentialDesign>
    : Fields<&GroupSequentialDesign::information, &GroupSequentialDesign::critical_values,
             &GroupSequentialDesign::nominal_p, &GroupSequentialDesign::alpha_spent,
             &GroupSequentialDesign::alpha, &GroupSequentialDesign::alternative,
             &GroupSequentialDesign::method> {};

template <>
struct FieldsOf<ConfidenceSequence>
    : Fields<&ConfidenceSequence::low, &ConfidenceSequence::high, &ConfidenceSequence::estimate,
             &ConfidenceSequence::interval, &ConfidenceSequence::n, &ConfidenceSequence::method> {};

template <>
struct FieldsOf<SignEProcess>
    : Fields<&SignEProcess::log_e, &SignEProcess::e_value, &SignEProcess::p_value, &SignEProcess::n,
             &SignEProcess::n_wins, &SignEProcess::n_losses, &SignEProcess::method> {};

template <>
struct FieldsOf<AnytimeTTest>
    : Fields<&AnytimeTTest::estimate, &AnytimeTTest::interval, &AnytimeTTest::statistic, &AnytimeTTest::df,
             &AnytimeTTest::log_e, &AnytimeTTest::e_value, &AnytimeTTest::p_value, &AnytimeTTest::n,
             &AnytimeTTest::method> {};

template <>
inline constexpr std::array<std::string_view, 4> names_of<SequentialBoundary>{
    "pocock", "obrien-fleming", "lan-demets-pocock", "lan-demets-obrien-fleming"};

template <>
inline constexpr std::array<std::string_view, 2> names_of<SpendingFunction>{"pocock", "obrien-fleming"};

namespace {

GroupSequentialDesign spending_design(Sample information, double alpha, SpendingFunction spending,
                                      Alternative alternative) {
  return alpha_spending_design(information, alpha, spending, alternative);
}

GroupSequentialDesign classical_design(SpendingFunction boundary, int looks, double alpha,
                                       Alternative alternative) {
  return boundary == SpendingFunction::pocock ? pocock_design(looks, alpha, alternative)
                                              : obrien_fleming_design(looks, alpha, alternative);
}

double power_of_design(int looks, double drift, SpendingFunction boundary, double alpha,
                       Alternative alternative) {
  return group_sequential_power(classical_design(boundary, looks, alpha, alternative), drift);
}

double repeated_p(Sample information, int look, double p, SequentialBoundary boundary) {
  return repeated_p_value(information, look, p, boundary);
}

double inflation_of_design(int looks, double power, SpendingFunction boundary, double alpha,
                           Alternative alternative) {
  return sample_size_inflation(classical_design(boundary, looks, alpha, alternative), power);
}

}  // namespace

std::vector<Entry> sequential_entries() {
  using namespace parameters;
  constexpr ParameterText looks{"looks", "equally spaced, 1 to 50"};
  constexpr ParameterText sides{"alternative", "two-sided or greater", std::string_view{"two-sided"}};
  constexpr ParameterText boundary{"boundary", "its shape", std::string_view{"obrien-fleming"}};
  constexpr ParameterText in_order{"values", "in the order in which they came"};
  constexpr ParameterText low{"low", "the least that a value can be"};
  constexpr ParameterText high{"high", "the most that a value can be"};
  return {
      entry<&pocock_design>({"pocock_design", "Looks at a study, with one critical value for all of them"},
                            looks, alpha, sides),
      entry<&obrien_fleming_design>(
          {"obrien_fleming_design", "Looks at a study, of which the early ones hardly cost power"}, looks,
          alpha, sides),
      entry<&spending_design>(
          {"alpha_spending_design", "Looks at a study at any times"},
          ParameterText{"information", "at each look, as a share of the whole, rising"}, alpha,
          ParameterText{"spending", "Lan and DeMets' function", std::string_view{"obrien-fleming"}}, sides),
      entry<&power_of_design>({"group_sequential_power", "How likely is a study with looks to find a drift?"},
                              looks, ParameterText{"drift", "effect / standard error at the last look"},
                              boundary, alpha, sides),
      entry<&inflation_of_design>(
          {"sample_size_inflation", "How many times the runs of a study with one look do looks cost?"}, looks,
          power, boundary, alpha, sides),
      entry<&repeated_p>({"repeated_p_value", "What is a look's p value worth in a study with looks?"},
                         ParameterText{"information", "at each look, as a share of the whole, rising"},
                         ParameterText{"look", "which of them, from 1"},
                         ParameterText{"p", "two-sided, of this look alone"},
                         ParameterText{"boundary", "its shape", std::string_view{"obrien-fleming"}}),
      entry<&anytime_t_test>(
          {"anytime_t_test", "Does a mean differ from 0, asked after each value?"}, in_order,
          ParameterText{"effect_variance", "of the standardised means expected", 1.0}, confidence),
      entry<&sign_e_process>({"sign_e_process", "Does one win more often, asked after each pair?"},
                             ParameterText{"differences", "a less b, in the order in which they came"},
                             alternative),
      entry<&empirical_bernstein_confidence_sequence>(
          {"empirical_bernstein_confidence_sequence", "Where is a mean, asked after each value?"}, in_order,
          low, high, confidence),
      entry<&betting_confidence_sequence>(
          {"betting_confidence_sequence", "The same, narrower where values vary little"}, in_order, low, high,
          confidence),
      entry<&asymptotic_confidence_sequence>(
          {"asymptotic_confidence_sequence", "The same for unbounded values, in the limit of many"}, in_order,
          ParameterText{"best_at", "the number of values at which it is narrowest", 10.0}, confidence),
  };
}

}  // namespace gainsay::stats
