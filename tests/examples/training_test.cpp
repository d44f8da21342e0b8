#include "training.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <stdexcept>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace gainsay::example;

namespace {

Dataset fixture(const std::string& name) {
  return read_dataset(std::filesystem::path{GAINSAY_SOURCE_DIR} / "fixtures/datasets", name);
}

std::vector<EpochReport> trained(const Dataset& dataset, const NetworkOptions& network_options,
                                 const TrainingOptions& options) {
  Network network{network_options,
                  {dataset.training.features.cols(), static_cast<Eigen::Index>(dataset.class_names.size())},
                  options.seed};
  std::vector<EpochReport> reports;
  train(network, dataset, options, [&](const EpochReport& report) { reports.push_back(report); });
  return reports;
}

const NetworkOptions everything_on{.layers = 2, .hidden = 16, .batchnorm = true, .dropout = 0.2};

std::filesystem::path write_dataset(const std::string& name, const std::string& text) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("gainsay-training-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream{folder / (name + ".csv")} << text;
  return folder;
}

}  // namespace

TEST_CASE("the same seed gives the same numbers bit for bit") {
  const Dataset dataset = fixture("iris");
  const auto first = trained(dataset, everything_on, {.epochs = 3, .momentum = 0.9, .seed = 4});
  const auto again = trained(dataset, everything_on, {.epochs = 3, .momentum = 0.9, .seed = 4});
  for (std::size_t i = 0; i < first.size(); ++i) {
    CHECK(first[i].train_loss == again[i].train_loss);
    CHECK(first[i].val_loss == again[i].val_loss);
  }
}

TEST_CASE("another seed gives other numbers") {
  const Dataset dataset = fixture("iris");
  const auto first = trained(dataset, everything_on, {.epochs = 1, .seed = 4});
  const auto other = trained(dataset, everything_on, {.epochs = 1, .seed = 5});
  CHECK(first[0].train_loss != other[0].train_loss);
}

TEST_CASE("full-batch logistic regression does not depend on the seed") {
  const Dataset dataset = fixture("wine");
  const NetworkOptions logistic{.layers = 0};
  const auto first = trained(dataset, logistic, {.epochs = 20, .batch_size = 0, .seed = 1});
  const auto other = trained(dataset, logistic, {.epochs = 20, .batch_size = 0, .seed = 2});
  CHECK(first.back().train_loss == other.back().train_loss);
}

TEST_CASE("training on wine reaches nine in ten and lowers the loss") {
  const auto reports = trained(fixture("wine"), {.hidden = 16}, {.epochs = 20, .seed = 1});
  CHECK(reports.size() == 20);
  CHECK(reports.back().train_loss < reports.front().train_loss);
  CHECK(reports.back().test_accuracy.value() >= 0.9);
}

TEST_CASE("the test examples are not scored where the options say so") {
  const auto reports = trained(fixture("iris"), {}, {.epochs = 1, .test = false});
  CHECK_FALSE(reports.front().test_accuracy.has_value());
}

TEST_CASE("momentum of zero is plain gradient descent") {
  Dataset dataset = fixture("iris");
  Network network{{.layers = 0}, {4, 3}, 1};
  Network by_hand{{.layers = 0}, {4, 3}, 1};
  train(network, dataset, {.epochs = 2, .batch_size = 0, .learning_rate = 0.5}, [](const EpochReport&) {});
  for (int step = 0; step < 2; ++step) {
    by_hand.loss_and_gradients(dataset.training.features, dataset.training.labels);
    for (const Parameter& parameter : by_hand.parameters()) *parameter.value -= 0.5 * *parameter.gradient;
  }
  CHECK(network.scores(dataset.test.features).isApprox(by_hand.scores(dataset.test.features), 1e-12));
}

TEST_CASE("a diverging run reports a loss that is not finite instead of stopping") {
  const auto reports = trained(fixture("iris"), {.layers = 3}, {.epochs = 5, .learning_rate = 1e8});
  CHECK_FALSE(std::isfinite(reports.back().train_loss));
}

TEST_CASE("training refuses options that make no sense") {
  const Dataset dataset = fixture("iris");
  CHECK_THROWS_AS(trained(dataset, {}, {.epochs = 0}), std::domain_error);
  CHECK_THROWS_AS(trained(dataset, {}, {.batch_size = -1}), std::domain_error);
  CHECK_THROWS_AS(trained(dataset, {}, {.learning_rate = std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(trained(dataset, {}, {.momentum = -0.1}), std::domain_error);
}

TEST_CASE("the split covers every row once and standardises the training examples") {
  const Dataset dataset = fixture("digits");
  CHECK(dataset.training.size() == 718);
  CHECK(dataset.validation.size() == 360);
  CHECK(dataset.test.size() == 719);
  std::set<std::size_t> rows;
  for (const Examples* part : {&dataset.training, &dataset.validation, &dataset.test}) {
    rows.insert(part->file_row.begin(), part->file_row.end());
  }
  CHECK(rows.size() == 1797);
  CHECK(dataset.training.features.colwise().mean().cwiseAbs().maxCoeff() < 1e-12);
  CHECK(dataset.class_names.size() == 10);
}

TEST_CASE("the noisy data set has the same rows and labels and other features") {
  const Dataset clean = fixture("iris");
  const Dataset noisy = fixture("iris-noisy");
  CHECK(noisy.test.labels == clean.test.labels);
  CHECK(noisy.test.file_row == clean.test.file_row);
  CHECK_FALSE(noisy.test.features.isApprox(clean.test.features, 1e-3));
  CHECK(fixture("iris-noisy").test.features == noisy.test.features);
}

TEST_CASE("a data set that cannot be read is an error with its place") {
  CHECK_THROWS_WITH_AS(read_dataset("no-such-folder", "none"), doctest::Contains("none.csv"),
                       std::runtime_error);
  const auto folder = write_dataset("gainsay_example_text", "x,class\n1,a\nabc,b\n");
  CHECK_THROWS_WITH_AS(read_dataset(folder, "gainsay_example_text"),
                       doctest::Contains(":3: `abc` is no finite number"), std::runtime_error);
  write_dataset("gainsay_example_ragged", "x,class\n1,a\n1,2,b\n");
  CHECK_THROWS_WITH_AS(read_dataset(folder, "gainsay_example_ragged"),
                       doctest::Contains(":3: 3 cells where the header has 2"), std::runtime_error);
  write_dataset("gainsay_example_short", "x,class\n1,a\n2,b\n");
  CHECK_THROWS_WITH_AS(read_dataset(folder, "gainsay_example_short"),
                       doctest::Contains("at least 10 examples"), std::runtime_error);
}

TEST_CASE("the nearest neighbour of a training example is itself") {
  const Dataset dataset = fixture("wine");
  CHECK(nearest_neighbour_labels(dataset.training, dataset.training.features, 1) == dataset.training.labels);
}

TEST_CASE("of equally frequent classes the nearest neighbour decides") {
  Examples training;
  training.features.resize(4, 1);
  training.features << 0.0, 1.0, 2.0, 10.0;
  training.labels = {1, 0, 0, 1};
  const Matrix query = Matrix::Constant(1, 1, 0.2);
  CHECK(nearest_neighbour_labels(training, query, 2) == std::vector<int>{1});
  CHECK(nearest_neighbour_labels(training, query, 3) == std::vector<int>{0});
  CHECK(nearest_neighbour_labels(training, query, 4) == std::vector<int>{1});
  CHECK_THROWS_AS(nearest_neighbour_labels(training, query, 0), std::domain_error);
  CHECK_THROWS_AS(nearest_neighbour_labels(training, query, 5), std::domain_error);
}

TEST_CASE("accuracy is the mean of the hits") {
  CHECK(hits({1, 2, 3}, {1, 0, 3}) == std::vector<double>{1.0, 0.0, 1.0});
  CHECK(accuracy({1, 2, 3, 3}, {1, 0, 3, 3}) == 0.75);
}
