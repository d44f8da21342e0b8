#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace calibration {

// Scores that were really measured, as populations to draw from: each with mean 0 and sd 1.
using Populations = std::vector<std::vector<double>>;

struct RealRuns {
  Populations fold_scores;  // one a classifier and data set: its accuracy on 100 folds
  Populations returns;      // one an Atari game: how far runs end from the mean of their agent
};

// Reads the folder of shared data; nothing where the files are not there. Throws std::runtime_error for a
// file that is not as described in the folder.
std::optional<RealRuns> read_real_runs(const std::filesystem::path& folder);

// Those of the folder beside the repository, or of the one that the environment variable GAINSAY_SHARED_DATA
// names.
const std::optional<RealRuns>& real_runs();

}  // namespace calibration
