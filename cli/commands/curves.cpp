#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/report/run_formats.h"
#include "gainsay/tracker/error.h"

#include "invocation.h"
#include "load_study.h"
#include "named_run.h"

namespace gainsay::cli {
namespace {

void print_curves(const Invocation& invocation, const std::string& name,
                  const std::vector<std::string>& metrics) {
  tracker::Store store = open_store(invocation);
  const tracker::Run run = named_run(store, name);
  for (const std::string& metric : metrics) {
    if (tracker::find_curve(run, metric) == nullptr) {
      throw tracker::NotFoundError("--metric", fmt::format("run {} has no curve of `{}`", run.id, metric),
                                   "`gainsay show RUN` lists its curves");
    }
  }
  invocation.print(std::string(report::curve_csv_header));
  for (const tracker::CurveSummary& summary : run.curves) {
    const bool wanted = metrics.empty() || std::ranges::find(metrics, summary.metric.str()) != metrics.end();
    if (wanted) invocation.print(report::curve_csv(run.id, store.curve(run.id, summary.metric)));
  }
}

}  // namespace

void add_curves(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "curves", "The points of a run as CSV: run,metric,step,time,value");
  auto run = std::make_shared<std::string>();
  auto metrics = std::make_shared<std::vector<std::string>>();
  verb->add_option("RUN", *run, "Its id, or the beginning of it")->required();
  verb->add_option("--metric", *metrics, "Only this metric; may be repeated")->allow_extra_args(false);
  verb->callback([&invocation, run, metrics] { print_curves(invocation, *run, *metrics); });
}

}  // namespace gainsay::cli
