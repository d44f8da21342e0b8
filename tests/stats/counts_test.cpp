#include <cmath>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/mcnemar.h"
#include "gainsay/stats/sign_test.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

TEST_CASE("the sign test agrees with R and drops zeros") {
  // R 4.2.2, tests/oracles/ranks_and_counts.R: binom.test(8, 10)
  const std::vector<double> d{1, 2, 3, 4, 5, 6, 7, 8, -1, -2, 0};
  const SignTest s = sign_test(d);
  CHECK(s.positive == 8);
  CHECK(s.negative == 2);
  CHECK(s.zero == 1);
  CHECK(s.p_value == near(0.109375));
  CHECK(s.method == "sign-test");
  CHECK(sign_test(d, Alternative::greater).p_value == near(0.0546875));
  CHECK(sign_test(d, Alternative::less).p_value == near(1 - 11.0 / 1024));
}

TEST_CASE("an even split has a sign test p of 1") {
  CHECK(sign_test(std::vector<double>{1, -1}).p_value == 1);
  CHECK(sign_test(std::vector<double>{1}).p_value == 1);
}

TEST_CASE("the sign test refuses no differences and differences that are all 0 or not finite") {
  CHECK_THROWS_AS(sign_test({}), std::domain_error);
  CHECK_THROWS_WITH_AS(sign_test(std::vector{0.0}), "sign_test: all 1 differences are 0", std::domain_error);
  CHECK_THROWS_AS(sign_test(std::vector{std::nan("")}), std::domain_error);
}

TEST_CASE("exact McNemar agrees with mlxtend and R") {
  // R 4.2.2: binom.test(59, 180); mlxtend's documentation prints 4.434449263755510e-06 for the table 101 121
  // 59 33.
  const McNemar m = mcnemar_exact({.only_a = 121, .only_b = 59});
  CHECK(m.p_value == near(4.4344492637555101e-06, 1e-10));
  CHECK(m.method == "mcnemar-exact");
  CHECK(mcnemar_exact({59, 121}).p_value == near(m.p_value));
  CHECK(mcnemar_exact({121, 59}, Alternative::greater).p_value == near(m.p_value / 2));
}

TEST_CASE("McNemar counts the items on which the models disagree") {
  const Discordance d =
      discordance_of(std::vector<double>{1, 1, 0, 0, 1}, std::vector<double>{1, 0, 1, 0, 0});
  CHECK(d.only_a == 2);
  CHECK(d.only_b == 1);
}

TEST_CASE("six discordant items are the fewest that reach 5 percent") {
  CHECK(mcnemar_exact({5, 0}).p_value == near(0.0625));
  CHECK(mcnemar_exact({6, 0}).p_value == near(0.03125));
}

TEST_CASE("McNemar refuses scores that are not 0 or 1 and models that agree on every item") {
  CHECK_THROWS_WITH_AS(discordance_of(std::vector{1.0}, std::vector{0.5}),
                       "discordance_of: b[0] must be 0 or 1, is 0.5", std::domain_error);
  CHECK_THROWS_AS(discordance_of(std::vector{1.0}, std::vector{1.0, 0.0}), std::domain_error);
  CHECK_THROWS_AS(discordance_of({}, {}), std::domain_error);
  CHECK_THROWS_WITH_AS(mcnemar_exact({0, 0}),
                       "mcnemar_exact: the models agree on every item, so that there is nothing to test",
                       std::domain_error);
  CHECK_THROWS_AS(mcnemar_exact({-1, 3}), std::domain_error);
  CHECK_THROWS_AS(mcnemar_exact({3, -1}), std::domain_error);
}

TEST_CASE("the Wilson interval agrees with R and stays within 0 and 1") {
  // R 4.2.2, tests/oracles/ranks_and_counts.R: prop.test(17, 20, correct = FALSE)
  const Interval i = wilson_interval({17, 20});
  CHECK(i.low == near(0.639581135259243));
  CHECK(i.high == near(0.947631254103783));
  CHECK(wilson_interval({0, 10}).low == 0);
  CHECK(wilson_interval({0, 10}).high == near(0.277532799862889));
  CHECK(wilson_interval({10, 10}).low == near(0.722467200137111));
  CHECK(wilson_interval({10, 10}).high == 1);
}

TEST_CASE("the Clopper-Pearson interval agrees with R") {
  // R 4.2.2, tests/oracles/ranks_and_counts.R: binom.test(17, 20); binom.test(0, 10, conf.level = 0.9)
  const Interval i = clopper_pearson_interval({17, 20});
  CHECK(i.low == near(0.621073173454686));
  CHECK(i.high == near(0.967929062814536));
  CHECK(clopper_pearson_interval({0, 10}, 0.9).low == 0);
  CHECK(clopper_pearson_interval({0, 10}, 0.9).high == near(0.258865550893052));
  CHECK(clopper_pearson_interval({10, 10}, 0.9).low == near(1 - 0.258865550893052));
  CHECK(clopper_pearson_interval({10, 10}).high == 1);
}

TEST_CASE("the intervals of a proportion refuse counts that are none") {
  CHECK_THROWS_AS(wilson_interval({0, 0}), std::domain_error);
  CHECK_THROWS_WITH_AS(wilson_interval({11, 10}),
                       "wilson_interval: successes must be at most the trials (10), is 11",
                       std::domain_error);
  CHECK_THROWS_AS(clopper_pearson_interval({-1, 10}), std::domain_error);
  CHECK_THROWS_AS(clopper_pearson_interval({1, 10}, 1), std::domain_error);
}
