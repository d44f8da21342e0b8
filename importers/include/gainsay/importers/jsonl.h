#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/importers/importer.h"

// JSON lines, one whole run a line; every key but `method` may be left out:
//   { "id": "a", "method": "bn", "dataset": "digits", "split": "test", "seed": 3, "fold": null, "purpose":
//   "final",
//     "role": "variant", "status": "finished", "failure": "", "parent": null, "params": {"lr": 0.1},
//     "tags": {"selected_by": "last"}, "results": {"accuracy": 0.974},
//     "curves": {"loss": {"step": [0, 1], "value": [2.3, "nan"], "time": [1.5, 1.6]}},
//     "items": {"accuracy": {"item": ["a", "b"], "score": [1, 0], "cluster": ["x", "x"]}},
//     "started_at": "2026-11-24T10:00:00.000Z", "ended_at": null, "git": {"commit": "c0ffee", "dirty": false,
//     "diff_stored": false, "branch": "main"}, "host": "a", "device": "", "environment": {"python": "3.11"},
//     "argv": ["train"], "exit_code": 0, "dropped_points": 0, "excluded": {"reason": "...", "at": "..."} }
// NaN and infinities are the texts "nan", "inf" and "-inf"; a param that is one of these three words as a
// text is
// {"text": "nan"}. null is the same as no key, except inside params, tags, results, curves and items, where
// it is an error: what is missing is left out.
namespace gainsay::importers {

// Hands the runs of a file to `sink`, one at a time; blank lines are skipped. Throws what parse_jsonl_line
// throws, and tracker::FormatError when the file cannot be read or a line is longer than 256 MiB.
void import_jsonl(const std::filesystem::path& file, ImportSink& sink);

// The same runs all at once, of a file or of a stream that errors call `place`.
std::vector<tracker::WholeRun> read_jsonl(const std::filesystem::path& file);
std::vector<tracker::WholeRun> read_jsonl(std::istream& input, const std::string& place);

// The run that one line describes. `id` becomes the run's source_id; a missing status is finished, a missing
// purpose final. place: where the line is, for errors ("runs.jsonl:17"). Throws tracker::FormatError for
// malformed JSON, whose place then ends in the column; for an unknown key, with the nearest known one; a
// doubled key; a value of the wrong type; arrays of one curve or of one metric's items that differ in length;
// an unknown purpose, role or status; a time that is not ISO 8601; a missing or empty method.
tracker::WholeRun parse_jsonl_line(std::string_view line, const std::string& place);

}  // namespace gainsay::importers
