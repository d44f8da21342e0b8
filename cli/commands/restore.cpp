#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "gainsay/tracker/error.h"
#include "invocation.h"
#include "load_study.h"
#include "named_run.h"

namespace gainsay::cli {

void add_restore(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "restore", "Take an excluded run back into the samples");
  auto run = std::make_shared<std::string>();
  auto reason = std::make_shared<std::string>("restored");
  verb->add_option("RUN", *run, "Its id, or the beginning of it")->required();
  verb->add_option("--reason", *reason, "Why");
  verb->callback([&invocation, run, reason] {
    if (reason->empty()) throw tracker::FormatError("--reason", "the reason is empty", "say why in a few words");
    tracker::Store store = open_store(invocation);
    const std::string id = named_run(store, *run).id;
    store.restore(id, *reason);
    invocation.say(fmt::format("restored {}\n", id));
  });
}

}  // namespace gainsay::cli
