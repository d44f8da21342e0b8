#include "trackio_fragments.h"

#include "file_walk.h"
#include "line_reader.h"
#include "source_run.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

void add_record(TrackioInbox& inbox, Json record, const std::string& place, ImportSink& sink) {
  const std::string kind = text_in(record, "kind");
  const std::string project = text_in(record, "project");
  const std::string id = text_in(record, "run_id");
  const std::string& run = id.empty() ? text_in(record, "run") : id;
  if (kind != "metric" && kind != "system_metric")
    return sink.note(place + ": left out a record of kind `" + kind + "`");
  if (project.empty() || run.empty()) return sink.note(place + ": left out a record without project or run");
  inbox[project][run].push_back(std::move(record));
}

}  // namespace

TrackioInbox read_trackio_inbox(const fs::path& folder, ImportSink& sink) {
  TrackioInbox inbox;
  std::error_code error;
  if (!fs::is_directory(folder / "inbox", error)) return inbox;
  const auto is_fragment = [](const fs::path& file) { return file.extension() == ".jsonl"; };
  for (const fs::path& file : find_files(folder / "inbox", is_fragment, sink)) {
    LineReader lines{file};
    std::string line;
    while (lines.next(line)) {
      if (line.empty()) continue;
      try {
        add_record(inbox, parse_lenient_json(line, lines.here()), lines.here(), sink);
      } catch (const tracker::FormatError& damage) {
        sink.note(lines.here() + ": the line is left out: " + damage.problem());
      }
    }
  }
  return inbox;
}

}  // namespace gainsay::importers
