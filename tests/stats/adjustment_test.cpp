#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/benjamini_hochberg.h"
#include "gainsay/stats/hochberg.h"
#include "gainsay/stats/holm.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> four{0.04, 0.001, 0.03, 0.02};
const std::vector<double> six{0.01, 0.9, 0.01, 0.2, 0.04, 0.5};

void check_equal(const std::vector<double>& got, const std::vector<double>& want) {
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == near(want[i]));
}

}  // namespace

// R 4.2.2, tests/oracles/ranks_and_counts.R: p.adjust(p, method)

TEST_CASE("Holm agrees with R and keeps the order of its arguments") {
  check_equal(holm(four), {0.06, 0.004, 0.06, 0.06});
  check_equal(holm(six), {0.06, 1, 0.06, 0.6, 0.16, 1});
}

TEST_CASE("Hochberg agrees with R") {
  check_equal(hochberg(four), {0.04, 0.004, 0.04, 0.04});
  check_equal(hochberg(six), {0.05, 0.9, 0.05, 0.6, 0.16, 0.9});
}

TEST_CASE("Benjamini-Hochberg agrees with R") {
  check_equal(benjamini_hochberg(four), {0.04, 0.004, 0.04, 0.04});
  check_equal(benjamini_hochberg(six), {0.03, 0.9, 0.03, 0.3, 0.08, 0.6});
}

TEST_CASE("Holm and Hochberg agree with the worked example of Derrac et al 2011") {
  // Derrac, Garcia, Molina and Herrera (2011): raw p values rounded to 6 digits, hence the absolute
  // tolerance.
  const std::vector<double> raw{0.000006, 0.000332, 0.009823, 0.014171,
                                0.083642, 0.141093, 0.518605, 0.660706};
  const std::vector<double> holm_printed{0.000050, 0.002324, 0.058940, 0.070857, 0.334569, 0.423278, 1, 1};
  const std::vector<double> hochberg_printed{0.000050, 0.002324, 0.058940, 0.070857,
                                             0.334569, 0.423278, 0.660706, 0.660706};
  const std::vector<double> by_holm = holm(raw);
  const std::vector<double> by_hochberg = hochberg(raw);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    CHECK(std::abs(by_holm[i] - holm_printed[i]) <= 8 * 5e-7);
    CHECK(std::abs(by_hochberg[i] - hochberg_printed[i]) <= 8 * 5e-7);
  }
}

TEST_CASE("adjusted p values move with their raw p values and never fall below them") {
  std::vector<double> reversed = six;
  std::ranges::reverse(reversed);
  for (const auto adjust : {holm, hochberg, benjamini_hochberg}) {
    const std::vector<double> adjusted = adjust(six);
    std::vector<double> of_reversed = adjust(reversed);
    std::ranges::reverse(of_reversed);
    CHECK(of_reversed == adjusted);
    for (std::size_t i = 0; i < six.size(); ++i) CHECK(adjusted[i] >= six[i]);
  }
}

TEST_CASE("one p value is not adjusted and none gives none") {
  for (const auto adjust : {holm, hochberg, benjamini_hochberg}) {
    check_equal(adjust(std::vector{0.03}), {0.03});
    CHECK(adjust({}).empty());
  }
}

TEST_CASE("adjustments refuse what is no p value") {
  for (const auto adjust : {holm, hochberg, benjamini_hochberg}) {
    CHECK_THROWS_AS(adjust(std::vector{0.5, 1.5}), std::domain_error);
    CHECK_THROWS_AS(adjust(std::vector{-0.1}), std::domain_error);
    CHECK_THROWS_AS(adjust(std::vector{std::nan("")}), std::domain_error);
  }
  CHECK_THROWS_WITH_AS(holm(std::vector{0.5, 1.5}), "holm: p_values[1] must be from 0 to 1, is 1.5",
                       std::domain_error);
}
