#include "named_run.h"

#include <fmt/format.h>

#include "gainsay/tracker/error.h"

namespace gainsay::cli {

tracker::Run named_run(tracker::Store& store, const std::string& name) {
  auto run = store.find_run(name);
  if (run) return *std::move(run);
  throw tracker::NotFoundError("", fmt::format("there is no run `{}`", name), "`gainsay ls --all` shows every run");
}

}  // namespace gainsay::cli
