#include "gainsay/stats/minimum_p_value.h"

#include <algorithm>
#include <cmath>

#include "check.h"

namespace gainsay::stats {
namespace {

double binomial_coefficient(std::int64_t n, std::int64_t k) {
  double result = 1;
  for (std::int64_t i = 1; i <= std::min(k, n - k); ++i) {
    result = result * static_cast<double>(n - i + 1) / static_cast<double>(i);
  }
  return result;
}

double deals(const char* function, std::int64_t n_a, std::int64_t n_b) {
  check::at_least(function, "n_a", n_a, 1);
  check::at_least(function, "n_b", n_b, 1);
  return binomial_coefficient(n_a + n_b, n_a);
}

double two_over_patterns(const char* function, std::int64_t n) {
  check::at_least(function, "n", n, 1);
  return std::exp2(1 - static_cast<double>(n));
}

}  // namespace

double minimum_p_rank_sum(std::int64_t n_a, std::int64_t n_b) {
  return 2 / deals("minimum_p_rank_sum", n_a, n_b);
}

double minimum_p_permutation(std::int64_t n_a, std::int64_t n_b) {
  return (n_a == n_b ? 2 : 1) / deals("minimum_p_permutation", n_a, n_b);
}

double minimum_p_signed_rank(std::int64_t n) { return two_over_patterns("minimum_p_signed_rank", n); }
double minimum_p_sign_test(std::int64_t n) { return two_over_patterns("minimum_p_sign_test", n); }
double minimum_p_sign_flip(std::int64_t n) { return two_over_patterns("minimum_p_sign_flip", n); }

}  // namespace gainsay::stats
