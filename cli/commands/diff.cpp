#include <CLI/CLI.hpp>
#include <memory>

#include "gainsay/report/run_formats.h"
#include "invocation.h"
#include "load_study.h"
#include "named_run.h"

namespace gainsay::cli {

void add_diff(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "diff", "What two runs differ in: parameters, code, environment, results");
  auto a = std::make_shared<std::string>();
  auto b = std::make_shared<std::string>();
  verb->add_option("RUN", *a, "A run's id, or the beginning of it")->required();
  verb->add_option("OTHER", *b, "Another run's")->required();
  verb->callback([&invocation, a, b] {
    tracker::Store store = open_store(invocation);
    const tracker::Run first = named_run(store, *a);
    invocation.print(report::run_diff_text(first, named_run(store, *b), invocation.style()));
  });
}

}  // namespace gainsay::cli
