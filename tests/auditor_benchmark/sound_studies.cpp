#include "auditor_benchmark/sound_studies.h"

#include <algorithm>
#include <set>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/rule.h"

#include "auditor_benchmark/flagged.h"
#include "auditor_benchmark/floor_auditors.h"
#include "auditor_benchmark/study_design.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::Finding;
using gainsay::audit::Rule;
using gainsay::audit::Severity;
using gainsay::stats::RandomStream;

struct Audited {
  std::set<std::string> rules;
  bool error = false;
  bool above_note = false;
  bool diagnosed = false;
  bool fewer_than_five = false;
  bool raw_welch = false;
  std::int64_t runs = 0;
};

Audited audit_one(RandomStream& random) {
  const SimulatedStudy simulated = simulate(draw_design(random), random);
  const gainsay::audit::Study study = study_of(simulated);
  Audited audited;
  audited.runs = static_cast<std::int64_t>(simulated.runs.size());
  audited.fewer_than_five = counts_to_five(study);
  audited.raw_welch = raw_welch(study);
  for (const Finding& finding : gainsay::audit::run_audit(study, {}).findings) {
    if (!is_flag(finding)) continue;
    audited.rules.insert(finding.rule);
    audited.error |= finding.severity == Severity::error;
    audited.above_note |= finding.severity > Severity::note;
    audited.diagnosed |= gainsay::audit::find_rule(finding.rule)->diagnostic;
  }
  return audited;
}

}  // namespace

SoundStudies audit_sound_studies(std::int64_t studies) {
  SoundStudies all;
  for (const Audited& audited : trials<Audited>("sound studies", studies, audit_one)) {
    all.with_error.count(audited.error);
    all.above_note.count(audited.above_note);
    all.with_finding.count(!audited.rules.empty());
    all.diagnosed.count(audited.diagnosed);
    all.fewer_than_five.count(audited.fewer_than_five);
    all.raw_welch.count(audited.raw_welch);
    all.runs += audited.runs;
    for (const Rule& rule : gainsay::audit::all_rules())
      all.by_rule[std::string(rule.code)].count(audited.rules.contains(std::string(rule.code)));
  }
  return all;
}

}  // namespace auditor_benchmark
