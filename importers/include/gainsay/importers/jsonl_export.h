#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "gainsay/tracker/model.h"

namespace gainsay::importers {

// One run as a line of JSON, without the line's end, that parse_jsonl_line reads back as the same run: keys
// in a fixed order, empty fields left out, numbers as the shortest text that reads back bit for bit (-0.0
// too; a NaN comes back as a NaN, its payload is not kept), types of params kept, times to the millisecond.
// `id` is the source's id where the run has one, else the run's own. Throws tracker::FormatError, naming the
// run, when a text is not UTF-8, which JSON cannot hold.
std::string jsonl_line(const tracker::WholeRun& run);

// The runs, a line each.
void write_jsonl(std::ostream& output, std::span<const tracker::WholeRun> runs);

}  // namespace gainsay::importers
