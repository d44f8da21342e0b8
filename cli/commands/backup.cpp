#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {

void add_backup(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "backup",
                            "Copy the study (store, files of runs, study file) while it is in use");
  auto folder = std::make_shared<std::string>();
  verb->add_option("FOLDER", *folder, "A folder that is not there yet; it will be a study")->required();
  verb->callback([&invocation, folder] {
    open_store(invocation).backup(*folder);
    invocation.say(fmt::format("copied to {}\n", *folder));
  });
}

}  // namespace gainsay::cli
