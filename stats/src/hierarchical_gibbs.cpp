#include "hierarchical_gibbs.h"

#include <algorithm>
#include <cmath>

#include "slice.h"

namespace gainsay::stats {
namespace {

constexpr int tries = 4;

// Moves a gamma variate that is cut off at both ends. A draw that ignores the ends is nearly always inside;
// where it is not, the density rate e^(-rate x) is sliced: below the slice x^(shape - 1) is left, which
// has a simple inverse. Source of the slice: Damien and Walker (2001).
double cut_gamma(double x, double shape, double rate, const Bounds& ends, Variates& variates) {
  for (int i = 0; i < tries; ++i) {
    const double drawn = variates.gamma(shape) / rate;
    if (drawn > ends.low && drawn < ends.high) return drawn;
  }
  const double high = std::min(ends.high, x + variates.exponential() / rate);
  const double ratio = std::pow(ends.low / high, shape);
  return std::clamp(high * std::pow(ratio + variates.uniform() * (1 - ratio), 1 / shape), ends.low, high);
}

// The same of a normal variate.
double cut_normal(double x, double centre, double sd, const Bounds& ends, Variates& variates) {
  for (int i = 0; i < tries; ++i) {
    const double drawn = centre + sd * variates.normal();
    if (drawn > ends.low && drawn < ends.high) return drawn;
  }
  const double reach = std::hypot(x - centre, sd * std::sqrt(2 * variates.exponential()));
  const double low = std::max(ends.low, centre - reach);
  return low + variates.uniform() * (std::min(ends.high, centre + reach) - low);
}

Bounds precisions(const Bounds& sds) { return {1 / (sds.high * sds.high), 1 / (sds.low * sds.low)}; }

}  // namespace

HierarchicalGibbs::HierarchicalGibbs(const HierarchicalModel& model, RandomStream& random)
    : model_(model), variates_(random) {
  const Bounds taus = precisions(model.sd);
  double sum = 0;
  for (const DatasetEvidence& d : model.datasets) {
    const double rate = std::max(d.within, model.sd.low * model.sd.low) / 2;
    tau_.push_back(std::clamp(variates_.gamma(d.n / 2) / rate, taus.low, taus.high));
    delta_.push_back(d.mean + variates_.normal() / std::sqrt(tau_.back() * d.weight));
    lambda_.push_back(1);
    sum += delta_.back();
  }
  const auto q = static_cast<double>(delta_.size());
  mean_ = std::clamp(sum / q, model.mean.low, model.mean.high);
  double squares = 0;
  for (const double delta : delta_) squares += (delta - mean_) * (delta - mean_);
  const Bounds ends = precisions(model.scale);
  // From a scale that is a quarter of the spread seen to one that is four times as large.
  precision_ = std::clamp(q / squares * std::exp2(8 * variates_.uniform() - 4), ends.low, ends.high);
  df_ = 1 + std::exp(5 * variates_.uniform());
  alpha_ = model.alpha.low + variates_.uniform() * (model.alpha.high - model.alpha.low);
  beta_ = model.beta.low + variates_.uniform() * (model.beta.high - model.beta.low);
}

void HierarchicalGibbs::sweep() {
  move_datasets();
  move_mean();
  move_precision();
  move_df();
  move_df_prior();
}

void HierarchicalGibbs::move_datasets() {
  const Bounds taus = precisions(model_.sd);
  for (std::size_t i = 0; i < delta_.size(); ++i) {
    const DatasetEvidence& d = model_.datasets[i];
    const double far = delta_[i] - mean_;
    lambda_[i] = variates_.gamma((df_ + 1) / 2) * 2 / (df_ + precision_ * far * far);
    const double from_data = tau_[i] * d.weight;
    const double from_others = lambda_[i] * precision_;
    const double total = from_data + from_others;
    delta_[i] = (from_data * d.mean + from_others * mean_) / total + variates_.normal() / std::sqrt(total);
    const double off = d.mean - delta_[i];
    tau_[i] = cut_gamma(tau_[i], (d.n - 1) / 2, (d.within + d.weight * off * off) / 2, taus, variates_);
  }
}

void HierarchicalGibbs::move_mean() {
  double weight = 0;
  double sum = 0;
  for (std::size_t i = 0; i < delta_.size(); ++i) {
    weight += lambda_[i];
    sum += lambda_[i] * delta_[i];
  }
  mean_ = cut_normal(mean_, sum / weight, 1 / std::sqrt(precision_ * weight), model_.mean, variates_);
}

void HierarchicalGibbs::move_precision() {
  double squares = 0;
  for (std::size_t i = 0; i < delta_.size(); ++i)
    squares += lambda_[i] * (delta_[i] - mean_) * (delta_[i] - mean_);
  const double shape = (static_cast<double>(delta_.size()) - 1) / 2;
  precision_ = cut_gamma(precision_, shape, squares / 2, precisions(model_.scale), variates_);
}

void HierarchicalGibbs::move_df() {
  const auto q = static_cast<double>(delta_.size());
  double sum = 0;
  for (const double lambda : lambda_) sum += std::log(lambda) - lambda;
  // Of log(df - 1), whose slices are of about one size; its derivative adds log(df - 1).
  const auto log_density = [&](double log_rest) {
    const double rest = std::exp(log_rest);
    const double half = (rest + 1) / 2;
    return alpha_ * log_rest - beta_ * rest + q * (half * std::log(half) - std::lgamma(half)) + half * sum;
  };
  df_ = 1 + std::exp(slice(std::log(df_ - 1), 1.0, log_density, variates_));
}

void HierarchicalGibbs::move_df_prior() {
  const double log_rest = std::log(df_ - 1);
  alpha_ = slice_between(
      alpha_, model_.alpha.low, model_.alpha.high,
      [&](double alpha) { return alpha * (std::log(beta_) + log_rest) - std::lgamma(alpha); }, variates_);
  beta_ = slice_between(
      beta_, model_.beta.low, model_.beta.high,
      [&](double beta) { return alpha_ * std::log(beta) - beta * (df_ - 1); }, variates_);
}

}  // namespace gainsay::stats
