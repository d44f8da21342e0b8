#include "aggregate_sampler.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "gainsay/stats/optimality_gap.h"

#include "middle_half.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

double median_in_place(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  return std::midpoint(*std::max_element(values.begin(), middle), *middle);
}

std::vector<double> means_of(std::span<const std::span<const double>> tasks) {
  std::vector<double> means;
  for (const auto task : tasks) means.push_back(accurate_mean(task));
  return means;
}

// Four sums side by side, since one alone would wait for each addition.
double weighted_sum(const std::vector<std::int32_t>& counts, const std::vector<double>& values,
                    std::size_t first, std::size_t last) {
  std::array<double, 4> sums{};
  std::size_t i = first;
  for (; i + 4 <= last; i += 4) {
    for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += counts[i + lane] * values[i + lane];
  }
  for (; i < last; ++i) sums[0] += counts[i] * values[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace

AggregateSampler::AggregateSampler(std::span<const std::span<const double>> tasks, const AggregateRule& rule)
    : aggregate_(rule.aggregate), trim_(rule.trim) {
  for (const auto task : tasks) {
    first_.push_back(values_.size());
    batches_.emplace_back(static_cast<std::uint32_t>(task.size()));
    values_.insert(values_.end(), task.begin(), task.end());
    // The order of a task's rows must not matter to what is drawn.
    std::sort(values_.begin() + static_cast<std::ptrdiff_t>(first_.back()), values_.end());
  }
  std::vector<double> means = means_of(tasks);
  if (aggregate_ == Aggregate::median) {
    observed_ = median_in_place(means);
    return;
  }
  if (aggregate_ == Aggregate::interquartile_mean) {
    std::vector<std::uint32_t> order(values_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return values_[i]; });
    position_.resize(order.size());
    for (std::uint32_t rank = 0; rank < order.size(); ++rank) position_[order[rank]] = rank;
    sorted_ = values_;
    std::ranges::sort(sorted_);
    observed_ = stats::interquartile_mean(values_, rule.trim);
    return;
  }
  if (aggregate_ == Aggregate::mean) {
    observed_ = accurate_mean(means);
    return;
  }
  observed_ = stats::optimality_gap(values_, rule.target);
  for (double& value : values_) value = std::max(0.0, rule.target - value);
}

AggregateSampler::Scratch AggregateSampler::scratch() const {
  return {std::vector<std::int32_t>(sorted_.size(), 0), std::vector<double>(batches_.size())};
}

double AggregateSampler::draw(RandomStream& random, std::span<const std::uint32_t> tasks,
                              Scratch& scratch) const {
  switch (aggregate_) {
    case Aggregate::median:
      return median_of_task_means(random, tasks, scratch.task_means);
    case Aggregate::interquartile_mean:
      return middle_half_mean(random, tasks, scratch.counts);
    case Aggregate::mean:
    case Aggregate::optimality_gap:
      break;
  }
  return mean_contribution(random, tasks);
}

// A task weighs in a mean as every other, in a gap by its runs.
double AggregateSampler::mean_contribution(RandomStream& random, std::span<const std::uint32_t> tasks) const {
  double sum = 0;
  double weight = 0;
  for (const std::uint32_t t : tasks) {
    const auto n = static_cast<double>(batches_[t].size());
    const double each = aggregate_ == Aggregate::mean ? 1 / n : 1;
    const double* task = values_.data() + first_[t];
    double of_task = 0;
    batches_[t].draw(random, [&](std::uint32_t i) { of_task += task[i]; });
    sum += each * of_task;
    weight += each * n;
  }
  return sum / weight;
}

double AggregateSampler::median_of_task_means(RandomStream& random, std::span<const std::uint32_t> tasks,
                                              std::vector<double>& means) const {
  for (std::size_t drawn = 0; drawn < tasks.size(); ++drawn) {
    const IndexBatch& batch = batches_[tasks[drawn]];
    const double* task = values_.data() + first_[tasks[drawn]];
    double sum = 0;
    batch.draw(random, [&](std::uint32_t i) { sum += task[i]; });
    means[drawn] = sum / static_cast<double>(batch.size());
  }
  return median_in_place(means);
}

double AggregateSampler::middle_half_mean(RandomStream& random, std::span<const std::uint32_t> tasks,
                                          std::vector<std::int32_t>& counts) const {
  std::size_t n = 0;
  for (const std::uint32_t t : tasks) {
    const std::uint32_t* position = position_.data() + first_[t];
    batches_[t].draw(random, [&](std::uint32_t i) { ++counts[position[i]]; });
    n += batches_[t].size();
  }
  const MiddleHalf kept = middle_half(n, trim_);
  const auto whole_from = static_cast<std::int32_t>(kept.low);
  const auto whole_to = static_cast<std::int32_t>(kept.high);
  // The first sorted run that is not all cut off below, and the first that is not all kept above.
  std::size_t first = 0;
  std::int32_t below = 0;
  while (below + counts[first] <= whole_from) below += counts[first++];
  std::size_t last = first;
  std::int32_t up_to = below;
  while (last < counts.size() && up_to + counts[last] <= whole_to) up_to += counts[last++];
  double sum = weighted_sum(counts, sorted_, first, last) - (kept.low - below) * sorted_[first];
  if (last < counts.size()) sum += (kept.high - up_to) * sorted_[last];
  std::ranges::fill(counts, 0);
  return sum / (kept.high - kept.low);
}

}  // namespace gainsay::stats
