#include "gainsay/stats/performance_profile.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "gainsay/stats/moments.h"

#include "index_batch.h"
#include "monte_carlo_p.h"
#include "replicates.h"
#include "task_runs.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "performance_profile";
constexpr std::int64_t most_values = 1'000'000'000;
// Shares that differ by less are the same sum in another order.
constexpr double rounding = 1e-12;

// Profiles of runs drawn anew. A score lies above as many taus as there are below it, so that a profile is a
// sum over those that lie above at least that many.
class ProfileSampler {
 public:
  ProfileSampler(TaskRuns tasks, std::span<const double> taus, ProfileUnit unit)
      : unit_(unit), taus_(taus.begin(), taus.end()) {
    for (const auto task : tasks) {
      first_.push_back(scores_.size());
      batches_.emplace_back(static_cast<std::uint32_t>(task.size()));
      scores_.insert(scores_.end(), task.begin(), task.end());
      std::sort(scores_.begin() + static_cast<std::ptrdiff_t>(first_.back()), scores_.end());
    }
    for (const double score : scores_) taus_below_.push_back(taus_below(score));
  }

  // Writes the profile of the runs as they are.
  void observed(std::span<double> profile) const {
    fill(profile, [](const IndexBatch& batch, const auto& visit) {
      for (std::uint32_t i = 0; i < batch.size(); ++i) visit(i);
    });
  }

  void draw(RandomStream& random, std::span<double> profile) const {
    fill(profile, [&](const IndexBatch& batch, const auto& visit) { batch.draw(random, visit); });
  }

 private:
  std::uint32_t taus_below(double score) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(taus_, score) - taus_.begin());
  }

  // for_each_run(batch, visit) visits the runs of a task that count.
  template <typename ForEachRun>
  void fill(std::span<double> profile, const ForEachRun& for_each_run) const {
    std::ranges::fill(profile, 0.0);
    const auto add = [&](std::uint32_t above, double weight) {
      if (above > 0) profile[above - 1] += weight;
    };
    const auto n_tasks = static_cast<double>(batches_.size());
    for (std::size_t t = 0; t < batches_.size(); ++t) {
      const auto n = static_cast<double>(batches_[t].size());
      if (unit_ == ProfileUnit::runs) {
        for_each_run(batches_[t],
                     [&](std::uint32_t i) { add(taus_below_[first_[t] + i], 1 / (n * n_tasks)); });
      } else {
        double sum = 0;
        for_each_run(batches_[t], [&](std::uint32_t i) { sum += scores_[first_[t] + i]; });
        add(taus_below(sum / n), 1 / n_tasks);
      }
    }
    for (std::size_t i = profile.size() - 1; i > 0; --i) profile[i - 1] += profile[i];
    for (double& share : profile) share = std::min(share, 1.0);
  }

  ProfileUnit unit_;
  std::vector<double> taus_;
  std::vector<IndexBatch> batches_;
  std::vector<std::size_t> first_;  // of a task's runs
  std::vector<double> scores_;
  std::vector<std::uint32_t> taus_below_;
};

void check_taus(std::span<const double> taus, const MonteCarlo& draws) {
  check::sample(function, "taus", taus, 1);
  if (!std::ranges::is_sorted(taus)) check::fail(function, "taus must be in ascending order");
  check_monte_carlo(function, draws);
  check::at_least(function, "replicates", draws.replicates, 2);
  if (draws.replicates > most_values / std::ssize(taus)) {
    check::fail(function, "replicates times taus must be at most 10^9, are " +
                              std::to_string(draws.replicates) + " times " + std::to_string(taus.size()));
  }
}

// All replicates, each a row of as many values as there are taus.
std::vector<double> all_replicates(const ProfileSampler& sampler, std::size_t n_taus,
                                   const MonteCarlo& draws) {
  std::vector<double> rows(static_cast<std::size_t>(draws.replicates) * n_taus);
  for_each_chunk(draws.replicates, draws.threads, [&](const Chunk& chunk) {
    RandomStream random(draws.seed, static_cast<std::uint64_t>(chunk.index));
    for (std::int64_t i = chunk.first; i < chunk.first + chunk.size; ++i)
      sampler.draw(random, std::span(rows).subspan(static_cast<std::size_t>(i) * n_taus, n_taus));
  });
  return rows;
}

void add_pointwise(PerformanceProfile& result, const std::vector<double>& rows, double confidence) {
  const std::size_t n_taus = result.taus.size();
  std::vector<double> column(rows.size() / n_taus);
  for (std::size_t t = 0; t < n_taus; ++t) {
    for (std::size_t i = 0; i < column.size(); ++i) column[i] = rows[i * n_taus + t];
    const auto [least, most] = std::ranges::minmax(column);
    result.standard_errors.push_back(most - least > rounding ? moments_of(column).sd : 0);
    result.pointwise.push_back(percentile_interval(column, confidence));
  }
}

void add_simultaneous(PerformanceProfile& result, const std::vector<double>& rows, double confidence) {
  const std::size_t n_taus = result.taus.size();
  std::vector<double> largest(rows.size() / n_taus, 0.0);
  for (std::size_t i = 0; i < largest.size(); ++i) {
    for (std::size_t t = 0; t < n_taus; ++t) {
      const double error = result.standard_errors[t];
      if (error > 0)
        largest[i] = std::max(largest[i], std::abs(rows[i * n_taus + t] - result.profile[t]) / error);
    }
  }
  result.simultaneous_critical_value = quantile_in_place(largest, confidence);
  for (std::size_t t = 0; t < n_taus; ++t) {
    const double half_width = result.simultaneous_critical_value * result.standard_errors[t];
    result.simultaneous.push_back({std::max(0.0, result.profile[t] - half_width),
                                   std::min(1.0, result.profile[t] + half_width), confidence});
  }
}

}  // namespace

PerformanceProfile performance_profile(TaskRuns tasks, std::span<const double> taus, const MonteCarlo& draws,
                                       ProfileUnit unit, double confidence) {
  check_task_runs(function, "tasks", tasks);
  check_taus(taus, draws);
  check::open_unit(function, "confidence", confidence);
  const ProfileSampler sampler(tasks, taus, unit);
  PerformanceProfile result{};
  result.taus.assign(taus.begin(), taus.end());
  result.profile.resize(taus.size());
  sampler.observed(result.profile);
  const std::vector<double> rows = all_replicates(sampler, taus.size(), draws);
  add_pointwise(result, rows, confidence);
  add_simultaneous(result, rows, confidence);
  result.replicates = draws.replicates;
  result.seed = draws.seed;
  result.n_tasks = std::ssize(tasks);
  result.n_runs = count_runs(tasks);
  result.method = unit == ProfileUnit::runs ? "performance-profile-runs" : "performance-profile-task-means";
  return result;
}

}  // namespace gainsay::stats
