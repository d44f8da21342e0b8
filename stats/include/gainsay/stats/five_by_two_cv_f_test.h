#pragma once

#include <span>
#include <string_view>

namespace gainsay::stats {

struct FiveByTwoCvFTest {
  double estimate;    // mean of the ten differences
  double statistic;   // F
  double df_between;  // 10
  double df_within;   // 5
  double p_value;
  std::string_view method;  // "5x2cv-f"
};

// The combined 5x2cv F test: are two learners equally good, judged by five runs of two-fold cross-validation?
// differences: ten finite values, the score of one learner less that of the other on each fold, in the order
// run 1 fold 1, run 1 fold 2, run 2 fold 1, ... Returns F = sum d^2 / (2 sum s^2), s^2 = (d_1 - d_2)^2 / 2 of
// each run, and p from F(10, 5); two-sided by nature. Throws std::domain_error if there are not ten values,
// one is not finite, or the two folds agree in every run (beyond rounding), so that F is not defined. The F
// distribution is approximate (numerator and denominator share the data). Source: Alpaydin (1999).
FiveByTwoCvFTest five_by_two_cv_f_test(std::span<const double> differences);

}  // namespace gainsay::stats
