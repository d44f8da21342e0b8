#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dataset.h"
#include "random_stream.h"

namespace gainsay::example {

enum class Mode { training, evaluation };

// A trainable array of a layer and the derivative of the loss by it, of the same shape.
struct Parameter {
  Matrix* value;
  Matrix* gradient;
};

// One step of a network: batch x inputs -> batch x outputs.
// `backward` belongs to the last `forward` in training mode: it takes the loss's derivative by the outputs,
// sets the gradients of the parameters and returns the derivative by the inputs.
class Layer {
 public:
  virtual ~Layer() = default;
  virtual Matrix forward(const Matrix& inputs, Mode mode) = 0;
  virtual Matrix backward(const Matrix& output_gradient) = 0;
  virtual std::vector<Parameter> parameters() { return {}; }
};

// inputs * W + b. W starts normal with variance 2 / inputs (He et al., 2015), b at 0; `zero_start` starts W
// at 0.
class Dense : public Layer {
 public:
  struct Shape {
    Eigen::Index inputs;
    Eigen::Index outputs;
  };
  explicit Dense(Shape shape);  // zero start
  Dense(Shape shape, RandomStream& stream);
  Matrix forward(const Matrix& inputs, Mode mode) override;
  Matrix backward(const Matrix& output_gradient) override;
  std::vector<Parameter> parameters() override;

 private:
  Matrix weights_;  // inputs x outputs
  Matrix bias_;     // 1 x outputs
  Matrix weights_gradient_;
  Matrix bias_gradient_;
  Matrix inputs_;
};

// max(0, x), elementwise.
class Relu : public Layer {
 public:
  Matrix forward(const Matrix& inputs, Mode mode) override;
  Matrix backward(const Matrix& output_gradient) override;

 private:
  Matrix inputs_;
};

// Batch normalisation (Ioffe and Szegedy, 2015): each feature is standardised over the batch, then scaled and
// shifted.
//
// Training uses mean and population variance of the batch and moves the running statistics by
// running += rate * (batch - running), the variance unbiased (n / (n - 1)); evaluation uses the running
// statistics. Throws std::domain_error when a training batch has fewer than 2 rows.
class BatchNorm : public Layer {
 public:
  static constexpr double rate = 0.1;
  static constexpr double epsilon = 1e-5;  // part of the method's definition, added to every variance

  explicit BatchNorm(Eigen::Index features);
  Matrix forward(const Matrix& inputs, Mode mode) override;
  Matrix backward(const Matrix& output_gradient) override;
  std::vector<Parameter> parameters() override;

  const Eigen::RowVectorXd& running_mean() const { return running_mean_; }
  const Eigen::RowVectorXd& running_variance() const { return running_variance_; }

 private:
  Matrix scale_;  // 1 x features
  Matrix shift_;
  Matrix scale_gradient_;
  Matrix shift_gradient_;
  Eigen::RowVectorXd running_mean_;
  Eigen::RowVectorXd running_variance_;
  Matrix standardised_;
  Eigen::RowVectorXd inverse_sd_;
};

// Dropout (Srivastava et al., 2014): in training each input is 0 with probability p and divided by 1 - p
// otherwise; evaluation passes the inputs through. p in [0, 1), else std::domain_error. The stream must
// outlive the layer.
class Dropout : public Layer {
 public:
  Dropout(double probability, RandomStream& stream);
  Matrix forward(const Matrix& inputs, Mode mode) override;
  Matrix backward(const Matrix& output_gradient) override;

 private:
  double probability_;
  RandomStream& stream_;
  Matrix mask_;
};

// Mean cross-entropy of softmax(scores) against the labels, in nats, and its derivative by the scores.
struct Loss {
  double value;
  Matrix gradient;  // batch x classes
};
Loss softmax_cross_entropy(const Matrix& scores, const std::vector<int>& labels);

}  // namespace gainsay::example
