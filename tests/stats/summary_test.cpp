#include "gainsay/stats/summary.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/moments.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

// NIST StRD NumAcc2 to NumAcc4: one value in the middle, then 500 times one tenth below and one tenth above.
std::vector<double> alternating(double low, double middle, double high) {
  std::vector<double> values{middle};
  for (int i = 0; i < 500; ++i) {
    values.push_back(low);
    values.push_back(high);
  }
  return values;
}

}  // namespace

TEST_CASE("summarize meets the certified values of NIST NumAcc1") {
  const Summary s = summarize(std::vector{10000001.0, 10000003.0, 10000002.0});
  CHECK(s.mean == 10000002.0);
  CHECK(s.sd == 1.0);
  CHECK(s.n == 3);
}

TEST_CASE("summarize meets the certified values of NIST NumAcc2 to NumAcc4") {
  // Certified sd 0.1 and mean x.2 exactly; what is left at NumAcc4 is that its data are not exact in binary.
  CHECK(*summarize(alternating(1.1, 1.2, 1.3)).sd == near(0.1, 1e-14));
  CHECK(summarize(alternating(1.1, 1.2, 1.3)).mean == near(1.2, 1e-15));
  CHECK(*summarize(alternating(1000000.1, 1000000.2, 1000000.3)).sd == near(0.1, 1e-9));
  CHECK(summarize(alternating(1000000.1, 1000000.2, 1000000.3)).mean == near(1000000.2, 1e-15));
  CHECK(*summarize(alternating(10000000.1, 10000000.2, 10000000.3)).sd == near(0.1, 1e-7));
  CHECK(summarize(alternating(10000000.1, 10000000.2, 10000000.3)).mean == near(10000000.2, 1e-15));
}

TEST_CASE("summarize gives median minimum and maximum whatever the order") {
  const Summary s = summarize(std::vector{3.0, -1.0, 2.0, 10.0});
  CHECK(s.median == 2.5);
  CHECK(s.min == -1);
  CHECK(s.max == 10);
  CHECK(*s.standard_error == near(*s.sd / 2));
}

TEST_CASE("a single value has no sd and no standard error") {
  const Summary s = summarize(std::vector{0.97});
  CHECK(s.n == 1);
  CHECK(s.mean == 0.97);
  CHECK(s.median == 0.97);
  CHECK_FALSE(s.sd.has_value());
  CHECK_FALSE(s.standard_error.has_value());
}

TEST_CASE("a constant sample has an sd of exactly zero and its own value as mean") {
  const Summary s = summarize(std::vector{0.1, 0.1, 0.1});
  CHECK(s.mean == 0.1);
  CHECK(s.sd == 0.0);
}

TEST_CASE("summarize neither over- nor underflows where the result does not") {
  // By hand: 1 2 3 has mean 2 and sd 1.
  const Summary huge = summarize(std::vector{0.5e308, 1e308, 1.5e308});
  CHECK(huge.mean == near(1e308));
  CHECK(*huge.sd == near(0.5e308));
  CHECK(*summarize(std::vector{1e-300, 2e-300, 3e-300}).sd == near(1e-300));
  CHECK_THROWS_WITH_AS(summarize(std::vector{-1.7e308, 1.7e308, 1.7e308}),
                       "moments_of: the values lie farther apart than 1.8e308", std::domain_error);
}

TEST_CASE("summarize refuses an empty sample and values that are not finite") {
  CHECK_THROWS_WITH_AS(summarize({}), "summarize: sample must have at least 1 value, has 0",
                       std::domain_error);
  CHECK_THROWS_WITH_AS(summarize(std::vector{1.0, std::nan("")}),
                       "summarize: sample[1] must be finite, is nan", std::domain_error);
  CHECK_THROWS_AS(summarize(std::vector{std::numeric_limits<double>::infinity()}), std::domain_error);
}

TEST_CASE("the t interval of a mean agrees with R") {
  // R 4.2.2, tests/oracles/t_tests.R: t.test(a)$conf.int
  const Interval i = mean_t_interval(sleep_1);
  CHECK(i.low == near(-0.529780413526232));
  CHECK(i.high == near(2.02978041352623));
  CHECK(i.confidence == 0.95);
}

TEST_CASE("the t interval of a mean refuses one value and a confidence of 95") {
  CHECK_THROWS_AS(mean_t_interval(std::vector{1.0}), std::domain_error);
  CHECK_THROWS_WITH_AS(mean_t_interval(sleep_1, 95),
                       "mean_t_interval: confidence must be between 0 and 1, is 95", std::domain_error);
}

TEST_CASE("quantile agrees with type 7 of R") {
  // R 4.2.2, tests/oracles/t_tests.R: quantile(b, c(.1, .25, .9))
  CHECK(quantile(sleep_2, 0.1) == near(0.08));
  CHECK(quantile(sleep_2, 0.25) == near(0.875));
  CHECK(quantile(sleep_2, 0.9) == near(4.69));
}

TEST_CASE("quantile reaches the ends and needs no more than one value") {
  CHECK(quantile(sleep_2, 0) == -0.1);
  CHECK(quantile(sleep_2, 1) == 5.5);
  CHECK(quantile(std::vector{4.0}, 0.3) == 4.0);
  CHECK_THROWS_AS(quantile({}, 0.5), std::domain_error);
  CHECK_THROWS_AS(quantile(sleep_2, 1.5), std::domain_error);
  CHECK_THROWS_AS(quantile(sleep_2, std::nan("")), std::domain_error);
}

TEST_CASE("moments_of refuses a single value") {
  CHECK(moments_of(sleep_1).mean == near(0.75));
  CHECK_THROWS_WITH_AS(moments_of(std::vector{1.0}), "moments_of: sample must have at least 2 values, has 1",
                       std::domain_error);
}
