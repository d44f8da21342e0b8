#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs of Guild AI.
//
// path: the folder `runs` of Guild's home (or any above it), or the folder of one run. A folder with
// `.guild/opref` is a run:
// - method: the operation, `model:operation` where it has a model; source id: the run's id; tags: name (the
//   label), tags, user, sourcecode_digest, random_seed.
// - params: the flags, with types as PyYAML has them.
// - seed: the flag seed (or random_seed, random_state). Guild's own random_seed drives the choice of flag
//   values and not the training; it is a tag, for `--map seed=tags.random_seed` where a script takes it from
//   there.
// - curves: the scalars in the run's event files, also those in folders below it, whose metrics are called
//   `<folder>#<name>` as Guild does; folders of other runs, which are linked as dependencies, are passed
//   over.
// - status: exit status 0 finished, above failed, below (a signal) killed; without one running where
//   `.guild/LOCK` or `LOCK.remote` is, else lost.
// - times, host, argv, exit code, git commit, environment: platform and packages.
// Runs that are pending or staged have not run, and batches only start others: both are left out and noted,
// as are the recorded environment variables (they may hold secrets), outputs, and what an event file holds
// besides scalars.
//
// Throws tracker::FormatError naming the file, with line or byte where there is one, when a file cannot be
// read, an attribute is not YAML, or the folder holds no run.
void import_guild(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
