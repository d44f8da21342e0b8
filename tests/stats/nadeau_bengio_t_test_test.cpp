#include "gainsay/stats/nadeau_bengio_t_test.h"

#include <cmath>
#include <stdexcept>
#include <vector>

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

std::vector<double> sleep_differences() {
  std::vector<double> differences;
  for (std::size_t i = 0; i < sleep_1.size(); ++i) differences.push_back(sleep_1[i] - sleep_2[i]);
  return differences;
}

}  // namespace

TEST_CASE("the corrected resampled t test agrees with its formula written out in R") {
  // R 4.2.2, tests/oracles/t_tests.R
  const CorrectedTTest t = corrected_resampled_t_test(sleep_differences(), 1.0 / 9);
  CHECK(t.estimate == near(-1.58));
  CHECK(t.standard_error == near(0.565143923546018));
  CHECK(t.statistic == near(-2.79574801067704));
  CHECK(t.p_value == near(0.0208570229576868));
  CHECK(t.interval.low == near(-2.85844437466151));
  CHECK(t.interval.high == near(-0.301555625338494));
  CHECK(t.df == 9);
  CHECK(t.n == 10);
  CHECK(t.method == "nadeau-bengio-t");
}

TEST_CASE("the corrected resampled t test takes two resamples and does not depend on their order") {
  const CorrectedTTest one = corrected_resampled_t_test(std::vector{0.1, 0.3}, 0.25);
  const CorrectedTTest other = corrected_resampled_t_test(std::vector{0.3, 0.1}, 0.25);
  CHECK(one.p_value == near(other.p_value));
  CHECK(one.df == 1);
}

TEST_CASE("the corrected resampled t test refuses a ratio of 0 and differences that do not vary") {
  CHECK_THROWS_WITH_AS(corrected_resampled_t_test(sleep_differences(), 0),
                       "corrected_resampled_t_test: test_train_ratio must be finite and above 0, is 0",
                       std::domain_error);
  CHECK_THROWS_AS(corrected_resampled_t_test(std::vector{0.5}, 0.1), std::domain_error);
  CHECK_THROWS_AS(corrected_resampled_t_test(std::vector{0.5, 0.5}, 0.1), std::domain_error);
  CHECK_THROWS_AS(corrected_resampled_t_test(std::vector{0.5, std::nan("")}, 0.1), std::domain_error);
  CHECK_THROWS_AS(corrected_resampled_t_test(sleep_differences(), 0.1, 1.5), std::domain_error);
}
