#pragma once

#include <filesystem>
#include <string>

#include "source_run.h"

namespace gainsay::importers {

// What a run calls a metric of the harness under one of its filters.
std::string result_name(const std::string& metric, const std::string& filter);

// Reads a samples_<task>_<date>.jsonl into the item scores of a run, as import_lm_eval says.
void read_lm_eval_samples(const std::filesystem::path& file, SourceRun& run, ImportSink& sink);

}  // namespace gainsay::importers
