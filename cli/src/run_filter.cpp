#include "run_filter.h"

#include <chrono>

#include <CLI/CLI.hpp>

#include "gainsay/tracker/error.h"

namespace gainsay::cli {

void RunFilter::add_to(CLI::App& verb) {
  verb.add_option("-m,--method", method, "Only runs of this method");
  verb.add_option("-d,--dataset", dataset, "Only runs on this dataset");
  verb.add_option("--status", status, "Only runs with this status")
      ->check(CLI::IsMember({"running", "finished", "failed", "killed", "lost"}));
  verb.add_option("--purpose", purpose, "Only runs with this purpose")
      ->check(CLI::IsMember({"tune", "pilot", "final"}));
  verb.add_option("-w,--where", where,
                  "Only runs for which this holds, such as 'metrics.acc > 0.9 and params.lr <= 1e-3'")
      ->type_name("EXPR");
  verb.add_flag("-a,--all", all, "Excluded runs, too");
}

tracker::RunCondition run_condition(const std::string& expression, const std::string& option) {
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  try {
    return tracker::RunCondition{expression, now.count()};
  } catch (const tracker::FormatError& error) {
    throw tracker::FormatError(option + ", " + error.place(), error.problem(), error.remedy());
  }
}

tracker::RunQuery RunFilter::query() const {
  tracker::RunQuery query;
  if (!method.empty()) query.method = method;
  if (!dataset.empty()) query.dataset = dataset;
  query.status = tracker::parse_status(status);
  query.purpose = tracker::parse_purpose(purpose);
  query.include_excluded = all;
  if (!where.empty()) query.where = run_condition(where, "--where");
  return query;
}

}  // namespace gainsay::cli
