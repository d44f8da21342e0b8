#pragma once

#include <cstdint>

#include "gainsay/tracker/model.h"

namespace gainsay::tracker {

// Takes one more point into a summary. Folding points one by one, in any number of sittings, gives what
// summarize() gives for the whole curve: the store keeps summaries current without reading old points again.
void add_point(CurveSummary& summary, std::int64_t step, double value);

}  // namespace gainsay::tracker
