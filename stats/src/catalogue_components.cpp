#include <map>
#include <string>

#include "gainsay/stats/factorial_effects.h"
#include "gainsay/stats/shapley_attribution.h"

#include "catalogue_families.h"
#include "check.h"

namespace gainsay::stats {

template <>
struct FieldsOf<FactorialEffect>
    : Fields<&FactorialEffect::components, &FactorialEffect::estimate, &FactorialEffect::standard_error,
             &FactorialEffect::interval, &FactorialEffect::statistic, &FactorialEffect::df,
             &FactorialEffect::p_value> {};

template <>
struct FieldsOf<FactorialEffects>
    : Fields<&FactorialEffects::effects, &FactorialEffects::n_runs, &FactorialEffects::method> {};

template <>
struct FieldsOf<ShapleyValue> : Fields<&ShapleyValue::estimate, &ShapleyValue::standard_error,
                                       &ShapleyValue::interval, &ShapleyValue::df> {};

template <>
struct FieldsOf<ShapleyAttribution>
    : Fields<&ShapleyAttribution::components, &ShapleyAttribution::gain, &ShapleyAttribution::n_subsets,
             &ShapleyAttribution::n_runs, &ShapleyAttribution::method> {};

namespace {

constexpr std::int64_t most_components = 16;

// Runs by the subset of components that was on in them.
using RunsBySubset = std::map<std::uint32_t, std::vector<double>>;

std::uint32_t subset_of(std::string_view function, std::span<const double> switches) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < switches.size(); ++i) {
    if (switches[i] != 0 && switches[i] != 1) {
      check::fail(function, "switches are 0 or 1, not " + check::text(switches[i]));
    }
    if (switches[i] == 1) bits |= std::uint32_t{1} << i;
  }
  return bits;
}

RunsBySubset runs_by_subset(std::string_view function, Sample values, const Matrix& switches) {
  check::same_size(function, values.size(), static_cast<std::size_t>(switches.rows));
  check::between(function, "the number of components", switches.columns, 1, most_components);
  RunsBySubset runs;
  const auto k = static_cast<std::size_t>(switches.columns);
  for (std::size_t i = 0; i < values.size(); ++i) {
    runs[subset_of(function, switches.values.subspan(i * k, k))].push_back(values[i]);
  }
  return runs;
}

std::vector<ComponentSubset> subsets_in(const RunsBySubset& runs) {
  std::vector<ComponentSubset> subsets;
  for (const auto& [components, scores] : runs) subsets.push_back({components, scores});
  return subsets;
}

FactorialEffects factorial(Sample values, const Matrix& switches, double confidence) {
  const auto runs = runs_by_subset("factorial_effects", values, switches);
  return factorial_effects(static_cast<int>(switches.columns), subsets_in(runs), confidence);
}

ShapleyAttribution shapley(Sample values, const Matrix& switches, double confidence) {
  const auto runs = runs_by_subset("shapley_attribution", values, switches);
  return shapley_attribution(static_cast<int>(switches.columns), subsets_in(runs), confidence);
}

}  // namespace

std::vector<Entry> component_entries() {
  using namespace parameters;
  constexpr ParameterText values{"values", "one a run, at least two for every subset of the components"};
  constexpr ParameterText switches{"switches", "a row a run, a column a component: 1 on, 0 off"};
  return {
      entry<&factorial>({"factorial_effects", "Which components matter, and which only together?"}, values,
                        switches, confidence),
      entry<&shapley>({"shapley_attribution", "How does a gain divide among a method's components?"}, values,
                      switches, confidence),
  };
}

}  // namespace gainsay::stats
