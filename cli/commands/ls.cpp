#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/audit/run_groups.h"
#include "gainsay/importers/jsonl_export.h"
#include "gainsay/report/run_formats.h"
#include "gainsay/report/value_table.h"
#include "gainsay/tracker/error.h"

#include "invocation.h"
#include "load_study.h"
#include "run_filter.h"
#include "value_format.h"

namespace gainsay::cli {
namespace {

struct ListArguments {
  RunFilter filter;
  std::vector<std::string> metrics;
  std::vector<std::string> columns;
  std::vector<std::string> sort;
  std::vector<std::string> group_by;
  std::vector<std::string> statistics = {"mean", "sd", "n"};
  std::optional<std::int64_t> limit;
  std::optional<double> watch_seconds;
  std::string format = "text";
};

template <typename Parse>
auto parsed(const std::vector<std::string>& texts, const std::string& option, Parse parse) {
  std::vector<decltype(parse(texts.front()))> all;
  for (const std::string& text : texts) {
    try {
      all.push_back(parse(text));
    } catch (const tracker::FormatError& error) {
      throw tracker::FormatError(option, error.problem(), error.remedy());
    }
  }
  return all;
}

audit::GroupStatistic aggregate(const std::string& text) {
  const auto known = audit::parse_group_statistic(text);
  if (!known) {
    throw tracker::FormatError("", "there is no aggregate `" + text + "`",
                               "it is one of n, mean, sd, se, median, min, max");
  }
  return *known;
}

// A value as a listing shows it: points in time as ISO 8601.
std::optional<tracker::ParamValue> shown(const tracker::Run& run, const tracker::RunField& field) {
  auto value = tracker::value_of(run, field);
  const bool is_time =
      field.kind == tracker::RunField::Kind::started || field.kind == tracker::RunField::Kind::ended;
  if (value && is_time) return tracker::format_time(std::get<double>(*value));
  return value;
}

report::ValueTable columns_of(const std::vector<tracker::Run>& runs,
                              const std::vector<tracker::RunField>& fields) {
  report::ValueTable table;
  for (const auto& field : fields) table.columns.push_back(to_text(field));
  for (const auto& run : runs) {
    auto& row = table.rows.emplace_back();
    row.reserve(fields.size());
    for (const auto& field : fields) row.push_back(shown(run, field));
  }
  return table;
}

// The results that the runs have, by name.
std::vector<tracker::RunField> all_metrics(const std::vector<tracker::Run>& runs) {
  std::map<tracker::Name, bool> names;
  for (const auto& run : runs) {
    for (const auto& result : run.results) names[result.metric] = true;
  }
  std::vector<tracker::RunField> fields;
  fields.reserve(names.size());
  for (const auto& [name, present] : names) fields.push_back({tracker::RunField::Kind::metric, name});
  return fields;
}

// Counts are whole numbers.
std::optional<tracker::ParamValue> cell_of(const std::optional<double>& number,
                                           audit::GroupStatistic statistic) {
  std::optional<tracker::ParamValue> cell;
  if (number && statistic == audit::GroupStatistic::n) cell.emplace(static_cast<std::int64_t>(*number));
  if (number && statistic != audit::GroupStatistic::n) cell.emplace(*number);
  return cell;
}

report::ValueTable groups_of(const ListArguments& arguments, const std::vector<tracker::Run>& runs) {
  const auto by = parsed(arguments.group_by, "--group-by", tracker::parse_run_field);
  const auto statistics = parsed(arguments.statistics, "--agg", aggregate);
  auto of = parsed(arguments.columns, "--columns", tracker::parse_run_field);
  if (of.empty()) of = all_metrics(runs);
  report::ValueTable table;
  for (const auto& field : by) table.columns.push_back(to_text(field));
  table.columns.emplace_back("runs");
  for (const auto& field : of) {
    for (const auto each : statistics) {
      table.columns.push_back(fmt::format("{}({})", audit::to_string(each), to_text(field)));
    }
  }
  for (const auto& group : audit::group_runs(runs, by, of, statistics)) {
    if (arguments.limit && static_cast<std::int64_t>(table.rows.size()) == *arguments.limit) break;
    auto& row = table.rows.emplace_back(group.key);
    row.emplace_back(group.runs);
    for (const auto& numbers : group.numbers) {
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        row.push_back(cell_of(numbers[i], statistics[i]));
      }
    }
  }
  return table;
}

std::string run_objects(const std::vector<tracker::Run>& runs, const std::string& format) {
  std::string out = format == "json" ? "[" : "";
  for (const tracker::Run& run : runs) {
    if (format == "json") out += out.size() == 1 ? "\n" : ",\n";
    out += importers::jsonl_line({run, {}, {}});
    if (format == "jsonl") out += "\n";
  }
  return format == "json" ? out + "\n]\n" : out;
}

// What is never shown is not read.
tracker::RunParts parts_for(const ListArguments& arguments) {
  const bool whole = arguments.format == "json" || arguments.format == "jsonl";
  if (whole && arguments.columns.empty() && arguments.group_by.empty()) return {};
  const bool only_results = arguments.columns.empty() && arguments.group_by.empty();
  return {.params = !only_results,
          .tags = !only_results,
          .environment = false,
          .argv = false,
          .curves = !only_results,
          .item_metrics = false};
}

tracker::RunQuery query_of(const ListArguments& arguments) {
  auto query = arguments.filter.query();
  query.parts = parts_for(arguments);
  query.sort = parsed(arguments.sort, "--sort", tracker::parse_sort_key);
  if (arguments.group_by.empty()) query.limit = arguments.limit;
  return query;
}

std::string listing(const ListArguments& arguments, const std::vector<tracker::Run>& runs) {
  const std::string& format = arguments.format;
  if (!arguments.group_by.empty()) return laid_out(groups_of(arguments, runs), format, "no runs");
  if (!arguments.columns.empty()) {
    return laid_out(columns_of(runs, parsed(arguments.columns, "--columns", tracker::parse_run_field)),
                    format, "no runs");
  }
  if (format == "json" || format == "jsonl") return run_objects(runs, format);
  const std::vector<tracker::Name> metrics(arguments.metrics.begin(), arguments.metrics.end());
  return format == "csv" ? report::run_list_csv(runs, metrics) : report::run_list_text(runs, metrics);
}

bool any_running(const std::vector<tracker::Run>& runs) {
  return std::ranges::any_of(runs, [](const auto& run) { return run.status == tracker::Status::running; });
}

// Lists again and again, on a terminal over the last listing, until no run that is listed is running any
// more.
void watch(const Invocation& invocation, const ListArguments& arguments, tracker::Store& store) {
  const std::string over_the_last = invocation.style().color ? "\x1b[H\x1b[2J" : "";
  while (true) {
    const auto runs = store.runs(query_of(arguments));
    invocation.print(over_the_last + listing(arguments, runs));
    if (!any_running(runs)) return;
    std::this_thread::sleep_for(std::chrono::duration<double>(*arguments.watch_seconds));
    store.drain();
  }
}

void list_runs(const Invocation& invocation, const ListArguments& arguments) {
  if (!arguments.group_by.empty() && !arguments.sort.empty()) {
    throw tracker::FormatError("--sort", "groups come in the order of their keys",
                               "leave out --sort or --group-by");
  }
  tracker::Store store = open_store(invocation);
  if (arguments.watch_seconds) return watch(invocation, arguments, store);
  invocation.print(listing(arguments, store.runs(query_of(arguments))));
}

}  // namespace

void add_ls(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "ls", "List runs with their results");
  auto arguments = std::make_shared<ListArguments>();
  arguments->filter.add_to(*verb);
  verb->add_option("--metrics", arguments->metrics,
                   "Results to show, by name (default: those that most runs have)")
      ->delimiter(',');
  verb->add_option("--columns", arguments->columns,
                   "Fields to show instead, such as id,params.lr,metrics.acc,curves.loss.min,duration")
      ->delimiter(',');
  verb->add_option("--sort", arguments->sort, "Order by these fields, FIELD or FIELD:desc")->delimiter(',');
  verb->add_option("--limit", arguments->limit, "At most so many")->check(CLI::NonNegativeNumber);
  verb->add_option("--group-by", arguments->group_by, "One line for all runs that are alike in these fields")
      ->delimiter(',');
  verb->add_option("--agg", arguments->statistics,
                   "What to tell of each column of a group: n, mean, sd, se, median, min, max")
      ->delimiter(',');
  verb->add_option("--watch", arguments->watch_seconds,
                   "List every so many seconds (2) until all that is listed has ended")
      ->expected(0, 1)
      ->default_str("2")
      ->check(CLI::Range(0.1, 3600.0));
  add_value_format(*verb, arguments->format);
  verb->callback([&invocation, arguments] { list_runs(invocation, *arguments); });
}

}  // namespace gainsay::cli
