#include <algorithm>
#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "gainsay/report/statistic_formats.h"
#include "gainsay/stats/catalogue.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"
#include "statistic_arguments.h"
#include "statistic_data.h"

namespace gainsay::cli {
namespace {

struct TestArguments {
  bool list = false;
  bool json = false;
  std::string format = "text";
  DataOptions data;

  bool as_json() const { return json || format == "json"; }
};

const stats::Statistic& named_statistic(std::string name) {
  std::ranges::replace(name, '-', '_');
  if (const auto* const found = stats::find_statistic(name)) return *found;
  throw unknown_statistic("statistic", name, "`gainsay test --list` shows them all");
}

void add_format(CLI::App& app, TestArguments& arguments) {
  app.add_option("--format", arguments.format, "text or json")->check(CLI::IsMember({"text", "json"}));
  app.add_flag("--json", arguments.json, "The same as --format json");
}

void add_sources(CLI::App& app, const stats::Statistic& statistic, DataOptions& data) {
  if (std::ranges::none_of(statistic.parameters, takes_data)) return;
  app.add_option("--csv", data.csv, "A table, whose columns the other options name")->type_name("FILE");
  app.add_option("--value", data.value, "Long form: the column of the values")->type_name("COL");
  app.add_option("--group", data.group, "... of the arms, methods or groups")->type_name("COL");
  app.add_option("--block", data.block, "... of what they share: seeds, items, datasets")->type_name("COL");
  app.add_option("--metric", data.metric, "The results of the study in this metric");
  app.add_option("-d,--dataset", data.datasets, "... on this dataset; may be repeated")
      ->allow_extra_args(false);
}

// A p value of runs of the study that was shown to somebody is a look.
void record_look(const Invocation& invocation, const stats::Statistic& statistic, const DataOptions& options,
                 const StatisticData& data, const stats::Value& result) {
  if (options.metric.empty() || !data.names.contains("a") || !data.names.contains("b")) return;
  const auto runs = [&data](const char* parameter) {
    std::int64_t n = 0;
    for (const auto& sample : data.of.at(parameter).samples) n += static_cast<std::int64_t>(sample.size());
    return n;
  };
  tracker::Look look;
  look.command = "test " + std::string{statistic.name};
  look.method = data.names.at("a").front();
  look.against = data.names.at("b").front();
  if (options.datasets.size() == 1) look.dataset = options.datasets.front();
  look.metric = options.metric;
  look.n_method = runs("a");
  look.n_against = runs("b");
  look.p_value = p_value_of(result);
  open_store(invocation).record_look(look);
}

void say_names(const Invocation& invocation, const StatisticData& data) {
  for (const auto& [parameter, names] : data.names) {
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
    invocation.say(parameter + ": " + report::printable(all) + "\n");
  }
}

void run_test(const Invocation& invocation, const stats::Statistic& statistic,
              const TestArguments& arguments) {
  const auto data = data_of(statistic, arguments.data, invocation);
  say_names(invocation, data);
  const StatisticArguments made{statistic, arguments.data.given, data};
  const auto result = made.call();
  record_look(invocation, statistic, arguments.data, data, result);
  invocation.print(arguments.as_json() ? report::statistic_json(statistic, result)
                                       : report::statistic_text(statistic, result));
}

// The options of one statistic are those of its parameters: they are parsed once its name is known.
void test_named(Invocation& invocation, std::vector<std::string> words, TestArguments arguments) {
  const auto& statistic = named_statistic(words.front());
  CLI::App app{"", "gainsay test"};
  app.require_subcommand(1);
  CLI::App* const verb =
      add_verb(app, invocation, std::string{statistic.name}, std::string{statistic.summary});
  add_sources(*verb, statistic, arguments.data);
  add_parameter_options(*verb, statistic, arguments.data.given);
  add_format(*verb, arguments);
  words.front() = statistic.name;
  std::ranges::reverse(words);  // the order in which CLI11 takes a vector
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    invocation.exit_code = app.exit(error) == 0 ? 0 : 2;
    return;
  }
  run_test(invocation, statistic, arguments);
}

}  // namespace

void add_test(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "test", "Any statistic, on a table, on numbers or on the study");
  verb->prefix_command();
  verb->footer("`gainsay test` lists the statistics, `gainsay test NAME --help` the options of one.");
  auto arguments = std::make_shared<TestArguments>();
  verb->add_flag("--list", arguments->list, "All statistics, each in a line");
  add_format(*verb, *arguments);
  verb->callback([&invocation, arguments, verb] {
    const auto words = verb->remaining();
    if (!words.empty() && !arguments->list) return test_named(invocation, words, *arguments);
    invocation.print(arguments->as_json() ? report::catalogue_json()
                                          : report::catalogue_text(invocation.style()));
  });
}

}  // namespace gainsay::cli
