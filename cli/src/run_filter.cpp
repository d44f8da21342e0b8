#include "run_filter.h"

#include <CLI/CLI.hpp>

namespace gainsay::cli {

void RunFilter::add_to(CLI::App& verb) {
  verb.add_option("-m,--method", method, "Only runs of this method");
  verb.add_option("-d,--dataset", dataset, "Only runs on this dataset");
  verb.add_option("--status", status, "Only runs with this status")
      ->check(CLI::IsMember({"running", "finished", "failed", "killed", "lost"}));
  verb.add_option("--purpose", purpose, "Only runs with this purpose")->check(CLI::IsMember({"tune", "pilot", "final"}));
  verb.add_flag("-a,--all", all, "Excluded runs, too");
}

tracker::RunQuery RunFilter::query() const {
  tracker::RunQuery query;
  if (!method.empty()) query.method = method;
  if (!dataset.empty()) query.dataset = dataset;
  query.status = tracker::parse_status(status);
  query.purpose = tracker::parse_purpose(purpose);
  query.include_excluded = all;
  return query;
}

}  // namespace gainsay::cli
