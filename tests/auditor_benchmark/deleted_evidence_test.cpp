#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/audit.h"

#include "auditor_benchmark/flagged.h"
#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/trials.h"

// Whoever deletes records must not be better off: what failed may become unknown, and never passes.
namespace auditor_benchmark {
namespace {

using gainsay::audit::Finding;
using gainsay::audit::FindingKind;
using gainsay::stats::RandomStream;
using gainsay::tracker::Purpose;

struct Deletion {
  std::string name;
  std::function<void(SimulatedStudy&)> apply;
};

void for_runs(SimulatedStudy& study, const std::function<void(Run&)>& change) {
  for (Run& run : study.runs) change(run);
}

const std::vector<Deletion>& deletions() {
  static const std::vector<Deletion> all{
      {"git", [](SimulatedStudy& s) { for_runs(s, [](Run& run) { run.git.reset(); }); }},
      {"environment", [](SimulatedStudy& s) { for_runs(s, [](Run& run) { run.environment.clear(); }); }},
      {"params", [](SimulatedStudy& s) { for_runs(s, [](Run& run) { run.params.clear(); }); }},
      {"tags", [](SimulatedStudy& s) { for_runs(s, [](Run& run) { run.tags.clear(); }); }},
      {"curves", [](SimulatedStudy& s) { for_runs(s, [](Run& run) { run.curves.clear(); }); }},
      {"items", [](SimulatedStudy& s) { for_runs(s, [](Run& run) { run.item_metrics.clear(); }); }},
      {"seeds", [](SimulatedStudy& s) { for_runs(s, [](Run& run) { run.seed.reset(); }); }},
      {"hosts", [](SimulatedStudy& s) { for_runs(s, [](Run& run) { run.host = run.device = ""; }); }},
      {"times",
       [](SimulatedStudy& s) {
         for_runs(s, [](Run& run) {
           run.started_at.reset();
           run.ended_at.reset();
         });
       }},
      {"tuning runs",
       [](SimulatedStudy& s) {
         std::erase_if(s.runs, [](const Run& run) { return run.purpose == Purpose::tune; });
       }},
      {"contents", [](SimulatedStudy& s) { s.contents.clear(); }},
      {"registrations", [](SimulatedStudy& s) { s.registrations.clear(); }},
      {"looks", [](SimulatedStudy& s) { s.looks.clear(); }}};
  return all;
}

std::vector<Finding> findings_of(const SimulatedStudy& simulated, std::string_view rule) {
  const gainsay::audit::Study study = study_of(simulated);
  gainsay::audit::AuditOptions options;
  options.select = {std::string(rule)};
  return gainsay::audit::run_audit(study, options).findings;
}

bool any_of_kind(const std::vector<Finding>& findings, FindingKind kind) {
  return std::ranges::find(findings, kind, &Finding::kind) != findings.end();
}

// What remains there stands for a sound study of its own: validation scores that chose, few configurations,
// one precision. That something was deleted is not among the records.
bool is_told_by_nothing_else(std::string_view rule, std::string_view deleted) {
  return (rule == "PR501" && deleted == "tags") || (rule == "PR509" && deleted == "tuning runs") ||
         (rule == "RP805" && deleted == "params");
}

TEST_CASE("deleting records never turns a failure into a pass") {
  std::size_t failures = 0;
  for (const Pitfall& pitfall : pitfalls()) {
    RandomStream random(seed_of("deleted evidence"), seed_of(pitfall.rule));
    StudyDesign design = draw_design(random);
    design.n_datasets = std::min(design.n_datasets, 3);
    design.n_seeds = std::min(design.n_seeds, 8);
    if (pitfall.fit != nullptr) pitfall.fit(design);
    SimulatedStudy study = simulate(design, random);
    pitfall.inject(study, random, n_doses - 1);
    if (!any_of_kind(findings_of(study, pitfall.rule), FindingKind::fail)) continue;
    ++failures;
    for (const Deletion& deletion : deletions()) {
      SimulatedStudy poorer = study;
      deletion.apply(poorer);
      CAPTURE(pitfall.rule);
      CAPTURE(deletion.name);
      const std::vector<Finding> after = findings_of(poorer, pitfall.rule);
      CHECK_FALSE(any_of_kind(after, FindingKind::pass));
      CHECK(after.empty() == is_told_by_nothing_else(pitfall.rule, deletion.name));
    }
  }
  CHECK(failures >= 50);
}

}  // namespace
}  // namespace auditor_benchmark
