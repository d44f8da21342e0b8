#include "gainsay/stats/paired_t_test.h"

#include <cmath>
#include <span>
#include <stdexcept>
#include <vector>

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

TEST_CASE("the paired t test agrees with R on the sleep data") {
  // R 4.2.2, tests/oracles/t_tests.R: t.test(a, b, paired = TRUE); cor(a, b)
  const PairedTTest t = paired_t_test(sleep_1, sleep_2);
  CHECK(t.estimate == near(-1.58));
  CHECK(t.standard_error == near(0.388958723888395));
  CHECK(t.interval.low == near(-2.45988576327698));
  CHECK(t.interval.high == near(-0.700114236723018));
  CHECK(t.statistic == near(-4.06212768338204));
  CHECK(t.df == 9);
  CHECK(t.p_value == near(0.00283289019738427));
  CHECK(*t.correlation == near(0.795170205833578));
  CHECK(t.n == 10);
  CHECK(t.method == "paired-t");
}

TEST_CASE("the paired t test changes sign when the arms are swapped") {
  const PairedTTest t = paired_t_test(sleep_2, sleep_1, 0.95, Alternative::greater);
  CHECK(t.estimate == near(1.58));
  CHECK(t.p_value == near(0.00283289019738427 / 2));
}

TEST_CASE("the paired t test has no correlation where one arm does not vary") {
  const PairedTTest t = paired_t_test(std::vector{1.0, 2.0}, std::vector{0.5, 0.5});
  CHECK_FALSE(t.correlation.has_value());
  CHECK(t.statistic == near(2));
}

TEST_CASE("the paired t test refuses unequal sizes and differences that do not vary") {
  CHECK_THROWS_WITH_AS(paired_t_test(sleep_1, std::span(sleep_2).first(9)),
                       "paired_t_test: the samples must be pairs, but one has 10 values and the other 9",
                       std::domain_error);
  CHECK_THROWS_AS(paired_t_test(std::vector{1.0}, std::vector{2.0}), std::domain_error);
  CHECK_THROWS_AS(paired_t_test(std::vector{0.3, 0.2, 0.9}, std::vector{0.2, 0.1, 0.8}), std::domain_error);
  CHECK_THROWS_AS(paired_t_test(std::vector{1.0, std::nan("")}, std::vector{2.0, 1.0}), std::domain_error);
  CHECK_THROWS_AS(paired_t_test(sleep_1, sleep_2, 1.0), std::domain_error);
}

TEST_CASE("the one-sample t test agrees with R") {
  // R 4.2.2, tests/oracles/t_tests.R: t.test(a, mu = 0.5, conf.level = 0.99)
  const OneSampleTTest t = one_sample_t_test(sleep_1, 0.5, 0.99);
  CHECK(t.estimate == near(0.75));
  CHECK(t.interval.low == near(-1.08854417443145));
  CHECK(t.interval.high == near(2.58854417443145));
  CHECK(t.statistic == near(0.44190338023794));
  CHECK(t.p_value == near(0.668986623614675));
  CHECK(t.method == "one-sample-t");
}

TEST_CASE("the one-sample t test of the differences is the paired t test") {
  std::vector<double> differences;
  for (std::size_t i = 0; i < sleep_1.size(); ++i) differences.push_back(sleep_1[i] - sleep_2[i]);
  CHECK(one_sample_t_test(differences).p_value == near(paired_t_test(sleep_1, sleep_2).p_value));
}

TEST_CASE("the one-sample t test refuses one value and a constant sample") {
  CHECK_THROWS_AS(one_sample_t_test(std::vector{1.0}), std::domain_error);
  CHECK_THROWS_AS(one_sample_t_test(std::vector{0.1, 0.1, 0.1}), std::domain_error);
  CHECK_THROWS_AS(one_sample_t_test(sleep_1, std::nan("")), std::domain_error);
}
