#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

struct GarbageArguments {
  std::string excluded_before;
  bool dry_run = false;
};

double time_of(const std::string& text) {
  for (const std::string& full : {text, text + "T00:00:00Z"}) {
    if (const auto seconds = tracker::parse_time(full)) return *seconds;
  }
  throw tracker::FormatError("--excluded-before", "`" + text + "` is not a date",
                             "write it like 2026-11-24 or 2026-11-24T10:00:00Z");
}

void collect(const Invocation& invocation, const GarbageArguments& arguments) {
  tracker::GarbageOptions options{.dry_run = arguments.dry_run};
  if (!arguments.excluded_before.empty()) options.excluded_before = time_of(arguments.excluded_before);
  const tracker::GarbageReport report = open_store(invocation).collect_garbage(options);
  std::string out;
  const char* const verb = arguments.dry_run ? "would remove" : "removed";
  for (const auto& file : report.files) out += fmt::format("{} {}\n", verb, file.string());
  for (const std::string& id : report.emptied_runs) {
    out += fmt::format("{} the points and item scores of {}; its results and the reason stay\n", verb, id);
  }
  out += out.empty()
             ? "there is nothing to remove\n"
             : fmt::format("{:.1f} MB of files; `gainsay compact` gives back what is free in the store\n",
                           static_cast<double>(report.file_bytes) / 1e6);
  invocation.print(out);
}

}  // namespace

void add_gc(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "gc", "Remove files that belong to nothing, and what excluded runs hold");
  auto arguments = std::make_shared<GarbageArguments>();
  verb->add_option("--excluded-before", arguments->excluded_before,
                   "Points, item scores and files of runs that were excluded before this day, too")
      ->type_name("DATE");
  verb->add_flag("-n,--dry-run", arguments->dry_run, "Only say what would go");
  verb->callback([&invocation, arguments] { collect(invocation, *arguments); });
}

}  // namespace gainsay::cli
