#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "gainsay/importers/csv.h"
#include "gainsay/importers/jsonl.h"
#include "gainsay/tracker/store.h"
#include "invocation.h"
#include "key_value.h"

namespace gainsay::cli {
namespace {

struct ImportArguments {
  std::vector<std::string> paths;
  importers::CsvOptions csv;
  std::vector<std::string> constants;
  std::vector<std::string> params;
  std::string delimiter = ",";
  bool dry_run = false;
};

// All files are read before the first run is added, so that nothing is half imported.
void add_to_store(const Invocation& invocation, const ImportArguments& arguments, const std::string& source_key,
                  const std::vector<importers::ImportResult>& files) {
  std::vector<tracker::WholeRun> runs;
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (const std::string& note : files[i].notes) {
      invocation.say(fmt::format("{}: {}\n", arguments.paths[i], note));
    }
    runs.insert(runs.end(), files[i].runs.begin(), files[i].runs.end());
  }
  if (arguments.dry_run) {
    invocation.say(fmt::format("{} runs read; nothing imported (--dry-run)\n", runs.size()));
    return;
  }
  tracker::Store store = tracker::Store::create(invocation.study_or_here());
  const tracker::ImportOutcome outcome = store.add_runs(runs, source_key);
  invocation.say(fmt::format("{} runs added, {} were there already\n", outcome.added, outcome.unchanged));
}

void import_csv(const Invocation& invocation, ImportArguments& arguments) {
  for (const std::string& text : arguments.constants) {
    const KeyValue pair = split_key_value(text, "--constant");
    arguments.csv.constants.push_back({pair.key, pair.value});
  }
  for (const std::string& column : arguments.params) arguments.csv.columns.push_back({"params." + column, column});
  arguments.csv.delimiter = arguments.delimiter == "\\t" ? '\t' : arguments.delimiter.front();
  std::vector<importers::ImportResult> files;
  for (const std::string& path : arguments.paths) files.push_back(importers::read_csv(path, arguments.csv));
  add_to_store(invocation, arguments, "csv", files);
}

void import_jsonl(const Invocation& invocation, const ImportArguments& arguments) {
  std::vector<importers::ImportResult> files;
  for (const std::string& path : arguments.paths) files.push_back(importers::read_jsonl(path));
  add_to_store(invocation, arguments, "jsonl", files);
}

void add_csv(CLI::App& verb, Invocation& invocation) {
  CLI::App* csv = verb.add_subcommand("csv", "Comma-separated values, long (metric,value) or wide (--values)");
  auto arguments = std::make_shared<ImportArguments>();
  csv->add_option("PATH", arguments->paths, "Files")->required();
  for (const char* const field : {"method", "dataset", "seed", "metric", "value", "split", "fold", "run", "step", "time",
                                  "purpose", "role", "status", "item", "cluster"}) {
    csv->add_option_function<std::string>(
           std::string("--") + field,
           [arguments, field](const std::string& column) { arguments->csv.columns.push_back({field, column}); },
           std::string("Column that holds the ") + field)
        ->type_name("COL");
  }
  csv->add_option("--values", arguments->csv.values, "Wide form: the columns that are metrics")->delimiter(',');
  csv->add_option("--params", arguments->params, "Columns that are parameters")->delimiter(',');
  csv->add_option("--ignore", arguments->csv.ignore, "Columns that are not read")->delimiter(',');
  csv->add_option("--constant", arguments->constants, "A field that is the same in every row")->type_name("FIELD=VALUE");
  csv->add_option("--delimiter", arguments->delimiter, "One character, or \\t");
  csv->add_flag("--dry-run", arguments->dry_run, "Read and check, import nothing");
  csv->callback([&invocation, arguments] { import_csv(invocation, *arguments); });
}

void add_jsonl(CLI::App& verb, Invocation& invocation) {
  CLI::App* jsonl = verb.add_subcommand("jsonl", "One whole run a line, as `gainsay export jsonl` writes them");
  auto arguments = std::make_shared<ImportArguments>();
  jsonl->add_option("PATH", arguments->paths, "Files")->required();
  jsonl->add_flag("--dry-run", arguments->dry_run, "Read and check, import nothing");
  jsonl->callback([&invocation, arguments] { import_jsonl(invocation, *arguments); });
}

}  // namespace

void add_import(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "import", "Bring in runs from files; importing again adds nothing");
  verb->require_subcommand(1);
  verb->fallthrough();
  add_csv(*verb, invocation);
  add_jsonl(*verb, invocation);
}

}  // namespace gainsay::cli
