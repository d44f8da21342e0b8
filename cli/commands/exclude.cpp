#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "gainsay/tracker/error.h"
#include "invocation.h"
#include "load_study.h"
#include "named_run.h"

namespace gainsay::cli {

void add_exclude(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "exclude", "Leave a run out of every sample; it stays recorded, with the reason");
  auto run = std::make_shared<std::string>();
  auto reason = std::make_shared<std::string>();
  verb->add_option("RUN", *run, "Its id, or the beginning of it")->required();
  verb->add_option("--reason", *reason, "Why, in words that a reviewer will read")->required();
  verb->callback([&invocation, run, reason] {
    if (reason->empty()) throw tracker::FormatError("--reason", "the reason is empty", "say why in a few words");
    tracker::Store store = open_store(invocation);
    const std::string id = named_run(store, *run).id;
    store.exclude(id, *reason);
    invocation.say(fmt::format("excluded {}\n", id));
  });
}

}  // namespace gainsay::cli
