#include <array>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

#include "gainsay/stats/grim.h"
#include "gainsay/stats/rounding_interval.h"
#include "gainsay/stats/sd_bounds.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

void check_number(const char* text, double value, std::int64_t units, int decimals) {
  CAPTURE(text);
  const ReportedNumber number = parse_reported_number(text);
  CHECK(number.value == value);
  CHECK(number.units == units);
  CHECK(number.decimals == decimals);
}

ReportedNumber printed(std::int64_t units, int decimals) {
  return {
      .value = static_cast<double>(units) / std::pow(10.0, decimals), .units = units, .decimals = decimals};
}

// All four roundings of every total, in integers: the slow and obvious test.
bool naive_consistent(std::int64_t units, std::int64_t full, std::int64_t n) {
  for (std::int64_t c = 0; c <= n; ++c) {
    const std::int64_t floor = c * full / n;
    const std::int64_t rest = c * full % n;
    const std::int64_t ceiling = rest == 0 ? floor : floor + 1;
    const std::int64_t half_up = 2 * rest >= n ? floor + 1 : floor;
    const std::int64_t half_even = 2 * rest == n ? floor + floor % 2 : half_up;
    for (const std::int64_t rounded : {floor, ceiling, half_up, half_even}) {
      if (rounded == units) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a printed number is read with its trailing zeros") {
  check_number("97.40", 97.40, 9740, 2);
  check_number("0.3", 0.3, 3, 1);
  check_number("-0.30", -0.3, -30, 2);
  check_number("+5", 5, 5, 0);
  check_number(".5", 0.5, 5, 1);
  check_number("12.", 12, 12, 0);
  check_number("1.2e-3", 0.0012, 12, 4);
  check_number("3E2", 300, 3, -2);
  check_number("1.5e+1", 15, 15, 0);
  check_number("0.000000000000000000001", 1e-21, 1, 21);
}

TEST_CASE("what is no printed number is refused") {
  for (const std::string text : {"", "-", ".", "nan", "inf", "97.4%", " 1", "1 ", "1,5", "0x10", "1e",
                                 "1e5.0", "--1", "1e+-2", "1234567890123456789", "1e999"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_reported_number(text), std::domain_error);
  }
  CHECK_THROWS_WITH_AS(parse_reported_number("abc"),
                       "parse_reported_number: \"abc\" is not a number such as 97.40 or 1.2e-3",
                       std::domain_error);
}

TEST_CASE("a printed number stands for half a unit to either side") {
  const RoundingInterval i = rounding_interval(parse_reported_number("97.4"));
  CHECK(i.low == near(97.35));
  CHECK(i.high == near(97.45));
  CHECK(i.contains(97.35));
  CHECK(i.contains(97.45));
  CHECK_FALSE(i.contains(97.4501));
  const RoundingInterval finer = rounding_interval(parse_reported_number("97.40"));
  CHECK(finer.low == near(97.395));
  CHECK_FALSE(finer.contains(97.45));
}

TEST_CASE("a printed percentage is compared on the scale of the records") {
  const RoundingInterval i = rounding_interval(parse_reported_number("97.4"), 0.01);
  CHECK(i.low == near(0.9735));
  CHECK(i.high == near(0.9745));
  CHECK(rounding_interval(parse_reported_number("2"), -1).low == near(-2.5));
  CHECK_THROWS_AS(rounding_interval(parse_reported_number("2"), 0), std::domain_error);
  CHECK_THROWS_AS(rounding_interval(parse_reported_number("2"), std::nan("")), std::domain_error);
}

TEST_CASE("GRIM agrees with scrutiny on means of 28 and of 120 ratings") {
  // R package scrutiny, documentation of grim: 5.19 to 5.30 with n = 28
  const std::array expected_28{false, false, true,  false, false, false,
                               true,  false, false, false, true,  false};
  const GrimDesign of_28{.n = 28, .scale = 1, .proportion = false, .rounding = GrimRounding::half};
  for (std::size_t i = 0; i < expected_28.size(); ++i) {
    CHECK(grim_consistent(printed(519 + static_cast<std::int64_t>(i), 2), of_28) == expected_28[i]);
  }
  // 0.80 to 0.89 with n = 28 and 2 items
  const std::array expected_56{true, false, true, false, true, false, true, true, true, true};
  const GrimDesign of_56{.n = 56, .scale = 1, .proportion = false, .rounding = GrimRounding::half};
  for (std::size_t i = 0; i < expected_56.size(); ++i) {
    CHECK(grim_consistent(printed(80 + static_cast<std::int64_t>(i), 2), of_56) == expected_56[i]);
  }
}

TEST_CASE("GRIM allows just what one of four roundings of some total gives") {
  for (const std::int64_t n : {1, 2, 3, 7, 10, 64, 99, 100, 101, 360, 1000}) {
    const GrimDesign design{.n = n, .scale = 100, .proportion = true};
    for (std::int64_t units = 0; units <= 1000; units += 7) {
      CAPTURE(n);
      CAPTURE(units);
      CHECK(grim_consistent(printed(units, 1), design) == naive_consistent(units, 1000, n));
    }
  }
}

TEST_CASE("GRIM refuses a proportion above 1 and below 0") {
  const GrimDesign design{.n = 10, .scale = 100, .proportion = true};
  CHECK(grim_consistent(parse_reported_number("100.0"), design));
  CHECK_FALSE(grim_consistent(parse_reported_number("110.0"), design));
  CHECK_FALSE(grim_consistent(parse_reported_number("-10.0"), design));
  CHECK(grim_consistent(parse_reported_number("110.0"), {.n = 10, .scale = 100, .proportion = false}));
}

TEST_CASE("the power of GRIM is that of counting") {
  // By hand, percent with 2 decimals: of the 10001 printable values, n + 1 are possible when n divides 10000.
  const auto power = [](int decimals, std::int64_t n) {
    return grim_power(decimals, {.n = n, .scale = 100, .proportion = true});
  };
  CHECK(power(2, 100) == near(1 - 101.0 / 10001));
  CHECK(power(2, 1000) == near(1 - 1001.0 / 10001));
  CHECK(power(2, 5000) == near(1 - 5001.0 / 10001));
  CHECK(power(2, 10000) == 0);
  CHECK(power(1, 500) == near(1 - 501.0 / 1001));
  CHECK(power(1, 1000) == 0);
}

TEST_CASE("GRIM refuses what is out of range") {
  const GrimDesign good{.n = 10, .scale = 100, .proportion = true};
  const ReportedNumber number = parse_reported_number("50.0");
  CHECK_THROWS_AS(grim_consistent(number, {.n = 0, .scale = 100, .proportion = true}), std::domain_error);
  CHECK_THROWS_AS(grim_consistent(number, {.n = 100'000'001, .scale = 100, .proportion = true}),
                  std::domain_error);
  CHECK_THROWS_AS(grim_consistent(number, {.n = 10, .scale = 10, .proportion = true}), std::domain_error);
  CHECK_THROWS_AS(grim_consistent(parse_reported_number("3e2"), good), std::domain_error);
  CHECK_THROWS_AS(grim_consistent(parse_reported_number("20000000000"), good), std::domain_error);
  CHECK_THROWS_AS(grim_power(7, good), std::domain_error);
  CHECK_THROWS_AS(grim_power(1, {.n = 10, .scale = 1, .proportion = false}), std::domain_error);
}

TEST_CASE("the largest sd within a range is that of values at its ends") {
  // By hand: sd of 0 0 1 1 is sqrt(1/3); sd of 0 0 1 is sqrt(1/3); sd of 0 1 is sqrt(1/2).
  CHECK(max_sd_for_range({0, 1}, 4) == near(std::sqrt(1.0 / 3)));
  CHECK(max_sd_for_range({0, 1}, 3) == near(std::sqrt(1.0 / 3)));
  CHECK(max_sd_for_range({0, 1}, 2) == near(std::sqrt(0.5)));
  CHECK(max_sd_for_range({-100, 100}, 2) == near(200 * std::sqrt(0.5)));
}

TEST_CASE("the largest sd for a mean is reached where the mean lets all values lie at the ends") {
  // By hand: the sd of 0 0 0 1 is 1/2.
  CHECK(max_sd_for_mean({0, 1}, 0.25, 4) == near(0.5));
  CHECK(max_sd_for_mean({0, 1}, 0, 4) == 0);
  // rsprite2, sd_limits: n = 5, mean 4.2, range 1 to 7: at most 3.03, as the values are integers; ours is a
  // bound.
  CHECK(max_sd_for_mean({1, 7}, 4.2, 5) >= 3.03);
  CHECK(max_sd_for_mean({1, 7}, 4.2, 5) <= max_sd_for_range({1, 7}, 5) * std::sqrt(25.0 / 24));
}

TEST_CASE("the bounds of the sd refuse empty ranges and means outside") {
  CHECK_THROWS_AS(max_sd_for_range({1, 1}, 4), std::domain_error);
  CHECK_THROWS_AS(max_sd_for_range({0, std::nan("")}, 4), std::domain_error);
  CHECK_THROWS_AS(max_sd_for_range({0, 1}, 1), std::domain_error);
  CHECK_THROWS_WITH_AS(max_sd_for_mean({0, 1}, 1.5, 4), "max_sd_for_mean: mean must be from 0 to 1, is 1.5",
                       std::domain_error);
}
