#include "gainsay/audit/free_comparison.h"

#include <algorithm>

#include <fmt/format.h>

#include "gainsay/tracker/error.h"

#include "claim_resolution.h"
#include "comparison_family.h"
#include "require_method.h"
#include "spelling.h"

namespace gainsay::audit {
namespace {

bool both_have(const Study& study, const ComparisonQuestion& question, Name dataset, Name metric) {
  return study.arm(question.method, dataset, metric).n() > 0 &&
         study.arm(question.against, dataset, metric).n() > 0;
}

Name metric_of(const Study& study, const ComparisonQuestion& question) {
  if (question.metric) return study.canonical_metric(*question.metric);
  if (!study.evaluations().empty()) return study.evaluations().front().claim.metric;
  for (const auto& [key, arm] : study.arms()) {
    const Metric metric = study.metric(key.metric);
    const bool usable = metric.kind == MetricKind::quality && metric.direction;
    if (usable && key.method == question.method && both_have(study, question, key.dataset, key.metric))
      return key.metric;
  }
  throw tracker::NotFoundError("", "the two methods share no quality metric with a known direction",
                               "name one with --metric, and declare its direction in gainsay.toml");
}

std::vector<Name> datasets_of(const Study& study, const ComparisonQuestion& question, Name metric) {
  if (!question.datasets.empty()) return question.datasets;
  std::vector<Name> datasets;
  for (const Dataset& dataset : study.datasets()) {
    if (!dataset.declaration.smoke && both_have(study, question, dataset.name, metric))
      datasets.push_back(dataset.name);
  }
  if (!datasets.empty()) return datasets;
  throw tracker::NotFoundError("",
                               fmt::format("there is no dataset on which both {} and {} have {}",
                                           question.method.str(), question.against.str(), metric.str()),
                               "`gainsay ls` shows what was recorded");
}

}  // namespace

std::vector<Comparison> compare_freely(const Study& study, const ComparisonQuestion& question) {
  require_method(study, question.method);
  require_method(study, question.against);
  const Name metric = metric_of(study, question);
  Claim claim =
      undeclared_claim(question.method, question.against, datasets_of(study, question, metric), metric);
  claim.test = question.test;
  if (question.pairing) claim.pairing = question.pairing;
  if (!study.metric(claim.metric).direction) {
    throw tracker::FormatError(
        study.file().path,
        fmt::format("nothing says whether higher or lower `{}` is better", claim.metric.str()),
        fmt::format("add [metrics.{}] with direction = \"higher\" or \"lower\"", claim.metric.str()));
  }
  std::vector<Comparison> comparisons;
  for (const Name dataset : claim.datasets) {
    comparisons.push_back(compare_on_dataset(study, claim, question.against, dataset));
  }
  adjust_by_holm(comparisons);
  if (comparisons.size() > 1) comparisons.push_back(compare_over_datasets(study, claim, question.against));
  return comparisons;
}

std::optional<Pairing> parse_pairing(std::string_view text) { return unspell<Pairing>(text); }

}  // namespace gainsay::audit
