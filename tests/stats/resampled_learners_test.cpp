#include <stdexcept>
#include <vector>

#include "gainsay/stats/bayesian_correlated_t_test.h"
#include "gainsay/stats/five_by_two_cv_f_test.h"
#include "gainsay/stats/nadeau_bengio_t_test.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> folds{0.02, 0.03, -0.01, 0.04, 0.015, 0.05, 0.03, 0.01, -0.02, 0.06};

}  // namespace

// SciPy 1.17.1 and baycomp 1.0.3, tests/oracles/two_samples.py

TEST_CASE("the 5x2cv F test agrees with its formula in SciPy") {
  const FiveByTwoCvFTest t = five_by_two_cv_f_test(folds);
  CHECK(t.statistic == near(1.00941176470588));
  CHECK(t.p_value == near(0.530239155771114));
  CHECK(t.estimate == near(0.0225));
  CHECK(t.method == "5x2cv-f");
}

TEST_CASE("the 5x2cv F test ignores scale and sign and the order of folds within a run") {
  std::vector<double> other = folds;
  for (double& d : other) d *= -1e200;
  std::swap(other[2], other[3]);
  CHECK(five_by_two_cv_f_test(other).p_value == near(five_by_two_cv_f_test(folds).p_value));
}

TEST_CASE("the 5x2cv F test refuses other than ten differences and folds that agree") {
  CHECK_THROWS_AS(five_by_two_cv_f_test(std::span(folds).first(9)), std::domain_error);
  CHECK_THROWS_WITH_AS(five_by_two_cv_f_test(std::vector<double>(11, 1.0)),
                       "five_by_two_cv_f_test: there must be 10 differences, there are 11",
                       std::domain_error);
  CHECK_THROWS_AS(five_by_two_cv_f_test(std::vector<double>(10, 0.1)), std::domain_error);
  CHECK_THROWS_AS(five_by_two_cv_f_test(std::vector<double>(10, 0.0)), std::domain_error);
}

TEST_CASE("the Bayesian correlated t test agrees with baycomp") {
  const BayesianCorrelatedTTest t = bayesian_correlated_t_test(folds, 1.0 / 9, 0.01);
  CHECK(t.left == near(0.0100239447101556));
  CHECK(t.inside == near(0.143123167917618));
  CHECK(t.right == near(0.846852887372227));
  CHECK(t.interval.low == near(-0.00357120909090511, 1e-10));
  CHECK(t.interval.high == near(0.0485712090909051, 1e-11));
  CHECK(t.method == "bayesian-correlated-t");
}

TEST_CASE("without a region of equivalence the posterior tail is half the corrected p value") {
  const BayesianCorrelatedTTest t = bayesian_correlated_t_test(folds, 1.0 / 9, 0);
  CHECK(t.inside == 0);
  CHECK(t.left + t.right == near(1));
  CHECK(2 * t.left == near(corrected_resampled_t_test(folds, 1.0 / 9).p_value));
}

TEST_CASE("the Bayesian correlated t test refuses what it cannot answer") {
  CHECK_THROWS_AS(bayesian_correlated_t_test(std::vector{0.1}, 0.1, 0.01), std::domain_error);
  CHECK_THROWS_AS(bayesian_correlated_t_test(folds, 0, 0.01), std::domain_error);
  CHECK_THROWS_AS(bayesian_correlated_t_test(folds, 0.1, -0.01), std::domain_error);
  CHECK_THROWS_AS(bayesian_correlated_t_test(folds, 0.1, 0.01, 1), std::domain_error);
  CHECK_THROWS_AS(bayesian_correlated_t_test(std::vector{0.1, 0.1}, 0.1, 0.01), std::domain_error);
}
