#pragma once

#include <optional>
#include <vector>

#include "gainsay/audit/study.h"

// Which split of the data a metric was measured on, by its canonical name.
namespace gainsay::audit {

bool is_validation_metric(Name canonical);  // val_...
bool is_training_metric(Name canonical);    // train_...

// What selection by validation looks at: a metric and +1 when higher is better, -1 when lower is.
struct ValidationMetric {
  Name name;
  double sign = 1.0;
};

// val_<metric> when one of the runs has it as a result or a curve, else the first by name of their other
// validation metrics whose direction is known; nothing without any. Throws std::logic_error when the metric
// has no direction.
std::optional<ValidationMetric> validation_metric(const Study& study,
                                                  const std::vector<const tracker::Run*>& runs, Name metric);

// The summary of the curve of `metric` (canonical) in a run whatever its spelling there; null where there is
// none.
const tracker::CurveSummary* metric_curve(const Study& study, const tracker::Run& run, Name metric);

}  // namespace gainsay::audit
