#pragma once

namespace gainsay::importers {

// Whether a run that has not said how it ended, and whose last sign of life was then, counts as lost: it is
// older than what the store itself takes for a lost run on another host.
bool is_silent_for_long(double last_time);

}  // namespace gainsay::importers
