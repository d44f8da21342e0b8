#include "gainsay/stats/group_sequential.h"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "gainsay/stats/random_stream.h"
#include "gainsay/stats/repeated_p_value.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

TEST_CASE(
    "the boundaries of Pocock and of O'Brien and Fleming agree with multivariate normal probabilities") {
  // R 4.2.2, mvtnorm 1.1-3, tests/oracles/group_sequential.R: TVPACK for one side (exact), Miwa for two
  CHECK(pocock_design(2, 0.025, Alternative::greater).critical_values[0] == near(2.17827209437573, 1e-10));
  CHECK(pocock_design(3, 0.025, Alternative::greater).critical_values[1] == near(2.28947845484754, 1e-10));
  CHECK(obrien_fleming_design(2, 0.025, Alternative::greater).critical_values[1] ==
        near(1.97743095945956, 1e-10));
  CHECK(obrien_fleming_design(3, 0.025, Alternative::greater).critical_values[2] ==
        near(2.00403557959585, 1e-10));
  CHECK(pocock_design(2).critical_values[1] == near(2.17827208872745, 1e-6));
  CHECK(pocock_design(4).critical_values[3] == near(2.36129789114032, 1e-6));
  CHECK(obrien_fleming_design(4).critical_values[3] == near(2.02429549968365, 1e-6));
}

TEST_CASE("the boundaries are those of the tables of Jennison and Turnbull") {
  // Jennison and Turnbull (2000), tables 2.1 and 2.3, two-sided, alpha .05
  const std::array pocock{1.960, 2.178, 2.289, 2.361, 2.413};
  const std::array obrien_fleming{1.960, 1.977, 2.004, 2.024, 2.040};
  for (int looks = 1; looks <= 5; ++looks) {
    CAPTURE(looks);
    const auto place = static_cast<std::size_t>(looks - 1);
    CHECK(std::abs(pocock_design(looks).critical_values[place] - pocock[place]) < 0.0005001);
    CHECK(std::abs(obrien_fleming_design(looks).critical_values[place] - obrien_fleming[place]) < 0.0005001);
  }
  CHECK(std::abs(pocock_design(10).critical_values[0] - 2.555) < 0.0005001);
  CHECK(std::abs(obrien_fleming_design(10).critical_values[9] - 2.087) < 0.0005001);
}

TEST_CASE("alpha spending at unequal looks agrees with multivariate normal probabilities") {
  // R 4.2.2, mvtnorm 1.1-3, tests/oracles/group_sequential.R
  const std::array information{0.3, 0.7, 1.0};
  const auto of =
      alpha_spending_design(information, 0.025, SpendingFunction::obrien_fleming, Alternative::greater);
  CHECK(of.critical_values[0] == near(3.92857254262629, 1e-9));
  CHECK(of.critical_values[1] == near(2.43874237528517, 1e-9));
  CHECK(of.critical_values[2] == near(2.00000857025851, 1e-9));
  const auto pocock =
      alpha_spending_design(information, 0.025, SpendingFunction::pocock, Alternative::greater);
  CHECK(pocock.critical_values[0] == near(2.31183530380578, 1e-9));
  CHECK(pocock.critical_values[1] == near(2.25834635005381, 1e-9));
  CHECK(pocock.critical_values[2] == near(2.30618288606791, 1e-9));
  CHECK(pocock.alpha_spent[2] == near(0.025));
  CHECK(pocock.method == "lan-demets-pocock");
}

TEST_CASE("power and inflation of a group-sequential design agree with multivariate normal probabilities") {
  // R 4.2.2, mvtnorm 1.1-3, tests/oracles/group_sequential.R
  const auto design = obrien_fleming_design(3, 0.025, Alternative::greater);
  CHECK(group_sequential_power(design, 3) == near(0.844958728289851, 1e-9));
  CHECK(sample_size_inflation(design, 0.9) == near(1.01610070914059, 1e-8));
  CHECK(group_sequential_power(design, 0) == near(0.025, 1e-10));
}

TEST_CASE("a design spends all its alpha and no more under the null") {
  for (const auto alternative : {Alternative::two_sided, Alternative::greater}) {
    for (const int looks : {1, 2, 7, 50}) {
      const auto design = pocock_design(looks, 0.05, alternative);
      CHECK(design.alpha_spent.back() == near(0.05, 1e-9));
      CHECK(group_sequential_power(design, 0) == near(0.05, 1e-9));
      CHECK(design.nominal_p.front() == near(design.nominal_p.back(), 1e-12));
    }
  }
}

TEST_CASE("simulated studies stop as often as the design says") {
  const auto design = obrien_fleming_design(4);
  constexpr int studies = 40'000;
  constexpr double drift = 2.5;
  int stopped = 0;
  RandomStream random{11, 0};
  for (int i = 0; i < studies; ++i) {
    double sum = 0;
    for (std::size_t look = 0; look < 4; ++look) {
      sum += random.normal() * 0.5 + drift * 0.25;
      const double z = sum / std::sqrt(design.information[look]);
      if (std::abs(z) < design.critical_values[look]) continue;
      ++stopped;
      break;
    }
  }
  const double power = group_sequential_power(design, drift);
  const double error = std::sqrt(power * (1 - power) / studies);
  CHECK(std::abs(static_cast<double>(stopped) / studies - power) < 4 * error);
}

TEST_CASE("a group-sequential design refuses what is no plan") {
  CHECK_THROWS_AS(pocock_design(0), std::domain_error);
  CHECK_THROWS_AS(pocock_design(51), std::domain_error);
  CHECK_THROWS_AS(obrien_fleming_design(3, 0.5), std::domain_error);
  CHECK_THROWS_AS(obrien_fleming_design(3, 0.05, Alternative::less), std::domain_error);
  const auto spend = [](std::initializer_list<double> information) {
    return alpha_spending_design(std::vector<double>(information), 0.05, SpendingFunction::pocock);
  };
  CHECK_THROWS_AS(spend({}), std::domain_error);
  CHECK_THROWS_AS(spend({0.5, 0.5}), std::domain_error);
  CHECK_THROWS_AS(spend({0.0, 1.0}), std::domain_error);
  CHECK_THROWS_AS(spend({0.5, 1.1}), std::domain_error);
  CHECK_THROWS_AS(spend({std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(group_sequential_power(pocock_design(2), std::numeric_limits<double>::infinity()),
                  std::domain_error);
  CHECK_THROWS_AS(sample_size_inflation(pocock_design(2), 0.01), std::domain_error);
}

TEST_CASE("repeated p values agree with multivariate normal probabilities") {
  // R 4.2.2, mvtnorm 1.1-3, tests/oracles/group_sequential.R
  const std::array thirds{1.0 / 3, 2.0 / 3, 1.0};
  CHECK(repeated_p_value(thirds, 2, 0.02, SequentialBoundary::pocock) == near(0.0456103035871237, 1e-5));
  CHECK(repeated_p_value(thirds, 2, 0.004, SequentialBoundary::obrien_fleming) ==
        near(0.0201994645922026, 1e-5));
  const std::array unequal{0.3, 0.7};
  CHECK(repeated_p_value(unequal, 2, 0.01, SequentialBoundary::lan_demets_obrien_fleming) ==
        near(0.0377308126151351, 1e-5));
  CHECK(repeated_p_value(unequal, 2, 0.01, SequentialBoundary::lan_demets_pocock) ==
        near(0.0219406491285702, 1e-5));
}

TEST_CASE("a repeated p value is alpha where p is the nominal p of the look") {
  const auto pocock = pocock_design(4);
  const auto of = obrien_fleming_design(4);
  const auto spending = alpha_spending_design(pocock.information, 0.05, SpendingFunction::obrien_fleming);
  for (int look = 1; look <= 4; ++look) {
    CAPTURE(look);
    const auto place = static_cast<std::size_t>(look - 1);
    const auto repeated = [&](double p, SequentialBoundary boundary) {
      return repeated_p_value(pocock.information, look, p, boundary);
    };
    CHECK(repeated(pocock.nominal_p[place], SequentialBoundary::pocock) == near(0.05, 1e-8));
    CHECK(repeated(of.nominal_p[place], SequentialBoundary::obrien_fleming) == near(0.05, 1e-8));
    CHECK(repeated(spending.nominal_p[place], SequentialBoundary::lan_demets_obrien_fleming) ==
          near(0.05, 1e-7));
  }
}

TEST_CASE("a repeated p value at a single look is the p value and 1 where nothing rejects") {
  const std::array one{1.0};
  CHECK(repeated_p_value(one, 1, 0.03, SequentialBoundary::pocock) == near(0.03, 1e-9));
  CHECK(repeated_p_value(one, 1, 0.03, SequentialBoundary::lan_demets_pocock) == near(0.03, 1e-9));
  CHECK(repeated_p_value(one, 1, 0.0, SequentialBoundary::pocock) == 0);
  CHECK(repeated_p_value(one, 1, 0.9, SequentialBoundary::obrien_fleming) == 1);
  const std::array early{0.1};
  CHECK(repeated_p_value(early, 1, 0.2, SequentialBoundary::lan_demets_obrien_fleming) == 1);
}

TEST_CASE("a repeated p value refuses what is no look of the design") {
  const std::array unequal{0.3, 0.7, 1.0};
  CHECK_THROWS_AS(repeated_p_value(unequal, 2, 0.01, SequentialBoundary::pocock), std::domain_error);
  CHECK_THROWS_AS(repeated_p_value(unequal, 0, 0.01, SequentialBoundary::lan_demets_pocock),
                  std::domain_error);
  CHECK_THROWS_AS(repeated_p_value(unequal, 4, 0.01, SequentialBoundary::lan_demets_pocock),
                  std::domain_error);
  CHECK_THROWS_AS(repeated_p_value(unequal, 1, 1.1, SequentialBoundary::lan_demets_pocock),
                  std::domain_error);
}

// At p = 1e-30 (z = 11.5) the looks before the last spend less than 1e-38 (z / sqrt(3/4) = 13.3): what is
// left of the correction is nothing, and p itself comes back. 1e-300 is as small as the evidence of any
// study.
TEST_CASE("a repeated p value keeps its sense where p is tiny") {
  const std::array<double, 4> quarters{0.25, 0.5, 0.75, 1};
  for (const double p : {1e-20, 1e-30, 1e-100, 1e-300}) {
    CAPTURE(p);
    CHECK(repeated_p_value(quarters, 4, p, SequentialBoundary::lan_demets_obrien_fleming) / p ==
          doctest::Approx(1).epsilon(1e-6));
    CHECK(repeated_p_value(quarters, 4, p, SequentialBoundary::lan_demets_pocock) >= p);
    CHECK(repeated_p_value(quarters, 4, p, SequentialBoundary::pocock) >= p);
    CHECK(repeated_p_value(quarters, 4, p, SequentialBoundary::obrien_fleming) >= p * (1 - 1e-9));
  }
}
