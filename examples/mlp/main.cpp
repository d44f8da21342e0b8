#include <cmath>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "options.h"
#include "run_log.h"
#include "training.h"

namespace gainsay::example {
namespace {

struct Diverged : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Predictions {
  std::vector<int> validation;
  std::vector<int> test;  // empty when the test examples are left alone
};

Predictions fit_neighbours(const Options& options, const Dataset& dataset) {
  Predictions predictions;
  const int k = options.neighbours;
  predictions.validation = nearest_neighbour_labels(dataset.training, dataset.validation.features, k);
  if (options.training.test) {
    predictions.test = nearest_neighbour_labels(dataset.training, dataset.test.features, k);
  }
  return predictions;
}

Predictions fit_network(const Options& options, const Dataset& dataset, RunLog& log) {
  const Network::Shape shape{dataset.training.features.cols(),
                             static_cast<Eigen::Index>(dataset.class_names.size())};
  Network network{options.network, shape, options.training.seed};
  double accuracy_sum = 0.0;
  train(network, dataset, options.training, [&](const EpochReport& report) {
    log.epoch(report);
    accuracy_sum += report.val_accuracy;
    if (!std::isfinite(report.train_loss)) {
      throw Diverged("the training loss is not finite after epoch " + std::to_string(report.epoch));
    }
  });
  log.result("val_accuracy_mean", accuracy_sum / options.training.epochs);
  log.result("n_parameters", static_cast<double>(network.parameter_count()));
  Predictions predictions;
  predictions.validation = predicted_labels(network.scores(dataset.validation.features));
  if (options.training.test) predictions.test = predicted_labels(network.scores(dataset.test.features));
  return predictions;
}

void run(const Options& options) {
  const Dataset dataset = read_dataset(options.data, options.dataset);
  const auto log = options.study ? record_into_study(options) : print_key_values();
  try {
    const Predictions predictions =
        options.model == Model::knn ? fit_neighbours(options, dataset) : fit_network(options, dataset, *log);
    log->result("val_accuracy", accuracy(predictions.validation, dataset.validation.labels));
    if (options.training.test) {
      log->test_scores(dataset.test.file_row, hits(predictions.test, dataset.test.labels));
      log->result("accuracy", accuracy(predictions.test, dataset.test.labels));
    }
  } catch (const Diverged&) {
    log->diverged();
    throw;
  }
  log->finish();
}

}  // namespace
}  // namespace gainsay::example

int main(int argc, char** argv) {
  using namespace gainsay::example;
  try {
    const std::vector<std::string> words{argv + 1, argv + argc};
    Options options = parse_options(words, std::getenv("GAINSAY_STUDY"));
    if (options.help) {
      std::cout << usage();
      return 0;
    }
    if (options.model == Model::logistic) options.training.batch_size = 0;
    run(options);
    return 0;
  } catch (const UsageError& error) {
    std::cerr << "gainsay_example_mlp: " << error.what() << '\n';
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "gainsay_example_mlp: " << error.what() << '\n';
    return 1;
  }
}
