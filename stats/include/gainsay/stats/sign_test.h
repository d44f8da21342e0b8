#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"

namespace gainsay::stats {

struct SignTest {
  std::int64_t positive;
  std::int64_t negative;
  std::int64_t zero;  // dropped
  double p_value;
  std::string_view method;  // "sign-test"
};

// The exact sign test: are positive and negative differences equally likely?
// differences: n >= 1 finite values, at least one of them not 0.
// Returns the counts and the exact binomial p; zeros are counted, and dropped from the test.
// Throws std::domain_error if there is no difference, one is not finite, or all are 0.
// Source: Arbuthnott (1710); Conover (1999), section 3.4.
SignTest sign_test(std::span<const double> differences, Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
