#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

void compact(const Invocation& invocation) {
  const tracker::CompactReport report = open_store(invocation).compact();
  invocation.print(
      fmt::format("the store took {:.1f} MB and takes {:.1f} MB; {} chunks of curves were joined\n",
                  static_cast<double>(report.bytes_before) / 1e6,
                  static_cast<double>(report.bytes_after) / 1e6, report.chunks_merged));
}

}  // namespace

void add_compact(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "compact", "Make the store as small and as fast as it can be");
  verb->callback([&invocation] { compact(invocation); });
}

}  // namespace gainsay::cli
