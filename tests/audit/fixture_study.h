#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gainsay/audit/audit.h"

namespace gainsay::tests {

// The study of a folder that holds gainsay.toml and runs.csv or runs.jsonl, without any store. Curves and
// item scores come from the file. An older study file beside them, registered.toml, makes its claims
// registered at the time of its first line, `# registered 2026-01-05T10:00:00Z`. What the store and git know
// beside runs comes from tables, where they are there: looks.csv (at,method,against,dataset,metric,n_method,
// n_against,p_value), contents.csv (dataset,split,hash,at), changed_files.csv (commit,commit,file; a file
// that is empty: the commits do not differ). Throws what the importers
// and the study file throw, and std::runtime_error for a registered.toml without that line.
audit::Study load_fixture(const std::filesystem::path& folder);

// A study from text: `toml` as gainsay.toml, `csv` as runs.csv. An empty `toml` stands for a file that does
// not exist.
audit::Study study_of(const std::string& toml, const std::string& csv);

// The same with the runs as JSON lines, which can say more of a run than a table.
audit::Study study_of_lines(const std::string& toml, const std::string& jsonl);

// The same with runs that an importer handed over.
audit::Study study_of_runs(const std::string& toml, std::vector<tracker::WholeRun> runs);

}  // namespace gainsay::tests
