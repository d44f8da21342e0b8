#include "layers.h"

#include <cmath>
#include <stdexcept>

namespace gainsay::example {

Dense::Dense(Shape shape)
    : weights_(Matrix::Zero(shape.inputs, shape.outputs)), bias_(Matrix::Zero(1, shape.outputs)) {}

Dense::Dense(Shape shape, RandomStream& stream) : Dense(shape) {
  const double sd = std::sqrt(2.0 / static_cast<double>(shape.inputs));
  for (double& weight : weights_.reshaped()) weight = sd * stream.normal();
}

Matrix Dense::forward(const Matrix& inputs, Mode mode) {
  if (mode == Mode::training) inputs_ = inputs;
  return (inputs * weights_).rowwise() + bias_.row(0);
}

Matrix Dense::backward(const Matrix& output_gradient) {
  weights_gradient_ = inputs_.transpose() * output_gradient;
  bias_gradient_ = output_gradient.colwise().sum();
  return output_gradient * weights_.transpose();
}

std::vector<Parameter> Dense::parameters() {
  return {{&weights_, &weights_gradient_}, {&bias_, &bias_gradient_}};
}

Matrix Relu::forward(const Matrix& inputs, Mode mode) {
  if (mode == Mode::training) inputs_ = inputs;
  return inputs.cwiseMax(0.0);
}

Matrix Relu::backward(const Matrix& output_gradient) {
  return (inputs_.array() > 0.0).select(output_gradient, 0.0);
}

BatchNorm::BatchNorm(Eigen::Index features)
    : scale_(Matrix::Ones(1, features)),
      shift_(Matrix::Zero(1, features)),
      running_mean_(Eigen::RowVectorXd::Zero(features)),
      running_variance_(Eigen::RowVectorXd::Ones(features)) {}

Matrix BatchNorm::forward(const Matrix& inputs, Mode mode) {
  if (mode == Mode::evaluation) {
    const Eigen::RowVectorXd factor = scale_.row(0).array() / (running_variance_.array() + epsilon).sqrt();
    return (((inputs.rowwise() - running_mean_).array().rowwise() * factor.array()).matrix()).rowwise() +
           shift_.row(0);
  }
  if (inputs.rows() < 2) {
    throw std::domain_error("BatchNorm::forward: a training batch needs at least 2 rows, not " +
                            std::to_string(inputs.rows()));
  }
  const double n = static_cast<double>(inputs.rows());
  const Eigen::RowVectorXd mean = inputs.colwise().mean();
  const Matrix centred = inputs.rowwise() - mean;
  const Eigen::RowVectorXd variance = centred.array().square().colwise().mean();
  inverse_sd_ = (variance.array() + epsilon).rsqrt();
  standardised_ = (centred.array().rowwise() * inverse_sd_.array()).matrix();
  running_mean_ += rate * (mean - running_mean_);
  running_variance_ += rate * (variance * (n / (n - 1.0)) - running_variance_);
  return ((standardised_.array().rowwise() * scale_.row(0).array()).matrix()).rowwise() + shift_.row(0);
}

Matrix BatchNorm::backward(const Matrix& output_gradient) {
  scale_gradient_ = (output_gradient.array() * standardised_.array()).colwise().sum().matrix();
  shift_gradient_ = output_gradient.colwise().sum();
  const double n = static_cast<double>(output_gradient.rows());
  const Matrix unprojected = ((output_gradient * n).rowwise() - shift_gradient_.row(0)) -
                             (standardised_.array().rowwise() * scale_gradient_.row(0).array()).matrix();
  const Eigen::RowVectorXd factor = scale_.row(0).array() * inverse_sd_.array() / n;
  return (unprojected.array().rowwise() * factor.array()).matrix();
}

std::vector<Parameter> BatchNorm::parameters() {
  return {{&scale_, &scale_gradient_}, {&shift_, &shift_gradient_}};
}

Dropout::Dropout(double probability, RandomStream& stream) : probability_(probability), stream_(stream) {
  if (!(probability >= 0.0 && probability < 1.0)) {
    throw std::domain_error("Dropout: probability must be in [0, 1), not " + std::to_string(probability));
  }
}

Matrix Dropout::forward(const Matrix& inputs, Mode mode) {
  if (mode == Mode::evaluation) return inputs;
  mask_.resize(inputs.rows(), inputs.cols());
  for (double& factor : mask_.reshaped()) {
    factor = stream_.uniform() < probability_ ? 0.0 : 1.0 / (1.0 - probability_);
  }
  return inputs.cwiseProduct(mask_);
}

Matrix Dropout::backward(const Matrix& output_gradient) { return output_gradient.cwiseProduct(mask_); }

Loss softmax_cross_entropy(const Matrix& scores, const std::vector<int>& labels) {
  const Matrix shifted = scores.colwise() - scores.rowwise().maxCoeff();
  const Eigen::VectorXd log_sum = shifted.array().exp().rowwise().sum().log();
  const Matrix log_probability = shifted.colwise() - log_sum;
  Loss loss{0.0, log_probability.array().exp()};
  for (Eigen::Index i = 0; i < scores.rows(); ++i) {
    const int label = labels[static_cast<std::size_t>(i)];
    loss.value -= log_probability(i, label);
    loss.gradient(i, label) -= 1.0;
  }
  const double n = static_cast<double>(scores.rows());
  loss.value /= n;
  loss.gradient /= n;
  return loss;
}

}  // namespace gainsay::example
