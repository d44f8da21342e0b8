#pragma once

#include <vector>

#include <Eigen/Dense>

namespace gainsay::stats {

// The runs of one dataset, by cell: a method's runs on it.
struct RemlBlock {
  std::vector<Eigen::Index> methods;  // of its cells
  Eigen::VectorXd means;              // of its cells
  Eigen::VectorXd n;                  // runs in its cells
};

// The model of the cells' means: method means plus a dataset's effect, an effect of method in dataset (where
// has_interaction), and the mean of the runs' residuals. What runs tell within cells is `within`, the sum of
// their squares around the cells' means, and its degrees of freedom.
struct RemlData {
  std::vector<RemlBlock> blocks;
  Eigen::Index n_methods;
  bool has_interaction;
  double within;
  double within_df;
};

// Variances of dataset, residual and, where the model has it, interaction: in this order.
struct RemlFit {
  Eigen::VectorXd variances;
  Eigen::VectorXd means;                     // by method
  Eigen::MatrixXd covariance;                // of the means, variances taken as known
  Eigen::MatrixXd expected_information;      // on the variances
  Eigen::MatrixXd observed_information;      // the same, as minus the second derivative of the likelihood
  std::vector<Eigen::MatrixXd> sensitivity;  // A_i = X' V^-1 G_i V^-1 X, by variance
  std::vector<std::vector<Eigen::MatrixXd>> second;  // X' V^-1 G_i V^-1 G_j V^-1 X
  double log_likelihood;
};

// The restricted maximum likelihood, by Fisher scoring with variances held at 0 where they would go below.
// Throws std::runtime_error where it does not converge.
RemlFit fit_reml(const RemlData& data);

}  // namespace gainsay::stats
