#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/fisher_exact_test.h"
#include "gainsay/stats/proportion_difference.h"
#include "gainsay/stats/summary.h"

#include "arm_measures.h"
#include "claim_resolution.h"
#include "pain_point_search.h"

namespace gainsay::audit {
namespace {

constexpr std::size_t runs_for_spread = 3;
constexpr std::size_t runs_for_outliers = 5;
constexpr double robust_limit = 3.5;
constexpr double mad_to_sd = 0.6745;
constexpr std::size_t most_seeds_named = 6;
constexpr double rounding = 1e-12;  // of a standard deviation: spreads that differ by less are equal

Comparison compare_spread(const Study& study, Name method, Name other, Name dataset, Name metric) {
  Claim asked = undeclared_claim(method, other, {dataset}, metric);
  asked.kind = ClaimKind::more_stable;
  return compare_on_dataset(study, asked, other, dataset);
}

void search_spread(const Study& study, Name method, Name dataset, Name metric, PainPointLedger& ledger) {
  if (study.arm(method, dataset, metric).values().size() < runs_for_spread) return;
  std::optional<Comparison> worst;
  std::optional<std::size_t> test;
  for (const Name other : other_methods(study, method)) {
    if (study.arm(other, dataset, metric).values().size() < runs_for_spread) continue;
    const Comparison comparison = compare_spread(study, method, other, dataset, metric);
    const bool usable = comparison.estimate && comparison.p && comparison.against_side.sd.value_or(0.0) > 0.0;
    if (!usable) continue;
    const std::size_t number = ledger.count(*comparison.p);
    if (worst && *worst->estimate <= *comparison.estimate) continue;
    worst = comparison;
    test = number;
  }
  if (!worst || -*worst->estimate <= rounding * *worst->against_side.sd) return;
  PainPointCandidate candidate;
  candidate.pain_point = PainPoint::unstable_training;
  candidate.what = fmt::format("spread of {} over seeds on {}", metric.str(), dataset.str());
  candidate.reference = worst->against.str();
  candidate.value = worst->method_side.sd;
  candidate.reference_value = worst->against_side.sd;
  candidate.shortfall = -*worst->estimate;
  candidate.interval =
      stats::Interval{-worst->interval->high, -worst->interval->low, worst->interval->confidence};
  candidate.unit = "mean distance from the median";
  candidate.test = "brown-forsythe";
  candidate.size = *candidate.value / *candidate.reference_value - 1.0;
  candidate.detail = "the two numbers are standard deviations";
  ledger.add(std::move(candidate), test);
}

std::string seeds_text(const std::vector<const tracker::Run*>& runs) {
  std::string text;
  std::size_t named = 0;
  for (const tracker::Run* run : runs) {
    if (!run->seed || named == most_seeds_named) continue;
    text += fmt::format("{}{} on {}", named == 0 ? "seeds " : ", ", *run->seed, run->dataset.str());
    ++named;
  }
  if (runs.size() > named) text += fmt::format("{}{} more", text.empty() ? "" : " and ", runs.size() - named);
  return text;
}

FinalRuns failed_runs_over(const Study& study, Name method, const std::vector<Name>& datasets) {
  FinalRuns total;
  for (const Name dataset : datasets) {
    const FinalRuns runs = final_runs(study, method, dataset);
    total.all += runs.all;
    total.failed.insert(total.failed.end(), runs.failed.begin(), runs.failed.end());
  }
  return total;
}

std::vector<Name> datasets_run(const Study& study, Name method) {
  std::vector<Name> datasets;
  for (const Dataset& dataset : study.datasets()) {
    if (!dataset.declaration.smoke && final_runs(study, method, dataset.name).all > 0)
      datasets.push_back(dataset.name);
  }
  return datasets;
}

stats::Proportion share_failed(const FinalRuns& runs) { return {std::ssize(runs.failed), runs.all}; }

double as_number(const stats::Proportion& share) {
  return static_cast<double>(share.successes) / static_cast<double>(share.trials);
}

PainPointCandidate failure_candidate(const FinalRuns& own) {
  PainPointCandidate candidate;
  candidate.pain_point = PainPoint::unstable_training;
  candidate.what = fmt::format("{} of {} final runs failed", own.failed.size(), own.all);
  candidate.unit = "share of runs";
  candidate.value = as_number(share_failed(own));
  candidate.detail = seeds_text(own.failed);
  return candidate;
}

// Against the method that failed least, over the datasets that both were run on.
void search_failures(const Study& study, Name method, PainPointLedger& ledger) {
  const auto datasets = datasets_run(study, method);
  const FinalRuns own = failed_runs_over(study, method, datasets);
  if (own.failed.empty()) return;
  const double confidence = 1.0 - study.file().alpha;
  PainPointCandidate best = failure_candidate(own);
  best.reference = "no failure";
  best.reference_value = 0.0;
  best.shortfall = best.value;
  best.interval = stats::clopper_pearson_interval(share_failed(own), confidence);
  best.reason = "no other method ran on its datasets and failed less often";
  best.size = *best.value;
  std::optional<std::size_t> test;
  for (const Name other : other_methods(study, method)) {
    std::vector<Name> shared = datasets;
    std::erase_if(shared, [&](Name dataset) { return final_runs(study, other, dataset).all == 0; });
    const FinalRuns ours = failed_runs_over(study, method, shared);
    const FinalRuns theirs = failed_runs_over(study, other, shared);
    if (theirs.all == 0 || ours.failed.empty()) continue;
    if (std::ssize(ours.failed) == ours.all && std::ssize(theirs.failed) == theirs.all) continue;
    const auto difference = stats::newcombe_interval(share_failed(ours), share_failed(theirs), confidence);
    const std::size_t number =
        ledger.count(stats::fisher_exact_test(share_failed(ours), share_failed(theirs)).p_value);
    if (difference.estimate <= 0.0 || (test && difference.estimate <= *best.shortfall)) continue;
    best = failure_candidate(ours);
    best.reference = other.str();
    best.reference_value = as_number(share_failed(theirs));
    best.shortfall = difference.estimate;
    best.interval = difference.interval;
    best.test = "fisher-exact";
    best.size = difference.estimate;
    test = number;
  }
  ledger.add(std::move(best), test);
}

// The median distance from the median, turned into deviations: nothing where half of the runs agree.
void search_outliers(const Study& study, Name method, Name dataset, Name metric, PainPointLedger& ledger) {
  const Arm& arm = study.arm(method, dataset, metric);
  const std::vector<double> values = arm.values();
  if (values.size() < runs_for_outliers) return;
  const double median = stats::summarize(values).median;
  std::vector<double> distances;
  for (const double value : values) distances.push_back(std::abs(value - median));
  const double mad = stats::summarize(distances).median;
  if (!(mad > 0.0)) return;
  const double sign = study.metric(metric).sign();
  for (const Observation& observation : arm.observations) {
    const double deviations = mad_to_sd * sign * (median - observation.value) / mad;
    if (deviations < robust_limit) continue;
    PainPointCandidate candidate;
    candidate.pain_point = PainPoint::unstable_training;
    candidate.what =
        fmt::format("{} of seed {} on {}", metric.str(),
                    observation.seed ? fmt::format("{}", *observation.seed) : "(none)", dataset.str());
    candidate.reference = "the median seed";
    candidate.value = observation.value;
    candidate.reference_value = median;
    candidate.shortfall = sign * (median - observation.value);
    candidate.reason = "one run is no sample";
    candidate.detail = fmt::format("{:.1f} robust deviations from the median", deviations);
    candidate.size = share_of(*candidate.shortfall, median);
    ledger.add(std::move(candidate), std::nullopt);
  }
}

}  // namespace

void search_seeds(const Study& study, Name method, PainPointLedger& ledger) {
  for (const Name metric : searched_metrics(study, method)) {
    for (const Name dataset : searched_datasets(study, method, metric)) {
      search_spread(study, method, dataset, metric, ledger);
      search_outliers(study, method, dataset, metric, ledger);
    }
  }
  search_failures(study, method, ledger);
}

}  // namespace gainsay::audit
