#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "network.h"

namespace gainsay::example {

struct TrainingOptions {
  int epochs = 10;
  Eigen::Index batch_size = 32;  // 0: all training examples in one batch, in the order of the file's split
  double learning_rate = 0.1;
  double momentum = 0.0;   // velocity = momentum * velocity - learning_rate * gradient (Polyak, 1964)
  std::uint64_t seed = 0;  // of the order of the examples
  bool test = true;        // whether reports look at the test examples
};

struct EpochReport {
  int epoch;          // 1 ... epochs
  double train_loss;  // mean over the epoch's batches, weighted by their size, as seen while training
  double val_loss;
  double val_accuracy;
  std::optional<double> test_accuracy;  // only where the options ask for it
};

// Trains the network by stochastic gradient descent and reports after every epoch.
// An epoch has floor(n / batch_size) batches (at least one); the last one also takes the rest.
// Throws std::domain_error when epochs < 1, batch_size < 0, or learning rate or momentum is negative or not
// finite.
void train(Network& network, const Dataset& dataset, const TrainingOptions& options,
           const std::function<void(const EpochReport&)>& on_epoch);

// The class with the highest score of each row; the first one where scores are equal.
std::vector<int> predicted_labels(const Matrix& scores);

// The class of each example by a majority of its k nearest training examples (Fix and Hodges, 1951),
// Euclidean; of equally frequent classes the one of the nearest example wins. Throws std::domain_error unless
// 1 <= k <= n.
std::vector<int> nearest_neighbour_labels(const Examples& training, const Matrix& features, int k);

// 1 for every right label, else 0; and their mean.
std::vector<double> hits(const std::vector<int>& predicted, const std::vector<int>& labels);
double accuracy(const std::vector<int>& predicted, const std::vector<int>& labels);

}  // namespace gainsay::example
