#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/report/run_formats.h"
#include "gainsay/tracker/error.h"

#include "invocation.h"
#include "load_study.h"
#include "named_run.h"
#include "run_filter.h"

namespace gainsay::cli {
namespace {

struct CurveArguments {
  std::string run;
  std::vector<std::string> metrics;
  RunFilter filter;
};

void refuse_unknown_metric(const tracker::Run& run, const std::vector<std::string>& metrics) {
  for (const std::string& metric : metrics) {
    if (tracker::find_curve(run, metric) == nullptr) {
      throw tracker::NotFoundError("--metric", fmt::format("run {} has no curve of `{}`", run.id, metric),
                                   "`gainsay show RUN` lists its curves");
    }
  }
}

// The runs whose curves are wanted: the one that is named, or those that the filter lets through.
std::vector<std::string> wanted_runs(tracker::Store& store, const CurveArguments& arguments) {
  if (!arguments.run.empty()) {
    const tracker::Run run = named_run(store, arguments.run);
    refuse_unknown_metric(run, arguments.metrics);
    return {run.id};
  }
  auto query = arguments.filter.query();
  query.parts = {.results = false,
                 .params = false,
                 .tags = false,
                 .environment = false,
                 .argv = false,
                 .curves = false,
                 .item_metrics = false};
  std::vector<std::string> ids;
  for (const tracker::Run& run : store.runs(query)) ids.push_back(run.id);
  return ids;
}

// Piece by piece: memory does not grow with the curves.
void print_curves(const Invocation& invocation, const CurveArguments& arguments) {
  tracker::Store store = open_store(invocation);
  const auto ids = wanted_runs(store, arguments);
  invocation.print(std::string(report::curve_csv_header));
  if (ids.empty()) return;
  const auto print_piece = [&](const std::string& run, const tracker::Curve& piece) {
    invocation.print(report::curve_csv(run, piece));
  };
  if (arguments.metrics.empty()) return store.each_curve_piece({.run_ids = ids}, print_piece);
  for (const std::string& metric : arguments.metrics) {
    store.each_curve_piece({.run_ids = ids, .metric = metric}, print_piece);
  }
}

}  // namespace

void add_curves(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "curves",
               "The points of one run, or of all that are chosen, as CSV: run,metric,step,time,value");
  auto arguments = std::make_shared<CurveArguments>();
  verb->add_option("RUN", arguments->run,
                   "Its id, or the beginning of it (default: all that the options choose)");
  verb->add_option("--metric", arguments->metrics, "Only this metric; may be repeated")
      ->allow_extra_args(false);
  arguments->filter.add_to(*verb);
  verb->callback([&invocation, arguments] { print_curves(invocation, *arguments); });
}

}  // namespace gainsay::cli
