#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gainsay/tracker/model.h"

namespace gainsay::importers {

// How errors call a run: by its source's id and name.
std::string title_of(const tracker::Run& run);

// Whether `field` is method, dataset, split, seed, fold, purpose, role, params.NAME or tags.NAME.
bool is_run_field(std::string_view field);

// Sets a field of a run. Throws tracker::FormatError naming run, field and value where the value is none for
// it.
void set_run_field(tracker::Run& run, const std::string& field, const std::string& value);

// The text of params.NAME, tags.NAME, method, dataset, id or else the tag of that name.
std::optional<std::string> run_text(const tracker::Run& run, std::string_view source);

// Gives a metric of the run another name: its curve, result and item scores. Whether the run has it. Throws
// tracker::FormatError where the run has a metric `to` already.
bool rename_metric(tracker::WholeRun& run, tracker::Name from, tracker::Name to);

// Sorts the entries of a run by name; of entries with one name the last stays.
void sort_entries(tracker::WholeRun& run);

// Sets what the run says of its curves and item scores.
void summarize_entries(tracker::WholeRun& run);

}  // namespace gainsay::importers
