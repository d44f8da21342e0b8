#include "auditor_benchmark/evidence_rates.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "gainsay/audit/claim_evaluation.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::ClaimEvaluation;
using gainsay::audit::ClaimVerdict;
using gainsay::audit::Comparison;
using gainsay::audit::Quantifier;
using gainsay::audit::Scope;
using gainsay::audit::Study;
using gainsay::stats::RandomStream;

PlainDesign design_of(const EvidenceCell& cell) {
  PlainDesign design;
  design.noise = cell.noise;
  design.n_seeds = cell.n_seeds;
  switch (cell.question) {
    case Question::one_dataset:
      break;
    case Question::average:
      design.n_datasets = 5;
      break;
    case Question::some_of_five:
      design.n_datasets = 5;
      design.quantifier = Quantifier::some;
      break;
    case Question::every_of_three:
      design.n_datasets = 3;
      design.quantifier = Quantifier::all;
      break;
    case Question::domain:
      design.n_datasets = 8;
      design.scope = Scope::domain;
      design.sd_of_gains = 1;
      break;
    case Question::three_claims:
      design.n_metrics = 3;
      break;
  }
  return design;
}

struct Answer {
  bool supported = false;
  bool contradicted = false;
  bool raw_supported = false;
  Rate covered;
};

// The true gain that a comparison estimates: of its dataset, or the mean over them (over the domain: 0).
double truth_of(const Comparison& comparison, const ClaimEvaluation& evaluation, const PlainStudy& study) {
  if (evaluation.claim.scope == Scope::domain && comparison.dataset.empty()) return 0;
  double sum = 0;
  double n = 0;
  for (std::size_t i = 0; i < evaluation.claim.datasets.size(); ++i) {
    const bool counts = comparison.dataset.empty() || comparison.dataset == evaluation.claim.datasets[i];
    sum += counts ? study.true_gain(static_cast<int>(i)) : 0;
    n += counts ? 1 : 0;
  }
  return sum / n;
}

Answer ask(const EvidenceCell& cell, RandomStream& random) {
  PlainStudy plain(design_of(cell), random);
  const Study study = study_of(plain.simulated());
  Answer answer;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    answer.supported |= evaluation.verdict == ClaimVerdict::supported;
    answer.contradicted |= evaluation.verdict == ClaimVerdict::contradicted;
    for (const Comparison& comparison : evaluation.comparisons)
      answer.raw_supported |= comparison.p && *comparison.p < 0.05 && *comparison.estimate > 0;
    for (const Comparison& comparison : evaluation.decisive) {
      if (!comparison.interval) continue;
      const double truth = truth_of(comparison, evaluation, plain);
      answer.covered.count(comparison.interval->low <= truth && truth <= comparison.interval->high);
    }
  }
  return answer;
}

}  // namespace

std::string_view name_of(Question question) {
  static constexpr std::array<std::string_view, n_questions> names{"better on one dataset",
                                                                   "better on the average of five datasets",
                                                                   "named wins on five datasets",
                                                                   "better on each of three datasets",
                                                                   "better on datasets like these eight",
                                                                   "any of three claims of a family"};
  return names.at(static_cast<std::size_t>(question));
}

std::vector<EvidenceCell> evidence_rates(std::int64_t tries) {
  std::vector<EvidenceCell> cells;
  for (std::size_t question = 0; question < n_questions; ++question) {
    for (const RunNoise noise : noise_families()) {
      for (const int seeds : evidence_seeds) {
        EvidenceCell cell{static_cast<Question>(question), noise, seeds, {}, {}, {}, {}};
        const std::string name = fmt::format("evidence {} {} {}", question, name_of(noise), seeds);
        for (const Answer& answer :
             trials<Answer>(name, tries, [&](RandomStream& random) { return ask(cell, random); })) {
          cell.supported.count(answer.supported);
          cell.contradicted.count(answer.contradicted);
          cell.raw_supported.count(answer.raw_supported);
          cell.covered += answer.covered;
        }
        cells.push_back(cell);
      }
    }
  }
  return cells;
}

Rate all_supported(const std::vector<EvidenceCell>& cells) {
  Rate all;
  for (const EvidenceCell& cell : cells) all += cell.supported;
  return all;
}

Rate all_covered(const std::vector<EvidenceCell>& cells) {
  Rate all;
  for (const EvidenceCell& cell : cells) all += cell.covered;
  return all;
}

}  // namespace auditor_benchmark
