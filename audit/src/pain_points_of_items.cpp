#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"
#include "gainsay/stats/welch_t_test.h"

#include "arm_measures.h"
#include "pain_point_search.h"
#include "rule_writing.h"

namespace gainsay::audit {
namespace {

constexpr double tail = 0.1;

std::vector<double> all_but(const std::vector<ItemGroup>& groups, const ItemGroup& left_out) {
  std::vector<double> scores;
  for (const ItemGroup& group : groups) {
    if (&group != &left_out) scores.insert(scores.end(), group.scores.begin(), group.scores.end());
  }
  return scores;
}

// Each group's items against all others; the item is the unit.
void search_groups(const Study& study, const Arm& arm, PainPointLedger& ledger) {
  const double sign = study.metric(arm.metric).sign();
  const auto groups = item_groups(study, arm);
  for (const ItemGroup& group : groups) {
    const std::vector<double> rest = all_but(groups, group);
    if (group.scores.size() < 2 || rest.size() < 2) continue;
    PainPointCandidate candidate;
    candidate.pain_point = PainPoint::extreme_cases;
    candidate.what = fmt::format("{} of the group {} on {}", arm.metric.str(), group.name, arm.dataset.str());
    candidate.reference = "the other items";
    candidate.value = stats::summarize(group.scores).mean;
    candidate.reference_value = stats::summarize(rest).mean;
    candidate.shortfall = sign * (*candidate.reference_value - *candidate.value);
    candidate.size = share_of(*candidate.shortfall, *candidate.reference_value);
    candidate.evidence = {group.name};
    candidate.detail =
        fmt::format("{} of {}", count(std::ssize(group.scores), "item"), group.scores.size() + rest.size());
    std::optional<std::size_t> test;
    try {
      const auto welch = stats::welch_t_test(rest, group.scores, 1.0 - study.file().alpha);
      test = ledger.count(welch.p_value);
      candidate.test = "welch-t";
      candidate.interval =
          sign > 0.0 ? welch.interval
                     : stats::Interval{-welch.interval.high, -welch.interval.low, welch.interval.confidence};
    } catch (const std::domain_error& refusal) {
      candidate.reason = refusal.what();
    }
    if (*candidate.shortfall > 0.0) ledger.add(std::move(candidate), test);
  }
}

void search_tail(const Study& study, const Arm& arm, PainPointLedger& ledger) {
  const auto tails = tail_scores(study, arm, tail);
  const auto means = mean_item_scores(study, arm);
  if (tails.empty() || tails.size() != means.size()) return;
  const double sign = study.metric(arm.metric).sign();
  std::vector<double> shortfalls(tails.size());
  std::ranges::transform(means, tails, shortfalls.begin(),
                         [sign](double mean, double low) { return sign * (mean - low); });
  PainPointCandidate candidate;
  candidate.pain_point = PainPoint::extreme_cases;
  candidate.what = fmt::format("10 % tail of {} on {}", arm.metric.str(), arm.dataset.str());
  candidate.reference = "the mean item";
  candidate.value = stats::summarize(tails).mean;
  candidate.reference_value = stats::summarize(means).mean;
  candidate.shortfall = stats::summarize(shortfalls).mean;
  if (shortfalls.size() >= 2)
    candidate.interval = stats::mean_t_interval(shortfalls, 1.0 - study.file().alpha);
  candidate.reason = "a tail always lies on the bad side of the mean";
  candidate.size = share_of(*candidate.shortfall, *candidate.reference_value);
  ledger.add(std::move(candidate), std::nullopt);
}

}  // namespace

void search_items(const Study& study, Name method, PainPointLedger& ledger) {
  bool any = false;
  for (const Name metric : searched_metrics(study, method)) {
    for (const Name dataset : searched_datasets(study, method, metric)) {
      const Arm& arm = study.arm(method, dataset, metric);
      any = any || !mean_item_scores(study, arm).empty();
      search_groups(study, arm, ledger);
      search_tail(study, arm, ledger);
    }
  }
  if (!any) ledger.note("no item scores are recorded, so that groups and tails cannot be looked at");
}

}  // namespace gainsay::audit
