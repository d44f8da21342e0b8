#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>

#include "gainsay/importers/jsonl_export.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"
#include "invocation.h"
#include "load_study.h"
#include "run_filter.h"

namespace gainsay::cli {
namespace {

// One run in memory at a time.
void export_jsonl(const Invocation& invocation, const RunFilter& filter, const std::string& output) {
  tracker::Store store = open_store(invocation);
  std::ofstream file;
  if (!output.empty()) file.open(output, std::ios::binary);
  for (const tracker::Run& run : store.runs(filter.query())) {
    const std::string line = importers::jsonl_line(store.whole_run(run.id)) + "\n";
    if (output.empty()) {
      invocation.print(line);
    } else {
      file << line;
    }
  }
  if (output.empty()) return;
  file.close();
  if (!file) throw tracker::Error(output, "cannot be written", "check the folder, its permissions and the space on it");
}

}  // namespace

void add_export(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "export", "Write runs out, whole");
  verb->require_subcommand(1);
  verb->fallthrough();
  CLI::App* jsonl = verb->add_subcommand("jsonl", "One whole run a line, with curves and item scores");
  auto filter = std::make_shared<RunFilter>();
  auto output = std::make_shared<std::string>();
  filter->add_to(*jsonl);
  jsonl->add_option("-o,--output", *output, "File (default: stdout)")->type_name("FILE");
  jsonl->callback([&invocation, filter, output] { export_jsonl(invocation, *filter, *output); });
}

}  // namespace gainsay::cli
