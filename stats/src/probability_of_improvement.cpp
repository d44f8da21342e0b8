#include "gainsay/stats/probability_of_improvement.h"

#include <algorithm>
#include <vector>

#include "gainsay/stats/moments.h"

#include "index_batch.h"
#include "monte_carlo_p.h"
#include "ranks.h"
#include "replicates.h"
#include "task_runs.h"

namespace gainsay::stats {
namespace {

// How many runs of each method fall into a class of tied values.
struct ClassCount {
  std::int32_t a = 0;
  std::int32_t b = 0;
};

// The runs of both methods on one task as classes of tied values, from the lowest up: all that U depends on.
class TaskPair {
 public:
  TaskPair(std::span<const double> a, std::span<const double> b)
      : draw_a_(static_cast<std::uint32_t>(a.size())),
        draw_b_(static_cast<std::uint32_t>(b.size())),
        half_share_(0.5 / (static_cast<double>(a.size()) * static_cast<double>(b.size()))) {
    std::vector<double> pooled(a.begin(), a.end());
    pooled.insert(pooled.end(), b.begin(), b.end());
    const std::vector<std::int64_t> ranks = doubled_midranks(pooled).ranks;
    std::vector<std::int64_t> classes = ranks;
    std::ranges::sort(classes);
    classes.erase(std::ranges::unique(classes).begin(), classes.end());
    n_classes_ = classes.size();
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      const auto place = std::ranges::lower_bound(classes, ranks[i]) - classes.begin();
      (i < a.size() ? class_of_a_ : class_of_b_).push_back(static_cast<std::uint32_t>(place));
    }
    std::ranges::sort(class_of_a_);
    std::ranges::sort(class_of_b_);
  }

  std::size_t n_classes() const { return n_classes_; }

  // counts: at least n_classes of them, all 0, and left so.
  double observed(std::vector<ClassCount>& counts) const {
    for (const std::uint32_t c : class_of_a_) ++counts[c].a;
    for (const std::uint32_t c : class_of_b_) ++counts[c].b;
    return take_share(counts);
  }

  double draw(RandomStream& random, std::vector<ClassCount>& counts) const {
    draw_a_.draw(random, [&](std::uint32_t i) { ++counts[class_of_a_[i]].a; });
    draw_b_.draw(random, [&](std::uint32_t i) { ++counts[class_of_b_[i]].b; });
    return take_share(counts);
  }

 private:
  double take_share(std::vector<ClassCount>& counts) const {
    std::int64_t doubled_u = 0;
    std::int64_t below = 0;
    for (std::size_t c = 0; c < n_classes_; ++c) {
      doubled_u += counts[c].a * (2 * below + counts[c].b);
      below += counts[c].b;
      counts[c] = {};
    }
    return static_cast<double>(doubled_u) * half_share_;
  }

  IndexBatch draw_a_;
  IndexBatch draw_b_;
  std::vector<std::uint32_t> class_of_a_;
  std::vector<std::uint32_t> class_of_b_;
  std::size_t n_classes_ = 0;
  double half_share_;
};

std::vector<TaskPair> pairs_of(TaskRuns a, TaskRuns b) {
  std::vector<TaskPair> pairs;
  for (std::size_t t = 0; t < a.size(); ++t) pairs.emplace_back(a[t], b[t]);
  return pairs;
}

}  // namespace

ProbabilityOfImprovement probability_of_improvement(TaskRuns a, TaskRuns b, const MonteCarlo& draws,
                                                    double confidence) {
  constexpr std::string_view function = "probability_of_improvement";
  check_task_runs(function, "a", a);
  check_task_runs(function, "b", b);
  check_same_tasks(function, a, b);
  check_monte_carlo(function, draws);
  check::at_least(function, "replicates", draws.replicates, 2);
  check::open_unit(function, "confidence", confidence);
  const std::vector<TaskPair> pairs = pairs_of(a, b);
  std::size_t most_classes = 0;
  for (const TaskPair& pair : pairs) most_classes = std::max(most_classes, pair.n_classes());
  std::vector<ClassCount> counts(most_classes);
  double sum = 0;
  bool separated = true;
  for (const TaskPair& pair : pairs) {
    const double share = pair.observed(counts);
    separated = separated && (share == 0 || share == 1);
    sum += share;
  }
  const auto n_tasks = static_cast<double>(pairs.size());
  std::vector<double> values = replicate(draws, [&] {
    return [&pairs, n_tasks, scratch = counts](RandomStream& random) mutable {
      double total = 0;
      for (const TaskPair& pair : pairs) total += pair.draw(random, scratch);
      return total / n_tasks;
    };
  });
  const double standard_error = moments_of(values).sd;
  return {.estimate = sum / n_tasks,
          .standard_error = standard_error,
          .interval = percentile_interval(values, confidence),
          .separated = separated,
          .replicates = draws.replicates,
          .seed = draws.seed,
          .n_tasks = std::ssize(a),
          .n_a = count_runs(a),
          .n_b = count_runs(b),
          .method = "probability-of-improvement"};
}

}  // namespace gainsay::stats
