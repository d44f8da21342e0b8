#include "training.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>

namespace gainsay::example {
namespace {

void check(const TrainingOptions& options) {
  if (options.epochs < 1) {
    throw std::domain_error("train: epochs must be positive, not " + std::to_string(options.epochs));
  }
  if (options.batch_size < 0) {
    throw std::domain_error("train: batch_size must not be negative: " + std::to_string(options.batch_size));
  }
  for (const double number : {options.learning_rate, options.momentum}) {
    if (!std::isfinite(number) || number < 0.0) {
      throw std::domain_error("train: learning_rate and momentum must be finite and not negative, not " +
                              std::to_string(number));
    }
  }
}

// Plain gradient descent when the momentum is 0.
class Optimiser {
 public:
  Optimiser(std::vector<Parameter> parameters, const TrainingOptions& options)
      : parameters_(std::move(parameters)), options_(options) {
    for (const Parameter& parameter : parameters_) {
      velocities_.push_back(Matrix::Zero(parameter.value->rows(), parameter.value->cols()));
    }
  }

  void step() {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      velocities_[i] = options_.momentum * velocities_[i] - options_.learning_rate * *parameters_[i].gradient;
      *parameters_[i].value += velocities_[i];
    }
  }

 private:
  std::vector<Parameter> parameters_;
  TrainingOptions options_;
  std::vector<Matrix> velocities_;
};

struct Batch {
  std::size_t begin;
  std::size_t end;
};

std::vector<Batch> batches_of(std::size_t n, Eigen::Index batch_size) {
  if (batch_size == 0) return {{0, n}};
  const auto size = static_cast<std::size_t>(batch_size);
  const std::size_t count = std::max<std::size_t>(1, n / size);
  std::vector<Batch> batches;
  for (std::size_t i = 0; i < count; ++i) batches.push_back({i * size, i + 1 == count ? n : (i + 1) * size});
  return batches;
}

double train_epoch(Network& network, Optimiser& optimiser, const Examples& training,
                   const TrainingOptions& options, const std::vector<std::size_t>& order) {
  double loss_sum = 0.0;
  for (const Batch& batch : batches_of(order.size(), options.batch_size)) {
    const auto size = static_cast<Eigen::Index>(batch.end - batch.begin);
    Matrix features(size, training.features.cols());
    std::vector<int> labels;
    for (std::size_t i = batch.begin; i < batch.end; ++i) {
      features.row(static_cast<Eigen::Index>(i - batch.begin)) =
          training.features.row(static_cast<Eigen::Index>(order[i]));
      labels.push_back(training.labels[order[i]]);
    }
    loss_sum += static_cast<double>(size) * network.loss_and_gradients(features, labels);
    optimiser.step();
  }
  return loss_sum / static_cast<double>(order.size());
}

}  // namespace

void train(Network& network, const Dataset& dataset, const TrainingOptions& options,
           const std::function<void(const EpochReport&)>& on_epoch) {
  check(options);
  Optimiser optimiser{network.parameters(), options};
  RandomStream stream{options.seed, RandomStream::Purpose::order};
  std::vector<std::size_t> order(dataset.training.labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (int epoch = 1; epoch <= options.epochs; ++epoch) {
    if (options.batch_size != 0) order = stream.permutation(order.size());
    EpochReport report{};
    report.epoch = epoch;
    report.train_loss = train_epoch(network, optimiser, dataset.training, options, order);
    const Matrix scores = network.scores(dataset.validation.features);
    report.val_loss = softmax_cross_entropy(scores, dataset.validation.labels).value;
    report.val_accuracy = accuracy(predicted_labels(scores), dataset.validation.labels);
    if (options.test) {
      report.test_accuracy =
          accuracy(predicted_labels(network.scores(dataset.test.features)), dataset.test.labels);
    }
    on_epoch(report);
  }
}

std::vector<int> predicted_labels(const Matrix& scores) {
  std::vector<int> labels;
  for (Eigen::Index i = 0; i < scores.rows(); ++i) {
    Eigen::Index best = 0;
    scores.row(i).maxCoeff(&best);
    labels.push_back(static_cast<int>(best));
  }
  return labels;
}

std::vector<int> nearest_neighbour_labels(const Examples& training, const Matrix& features, int k) {
  if (k < 1 || k > training.size()) {
    throw std::domain_error("nearest_neighbour_labels: k must be between 1 and " +
                            std::to_string(training.size()) + ", not " + std::to_string(k));
  }
  std::vector<int> labels;
  std::vector<std::size_t> order(training.labels.size());
  for (Eigen::Index i = 0; i < features.rows(); ++i) {
    const Eigen::VectorXd distance = (training.features.rowwise() - features.row(i)).rowwise().squaredNorm();
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::partial_sort(order.begin(), order.begin() + k, order.end(), [&](std::size_t a, std::size_t b) {
      const double left = distance[static_cast<Eigen::Index>(a)];
      const double right = distance[static_cast<Eigen::Index>(b)];
      return left != right ? left < right : a < b;
    });
    std::map<int, int> votes;
    for (int j = 0; j < k; ++j) ++votes[training.labels[order[static_cast<std::size_t>(j)]]];
    int winner = training.labels[order[0]];
    for (int j = 0; j < k; ++j) {
      const int candidate = training.labels[order[static_cast<std::size_t>(j)]];
      if (votes[candidate] > votes[winner]) winner = candidate;
    }
    labels.push_back(winner);
  }
  return labels;
}

std::vector<double> hits(const std::vector<int>& predicted, const std::vector<int>& labels) {
  std::vector<double> scores;
  for (std::size_t i = 0; i < labels.size(); ++i) scores.push_back(predicted.at(i) == labels[i] ? 1.0 : 0.0);
  return scores;
}

double accuracy(const std::vector<int>& predicted, const std::vector<int>& labels) {
  const std::vector<double> scores = hits(predicted, labels);
  return std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(scores.size());
}

}  // namespace gainsay::example
