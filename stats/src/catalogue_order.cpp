#include "gainsay/stats/almost_stochastic_order.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<StochasticOrderDesign>
    : Fields<&StochasticOrderDesign::alpha, &StochasticOrderDesign::n_comparisons> {};

template <>
struct FieldsOf<AlmostStochasticOrder>
    : Fields<&AlmostStochasticOrder::epsilon, &AlmostStochasticOrder::epsilon_minimum,
             &AlmostStochasticOrder::sigma, &AlmostStochasticOrder::alpha, &AlmostStochasticOrder::replicates,
             &AlmostStochasticOrder::undefined_replicates, &AlmostStochasticOrder::seed,
             &AlmostStochasticOrder::n_a, &AlmostStochasticOrder::n_b, &AlmostStochasticOrder::method> {};

std::vector<Entry> order_entries() {
  using namespace parameters;
  return {
      entry<&almost_stochastic_order>(
          {"almost_stochastic_order", "Does a score higher than b at all quantiles but a few?"}, a, b,
          replicates(1'000), seed, threads, alpha,
          ParameterText{"n_comparisons", "made with these data; alpha is divided by it", std::int64_t{1}}),
      entry<&violation_ratio>({"violation_ratio", "Which share of the distance speaks against a over b?"}, a,
                              b),
  };
}

}  // namespace gainsay::stats
