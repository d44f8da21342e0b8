#include "reml.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace gainsay::stats {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index dataset = 0;
constexpr Index residual = 1;

// The derivative of a block's covariance by one of the variances.
MatrixXd derivative(const RemlBlock& block, Index variance) {
  const Index size = block.means.size();
  if (variance == dataset) return MatrixXd::Ones(size, size);
  if (variance == residual) return block.n.cwiseInverse().asDiagonal();
  return MatrixXd::Identity(size, size);
}

MatrixXd design(const RemlBlock& block, Index n_methods) {
  MatrixXd x = MatrixXd::Zero(block.means.size(), n_methods);
  for (Index i = 0; i < block.means.size(); ++i) x(i, block.methods[static_cast<std::size_t>(i)]) = 1;
  return x;
}

// Likelihood, its derivatives, and what inference needs, at given variances.
class Evaluation {
 public:
  Evaluation(const RemlData& data, const VectorXd& variances) : data_(&data), variances_(variances) {
    invert();
    sum_up();
  }

  double log_likelihood() const { return log_likelihood_; }
  const VectorXd& gradient() const { return gradient_; }
  const MatrixXd& expected() const { return expected_; }

  RemlFit fit() const {
    return {variances_, means_, covariance_, expected_, observed_, sensitivity_, second_, log_likelihood_};
  }

 private:
  // A block with its inverse covariance.
  struct Solved {
    MatrixXd x;
    MatrixXd inverse;
    std::vector<MatrixXd> g;
  };

  void invert() {
    const Index k = variances_.size();
    MatrixXd information = MatrixXd::Zero(data_->n_methods, data_->n_methods);
    VectorXd moment = VectorXd::Zero(data_->n_methods);
    for (const RemlBlock& block : data_->blocks) {
      Solved solved{design(block, data_->n_methods), {}, {}};
      MatrixXd v = MatrixXd::Zero(block.means.size(), block.means.size());
      for (Index i = 0; i < k; ++i) {
        solved.g.push_back(derivative(block, i));
        v += variances_[i] * solved.g.back();
      }
      const Eigen::LLT<MatrixXd> factor{v};
      solved.inverse = factor.solve(MatrixXd::Identity(v.rows(), v.cols()));
      log_determinant_ += 2 * factor.matrixLLT().diagonal().array().log().sum();
      information += solved.x.transpose() * solved.inverse * solved.x;
      moment += solved.x.transpose() * solved.inverse * block.means;
      blocks_.push_back(std::move(solved));
    }
    const Eigen::LLT<MatrixXd> factor{information};
    covariance_ = factor.solve(MatrixXd::Identity(data_->n_methods, data_->n_methods));
    means_ = covariance_ * moment;
    log_determinant_ += 2 * factor.matrixLLT().diagonal().array().log().sum();
  }

  // What makes the likelihood that of the runs and not of the cells' means.
  double constant_terms() const {
    double logarithms = 0;
    double cells = 0;
    for (const RemlBlock& block : data_->blocks) {
      logarithms += block.n.array().log().sum();
      cells += static_cast<double>(block.n.size());
    }
    const double df = cells + data_->within_df - static_cast<double>(data_->n_methods);
    return logarithms + df * std::log(2 * std::numbers::pi);
  }

  void sum_up() {
    const Index k = variances_.size();
    const MatrixXd zero = MatrixXd::Zero(data_->n_methods, data_->n_methods);
    sensitivity_.assign(static_cast<std::size_t>(k), zero);
    second_.assign(static_cast<std::size_t>(k), std::vector<MatrixXd>(static_cast<std::size_t>(k), zero));
    traces_ = VectorXd::Zero(k);
    pair_traces_ = squares_ = MatrixXd::Zero(k, k);
    fits_ = VectorXd::Zero(k);
    projections_ = MatrixXd::Zero(data_->n_methods, k);
    double weighted_squares = 0;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      const VectorXd r = data_->blocks[b].means - blocks_[b].x * means_;
      weighted_squares += r.dot(blocks_[b].inverse * r);
      add(blocks_[b], blocks_[b].inverse * r);
    }
    log_likelihood_ = -0.5 * (log_determinant_ + weighted_squares + constant_terms());
    finish();
    add_within();
  }

  // weighted: V^-1 times the block's residuals.
  void add(const Solved& block, const VectorXd& weighted) {
    const auto k = static_cast<std::size_t>(variances_.size());
    const MatrixXd inverse_x = block.inverse * block.x;
    std::vector<MatrixXd> inverse_g;
    for (std::size_t i = 0; i < k; ++i) inverse_g.push_back(block.inverse * block.g[i]);
    for (std::size_t i = 0; i < k; ++i) {
      const auto row = static_cast<Index>(i);
      const VectorXd u = block.g[i] * weighted;
      sensitivity_[i] += inverse_x.transpose() * block.g[i] * inverse_x;
      traces_[row] += inverse_g[i].trace();
      fits_[row] += weighted.dot(u);
      projections_.col(row) += inverse_x.transpose() * u;
      for (std::size_t j = 0; j < k; ++j) {
        const auto column = static_cast<Index>(j);
        second_[i][j] += inverse_x.transpose() * block.g[i] * block.inverse * block.g[j] * inverse_x;
        pair_traces_(row, column) += (inverse_g[i] * inverse_g[j]).trace();
        squares_(row, column) += u.dot(block.inverse * (block.g[j] * weighted));
      }
    }
  }

  void finish() {
    const Index k = variances_.size();
    gradient_ = VectorXd::Zero(k);
    expected_ = observed_ = MatrixXd::Zero(k, k);
    for (Index i = 0; i < k; ++i) {
      const MatrixXd& a = sensitivity_[static_cast<std::size_t>(i)];
      gradient_[i] = 0.5 * (fits_[i] - traces_[i] + (covariance_ * a).trace());
      for (Index j = 0; j < k; ++j) {
        const MatrixXd& b = sensitivity_[static_cast<std::size_t>(j)];
        const MatrixXd& q = second_[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
        const double trace =
            pair_traces_(i, j) - 2 * (covariance_ * q).trace() + (covariance_ * a * covariance_ * b).trace();
        expected_(i, j) = 0.5 * trace;
        const double square = squares_(i, j) - projections_.col(i).dot(covariance_ * projections_.col(j));
        observed_(i, j) = square - 0.5 * trace;
      }
    }
  }

  void add_within() {
    if (data_->within_df == 0) return;
    const double v = variances_[residual];
    log_likelihood_ -= 0.5 * (data_->within_df * std::log(v) + data_->within / v);
    gradient_[residual] += 0.5 * (data_->within / v - data_->within_df) / v;
    expected_(residual, residual) += 0.5 * data_->within_df / (v * v);
    observed_(residual, residual) += (data_->within / v - 0.5 * data_->within_df) / (v * v);
  }

  const RemlData* data_;
  VectorXd variances_;
  std::vector<Solved> blocks_;
  MatrixXd covariance_;
  VectorXd means_;
  double log_determinant_ = 0;
  double log_likelihood_ = 0;
  std::vector<MatrixXd> sensitivity_;
  std::vector<std::vector<MatrixXd>> second_;
  VectorXd traces_, fits_, gradient_;
  MatrixXd pair_traces_, squares_, projections_, expected_, observed_;
};

// The step of Fisher scoring among the variances that may move: those above 0, and those at 0 that the
// likelihood would have larger.
VectorXd scoring_step(const Evaluation& at, const VectorXd& variances) {
  std::vector<Index> free;
  for (Index i = 0; i < variances.size(); ++i) {
    if (variances[i] > 0 || at.gradient()[i] > 0) free.push_back(i);
  }
  const MatrixXd information = at.expected()(free, free);
  const VectorXd part = information.ldlt().solve(at.gradient()(free));
  VectorXd step = VectorXd::Zero(variances.size());
  for (std::size_t i = 0; i < free.size(); ++i) step[free[i]] = part[static_cast<Index>(i)];
  return step;
}

// The variances after a step; a residual variance stays above 0.
VectorXd moved(const VectorXd& from, const VectorXd& step, double share) {
  VectorXd to = (from + share * step).cwiseMax(0.0);
  to[residual] = std::max(to[residual], from[residual] / 10);
  return to;
}

VectorXd first_guess(const RemlData& data) {
  VectorXd all(0);
  for (const RemlBlock& block : data.blocks) {
    all.conservativeResize(all.size() + block.means.size());
    all.tail(block.means.size()) = block.means;
  }
  const double variance = (all.array() - all.mean()).square().mean();
  VectorXd guess = VectorXd::Constant(data.has_interaction ? 3 : 2, variance / 2);
  if (data.within_df > 0 && data.within > 0) guess[residual] = data.within / data.within_df;
  return guess;
}

}  // namespace

RemlFit fit_reml(const RemlData& data) {
  constexpr int most_steps = 500;
  constexpr double negligible = 1e-13;  // of the variances
  VectorXd variances = first_guess(data);
  Evaluation now{data, variances};
  for (int i = 0; i < most_steps; ++i) {
    const VectorXd step = scoring_step(now, variances);
    double share = 1;
    VectorXd next = moved(variances, step, share);
    Evaluation then{data, next};
    while (!(then.log_likelihood() >= now.log_likelihood()) && share > 1e-10) {
      share /= 2;
      next = moved(variances, step, share);
      then = Evaluation{data, next};
    }
    const double change = (next - variances).cwiseAbs().maxCoeff();
    if (share > 1e-10) {
      variances = next;
      now = std::move(then);
    }
    if (share <= 1e-10 || change <= negligible * variances.maxCoeff()) return now.fit();
  }
  throw std::runtime_error("mixed_model: restricted maximum likelihood does not converge");
}

}  // namespace gainsay::stats
