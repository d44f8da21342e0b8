#pragma once

#include <string>
#include <string_view>

namespace gainsay::importers {

// The tags by which an importer says how the source names a run (ImportSink): name, experiment, project,
// group and job_type.
bool is_reserved_tag(std::string_view tag);

// The name under which a tag of the user's is kept: its own, or for one that is called like a reserved tag,
// `user.` and that.
std::string user_tag(std::string_view tag);

// The user's own name of a tag that was kept by user_tag; empty for a reserved tag.
std::string own_name_of_tag(std::string_view tag);

}  // namespace gainsay::importers
