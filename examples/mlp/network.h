#pragma once

#include <memory>
#include <vector>

#include "layers.h"

namespace gainsay::example {

struct NetworkOptions {
  int layers = 1;            // hidden layers; 0: multinomial logistic regression, which starts at zero
  Eigen::Index hidden = 32;  // units of each hidden layer
  bool batchnorm = false;    // after each hidden layer's product, before its rectifier
  double dropout = 0.0;      // of the last hidden layer's units, in [0, 1)
};

// Features -> (dense -> [batch normalisation ->] rectifier) per hidden layer -> [dropout ->] dense -> class
// scores. Initialisation and dropout use streams of their own, both keyed by the seed.
class Network {
 public:
  struct Shape {
    Eigen::Index features;
    Eigen::Index classes;
  };
  Network(const NetworkOptions& options, Shape shape, std::uint64_t seed);

  Matrix scores(const Matrix& features);  // evaluation mode: n x classes

  // Mean loss of a batch; leaves its gradients in `parameters()`. Moves running statistics and the dropout
  // stream.
  double loss_and_gradients(const Matrix& features, const std::vector<int>& labels);

  std::vector<Parameter> parameters();
  Eigen::Index parameter_count();

 private:
  std::unique_ptr<RandomStream> dropout_stream_;  // a fixed address for the layer that refers to it
  std::vector<std::unique_ptr<Layer>> layers_;
};

}  // namespace gainsay::example
