#include "gainsay/stats/bayesian_hierarchical_test.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "gainsay/stats/random_stream.h"

#include "reference.h"

// Reference numbers: tests/oracles/bayesian_hierarchical.py.
using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

using Datasets = std::vector<std::vector<double>>;

const Datasets tiny{
    {0.4, 1.1, -0.2, 0.7}, {1.9, 1.2, 1.4}, {-0.3, 0.5, 0.2, 0.9, -0.1}, {0.8, 1.6, 1.1, 0.3}};

BayesianHierarchicalTest test_of(const Datasets& datasets, double correlation, double rope,
                                 const HierarchicalPrior& prior = {}, const GibbsChains& chains = {}) {
  return bayesian_hierarchical_test(std::vector<std::span<const double>>(datasets.begin(), datasets.end()),
                                    correlation, rope, prior, chains);
}

constexpr GibbsChains few{.chains = 2, .draws = 400, .warm_up = 100, .seed = 5};

Datasets transformed(Datasets datasets, double factor) {
  for (auto& dataset : datasets) {
    for (double& d : dataset) d *= factor;
  }
  return datasets;
}

// The scores of each learner, a row a dataset. The file has a learner's name, then its datasets.
std::map<std::string, Datasets> read_scores(const std::filesystem::path& path) {
  std::map<std::string, Datasets> scores;
  std::ifstream file(path);
  std::string line;
  std::string learner;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string name;
    if (!(cells >> name)) continue;
    std::vector<double> row;
    for (double score = 0; cells >> score;) row.push_back(score);
    if (row.empty()) {
      learner = name;
    } else {
      scores[learner].push_back(row);
    }
  }
  return scores;
}

}  // namespace

TEST_CASE("the Bayesian hierarchical test agrees with quadrature on a tiny case") {
  // SciPy 1.17.1: the posterior on a grid of 90 x 90 x 24 means, scales and df
  const auto t = test_of(tiny, 0.2, 0.25, {}, {.draws = 40'000, .seed = 1, .threads = 2});
  CHECK(std::abs(t.expected_mass.left - 0.1282) < 4 * t.expected_mass_standard_error.left + 0.0005);
  CHECK(std::abs(t.expected_mass.inside - 0.1232) < 4 * t.expected_mass_standard_error.inside + 0.0005);
  CHECK(std::abs(t.expected_mass.right - 0.7486) < 4 * t.expected_mass_standard_error.right + 0.0005);
  CHECK(std::abs(t.probability.left - 0.0750) < 4 * t.probability_standard_error.left + 0.002);
  CHECK(std::abs(t.probability.inside - 0.0285) < 4 * t.probability_standard_error.inside + 0.002);
  CHECK(std::abs(t.probability.right - 0.8964) < 4 * t.probability_standard_error.right + 0.002);
  CHECK(t.expected_mass_standard_error.right < 0.002);
  CHECK(std::abs(t.mean.mean - 0.6924) < 0.01);
  CHECK(std::abs(t.mean.sd - 0.5273) < 0.01);
  for (const auto& summary : {t.mean, t.scale, t.df}) {
    CHECK(summary.r_hat < 1.005);
    CHECK(summary.effective_sample_size > 10'000);
    CHECK(summary.effective_sample_size <= 160'000);
  }
  CHECK(t.n_datasets == 4);
  CHECK(t.n_differences == 16);
  CHECK(t.method == "bayesian-hierarchical");
}

TEST_CASE(
    "the Bayesian hierarchical test agrees with Stan on 54 datasets where the shared data are at hand") {
  const std::filesystem::path path =
      std::filesystem::path(GAINSAY_SHARED_DATA) / "classifiers_uci_10x10cv" / "accuracies.txt";
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped: " << path.string() << " is not there");
    return;
  }
  const auto scores = read_scores(path);
  Datasets differences = scores.at("nbc");
  REQUIRE(differences.size() == 54);
  for (std::size_t i = 0; i < differences.size(); ++i) {
    for (std::size_t j = 0; j < differences[i].size(); ++j)
      differences[i][j] = scores.at("hnb")[i][j] - differences[i][j];
  }
  // The notebook of Benavoli et al. (2017), Stan: naive Bayes better 0, rope of 1 % 0.002, hidden naive Bayes
  // 0.998
  const auto t = test_of(differences, 0.1, 1, {}, {.seed = 1, .threads = 2});
  CHECK(std::abs(t.probability.left - 0.0003) < 0.001);
  CHECK(std::abs(t.probability.inside - 0.002) < 0.0015);
  CHECK(std::abs(t.probability.right - 0.998) < 0.002);
  CHECK(t.expected_mass.right < 0.6);
  CHECK(t.mean.r_hat < 1.01);
}

TEST_CASE("datasets are drawn towards each other") {
  const auto t = test_of(tiny, 0.2, 0.25, {}, {.seed = 2});
  const double means[] = {0.5, 1.5, 0.24, 0.95};
  const double centre = t.mean.mean;
  for (const std::size_t i : {1U, 2U}) {
    CHECK(std::abs(t.dataset_means[i] - centre) < std::abs(means[i] - centre));
    CHECK((t.dataset_means[i] > centre) == (means[i] > centre));
  }
}

TEST_CASE("a large correlation leaves less evidence") {
  const double independent = test_of(tiny, 0, 0.25, {}, {.seed = 3}).mean.sd;
  CHECK(test_of(tiny, 0.6, 0.25, {}, {.seed = 3}).mean.sd > independent);
}

TEST_CASE("many datasets give their mean and spread back") {
  RandomStream random(9, 1);
  Datasets datasets(200, std::vector<double>(20));
  for (auto& dataset : datasets) {
    const double delta = 0.5 + 0.4 * random.normal();
    for (double& d : dataset) d = delta + random.normal();
  }
  const auto t = test_of(datasets, 0, 0, {}, {.draws = 2'000, .warm_up = 500, .seed = 1});
  // Standard errors: of the mean sqrt((0.16 + 1 / 20) / 200) = 0.032, of the scale about 0.03
  CHECK(std::abs(t.mean.mean - 0.5) < 0.13);
  CHECK(std::abs(t.mean.sd - 0.032) < 0.006);
  CHECK(std::abs(t.scale.mean - 0.4) < 0.12);
}

TEST_CASE("the Bayesian hierarchical test keeps its answer in another unit and turns it with the sign") {
  const GibbsChains chains{.draws = 20'000, .seed = 4, .threads = 2};
  const auto t = test_of(tiny, 0.2, 0.25, {}, chains);
  const auto scaled = test_of(transformed(tiny, 64), 0.2, 16, {}, chains);
  CHECK(scaled.probability.right == near(t.probability.right, 1e-3));
  CHECK(scaled.mean.mean == near(64 * t.mean.mean, 0.02));
  const auto mirrored = test_of(transformed(tiny, -1), 0.2, 0.25, {}, chains);
  const double error =
      std::hypot(t.expected_mass_standard_error.left, mirrored.expected_mass_standard_error.right);
  CHECK(std::abs(mirrored.expected_mass.right - t.expected_mass.left) < 4 * error);
}

TEST_CASE("the Bayesian hierarchical test depends on the seed and not on the threads") {
  const auto at = [](std::uint64_t seed, int threads) {
    return test_of(tiny, 0.2, 0.25, {}, {.draws = 500, .warm_up = 50, .seed = seed, .threads = threads})
        .mean.mean;
  };
  CHECK(at(1, 1) == at(1, 3));
  CHECK(at(1, 1) != at(2, 1));
}

TEST_CASE("chains that have not met are seen") {
  // Two datasets say next to nothing about spread and tails.
  const auto t =
      test_of({{1, 1.1}, {5, 5.1}}, 0, 0.1, {}, {.chains = 4, .draws = 100, .warm_up = 0, .seed = 2});
  CHECK(t.scale.effective_sample_size < 400);
  CHECK(t.scale.r_hat > 1);
}

TEST_CASE("differences that do not vary need a least sd") {
  const Datasets datasets{{0, 0, 0}, {0.3, 0.1, 0.4}, {0.2, 0.5, 0.1}, {0, 0, 0}};
  CHECK_THROWS_WITH_AS(
      test_of(datasets, 0, 0.01),
      "bayesian_hierarchical_test: differences[0] must vary unless least_sd is above 0, are all 0",
      std::domain_error);
  const auto t = test_of(datasets, 0, 0.01, {.least_sd = 0.01}, few);
  // Known to a hundredth over root three.
  CHECK(std::abs(t.dataset_means[0]) < 0.01);
  CHECK(t.dataset_means[1] > 0.05);
}

TEST_CASE("the Bayesian hierarchical test refuses what is out of range") {
  CHECK_THROWS_WITH_AS(test_of(tiny, 1, 0.1),
                       "bayesian_hierarchical_test: correlation must be at least 0 and below 1, is 1",
                       std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, -0.1, 0.1), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, std::nan(""), 0.1), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, -1), std::domain_error);
  CHECK_THROWS_AS(test_of({{1.0, 2.0}}, 0.1, 0), std::domain_error);
  CHECK_THROWS_AS(test_of({{1.0, 2.0}, {1.0}}, 0.1, 0), std::domain_error);
  CHECK_THROWS_AS(test_of({{1.0, 2.0}, {2.0, 1.0}}, 0.1, 0), std::domain_error);
  CHECK_THROWS_AS(test_of({{1.0, 2.0}, {1.0, std::nan("")}}, 0.1, 0), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, 0, {.lower_alpha = 0}), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, 0, {.lower_alpha = 2}), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, 0, {.upper_beta = 0.01}), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, 0, {.largest_scales = 0.5}), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, 0, {.least_sd = -1}), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, 0, {}, {.chains = 1}), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, 0, {}, {.draws = 99}), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, 0, {}, {.warm_up = -1}), std::domain_error);
  CHECK_THROWS_AS(test_of(tiny, 0.1, 0, {}, {.threads = 0}), std::domain_error);
}
