#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs from the files that SwanLab keeps on disk (its format 2, SDK 0.8 and later).
//
// path: a `run-<id>.swanlab` or `backup.swanlab`, or a folder with such files at any depth. A file is a run;
// files of one id, as resuming makes them, are one run in the order of their folders:
// - method: the project; source id: the run's id; tags: name, project, group, job_type, workspace, tags,
//   description.
// - params: files/config.yaml, nested names dotted, types as PyYAML has them; seed: the param `seed`.
// - curves: scalars with steps and times; those that SwanLab measures itself are `system/<name>`.
// - status: FINISHED finished; CRASHED failed (what it says is the tag `error`); ABORTED killed; without an
//   end running, or lost where it was silent for a day or more, and noted.
// - times; host, git and environment from files/swanlab-metadata.json and requirements.txt.
// SwanLab itself drops values whose step its metric has passed already. Left out, and noted: media, and what
// the checksums show to be damaged; a file that is cut off gives what stands before.
//
// Throws tracker::FormatError naming the file when it cannot be read or is not of this version, its config is
// not YAML, or the folder holds none.
void import_swanlab(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
