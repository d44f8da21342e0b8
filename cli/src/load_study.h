#pragma once

#include <memory>

#include "gainsay/audit/study.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"

namespace gainsay::cli {

// The study at hand with everything that was recorded. Opening the store drains the journals; where the
// folder is read-only, what was drained before is read and a line on stderr says so.
audit::Study load_study(const Invocation& invocation);

// The same for the study in a folder. Throws tracker::NotFoundError where it holds none.
audit::Study load_study_at(const std::filesystem::path& folder, const Invocation& invocation);

// The same with its store, for what logs that it was looked at.
struct OpenStudy {
  std::shared_ptr<tracker::Store> store;
  audit::Study study;
};
OpenStudy open_study(const Invocation& invocation);

// Whether looks can be logged; where they cannot, a line on stderr says so.
bool can_log_looks(const OpenStudy& open, const Invocation& invocation);

// The store, read-write. Where it cannot be written: read-only, with a line on stderr.
tracker::Store open_store(const Invocation& invocation);

// The same for the study in a folder.
tracker::Store open_store_at(const std::filesystem::path& folder, const Invocation& invocation);

}  // namespace gainsay::cli
