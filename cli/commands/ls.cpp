#include <CLI/CLI.hpp>
#include <memory>

#include "gainsay/importers/jsonl_export.h"
#include "gainsay/report/run_formats.h"
#include "invocation.h"
#include "load_study.h"
#include "run_filter.h"

namespace gainsay::cli {
namespace {

std::string as_json(const std::vector<tracker::Run>& runs) {
  std::string out = "[";
  for (const tracker::Run& run : runs) {
    out += out.size() == 1 ? "\n" : ",\n";
    out += importers::jsonl_line({run, {}, {}});
  }
  return out + "\n]\n";
}

void list_runs(const Invocation& invocation, const RunFilter& filter, const std::vector<std::string>& metrics,
               const std::string& format) {
  tracker::Store store = open_store(invocation);
  const std::vector<tracker::Run> runs = store.runs(filter.query());
  if (format == "json") {
    invocation.print(as_json(runs));
  } else {
    const std::vector<tracker::Name> columns(metrics.begin(), metrics.end());
    invocation.print(format == "csv" ? report::run_list_csv(runs, columns)
                                     : report::run_list_text(runs, columns));
  }
}

}  // namespace

void add_ls(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "ls", "List runs with their results");
  auto filter = std::make_shared<RunFilter>();
  auto metrics = std::make_shared<std::vector<std::string>>();
  auto format = std::make_shared<std::string>("text");
  filter->add_to(*verb);
  verb->add_option("--metrics", *metrics, "Results to show, by name (default: those that most runs have)")->delimiter(',');
  verb->add_option("--format", *format, "text, json or csv")->check(CLI::IsMember({"text", "json", "csv"}));
  verb->callback([&invocation, filter, metrics, format] { list_runs(invocation, *filter, *metrics, *format); });
}

}  // namespace gainsay::cli
