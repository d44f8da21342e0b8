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

// Items in the order of their names, with what each arm's runs gave on average.
struct PairedItems {
  Samples samples;
  ItemPairs items;
  bool single_runs = true;
  std::unordered_map<std::string, std::int64_t> cluster_ids;

  // An item without a cluster is one of its own.
  void add(const std::string& item, const ItemMean& method, const ItemMean& against) {
    samples.method.push_back(method.mean);
    samples.against.push_back(against.mean);
    items.right_or_wrong = items.right_or_wrong && method.right_or_wrong && against.right_or_wrong;
    single_runs = single_runs && method.n_runs == 1 && against.n_runs == 1;
    const std::string& cluster = method.cluster.empty() ? against.cluster : method.cluster;
    const auto next_id = static_cast<std::int64_t>(cluster_ids.size());
    const std::string key = cluster.empty() ? "item " + item : "cluster " + cluster;
    samples.clusters.push_back(cluster_ids.emplace(key, next_id).first->second);
  }

  // Items that only one side got right, where that can be counted.
  void count_wins() {
    if (!items.right_or_wrong || !single_runs) return;
    items.won = 0;
    items.lost = 0;
    for (std::size_t i = 0; i < samples.method.size(); ++i) {
      *items.won += samples.method[i] > samples.against[i] ? 1 : 0;
      *items.lost += samples.method[i] < samples.against[i] ? 1 : 0;
    }
  }
};

std::string why_not_paired(const Samples& samples) {
  const auto is_finite = [](double score) { return std::isfinite(score); };
  if (samples.method.size() < 2)
    return fmt::format("the claim pairs by item and the arms share {} scored items", samples.method.size());
  if (!std::ranges::all_of(samples.method, is_finite) || !std::ranges::all_of(samples.against, is_finite))
    return "the claim pairs by item and an item's score is not a finite number";
  return "";
}

Samples paired_by_item(const Study& study, const Arm& method, const Arm& against) {
  PairedItems paired;
  paired.samples.paired = true;
  paired.items.right_or_wrong = true;
  const auto of_method = item_means(study, method);
  const auto of_against = item_means(study, against);
  for (const auto& [item, mean] : of_method) {
    const auto partner = of_against.find(item);
    if (partner != of_against.end()) paired.add(item, mean, partner->second);
  }
  paired.count_wins();
  Samples& samples = paired.samples;
  ItemPairs& items = paired.items;
  items.n = std::ssize(samples.method);
  items.only_method = std::ssize(of_method) - items.n;
  items.only_against = std::ssize(of_against) - items.n;
  if (std::ssize(paired.cluster_ids) < items.n) {
    items.n_clusters = std::ssize(paired.cluster_ids);
  } else {
    samples.clusters.clear();
  }
  samples.reason = why_not_paired(samples);
  samples.items = items;
  return std::move(samples);
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
