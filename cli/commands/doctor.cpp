#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "gainsay/tracker/store.h"
#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

std::string statistics_text(const tracker::StoreStatistics& s, const tracker::StudyDirectory& study) {
  return fmt::format(
      "study    {}\nstore    {} (schema {}, journal mode {}, {:.1f} MB)\nruns     {}\nresults  {}\n"
      "curves   {} with {} points in {:.1f} MB\nitems    {} scores\njournals {} waiting ({:.1f} MB)\n",
      study.root().string(), study.store().string(), s.schema_version, s.journal_mode,
      static_cast<double>(s.store_bytes) / 1e6, s.runs, s.results, s.curves, s.points,
      static_cast<double>(s.chunk_bytes) / 1e6, s.item_scores, s.journals, static_cast<double>(s.journal_bytes) / 1e6);
}

std::string problems_text(const tracker::StoreHealth& health) {
  std::string out;
  for (const std::string& problem : health.database_problems) out += fmt::format("problem: {}\n", problem);
  for (const std::string& problem : health.chunk_problems) out += fmt::format("problem: {}\n", problem);
  for (const tracker::JournalDamage& damage : health.journal_damage) {
    out += fmt::format("problem: {} at byte {}: {}\n", damage.file.string(), damage.byte, damage.problem);
  }
  for (const std::string& run : health.lost_runs) {
    out += fmt::format("lost: run {} ended without saying so; `gainsay show {}` has what it logged\n", run, run);
  }
  return out;
}

void doctor(Invocation& invocation) {
  tracker::Store store = open_store(invocation);
  const tracker::StoreHealth health = store.check();
  std::string out = statistics_text(store.statistics(), store.study()) + problems_text(health);
  out += health.sound() ? "sound: every page, chunk and journal was read\n"
                        : "not sound: keep a copy of .gainsay/ before anything else is written to it\n";
  invocation.print(out);
  if (!health.sound()) invocation.exit_code = 2;
}

}  // namespace

void add_doctor(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "doctor", "Check the store and the journals, and say what to do");
  verb->callback([&invocation] { doctor(invocation); });
}

}  // namespace gainsay::cli
