#include "samples.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "item_scores.h"

namespace gainsay::audit {
namespace {

using Unit = std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>>;  // seed, fold

// Observations that both arms have under the same seed and fold, in their order. One that does not say what
// it is to be paired by, its `Observation::*identity`, has no partner.
Samples match(const Arm& method, const Arm& against, std::optional<std::int64_t> Observation::*identity) {
  std::map<Unit, double> of_method;
  for (const Observation& observation : method.observations) {
    if (observation.*identity) of_method[{observation.seed, observation.fold}] = observation.value;
  }
  Samples samples;
  samples.paired = true;
  for (const Observation& observation : against.observations) {
    const auto partner = of_method.find({observation.seed, observation.fold});
    if (partner == of_method.end()) continue;
    samples.method.push_back(partner->second);
    samples.against.push_back(observation.value);
  }
  return samples;
}

std::size_t distinct_folds(const Arm& arm) {
  std::set<std::int64_t> folds;
  for (const Observation& observation : arm.observations) {
    if (observation.fold) folds.insert(*observation.fold);
  }
  return folds.size();
}

Samples paired_by_seed(const Arm& method, const Arm& against) {
  Samples samples = match(method, against, &Observation::seed);
  if (samples.method.size() < 2) {
    samples.reason = fmt::format("the claim pairs by seed and the arms share {} seed{}",
                                 samples.method.size(), samples.method.size() == 1 ? "" : "s");
  }
  return samples;
}

Samples paired_by_fold(const Arm& method, const Arm& against) {
  Samples samples = match(method, against, &Observation::fold);
  const std::size_t folds = std::min(distinct_folds(method), distinct_folds(against));
  if (folds < 2) {
    samples.reason = "the claim pairs by fold and fewer than 2 folds are recorded in both arms";
  } else if (samples.method.size() < 2) {
    samples.reason = "the claim pairs by fold and the arms share fewer than 2 folds of the same seed";
  } else {
    samples.test_train_ratio = 1.0 / (static_cast<double>(folds) - 1.0);
  }
  return samples;
}

Samples paired_by_item(const Study& study, const Arm& method, const Arm& against) {
  Samples samples;
  samples.paired = true;
  const auto of_method = item_means(study, method);
  const auto of_against = item_means(study, against);
  std::unordered_map<std::string, std::int64_t> cluster_ids;
  bool clustered = false;
  for (const auto& [item, mean] : of_method) {
    const auto partner = of_against.find(item);
    if (partner == of_against.end()) continue;
    samples.method.push_back(mean.mean);
    samples.against.push_back(partner->second.mean);
    clustered = clustered || !mean.cluster.empty();
    const auto next_id = static_cast<std::int64_t>(cluster_ids.size());
    samples.clusters.push_back(cluster_ids.emplace(mean.cluster, next_id).first->second);
  }
  if (!clustered) samples.clusters.clear();
  const auto is_finite = [](double score) { return std::isfinite(score); };
  if (samples.method.size() < 2) {
    samples.reason =
        fmt::format("the claim pairs by item and the arms share {} scored items", samples.method.size());
  } else if (!std::ranges::all_of(samples.method, is_finite) ||
             !std::ranges::all_of(samples.against, is_finite)) {
    samples.reason = "the claim pairs by item and an item's score is not a finite number";
  }
  return samples;
}

// A method without chance in it has no spread: one run says it all.
bool is_deterministic(const Study& study, Name name) {
  const Method* method = study.method(name);
  return method != nullptr && method->declaration.deterministic;
}

Samples unpaired(const Study& study, const Arm& method, const Arm& against) {
  Samples samples;
  samples.method = method.values();
  samples.against = against.values();
  if (is_deterministic(study, against.method) && samples.method.size() >= 2) {
    samples.fixed_number = samples.against.front();
    return samples;
  }
  return samples;
}

// Unpaired samples that are too small for a test are oriented and transformed all the same: failed runs may
// join them.
std::string too_small(const Samples& samples) {
  if (samples.paired || samples.fixed_number) return "";
  if (samples.reported_number) {
    return samples.method.size() >= 2
               ? ""
               : fmt::format("{} run of the method: a prediction interval needs at least 2",
                             samples.method.size());
  }
  return samples.method.size() >= 2 && samples.against.size() >= 2
             ? ""
             : fmt::format("{} and {} runs: a test needs at least 2 in each arm", samples.method.size(),
                           samples.against.size());
}

// A number copied from a paper stands in for an arm that was never run here.
Samples against_reported(const Arm& method, const ReportedResult& reported) {
  Samples samples;
  samples.method = method.values();
  samples.reported_number = reported_mean(reported.value);
  return samples;
}

void transform(std::vector<double>& values, const auto& function) {
  std::ranges::transform(values, values.begin(), function);
}

void apply_log(Samples& samples) {
  const auto positive = [](double value) { return value > 0.0; };
  if (!std::ranges::all_of(samples.method, positive) || !std::ranges::all_of(samples.against, positive) ||
      !positive(samples.reported_number.value_or(1.0))) {
    samples.reason = "a log ratio needs values above 0, and a recorded one is not";
    return;
  }
  transform(samples.method, [](double value) { return std::log(value); });
  transform(samples.against, [](double value) { return std::log(value); });
  if (samples.fixed_number) samples.fixed_number = std::log(*samples.fixed_number);
  if (samples.reported_number) samples.reported_number = std::log(*samples.reported_number);
}

void normalise_by_comparator(Samples& samples) {
  const double scale =
      std::abs(samples.reported_number ? *samples.reported_number : stats::summarize(samples.against).mean);
  if (!(scale > 0.0)) {
    samples.reason = "the comparator's mean is 0, so that nothing can be normalised by it";
    return;
  }
  transform(samples.method, [scale](double value) { return value / scale; });
  transform(samples.against, [scale](double value) { return value / scale; });
  if (samples.fixed_number) *samples.fixed_number /= scale;
  if (samples.reported_number) *samples.reported_number /= scale;
}

// Distance of each run from its arm's median, negated: larger is steadier (Brown and Forsythe 1974).
void spread_around_median(std::vector<double>& values) {
  if (values.empty()) return;
  const double median = stats::summarize(values).median;
  transform(values, [median](double value) { return -std::abs(value - median); });
}

void orient(Samples& samples, const Study& study, const Claim& claim) {
  if (claim.kind == ClaimKind::more_stable) {
    if (samples.fixed_number) samples.reason = "a deterministic comparator has no spread to compare with";
    if (samples.reported_number)
      samples.reason = "a number copied from a paper has no spread to compare with";
    spread_around_median(samples.method);
    spread_around_median(samples.against);
    return;
  }
  if (study.metric(claim.metric).sign() > 0.0) return;
  transform(samples.method, [](double value) { return -value; });
  transform(samples.against, [](double value) { return -value; });
  if (samples.reported_number) *samples.reported_number *= -1.0;
  if (samples.fixed_number) *samples.fixed_number *= -1.0;
}

Samples raw_samples(const Study& study, const Claim& claim, Name against, Name dataset) {
  const Arm& method_arm = study.arm(claim.method, dataset, claim.metric);
  const Arm& against_arm = study.arm(against, dataset, claim.metric);
  if (against_arm.n() == 0) {
    const ReportedResult* reported = study.reported(against, dataset, claim.metric);
    if (reported != nullptr) return against_reported(method_arm, *reported);
  }
  if (method_arm.n() == 0 || against_arm.n() == 0) {
    Samples none;
    none.reason = fmt::format("no evidence run of {} on {}",
                              method_arm.n() == 0 ? claim.method.str() : against.str(), dataset.str());
    return none;
  }
  switch (*claim.pairing) {
    case Pairing::seed:
      return paired_by_seed(method_arm, against_arm);
    case Pairing::fold:
      return paired_by_fold(method_arm, against_arm);
    case Pairing::item:
      return paired_by_item(study, method_arm, against_arm);
    case Pairing::none:
      break;
  }
  return unpaired(study, method_arm, against_arm);
}

}  // namespace

Samples samples_on(const Study& study, const Claim& claim, Name against, Name dataset) {
  Samples samples = raw_samples(study, claim, against, dataset);
  if (!samples.reason.empty()) return samples;
  if (*claim.aggregate == Aggregate::log_ratio) apply_log(samples);
  if (*claim.aggregate == Aggregate::normalised) normalise_by_comparator(samples);
  if (!samples.reason.empty()) return samples;
  orient(samples, study, claim);
  if (samples.reason.empty()) {
    samples.reason = too_small(samples);
    samples.too_small = !samples.reason.empty();
  }
  return samples;
}

Samples with_failures_at_worst(Samples samples, std::int64_t failed_method, std::int64_t failed_against) {
  if (samples.paired || samples.method.empty() || samples.against.empty()) return samples;
  if (!samples.reason.empty() && !samples.too_small) return samples;
  const double worst = std::min(std::ranges::min(samples.method), std::ranges::min(samples.against));
  samples.method.insert(samples.method.end(), static_cast<std::size_t>(failed_method), worst);
  samples.against.insert(samples.against.end(), static_cast<std::size_t>(failed_against), worst);
  samples.reason = too_small(samples);
  samples.too_small = !samples.reason.empty();
  return samples;
}

}  // namespace gainsay::audit
