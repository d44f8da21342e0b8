#include "gainsay/stats/permutation_power.h"

#include "gainsay/stats/minimum_p_value.h"

#include "check.h"

namespace gainsay::stats {

double permutation_power_t_approximation(const TwoSampleDesign& design, double alpha) {
  constexpr std::string_view function = "permutation_power_t_approximation";
  check::finite(function, "effect", design.effect);
  check::positive(function, "sd", design.sd);
  check::at_least(function, "n_a", design.n_a, 2);
  check::at_least(function, "n_b", design.n_b, 2);
  check::open_unit(function, "alpha", alpha);
  if (minimum_p_permutation(design.n_a, design.n_b) > alpha) return 0;
  return two_sample_t_power(design, alpha);
}

double sign_flip_power_t_approximation(const PairedDesign& design, double alpha) {
  constexpr std::string_view function = "sign_flip_power_t_approximation";
  check::finite(function, "effect", design.effect);
  check::positive(function, "sd", design.sd);
  check::at_least(function, "n", design.n, 2);
  check::open_unit(function, "alpha", alpha);
  if (minimum_p_sign_flip(design.n) > alpha) return 0;
  return paired_t_power(design, alpha);
}

}  // namespace gainsay::stats
