#include "load_study.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "gainsay/study/load_study.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/study_directory.h"

namespace gainsay::cli {
namespace {

void say_damage(const tracker::DrainReport& drained, const Invocation& invocation) {
  for (const tracker::JournalDamage& damage : drained.damage) {
    if (damage.torn) continue;
    invocation.say(fmt::format("gainsay: {} at byte {}: {}; what follows there is not read, all else is\n",
                               damage.file.string(), damage.byte, damage.problem));
  }
}

OpenStudy study_in(tracker::Store opened, const Invocation& invocation) {
  const auto store = std::make_shared<tracker::Store>(std::move(opened));
  audit::Study study = study::load_study(
      store, [&invocation](std::string_view text) { invocation.say(fmt::format("gainsay: {}\n", text)); });
  return {store, std::move(study)};
}

}  // namespace

tracker::Store open_store(const Invocation& invocation) {
  return open_store_at(invocation.study(), invocation);
}

tracker::Store open_store_at(const std::filesystem::path& folder, const Invocation& invocation) {
  const tracker::StudyDirectory study(folder);
  const bool writable = access(study.data().c_str(), W_OK) == 0 || !std::filesystem::exists(study.data());
  if (writable) {
    tracker::Store store = tracker::Store::open(folder, tracker::Access::read_write);
    say_damage(store.opening_drain(), invocation);
    return store;
  }
  invocation.say("gainsay: the study cannot be written: showing what was drained into the store before\n");
  return tracker::Store::open(folder, tracker::Access::read_only);
}

audit::Study load_study(const Invocation& invocation) { return open_study(invocation).study; }

audit::Study load_study_at(const std::filesystem::path& folder, const Invocation& invocation) {
  const tracker::StudyDirectory study(folder);
  if (!std::filesystem::exists(study.study_file()) && !std::filesystem::exists(study.data())) {
    throw tracker::NotFoundError(folder.string(), "there is no study in this folder",
                                 "name a folder with gainsay.toml or .gainsay/, or make one: gainsay init");
  }
  return study_in(open_store_at(folder, invocation), invocation).study;
}

OpenStudy open_study(const Invocation& invocation) { return study_in(open_store(invocation), invocation); }

bool can_log_looks(const OpenStudy& open, const Invocation& invocation) {
  if (open.store->access() == tracker::Access::read_write) return true;
  invocation.say("gainsay: the study cannot be written: that its comparisons were looked at is not logged\n");
  return false;
}

}  // namespace gainsay::cli
