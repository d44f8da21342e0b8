#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

void merge(const Invocation& invocation, const std::vector<std::string>& others) {
  tracker::Store store = open_store(invocation);
  for (const std::string& folder : others) {
    tracker::Store other = open_store_at(folder, invocation);
    const tracker::MergeReport report = store.merge(other);
    invocation.say(fmt::format("{}: {} runs added, {} brought up to date, {} were there already\n", folder,
                               report.added, report.updated, report.unchanged));
  }
}

}  // namespace

void add_merge(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "merge", "Bring in everything of other studies, once");
  auto others = std::make_shared<std::vector<std::string>>();
  verb->add_option("OTHER_STUDY", *others, "Folders of studies")->required();
  verb->callback([&invocation, others] { merge(invocation, *others); });
}

}  // namespace gainsay::cli
