#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gainsay/tracker/model.h"

namespace gainsay::importers {

// What every exporter of other tools' formats takes: runs without their points, and a way to get all of one,
// so that memory holds one run's points and not those of all. An exporter gives back sentences about what its
// format cannot hold, for the user; empty when it holds everything.
struct ExportedRuns {
  std::vector<tracker::Run> runs;
  std::function<tracker::WholeRun(const tracker::Run&)> whole;
};

}  // namespace gainsay::importers
