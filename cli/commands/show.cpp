#include <CLI/CLI.hpp>
#include <memory>

#include "gainsay/importers/jsonl_export.h"
#include "gainsay/report/run_formats.h"
#include "invocation.h"
#include "load_study.h"
#include "named_run.h"

namespace gainsay::cli {

void add_show(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "show", "Everything about one run");
  auto run = std::make_shared<std::string>();
  auto format = std::make_shared<std::string>("text");
  verb->add_option("RUN", *run, "Its id, or the beginning of it")->required();
  verb->add_option("--format", *format, "text or json")->check(CLI::IsMember({"text", "json"}));
  verb->callback([&invocation, run, format] {
    tracker::Store store = open_store(invocation);
    const tracker::Run found = named_run(store, *run);
    invocation.print(*format == "json" ? importers::jsonl_line({found, {}, {}}) + "\n"
                                       : report::run_text(found, invocation.style()));
  });
}

}  // namespace gainsay::cli
