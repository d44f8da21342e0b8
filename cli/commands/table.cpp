#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "gainsay/audit/result_table.h"
#include "gainsay/report/table_formats.h"
#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

struct TableArguments {
  std::string metric;
  std::string method;
  std::string error = "sd";
  std::string format = "text";
};

audit::TableOptions table_options(const TableArguments& arguments) {
  static const std::map<std::string, audit::ErrorKind> kKinds = {{"sd", audit::ErrorKind::sd},
                                                                 {"sem", audit::ErrorKind::sem},
                                                                 {"ci95", audit::ErrorKind::ci95},
                                                                 {"range", audit::ErrorKind::range}};
  audit::TableOptions options;
  if (!arguments.metric.empty()) options.metric = arguments.metric;
  if (!arguments.method.empty()) options.method = arguments.method;
  options.error_kind = kKinds.at(arguments.error);
  return options;
}

std::string rendered(const audit::ResultTable& table, const Invocation& invocation, const std::string& format) {
  if (format == "latex") return report::table_latex(table);
  if (format == "markdown") return report::table_markdown(table);
  if (format == "csv") return report::table_csv(table);
  if (format == "json") return report::table_json(table);
  return report::table_text(table, invocation.style());
}

using MakeTable = audit::ResultTable (*)(const audit::Study&, const audit::TableOptions&);

void add_kind(CLI::App& verb, Invocation& invocation, const std::string& name, const std::string& description,
              MakeTable make) {
  CLI::App* kind = verb.add_subcommand(name, description);
  auto arguments = std::make_shared<TableArguments>();
  kind->add_option("--metric", arguments->metric, "Metric (default: that of the first claim)");
  if (name == "ablation") {
    kind->add_option("--method", arguments->method, "The full method (default: the first claim's that has ablations)");
  }
  kind->add_option("--error", arguments->error, "What stands behind +-: sd, sem, ci95 or range")
      ->check(CLI::IsMember({"sd", "sem", "ci95", "range"}));
  kind->add_option("--format", arguments->format, "text, latex, markdown, csv or json")
      ->check(CLI::IsMember({"text", "latex", "markdown", "csv", "json"}));
  kind->callback([&invocation, arguments, make] {
    const audit::ResultTable table = make(load_study(invocation), table_options(*arguments));
    invocation.print(rendered(table, invocation, arguments->format));
  });
}

}  // namespace

void add_table(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "table", "The tables of the paper, with honest error bars, tied to run ids");
  verb->require_subcommand(1);
  verb->fallthrough();
  add_kind(*verb, invocation, "main", "Methods by datasets", audit::main_table);
  add_kind(*verb, invocation, "ablation", "The full method and what each ablation costs", audit::ablation_table);
}

}  // namespace gainsay::cli
