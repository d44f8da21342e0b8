#include "load_study.h"

#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/study_directory.h"

namespace gainsay::cli {
namespace {

// What was declared when, claim by claim. A registered text that this Gainsay cannot read any more proves
// nothing.
std::vector<audit::ClaimRegistration> registrations(tracker::Store& store, const Invocation& invocation) {
  std::vector<audit::ClaimRegistration> found;
  for (const tracker::RegisteredClaims& registered : store.registered_claims()) {
    try {
      const audit::StudyFile file = audit::parse_study_file(registered.text, "registered study file");
      for (const audit::Claim& claim : file.claims) {
        found.push_back(
            {claim.id, audit::claim_definition(file, claim), *tracker::parse_time(registered.at)});
      }
    } catch (const tracker::FormatError& error) {
      invocation.say(
          fmt::format("gainsay: registration {} is left out: {}\n", registered.number, error.what()));
    }
  }
  return found;
}

void say_damage(const tracker::DrainReport& drained, const Invocation& invocation) {
  for (const tracker::JournalDamage& damage : drained.damage) {
    if (damage.torn) continue;
    invocation.say(fmt::format("gainsay: {} at byte {}: {}; what follows there is not read, all else is\n",
                               damage.file.string(), damage.byte, damage.problem));
  }
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

audit::Study load_study(const Invocation& invocation) {
  audit::StudyFile file = audit::load_study_file(tracker::StudyDirectory(invocation.study()).study_file());
  auto store = std::make_shared<tracker::Store>(open_store(invocation));
  audit::Records records;
  records.runs = store->runs({.include_excluded = true});
  records.registrations = registrations(*store, invocation);
  records.curve = [store](const std::string& run, tracker::Name metric) -> std::optional<tracker::Curve> {
    tracker::Curve curve = store->curve(run, metric);
    if (curve.step.empty()) return std::nullopt;
    return curve;
  };
  records.items = [store](const std::string& run,
                          tracker::Name metric) -> std::optional<tracker::ItemScores> {
    tracker::ItemScores items = store->items(run, metric);
    if (items.item.empty()) return std::nullopt;
    return items;
  };
  return audit::Study(std::move(file), std::move(records));
}

}  // namespace gainsay::cli
