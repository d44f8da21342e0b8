#include "auditor_benchmark/remedy_adequacy.h"

#include <algorithm>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/claim_evaluation.h"

#include "auditor_benchmark/plain_study.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::ClaimVerdict;
using gainsay::audit::Finding;
using gainsay::audit::FindingKind;
using gainsay::audit::Study;
using gainsay::stats::RandomStream;

// The finding that the gain is within the noise, where there is one.
std::optional<Finding> within_noise(SimulatedStudy& simulated) {
  const Study study = study_of(simulated);
  gainsay::audit::AuditOptions options;
  options.select = {"ST103"};
  for (Finding& finding : gainsay::audit::run_audit(study, options).findings) {
    if (finding.kind == FindingKind::fail || finding.kind == FindingKind::open) return std::move(finding);
  }
  return std::nullopt;
}

struct Pilot {
  std::int64_t seeds_asked = 0;  // an arm; 0: no finding that asks for any
  bool cleared = false;
};

Pilot one_pilot(const RemedyCell& cell, RandomStream& random) {
  PlainDesign design;
  design.n_seeds = cell.pilot_seeds;
  design.n_datasets = cell.n_datasets;
  design.sd = cell.sd;
  design.gain = 1;
  PlainStudy study(design, random);
  const std::optional<Finding> finding = within_noise(study.simulated());
  const std::int64_t runs = finding ? finding->remedy.runs.value_or(0) : 0;
  if (runs <= 0) return {};
  const std::int64_t seeds = cell.pilot_seeds + runs / (2 * cell.n_datasets);
  study.extend(seeds);
  return {.seeds_asked = seeds, .cleared = !within_noise(study.simulated())};
}

}  // namespace

std::vector<RemedyCell> remedy_adequacy(std::int64_t tries) {
  std::vector<RemedyCell> cells;
  for (const int seeds : {3, 5, 10}) {
    for (const int datasets : {1, 4}) {
      for (const double sd : {1.0, 1.5, 2.5})
        cells.push_back({.pilot_seeds = seeds, .n_datasets = datasets, .sd = sd, .asked = {}, .cleared = {}});
    }
  }
  for (RemedyCell& cell : cells) {
    const std::string name = fmt::format("remedy {} {} {}", cell.pilot_seeds, cell.n_datasets, cell.sd);
    const auto pilots =
        trials<Pilot>(name, tries, [&](RandomStream& random) { return one_pilot(cell, random); });
    for (const Pilot& pilot : pilots) {
      cell.asked.count(pilot.seeds_asked > 0);
      if (pilot.seeds_asked == 0) continue;
      cell.cleared.count(pilot.cleared);
      cell.seeds_asked += static_cast<double>(pilot.seeds_asked);
    }
    if (cell.asked.hits > 0) cell.seeds_asked /= static_cast<double>(cell.asked.hits);
  }
  return cells;
}

Rate adequacy(const std::vector<RemedyCell>& cells) {
  Rate all;
  for (const RemedyCell& cell : cells) all += cell.cleared;
  return all;
}

}  // namespace auditor_benchmark
