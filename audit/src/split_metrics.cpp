#include "split_metrics.h"

#include <set>

#include "metric_naming.h"

namespace gainsay::audit {
namespace {

Name canonical_in(const Study& study, const tracker::Run& run, Name metric) {
  return study.canonical_metric(metric_on_split(metric.str(), run.split.str()));
}

}  // namespace

bool is_validation_metric(Name canonical) { return canonical.str().starts_with("val_"); }

bool is_training_metric(Name canonical) { return canonical.str().starts_with("train_"); }

std::optional<ValidationMetric> validation_metric(const Study& study,
                                                  const std::vector<const tracker::Run*>& runs, Name metric) {
  std::set<Name> found;
  for (const tracker::Run* run : runs) {
    for (const tracker::Result& result : run->results) found.insert(canonical_in(study, *run, result.metric));
    for (const tracker::CurveSummary& curve : run->curves)
      found.insert(canonical_in(study, *run, curve.metric));
  }
  const Name same = study.canonical_metric("val_" + metric.str());
  if (found.contains(same)) return ValidationMetric{same, study.metric(metric).sign()};
  for (const Name name : found) {
    const Metric candidate = study.metric(name);
    if (is_validation_metric(name) && candidate.direction) return ValidationMetric{name, candidate.sign()};
  }
  return std::nullopt;
}

const tracker::CurveSummary* metric_curve(const Study& study, const tracker::Run& run, Name metric) {
  for (const tracker::CurveSummary& curve : run.curves) {
    if (canonical_in(study, run, curve.metric) == metric) return &curve;
  }
  return nullptr;
}

}  // namespace gainsay::audit
