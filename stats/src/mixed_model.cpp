#include "gainsay/stats/mixed_model.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "check.h"
#include "reml.h"
#include "sums.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::string_view function = "mixed_model";

struct Runs {
  std::span<const double> values;
  std::span<const std::int64_t> methods;
  std::span<const std::int64_t> datasets;
};

Index count_methods(const Runs& runs) {
  std::vector<bool> there;
  for (const std::int64_t method : runs.methods) {
    check::between(function, "a method's number", method, 0, std::ssize(runs.methods) - 1);
    const auto place = static_cast<std::size_t>(method);
    if (place >= there.size()) there.resize(place + 1);
    there[place] = true;
  }
  for (std::size_t i = 0; i < there.size(); ++i) {
    if (!there[i]) check::fail(function, "method " + std::to_string(i) + " has no run");
  }
  return std::ssize(there);
}

RemlData cells_of(const Runs& runs, Index n_methods, RandomTerms terms) {
  std::map<std::int64_t, std::map<std::int64_t, std::vector<double>>> cells;
  for (std::size_t i = 0; i < runs.values.size(); ++i)
    cells[runs.datasets[i]][runs.methods[i]].push_back(runs.values[i]);
  RemlData data{{}, n_methods, terms == RandomTerms::dataset_and_interaction, 0, 0};
  for (const auto& [dataset, methods] : cells) {
    const auto size = std::ssize(methods);
    RemlBlock block{{}, VectorXd(size), VectorXd(size)};
    for (const auto& [method, values] : methods) {
      const auto place = std::ssize(block.methods);
      block.methods.push_back(method);
      block.means[place] = accurate_mean(values);
      block.n[place] = static_cast<double>(values.size());
      if (values.size() < 2) continue;
      const double sd = sample_sd(values, block.means[place]);
      data.within_df += block.n[place] - 1;
      data.within += (block.n[place] - 1) * sd * sd;
    }
    data.blocks.push_back(std::move(block));
  }
  return data;
}

// The same data with the mean of all taken away and the largest distance from it as the unit, in which the
// search for the variances neither over- nor underflows.
struct Scale {
  double centre;
  double unit;
};

Scale scale_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value / static_cast<double>(values.size());
  double farthest = 0;
  for (const double value : values) farthest = std::max(farthest, std::abs(value - sum));
  if (!(farthest > 0) || !std::isfinite(farthest)) check::fail(function, "the values do not vary");
  return {sum, farthest};
}

void check_identified(const RemlData& data) {
  check::at_least(function, "the number of methods", data.n_methods, 2);
  check::at_least(function, "the number of datasets", std::ssize(data.blocks), 2);
  Index cells = 0;
  for (const RemlBlock& block : data.blocks) cells += block.means.size();
  if (data.has_interaction && data.within_df == 0)
    check::fail(function, "an interaction needs a dataset with two runs of a method");
  const bool runs_vary = data.within > 1e-28 * std::max(data.within_df, 1.0);
  if (data.within_df > 0 && !runs_vary) check::fail(function, "runs of a method on a dataset do not vary");
  const auto blocks = std::ssize(data.blocks);
  const bool has_residuals = data.within_df > 0 || cells > data.n_methods + blocks - 1;
  if (!has_residuals) check::fail(function, "there are too few runs to tell residuals from datasets");
}

// The inverse of the information on the variances; with `active`, of those alone, the others being known.
MatrixXd variance_covariance(const MatrixXd& information, const VectorXd& variances, bool active_only) {
  std::vector<Index> places;
  for (Index i = 0; i < variances.size(); ++i) {
    if (!active_only || variances[i] > 0) places.push_back(i);
  }
  const MatrixXd part = information(places, places);
  const MatrixXd inverse = part.inverse();
  MatrixXd result = MatrixXd::Zero(variances.size(), variances.size());
  result(places, places) = inverse;
  return result;
}

// Kenward and Roger's covariance of the means, which counts that the variances were estimated.
MatrixXd adjusted_covariance(const RemlFit& fit, const MatrixXd& w) {
  MatrixXd sum = MatrixXd::Zero(fit.covariance.rows(), fit.covariance.cols());
  for (std::size_t i = 0; i < fit.sensitivity.size(); ++i) {
    for (std::size_t j = 0; j < fit.sensitivity.size(); ++j) {
      const MatrixXd spread = fit.second[i][j] - fit.sensitivity[i] * fit.covariance * fit.sensitivity[j];
      sum += w(static_cast<Index>(i), static_cast<Index>(j)) * spread;
    }
  }
  return fit.covariance + 2 * fit.covariance * sum * fit.covariance;
}

// A method of inference, ready for contrasts.
struct Inference {
  MatrixXd covariance;  // of the means, as reported
  MatrixXd w;           // covariance of the variances
};

Inference inference_of(const RemlFit& fit, DegreesOfFreedom df) {
  if (df == DegreesOfFreedom::satterthwaite)
    return {fit.covariance, variance_covariance(fit.observed_information, fit.variances, true)};
  const MatrixXd w = variance_covariance(fit.expected_information, fit.variances, false);
  return {adjusted_covariance(fit, w), w};
}

// For one contrast both methods give 2 v^2 / Var(v), where v is its variance with the variances known.
double degrees_of_freedom(const RemlFit& fit, const MatrixXd& w, const VectorXd& contrast) {
  const VectorXd mapped = fit.covariance * contrast;
  VectorXd gradient(fit.variances.size());
  for (std::size_t i = 0; i < fit.sensitivity.size(); ++i)
    gradient[static_cast<Index>(i)] = mapped.dot(fit.sensitivity[i] * mapped);
  const double variance = contrast.dot(mapped);
  return 2 * variance * variance / gradient.dot(w * gradient);
}

MixedModelContrast contrast_of(const RemlFit& fit, const Inference& inference, Index a, Index b,
                               double confidence) {
  VectorXd contrast = VectorXd::Zero(fit.means.size());
  contrast[a] = 1;
  contrast[b] = -1;
  const TEstimate t{fit.means[a] - fit.means[b], std::sqrt(contrast.dot(inference.covariance * contrast)),
                    degrees_of_freedom(fit, inference.w, contrast)};
  const TInference inferred = infer_from_t(t, confidence, Alternative::two_sided);
  return {static_cast<std::size_t>(a), static_cast<std::size_t>(b), t.estimate, t.standard_error,
          inferred.interval,           inferred.statistic,          t.df,       inferred.p_value};
}

MixedModelContrast scaled_back(MixedModelContrast contrast, double unit) {
  contrast.estimate *= unit;
  contrast.standard_error *= unit;
  contrast.interval.low *= unit;
  contrast.interval.high *= unit;
  return contrast;
}

}  // namespace

MixedModel mixed_model(std::span<const double> values, std::span<const std::int64_t> methods,
                       std::span<const std::int64_t> datasets, RandomTerms terms, DegreesOfFreedom df,
                       double confidence) {
  check::sample(function, "values", values, 2);
  check::same_size(function, values.size(), methods.size());
  check::same_size(function, values.size(), datasets.size());
  check::open_unit(function, "confidence", confidence);
  const Index n_methods = count_methods({values, methods, datasets});
  const Scale scale = scale_of(values);
  std::vector<double> scaled(values.begin(), values.end());
  for (double& value : scaled) value = (value - scale.centre) / scale.unit;
  const RemlData data = cells_of({scaled, methods, datasets}, n_methods, terms);
  check_identified(data);
  const RemlFit fit = fit_reml(data);
  const Inference inference = inference_of(fit, df);
  const double squared_unit = scale.unit * scale.unit;

  MixedModel model{};
  for (const double mean : fit.means) model.means.push_back(scale.centre + scale.unit * mean);
  model.dataset_variance = squared_unit * fit.variances[0];
  model.residual_variance = squared_unit * fit.variances[1];
  model.interaction_variance = data.has_interaction ? squared_unit * fit.variances[2] : 0;
  model.at_boundary = fit.variances.minCoeff() == 0;
  model.n = std::ssize(values);
  model.n_methods = n_methods;
  model.n_datasets = std::ssize(data.blocks);
  model.log_likelihood = fit.log_likelihood - static_cast<double>(model.n - n_methods) * std::log(scale.unit);
  for (Index a = 0; a < n_methods; ++a) {
    for (Index b = a + 1; b < n_methods; ++b)
      model.contrasts.push_back(scaled_back(contrast_of(fit, inference, a, b, confidence), scale.unit));
  }
  model.method = df == DegreesOfFreedom::satterthwaite ? "reml-satterthwaite" : "reml-kenward-roger";
  return model;
}

}  // namespace gainsay::stats
