#include "gainsay/stats/five_by_two_cv_f_test.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "check.h"
#include "distributions.h"
#include "sums.h"
#include "t_inference.h"

namespace gainsay::stats {

FiveByTwoCvFTest five_by_two_cv_f_test(std::span<const double> differences) {
  constexpr std::string_view function = "five_by_two_cv_f_test";
  check::sample(function, "differences", differences, 10);
  if (differences.size() != 10) {
    check::fail(function, "there must be 10 differences, there are " + std::to_string(differences.size()));
  }
  double largest = 0;
  for (const double d : differences) largest = std::max(largest, std::abs(d));
  if (largest == 0) check_not_constant(function, 0, 0);
  double squares = 0;
  double variances = 0;
  for (std::size_t run = 0; run < 5; ++run) {
    // Relative to the largest, so that no square over- or underflows; F does not change.
    const double first = differences[2 * run] / largest;
    const double second = differences[2 * run + 1] / largest;
    squares += first * first + second * second;
    variances += (first - second) * (first - second) / 2;
  }
  check_not_constant(function, std::sqrt(variances), 1);
  const double f = squares / (2 * variances);
  return {.estimate = accurate_mean(differences),
          .statistic = f,
          .df_between = 10,
          .df_within = 5,
          .p_value = distributions::f_ccdf(f, 10, 5),
          .method = "5x2cv-f"};
}

}  // namespace gainsay::stats
