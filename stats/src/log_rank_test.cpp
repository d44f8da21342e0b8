#include "gainsay/stats/log_rank_test.h"

#include <algorithm>
#include <string>

#include <Eigen/Dense>

#include "censored_times.h"
#include "check.h"
#include "distributions.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "log_rank_test";

// One time as the test sees it; `group` counts from 0.
struct Run {
  std::int64_t stratum;
  double time;
  bool event;
  Eigen::Index group;
};

void check_labels(std::string_view name, std::size_t found, std::size_t wanted) {
  if (found == wanted) return;
  check::fail(function, "there must be one " + std::string(name) + " label a time, are " +
                            std::to_string(found) + " for " + std::to_string(wanted));
}

std::vector<std::int64_t> distinct(std::span<const std::int64_t> labels) {
  std::vector<std::int64_t> all(labels.begin(), labels.end());
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

struct Sums {
  explicit Sums(Eigen::Index k)
      : observed(Eigen::VectorXd::Zero(k)), expected(observed), covariance(Eigen::MatrixXd::Zero(k, k)) {}
  Eigen::VectorXd observed;
  Eigen::VectorXd expected;
  Eigen::MatrixXd covariance;
};

// The events at one time, of those at risk by group: hypergeometric if all groups are alike.
void add_events(Sums& sums, const Eigen::VectorXd& at_risk, const Eigen::VectorXd& events) {
  const double n = at_risk.sum();
  const double d = events.sum();
  if (d == 0) return;
  const Eigen::VectorXd shares = at_risk / n;
  sums.observed += events;
  sums.expected += d * shares;
  if (n < 2) return;
  sums.covariance -= d * (n - d) / (n - 1) * shares * shares.transpose();
  sums.covariance.diagonal() += d * (n - d) / (n - 1) * shares;
}

// The runs, sorted by stratum and then by time, from the last to the first, so that those at risk add up.
Sums sums_of(const std::vector<Run>& runs, Eigen::Index k) {
  Sums sums(k);
  Eigen::VectorXd at_risk = Eigen::VectorXd::Zero(k);
  for (std::size_t i = runs.size(); i > 0;) {
    const Run& last = runs[i - 1];
    if (i == runs.size() || runs[i].stratum != last.stratum) at_risk.setZero();
    Eigen::VectorXd events = Eigen::VectorXd::Zero(k);
    for (; i > 0 && runs[i - 1].stratum == last.stratum && runs[i - 1].time == last.time; --i) {
      at_risk(runs[i - 1].group) += 1;
      if (runs[i - 1].event) events(runs[i - 1].group) += 1;
    }
    add_events(sums, at_risk, events);
  }
  return sums;
}

// Chi-squared over all groups but the last of those that could have had an event.
void add_statistic(LogRankTest& result, const Sums& sums) {
  std::vector<Eigen::Index> kept;
  for (Eigen::Index g = 0; g < sums.expected.size(); ++g) {
    if (sums.expected(g) > 0) kept.push_back(g);
  }
  if (kept.size() > 1) {
    kept.pop_back();
    const Eigen::VectorXd difference = (sums.observed - sums.expected)(kept);
    const Eigen::FullPivLU<Eigen::MatrixXd> covariance(sums.covariance(kept, kept));
    if (covariance.isInvertible()) {
      result.df = static_cast<double>(kept.size());
      result.statistic = difference.dot(covariance.solve(difference));
      result.p_value = distributions::chi_squared_ccdf(result.statistic, result.df);
      return;
    }
  }
  check::fail(function, "some event must come while two groups are at risk, for every group");
}

}  // namespace

LogRankTest log_rank_test(const CensoredTimes& sample, std::span<const std::int64_t> group,
                          const std::optional<std::span<const std::int64_t>>& strata) {
  check_censored_times(function, sample);
  check_labels("group", group.size(), sample.times.size());
  if (strata) check_labels("stratum", strata->size(), sample.times.size());
  const std::vector<std::int64_t> labels = distinct(group);
  check::at_least(function, "the number of groups", std::ssize(labels), 2);
  LogRankTest result{};
  for (const std::int64_t label : labels) result.groups.push_back({label, 0, 0, 0});
  std::vector<Run> runs;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto g = std::ranges::lower_bound(labels, group[i]) - labels.begin();
    ++result.groups[static_cast<std::size_t>(g)].n;
    runs.push_back({strata ? (*strata)[i] : 0, sample.times[i], sample.events[i] == 1, g});
  }
  std::ranges::sort(runs, [](const Run& a, const Run& b) {
    return a.stratum != b.stratum ? a.stratum < b.stratum : a.time < b.time;
  });
  const Sums sums = sums_of(runs, std::ssize(labels));
  add_statistic(result, sums);
  for (std::size_t g = 0; g < labels.size(); ++g) {
    result.groups[g].observed = static_cast<std::int64_t>(sums.observed(static_cast<Eigen::Index>(g)));
    result.groups[g].expected = sums.expected(static_cast<Eigen::Index>(g));
  }
  result.n = std::ssize(runs);
  result.n_strata = strata ? std::ssize(distinct(*strata)) : 1;
  result.method = strata ? "stratified-log-rank" : "log-rank";
  return result;
}

}  // namespace gainsay::stats
