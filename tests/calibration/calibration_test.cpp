#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "calibration/columns.h"
#include "calibration/families.h"
#include "calibration/noise.h"
#include "calibration/page.h"
#include "calibration/run.h"

using namespace calibration;

namespace {

// The family at few sizes and columns, tried less often.
Family small(Family family, std::vector<int> sizes, std::int64_t tries) {
  family.sizes = std::move(sizes);
  family.tries = tries;
  return family;
}

struct Coin {
  double u;
};

Coin toss(gainsay::stats::RandomStream& random, const Setting&) { return {random.uniform()}; }

// A family whose one procedure errs in 8 % of the studies.
Family family_of_coins(Row row) {
  return with_procedures<Coin>({.title = "Coins",
                                .about = "Tossed.",
                                .size_name = "tosses",
                                .sizes = {5},
                                .columns = {"fair"},
                                .effect = "none",
                                .tries = 20'000,
                                .rows = {},
                                .try_once = {}},
                               toss,
                               {{std::move(row), [](const Coin& coin) { return rejects(coin.u * 5 / 8); }}});
}

std::vector<std::string> breaches_of(Row row) {
  const std::vector<Family> families{family_of_coins(std::move(row))};
  return breaches(run(families, 1));
}

}  // namespace

TEST_CASE("every shape of noise has mean 0 and sd 1 and the median that it says") {
  for (std::size_t column = 0; column < n_shapes; ++column) {
    const auto shape = static_cast<Shape>(column);
    CAPTURE(name_of(shape));
    double sum = 0;
    double squares = 0;
    double below = 0;
    double at = 0;
    constexpr int n = 200'000;
    gainsay::stats::RandomStream random(1, column);
    for (int i = 0; i < n; ++i) {
      double value;
      fill(random, shape, std::span(&value, 1));
      sum += value;
      squares += value * value;
      below += value < median_of(shape) ? 1 : 0;
      at += value == median_of(shape) ? 1 : 0;
    }
    CHECK(std::abs(sum / n) < 4 / std::sqrt(n));
    // The fourth moment of Student's t with 3 df is infinite: its variance settles slowly.
    const double slack = shape == Shape::heavy_tails ? 0.2 : shape == Shape::discretised ? 0.03 : 0.02;
    CHECK(std::abs(squares / n - 1) < slack);
    CHECK(std::abs((below + at / 2) / n - 0.5) < 2 / std::sqrt(n));
  }
}

TEST_CASE("values of folds have a correlation of 0.1") {
  double products = 0;
  constexpr int n = 100'000;
  gainsay::stats::RandomStream random(2, 0);
  for (int i = 0; i < n; ++i) {
    double pair[2];
    fill(random, Shape::correlated, pair);
    products += pair[0] * pair[1];
  }
  CHECK(std::abs(products / n - fold_correlation) < 4 / std::sqrt(n));
}

TEST_CASE("a broken promise is found and a kept one is not") {
  CHECK(breaches_of({"cautious", {{bit(0), 0.08}}, {}}).empty());
  const std::vector<std::string> found = breaches_of({"boastful", {{bit(0)}}, {}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].starts_with("Coins, boastful, 5 tosses, fair: errs 8."));
  CHECK(found[0].ends_with("promised is 5 % at most"));
}

TEST_CASE("a promise speaks of the columns and sizes that it names alone") {
  CHECK(breaches_of({"elsewhere", {{bit(1)}}, {}}).empty());
  CHECK(breaches_of({"later", {{.columns = bit(0), .from_size = 6}}, {}}).empty());
  CHECK(breaches_of({"earlier", {{.columns = bit(0), .to_size = 4}}, {}}).empty());
}

TEST_CASE("a figure that a header states is held against the simulation") {
  CHECK(breaches_of({"true", {}, {{0, 5, 8}}}).empty());
  CHECK(breaches_of({"too low", {}, {{0, 5, 6}}}).size() == 1);
  CHECK(breaches_of({"too high", {}, {{0, 5, 10}}}).size() == 1);
}

TEST_CASE("a procedure that refuses makes no error") {
  Family family = family_of_coins({"any", {}, {}});
  family.try_once = [](gainsay::stats::RandomStream&, const Setting&, std::int64_t,
                       std::span<Outcome> outcomes) { outcomes[0] = refused; };
  const std::vector<FamilyResult> results = run(std::span(&family, 1), 1);
  const Tally& tally = results[0].at({5, 0, false}, 0);
  CHECK(tally.refusals == tally.tries);
  CHECK(tally.rate() == 0);
}

TEST_CASE("the simulation does not depend on the number of threads") {
  const std::vector<Family> families{small(two_samples(), {3, 5}, 40)};
  const std::vector<FamilyResult> one = run(families, 1);
  const std::vector<FamilyResult> three = run(families, 3);
  CHECK(section(one[0], "##") == section(three[0], "##"));
}

TEST_CASE("the page without real runs ends before their heading") {
  const std::string with = std::string("text\n\n") + std::string(real_runs_heading) + "more\n";
  CHECK(without_real_runs(with) == "text\n");
  CHECK(without_real_runs("text\n") == "text\n");
}

TEST_CASE("two samples of 3 and 5 runs keep their promises") {
  const std::vector<Family> families{small(two_samples(), {3, 5}, 1'000)};
  CHECK(breaches(run(families, 2)) == std::vector<std::string>{});
}
