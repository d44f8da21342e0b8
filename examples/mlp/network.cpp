#include "network.h"

namespace gainsay::example {

Network::Network(const NetworkOptions& options, Shape shape, std::uint64_t seed)
    : dropout_stream_(std::make_unique<RandomStream>(seed, RandomStream::Purpose::dropout)) {
  if (options.layers == 0) {
    layers_.push_back(std::make_unique<Dense>(Dense::Shape{shape.features, shape.classes}));
    return;
  }
  RandomStream initialisation{seed, RandomStream::Purpose::initialisation};
  Eigen::Index inputs = shape.features;
  for (int layer = 0; layer < options.layers; ++layer) {
    layers_.push_back(std::make_unique<Dense>(Dense::Shape{inputs, options.hidden}, initialisation));
    if (options.batchnorm) layers_.push_back(std::make_unique<BatchNorm>(options.hidden));
    layers_.push_back(std::make_unique<Relu>());
    inputs = options.hidden;
  }
  if (options.dropout != 0.0) layers_.push_back(std::make_unique<Dropout>(options.dropout, *dropout_stream_));
  layers_.push_back(std::make_unique<Dense>(Dense::Shape{inputs, shape.classes}, initialisation));
}

Matrix Network::scores(const Matrix& features) {
  Matrix values = features;
  for (const auto& layer : layers_) values = layer->forward(values, Mode::evaluation);
  return values;
}

double Network::loss_and_gradients(const Matrix& features, const std::vector<int>& labels) {
  Matrix values = features;
  for (const auto& layer : layers_) values = layer->forward(values, Mode::training);
  Loss loss = softmax_cross_entropy(values, labels);
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
    loss.gradient = (*layer)->backward(loss.gradient);
  }
  return loss.value;
}

std::vector<Parameter> Network::parameters() {
  std::vector<Parameter> all;
  for (const auto& layer : layers_) {
    for (const Parameter& parameter : layer->parameters()) all.push_back(parameter);
  }
  return all;
}

Eigen::Index Network::parameter_count() {
  Eigen::Index count = 0;
  for (const Parameter& parameter : parameters()) count += parameter.value->size();
  return count;
}

}  // namespace gainsay::example
