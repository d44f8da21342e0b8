#include "gainsay/stats/sign_test.h"

#include <algorithm>
#include <string>

#include "check.h"
#include "distributions.h"
#include "fair_coin.h"

namespace gainsay::stats {

double fair_coin_p_value(std::int64_t heads, std::int64_t tails, Alternative alternative) {
  const std::int64_t n = heads + tails;
  switch (alternative) {
    case Alternative::greater:
      return distributions::binomial_cdf(tails, n, 0.5);
    case Alternative::less:
      return distributions::binomial_cdf(heads, n, 0.5);
    case Alternative::two_sided:
      break;
  }
  return std::min(1.0, 2 * distributions::binomial_cdf(std::min(heads, tails), n, 0.5));
}

SignTest sign_test(std::span<const double> differences, Alternative alternative) {
  check::sample("sign_test", "differences", differences, 1);
  SignTest result{.positive = std::ranges::count_if(differences, [](double d) { return d > 0; }),
                  .negative = std::ranges::count_if(differences, [](double d) { return d < 0; }),
                  .zero = std::ranges::count(differences, 0.0),
                  .p_value = 1,
                  .method = "sign-test"};
  if (result.positive + result.negative == 0) {
    check::fail("sign_test", "all " + std::to_string(result.zero) + " differences are 0");
  }
  result.p_value = fair_coin_p_value(result.positive, result.negative, alternative);
  return result;
}

}  // namespace gainsay::stats
