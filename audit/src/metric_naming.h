#pragma once

#include <optional>
#include <string>

#include "gainsay/audit/study_file.h"

// What the name of a metric says where nothing is declared.
namespace gainsay::audit {

// The word that decides: the last of accuracy, f1, loss, seconds, ... in the name's parts between _ - / and .
// Nothing for a name without such a word: a direction is never guessed.
std::optional<Direction> direction_by_name(const std::string& metric);

// `resource` for time, memory, energy, parameters and operations; `quality` otherwise.
MetricKind kind_by_name(const std::string& metric);

// "valid_x" and "validation_x" as "val_x"; every other name as it is.
std::string canonical_split_prefix(const std::string& metric);

// The canonical name of result `metric` of a run on `split` ("" and "test": as it is; validation splits:
// "val_" in front; "train": "train_" in front; any other split: "<split>/" in front).
std::string metric_on_split(const std::string& metric, const std::string& split);

}  // namespace gainsay::audit
