#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gainsay/stats/random_stream.h"
#include "gainsay/stats/stratified_bootstrap.h"

#include "index_batch.h"

namespace gainsay::stats {

// The aggregate of runs drawn anew within each task, replicate after replicate.
//
// A mean or a gap is a mean of what each drawn run contributes. For the interquartile mean all runs are
// sorted once: a replicate is then a count per run, and its middle half is one pass over the counts.
class AggregateSampler {
 public:
  AggregateSampler(std::span<const std::span<const double>> tasks, const AggregateRule& rule);

  // The aggregate of the runs as they are.
  double observed() const { return observed_; }
  std::int64_t n_runs() const { return static_cast<std::int64_t>(values_.size()); }

  // What one thread needs to draw: kept apart, so that threads share the sampler.
  struct Scratch {
    std::vector<std::int32_t> counts;
    std::vector<double> task_means;
  };
  Scratch scratch() const;

  // The aggregate of one random replicate of these tasks, of which some may come more than once: as many as
  // there are.
  double draw(RandomStream& random, std::span<const std::uint32_t> tasks, Scratch& scratch) const;

 private:
  double mean_contribution(RandomStream& random, std::span<const std::uint32_t> tasks) const;
  double median_of_task_means(RandomStream& random, std::span<const std::uint32_t> tasks,
                              std::vector<double>& means) const;
  double middle_half_mean(RandomStream& random, std::span<const std::uint32_t> tasks,
                          std::vector<std::int32_t>& counts) const;

  Aggregate aggregate_;
  TrimRule trim_;
  std::vector<IndexBatch> batches_;      // one per task
  std::vector<std::size_t> first_;       // of a task's runs, in task order
  std::vector<double> values_;           // runs in task order: scores, or what each contributes
  std::vector<std::uint32_t> position_;  // of a run, in task order, among all runs sorted
  std::vector<double> sorted_;
  double observed_ = 0;
};

}  // namespace gainsay::stats
