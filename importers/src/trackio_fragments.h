#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "gainsay/importers/importer.h"

#include "lenient_json.h"

namespace gainsay::importers {

// What Trackio's inbox holds, by project and then by the id or name of a run; records in the order of their
// files. `metric` and `system_metric` records only.
using TrackioInbox = std::map<std::string, std::map<std::string, std::vector<nlohmann::json>>>;

// Reads the inbox beside a database, if there is one. A line that is cut off or damaged is left out and
// noted, as Trackio itself passes it over.
TrackioInbox read_trackio_inbox(const std::filesystem::path& folder, ImportSink& sink);

}  // namespace gainsay::importers
