#include "auditor_benchmark/pitfall_rates.h"

#include <algorithm>
#include <string>

#include "gainsay/audit/audit.h"

#include "auditor_benchmark/flagged.h"
#include "auditor_benchmark/floor_auditors.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::Finding;
using gainsay::audit::Study;
using gainsay::stats::RandomStream;

struct Flagged {
  bool at_all = false;
  bool with_subject = false;
};

bool names(const Finding& finding, const Subject& subject) {
  return (subject.claim.empty() || finding.claim == subject.claim) &&
         (subject.method.empty() || finding.method == subject.method) &&
         (subject.against.empty() || finding.against == subject.against) &&
         (subject.dataset.empty() || finding.dataset == subject.dataset);
}

Flagged flagged_by(const Study& study, std::string_view rule, const Subject& subject) {
  gainsay::audit::AuditOptions options;
  options.select = {std::string(rule)};
  Flagged flagged;
  for (const Finding& finding : gainsay::audit::run_audit(study, options).findings) {
    if (!is_flag(finding)) continue;
    flagged.at_all = true;
    flagged.with_subject |= names(finding, subject);
  }
  return flagged;
}

// What became of one study in its variants.
struct Triple {
  bool sound = false;
  bool look_alike = false;
  std::array<Flagged, n_doses> doses;
  bool fewer_than_five = false;
  bool raw_welch = false;
};

Triple one_triple(const Pitfall& pitfall, RandomStream& random) {
  StudyDesign design = draw_design(random);
  if (pitfall.fit != nullptr) pitfall.fit(design);
  const SimulatedStudy sound = simulate(design, random);
  Triple triple;
  triple.sound = flagged_by(study_of(sound), pitfall.rule, {}).at_all;
  SimulatedStudy disguised = sound;
  pitfall.disguise(disguised, random);
  triple.look_alike = flagged_by(study_of(disguised), pitfall.rule, {}).at_all;
  for (std::size_t dose = 0; dose < n_doses; ++dose) {
    SimulatedStudy injected = sound;
    const Subject subject = pitfall.inject(injected, random, dose);
    const Study study = study_of(injected);
    triple.doses.at(dose) = flagged_by(study, pitfall.rule, subject);
    if (dose + 1 < n_doses) continue;
    triple.fewer_than_five = counts_to_five(study);
    triple.raw_welch = raw_welch(study);
  }
  return triple;
}

}  // namespace

PitfallRates rates_of(const Pitfall& pitfall, std::int64_t tries) {
  PitfallRates rates;
  rates.pitfall = &pitfall;
  rates.rule = gainsay::audit::find_rule(pitfall.rule);
  const auto name = "pitfall " + std::string(pitfall.rule);
  for (const Triple& triple :
       trials<Triple>(name, tries, [&](RandomStream& random) { return one_triple(pitfall, random); })) {
    rates.sound.count(triple.sound);
    rates.look_alike.count(triple.look_alike);
    rates.fewer_than_five.count(triple.fewer_than_five);
    rates.raw_welch.count(triple.raw_welch);
    for (std::size_t dose = 0; dose < n_doses; ++dose) {
      const Flagged& flagged = triple.doses.at(dose);
      rates.recalled.at(dose).count(flagged.at_all);
      if (flagged.at_all) rates.right_subject.at(dose).count(flagged.with_subject);
    }
  }
  return rates;
}

std::vector<PitfallRates> pitfall_rates(std::int64_t tries) {
  std::vector<PitfallRates> all;
  for (const Pitfall& pitfall : pitfalls()) all.push_back(rates_of(pitfall, tries));
  return all;
}

}  // namespace auditor_benchmark
