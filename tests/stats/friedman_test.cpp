#include "gainsay/stats/friedman.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/studentized_range.h"

#include "demsar.h"
#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

FriedmanTest of_demsar() { return friedman_test({.scores = demsar, .n_datasets = 14, .n_methods = 4}); }

}  // namespace

TEST_CASE("Friedman agrees with the worked example of Demsar 2006") {
  const FriedmanTest f = of_demsar();
  CHECK(std::abs(f.mean_ranks[0] - 3.143) < 5e-4);
  CHECK(std::abs(f.mean_ranks[1] - 2.000) < 5e-4);
  CHECK(std::abs(f.mean_ranks[2] - 2.893) < 5e-4);
  CHECK(std::abs(f.mean_ranks[3] - 1.964) < 5e-4);
  CHECK(std::abs(f.chi_squared_without_ties - 9.28) < 5e-3);
  // The paper's F comes from the uncorrected chi-squared.
  CHECK(std::abs(13 * f.chi_squared_without_ties / (14 * 3 - f.chi_squared_without_ties) - 3.69) < 5e-3);
}

TEST_CASE("tie-corrected Friedman and Iman-Davenport agree with SciPy") {
  // SciPy 1.17.1, tests/oracles/friedman.py
  const FriedmanTest f = of_demsar();
  CHECK(f.chi_squared == near(10.2283464566929));
  CHECK(f.p_value == near(0.0167215803284414));
  CHECK(f.iman_davenport_f == near(4.18513011152417));
  CHECK(f.iman_davenport_p_value == near(0.011620659515311));
  CHECK(f.df == 3);
  CHECK(f.iman_davenport_df_within == 39);
  CHECK(f.method == "friedman");
}

TEST_CASE("Friedman agrees with scmamp on 30 data sets where the shared data are at hand") {
  const std::filesystem::path path =
      std::filesystem::path(GAINSAY_SHARED_DATA) / "classifiers_garcia_herrera" / "data.gh.2008.csv";
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped: " << path.string() << " is not there");
    return;
  }
  std::vector<double> scores;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string cell;
    std::getline(cells, cell, ',');
    while (std::getline(cells, cell, ',')) scores.push_back(std::stod(cell));
  }
  const FriedmanTest f = friedman_test({.scores = scores, .n_datasets = 30, .n_methods = 5});
  // scmamp, vignette: chi-squared 39.647, mean ranks 2.1 3.25 2.2 4.333333 3.116667
  CHECK(std::abs(f.chi_squared_without_ties - 39.647) < 5e-4);
  CHECK(f.mean_ranks[3] == near(4.333333, 1e-6));
}

TEST_CASE("Friedman ranks the other way round where lower is better") {
  std::vector<double> errors = demsar;
  for (double& score : errors) score = 1 - score;
  const FriedmanTest lower =
      friedman_test({.scores = errors, .n_datasets = 14, .n_methods = 4, .higher_is_better = false});
  CHECK(lower.mean_ranks == of_demsar().mean_ranks);
  CHECK(lower.p_value == near(of_demsar().p_value));
}

TEST_CASE("Iman-Davenport is infinite where all data sets rank the methods alike") {
  const FriedmanTest f =
      friedman_test({.scores = std::vector<double>{3, 2, 1, 30, 20, 10}, .n_datasets = 2, .n_methods = 3});
  CHECK(std::isinf(f.iman_davenport_f));
  CHECK(f.iman_davenport_p_value == 0);
  CHECK(f.chi_squared == near(4));
}

TEST_CASE("the smallest Friedman test has two methods on two data sets") {
  const FriedmanTest f =
      friedman_test({.scores = std::vector<double>{1, 2, 2, 1}, .n_datasets = 2, .n_methods = 2});
  CHECK(f.chi_squared == 0);
  CHECK(f.p_value == 1);
}

TEST_CASE("Friedman refuses tables that are too small or ragged or all tied") {
  CHECK_THROWS_WITH_AS(friedman_test({.scores = demsar, .n_datasets = 13, .n_methods = 4}),
                       "friedman_test: scores must have n_datasets * n_methods = 52 values, has 56",
                       std::domain_error);
  CHECK_THROWS_AS(friedman_test({.scores = demsar, .n_datasets = 1, .n_methods = 56}), std::domain_error);
  CHECK_THROWS_AS(friedman_test({.scores = demsar, .n_datasets = 56, .n_methods = 1}), std::domain_error);
  CHECK_THROWS_AS(friedman_test({.scores = std::vector<double>(4, 1.0), .n_datasets = 2, .n_methods = 2}),
                  std::domain_error);
  CHECK_THROWS_AS(
      friedman_test({.scores = std::vector<double>{1, 2, 3, std::nan("")}, .n_datasets = 2, .n_methods = 2}),
      std::domain_error);
}

TEST_CASE("the studentized range agrees with the trapezoidal rule far into the tail") {
  // Python 3.11, tests/oracles/studentized_range.py. R 4.2.2 and its ptukey agree to 10 digits at k = 3, but
  // only to 6 at k = 50.
  CHECK(studentized_range_ccdf(0.5, 3) == near(0.933421945135287));
  CHECK(studentized_range_ccdf(2, 3) == near(0.33349932504015));
  CHECK(studentized_range_ccdf(3.5, 3) == near(0.0355570418631602));
  CHECK(studentized_range_ccdf(5, 3) == near(0.001183991230987));
  CHECK(studentized_range_ccdf(8, 3) == near(4.62143869839338e-08, 1e-7));
  CHECK(studentized_range_ccdf(4, 10) == near(0.126852132150596));
  CHECK(studentized_range_ccdf(4, 50) == near(0.770971102079968));
  CHECK(studentized_range_ccdf(6, 200) == near(0.177500839524543));
}

TEST_CASE("the studentized range of two values is the normal tail") {
  // R 4.2.2: 2 pnorm(-q / sqrt 2) at q = 4 and q = 12
  CHECK(studentized_range_ccdf(4, 2) == near(0.00467773498105, 1e-11));
  CHECK(studentized_range_ccdf(12, 2) == near(2.15197367125e-17, 1e-10));
}

TEST_CASE("the critical values of the studentized range are those of Nemenyi's table") {
  // Divided by sqrt 2; Demsar (2006), table 5, whose last digit is not always rounded: computed to 3 digits.
  const std::vector<double> table{1.960, 2.344, 2.569, 2.728, 2.850, 2.948, 3.031, 3.102, 3.164};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double q = studentized_range_critical_value(0.05, static_cast<std::int64_t>(i) + 2);
    CHECK(std::abs(q / std::sqrt(2) - table[i]) < 6e-4);
  }
  // R 4.2.2: qtukey(.95, 4, Inf)
  CHECK(studentized_range_critical_value(0.05, 4) == near(3.6331595818, 1e-6));
}

TEST_CASE("the studentized range is 1 at 0 and handles the largest number of values") {
  CHECK(studentized_range_ccdf(0, 5) == 1);
  const double q = studentized_range_critical_value(0.05, 1000);
  CHECK(studentized_range_ccdf(q, 1000) == near(0.05, 1e-9));
  CHECK(studentized_range_ccdf(100, 1000) < 1e-300);
}

TEST_CASE("the studentized range refuses what is out of range") {
  CHECK_THROWS_AS(studentized_range_ccdf(-1, 3), std::domain_error);
  CHECK_THROWS_AS(studentized_range_ccdf(1, 1), std::domain_error);
  CHECK_THROWS_AS(studentized_range_ccdf(1, 1001), std::domain_error);
  CHECK_THROWS_AS(studentized_range_critical_value(0, 3), std::domain_error);
  CHECK_THROWS_AS(studentized_range_critical_value(0.05, 1), std::domain_error);
}

TEST_CASE("Nemenyi agrees with Demsar 2006 and SciPy") {
  // Critical difference 1.25 at 5 % and 1.12 at 10 % (section 3.2.4); SciPy 1.17.1, tests/oracles/friedman.py
  const FriedmanTest f = of_demsar();
  const NemenyiTest n = nemenyi_test(f);
  CHECK(std::abs(n.critical_difference - 1.25) < 5e-3);
  CHECK(n.critical_difference == near(1.25355914712, 1e-8));
  CHECK(std::abs(nemenyi_test(f, 0.1).critical_difference - 1.12) < 5e-3);
  CHECK(n.p_values[0 * 4 + 3] == near(0.0741847950687, 1e-8));
  CHECK(n.method == "nemenyi");
}

TEST_CASE("the p values of Nemenyi are symmetric and 1 for a method against itself") {
  const NemenyiTest n = nemenyi_test(of_demsar());
  REQUIRE(n.p_values.size() == 16);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(n.p_values[i * 4 + i] == 1);
    for (std::size_t j = 0; j < 4; ++j) CHECK(n.p_values[i * 4 + j] == n.p_values[j * 4 + i]);
  }
  CHECK_THROWS_AS(nemenyi_test(of_demsar(), 1), std::domain_error);
}
