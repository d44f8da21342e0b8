#include "layers.h"

#include <cmath>
#include <functional>
#include <stdexcept>

#include <doctest/doctest.h>

using namespace gainsay::example;

namespace {

Matrix random_matrix(Eigen::Index rows, Eigen::Index columns, std::uint64_t seed) {
  RandomStream stream{seed, RandomStream::Purpose::initialisation};
  Matrix matrix(rows, columns);
  for (double& value : matrix.reshaped()) value = stream.normal();
  return matrix;
}

// sum(weights * layer(inputs)): a scalar whose derivative by the layer's outputs is `weights`.
double weighted_output(Layer& layer, const Matrix& inputs, const Matrix& weights) {
  return layer.forward(inputs, Mode::training).cwiseProduct(weights).sum();
}

// Central differences of `value` by every entry of `at`, which `value` reads.
Matrix numeric_gradient(Matrix& at, const std::function<double()>& value) {
  constexpr double step = 1e-5;
  Matrix gradient(at.rows(), at.cols());
  for (Eigen::Index i = 0; i < at.size(); ++i) {
    const double before = at.reshaped()[i];
    at.reshaped()[i] = before + step;
    const double above = value();
    at.reshaped()[i] = before - step;
    const double below = value();
    at.reshaped()[i] = before;
    gradient.reshaped()[i] = (above - below) / (2.0 * step);
  }
  return gradient;
}

void check_close(const Matrix& actual, const Matrix& expected) {
  REQUIRE(actual.rows() == expected.rows());
  REQUIRE(actual.cols() == expected.cols());
  CHECK((actual - expected).cwiseAbs().maxCoeff() < 1e-7);
}

// Backward against central differences, by the inputs and by every parameter.
void check_gradients(Layer& layer, Matrix inputs) {
  const Matrix outputs = layer.forward(inputs, Mode::training);
  const Matrix weights = random_matrix(outputs.rows(), outputs.cols(), 99);
  const Matrix by_inputs = layer.backward(weights);
  check_close(by_inputs, numeric_gradient(inputs, [&] { return weighted_output(layer, inputs, weights); }));
  for (const Parameter& parameter : layer.parameters()) {
    layer.forward(inputs, Mode::training);
    layer.backward(weights);
    const Matrix by_parameter = *parameter.gradient;
    check_close(by_parameter,
                numeric_gradient(*parameter.value, [&] { return weighted_output(layer, inputs, weights); }));
  }
}

}  // namespace

TEST_CASE("the gradients of a dense layer agree with finite differences") {
  RandomStream stream{1, RandomStream::Purpose::initialisation};
  Dense layer{{4, 3}, stream};
  check_gradients(layer, random_matrix(5, 4, 2));
}

TEST_CASE("the gradients of a rectifier agree with finite differences away from zero") {
  Relu layer;
  check_gradients(layer, random_matrix(5, 4, 3));
}

TEST_CASE("the gradients of batch normalisation agree with finite differences") {
  BatchNorm layer{3};
  check_gradients(layer, random_matrix(6, 3, 4));
}

TEST_CASE("the gradients of batch normalisation agree with finite differences after scale and shift moved") {
  BatchNorm layer{3};
  *layer.parameters()[0].value = random_matrix(1, 3, 5);
  *layer.parameters()[1].value = random_matrix(1, 3, 6);
  check_gradients(layer, random_matrix(2, 3, 7));
}

TEST_CASE("the gradient of dropout is the mask of its forward pass") {
  RandomStream stream{8, RandomStream::Purpose::dropout};
  Dropout layer{0.25, stream};
  const Matrix inputs = random_matrix(40, 10, 9);
  const Matrix outputs = layer.forward(inputs, Mode::training);
  const Matrix gradient = layer.backward(Matrix::Ones(40, 10));
  check_close(outputs, inputs.cwiseProduct(gradient));
  for (const double factor : gradient.reshaped()) {
    CHECK((factor == 0.0 || factor == doctest::Approx(1.0 / 0.75)));
  }
  CHECK((gradient.array() == 0.0).cast<double>().mean() == doctest::Approx(0.25).epsilon(0.2));
}

TEST_CASE("the gradient of the softmax cross-entropy agrees with finite differences") {
  Matrix scores = random_matrix(4, 3, 10);
  const std::vector<int> labels{2, 0, 1, 1};
  const Loss loss = softmax_cross_entropy(scores, labels);
  check_close(loss.gradient,
              numeric_gradient(scores, [&] { return softmax_cross_entropy(scores, labels).value; }));
}

TEST_CASE("the cross-entropy of equal scores is the logarithm of the number of classes") {
  CHECK(softmax_cross_entropy(Matrix::Zero(2, 5), {0, 3}).value == doctest::Approx(std::log(5.0)));
}

TEST_CASE("the cross-entropy of huge scores is finite") {
  Matrix scores(1, 2);
  scores << 1e6, 0.0;
  CHECK(softmax_cross_entropy(scores, {0}).value == 0.0);
  CHECK(softmax_cross_entropy(scores, {1}).value == doctest::Approx(1e6));
}

TEST_CASE("batch normalisation in training standardises each feature over the batch") {
  BatchNorm layer{2};
  const Matrix outputs = layer.forward(random_matrix(50, 2, 11) * 7.0, Mode::training);
  CHECK(outputs.colwise().mean().cwiseAbs().maxCoeff() < 1e-12);
  const Eigen::RowVectorXd variance = outputs.array().square().colwise().mean();
  CHECK(variance.minCoeff() == doctest::Approx(1.0).epsilon(1e-5));
}

TEST_CASE("running statistics move by a tenth of the way to the mean and unbiased variance of the batch") {
  BatchNorm layer{1};
  Matrix batch(3, 1);
  batch << 1.0, 2.0, 6.0;  // mean 3, unbiased variance 7
  layer.forward(batch, Mode::training);
  CHECK(layer.running_mean()[0] == doctest::Approx(0.1 * 3.0));
  CHECK(layer.running_variance()[0] == doctest::Approx(0.9 * 1.0 + 0.1 * 7.0));
  layer.forward(batch, Mode::training);
  CHECK(layer.running_mean()[0] == doctest::Approx(0.9 * 0.3 + 0.1 * 3.0));
  CHECK(layer.running_variance()[0] == doctest::Approx(0.9 * 1.6 + 0.1 * 7.0));
}

TEST_CASE("evaluation uses the running statistics and leaves them alone") {
  BatchNorm layer{1};
  Matrix batch(3, 1);
  batch << 1.0, 2.0, 6.0;
  layer.forward(batch, Mode::training);
  const Matrix outputs = layer.forward(Matrix::Constant(1, 1, 5.0), Mode::evaluation);
  CHECK(outputs(0, 0) == doctest::Approx((5.0 - 0.3) / std::sqrt(1.6 + 1e-5)));
  CHECK(layer.running_mean()[0] == doctest::Approx(0.3));
}

TEST_CASE("batch normalisation refuses a training batch of one row") {
  BatchNorm layer{2};
  CHECK_THROWS_AS(layer.forward(Matrix::Zero(1, 2), Mode::training), std::domain_error);
}

TEST_CASE("dropout passes everything through in evaluation") {
  RandomStream stream{1, RandomStream::Purpose::dropout};
  Dropout layer{0.5, stream};
  const Matrix inputs = random_matrix(3, 3, 12);
  CHECK(layer.forward(inputs, Mode::evaluation) == inputs);
}

TEST_CASE("dropout refuses a probability outside zero to one") {
  RandomStream stream{1, RandomStream::Purpose::dropout};
  CHECK_THROWS_AS((Dropout{1.0, stream}), std::domain_error);
  CHECK_THROWS_AS((Dropout{-0.1, stream}), std::domain_error);
  CHECK_THROWS_AS((Dropout{std::nan(""), stream}), std::domain_error);
}
