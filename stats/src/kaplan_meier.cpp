#include "gainsay/stats/kaplan_meier.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "censored_times.h"
#include "check.h"
#include "distributions.h"

namespace gainsay::stats {
namespace {

constexpr double rounding = 1e-12;

Interval interval_at(double survival, double greenwood, SurvivalInterval kind, double confidence) {
  const double z = distributions::normal_quantile((1 + confidence) / 2);
  const double relative_error = std::sqrt(greenwood);
  if (kind == SurvivalInterval::plain) {
    const double half = z * survival * relative_error;
    return {std::max(0.0, survival - half), std::min(1.0, survival + half), confidence};
  }
  const double factor = std::exp(z * relative_error / std::abs(std::log(survival)));
  return {std::pow(survival, factor), std::pow(survival, 1 / factor), confidence};
}

// Where a falling step function reaches one half; midway to the next step where it stays there.
template <typename Height>
std::optional<double> half_time(const std::vector<SurvivalPoint>& curve, const Height& height) {
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const std::optional<double> at = height(curve[i]);
    if (!at || *at > 0.5 + rounding) continue;
    if (*at < 0.5 - rounding || i + 1 == curve.size()) return curve[i].time;
    return std::midpoint(curve[i].time, curve[i + 1].time);
  }
  return std::nullopt;
}

}  // namespace

void check_censored_times(std::string_view function, const CensoredTimes& sample) {
  check::sample(function, "times", sample.times, 1);
  if (sample.times.size() != sample.events.size()) {
    check::fail(function, "times and events must be as many, are " + std::to_string(sample.times.size()) +
                              " and " + std::to_string(sample.events.size()));
  }
  for (std::size_t i = 0; i < sample.times.size(); ++i) {
    check::not_negative(function, "times[" + std::to_string(i) + "]", sample.times[i]);
    check::between(function, "events[" + std::to_string(i) + "]", sample.events[i], 0, 1);
  }
}

KaplanMeier kaplan_meier(const CensoredTimes& sample, SurvivalInterval interval, double confidence) {
  check_censored_times("kaplan_meier", sample);
  check::open_unit("kaplan_meier", "confidence", confidence);
  std::vector<std::size_t> order(sample.times.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return sample.times[i]; });
  KaplanMeier result{};
  result.n = std::ssize(sample.times);
  double survival = 1;
  double greenwood = 0;
  for (std::size_t i = 0; i < order.size();) {
    SurvivalPoint point{};
    point.time = sample.times[order[i]];
    point.n_at_risk = static_cast<std::int64_t>(order.size() - i);
    for (; i < order.size() && sample.times[order[i]] == point.time; ++i)
      point.n_events += sample.events[order[i]];
    if (point.n_events == 0) continue;
    result.n_events += point.n_events;
    const auto at_risk = static_cast<double>(point.n_at_risk);
    const auto left = static_cast<double>(point.n_at_risk - point.n_events);
    survival *= left / at_risk;
    point.survival = survival;
    if (left > 0) {
      greenwood += static_cast<double>(point.n_events) / (at_risk * left);
      point.standard_error = survival * std::sqrt(greenwood);
      point.interval = interval_at(survival, greenwood, interval, confidence);
    }
    result.curve.push_back(point);
  }
  const auto end = [](double Interval::*which) {
    return [which](const SurvivalPoint& p) {
      return p.interval ? std::optional((*p.interval).*which) : std::nullopt;
    };
  };
  result.median = half_time(result.curve, [](const SurvivalPoint& p) { return std::optional(p.survival); });
  result.median_low = half_time(result.curve, end(&Interval::low));
  result.median_high = half_time(result.curve, end(&Interval::high));
  result.confidence = confidence;
  result.method = interval == SurvivalInterval::plain ? "kaplan-meier-plain" : "kaplan-meier-log-log";
  return result;
}

}  // namespace gainsay::stats
