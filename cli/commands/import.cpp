#include <memory>

#include <CLI/CLI.hpp>

#include "gainsay/importers/csv.h"
#include "gainsay/importers/jsonl.h"

#include "import_formats.h"
#include "import_intake.h"
#include "invocation.h"
#include "key_value.h"

namespace gainsay::cli {
namespace {

struct CsvArguments {
  ImportOptions options;
  importers::CsvOptions csv;
  std::vector<std::string> constants;
  std::vector<std::string> params;
  std::string delimiter = ",";
};

void import_csv(const Invocation& invocation, CsvArguments& arguments) {
  for (const std::string& text : arguments.constants) {
    const KeyValue pair = split_key_value(text, "--constant");
    arguments.csv.constants.push_back({pair.key, pair.value});
  }
  for (const std::string& column : arguments.params)
    arguments.csv.columns.push_back({"params." + column, column});
  arguments.csv.delimiter = arguments.delimiter == "\\t" ? '\t' : arguments.delimiter.front();
  import_into_study(invocation, arguments.options, "csv", [&](importers::ImportSink& sink) {
    for (const std::string& path : arguments.options.paths) {
      importers::ImportResult read = importers::read_csv(path, arguments.csv);
      for (const std::string& note : read.notes) sink.note(path + ": " + note);
      for (tracker::WholeRun& run : read.runs) sink.add(std::move(run));
    }
  });
}

void add_csv(CLI::App& verb, Invocation& invocation) {
  CLI::App* csv =
      verb.add_subcommand("csv", "Comma-separated values, long (metric,value) or wide (--values)");
  auto arguments = std::make_shared<CsvArguments>();
  csv->add_option("PATH", arguments->options.paths, "Files")->required();
  for (const char* const field : {"method", "dataset", "seed", "metric", "value", "split", "fold", "run",
                                  "step", "time", "purpose", "role", "status", "item", "cluster"}) {
    csv->add_option_function<std::string>(
           std::string("--") + field,
           [arguments, field](const std::string& column) {
             arguments->csv.columns.push_back({field, column});
           },
           std::string("Column that holds the ") + field)
        ->type_name("COL");
  }
  csv->add_option("--values", arguments->csv.values, "Wide form: the columns that are metrics")
      ->delimiter(',');
  csv->add_option("--params", arguments->params, "Columns that are parameters")->delimiter(',');
  csv->add_option("--ignore", arguments->csv.ignore, "Columns that are not read")->delimiter(',');
  csv->add_option("--constant", arguments->constants, "A field that is the same in every row")
      ->type_name("FIELD=VALUE");
  csv->add_option("--delimiter", arguments->delimiter, "One character, or \\t");
  arguments->options.add_to(*csv, false);
  csv->callback([&invocation, arguments] { import_csv(invocation, *arguments); });
}

void add_jsonl(CLI::App& verb, Invocation& invocation) {
  CLI::App* jsonl =
      verb.add_subcommand("jsonl", "One whole run a line, as `gainsay export jsonl` writes them");
  auto options = std::make_shared<ImportOptions>();
  jsonl->add_option("PATH", options->paths, "Files")->required();
  options->add_to(*jsonl, true);
  jsonl->callback([&invocation, options] {
    import_into_study(invocation, *options, "jsonl", [&](importers::ImportSink& sink) {
      for (const std::string& path : options->paths) importers::import_jsonl(path, sink);
    });
  });
}

// What names the source of a format's runs: the format, and where ids may be taken elsewhere, the folder,
// too.
std::string source_key(const ImportFormat& format, const std::string& path) {
  if (format.ids == RunIds::unique_everywhere) return format.name;
  return std::string{format.name} + ":" + std::filesystem::weakly_canonical(path).string();
}

void add_format(CLI::App& verb, Invocation& invocation, const ImportFormat& format) {
  CLI::App* command = verb.add_subcommand(format.name, format.help);
  auto options = std::make_shared<ImportOptions>();
  const bool many = format.ids == RunIds::unique_everywhere;
  command->add_option("PATH", options->paths, many ? "Files or folders" : "A file or folder")
      ->required()
      ->expected(1, many ? CLI::detail::expected_max_vector_size : 1);
  options->add_to(*command, true);
  command->callback([&invocation, options, &format] {
    const std::string key = source_key(format, options->paths.front());
    import_into_study(invocation, *options, key, [&](importers::ImportSink& sink) {
      for (const std::string& path : options->paths) format.read(path, sink);
    });
  });
}

}  // namespace

void add_import(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "import", "Bring in runs from files; importing again adds nothing");
  verb->require_subcommand(1);
  verb->fallthrough();
  add_csv(*verb, invocation);
  add_jsonl(*verb, invocation);
  for (const ImportFormat& format : import_formats()) add_format(*verb, invocation, format);
}

}  // namespace gainsay::cli
