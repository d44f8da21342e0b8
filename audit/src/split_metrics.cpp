#include "split_metrics.h"

#include <set>
#include <unordered_set>

namespace gainsay::audit {

bool is_validation_metric(Name canonical) { return canonical.str().starts_with("val_"); }

bool is_training_metric(Name canonical) { return canonical.str().starts_with("train_"); }

std::optional<ValidationMetric> validation_metric(const Study& study,
                                                  const std::vector<const tracker::Run*>& runs, Name metric) {
  std::unordered_set<Name> recorded;
  for (const tracker::Run* run : runs) {
    for (const tracker::Result& result : run->results) recorded.insert(study.metric_of(*run, result.metric));
    for (const tracker::CurveSummary& curve : run->curves)
      recorded.insert(study.metric_of(*run, curve.metric));
  }
  const std::set<Name> found(recorded.begin(), recorded.end());
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
    if (study.metric_of(run, curve.metric) == metric) return &curve;
  }
  return nullptr;
}

}  // namespace gainsay::audit
