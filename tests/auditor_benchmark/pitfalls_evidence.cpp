#include <algorithm>
#include <array>
#include <cmath>

#include "gainsay/stats/summary.h"

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// Whether the claimed effect is there, and matters.
namespace auditor_benchmark {
namespace {

using gainsay::audit::Claim;
using gainsay::audit::ClaimKind;
using gainsay::audit::MetricDeclaration;
using gainsay::stats::RandomStream;
using gainsay::tracker::Purpose;

const Subject the_claim{.claim = "C1", .method = {}, .against = {}, .dataset = {}};

// One dataset, and runs that scatter by a smallest effect.
void ten_noisy_seeds(StudyDesign& design) {
  design.n_datasets = 1;
  design.n_seeds = 10;
  design.share_of_items = false;
  design.claims_speed = false;
  design.sd = 1;
  design.gain = 1;
}

void precise(StudyDesign& design) {
  ten_noisy_seeds(design);
  design.sd = 0.1;
}

// A smallest effect is then 3.5 standard errors, and what is claimed is 2 of them.
void powered(StudyDesign& design) {
  ten_noisy_seeds(design);
  design.sd = 0.6;
  design.gain = 2;
}

void move_ours(SimulatedStudy& study, double effects) {
  improve(study, method_name, dataset_name(0), effects * smallest_effect(study));
}

Pitfall single_run_claim() {
  return {.rule = "ST101",
          .doses = {"one baseline has one run", "the method has one run", "all have one run"},
          .look_alike = "methods that are declared deterministic, with one run each",
          .fit = ten_noisy_seeds,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                if (dose != 1) keep_seeds(study, "baseline-1", 1);
                if (dose > 0) keep_seeds(study, method_name, 1);
                if (dose == 2) {
                  for (const Name baseline : study.baselines()) keep_seeds(study, baseline, 1);
                }
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (auto& method : study.file.methods) {
                  method.deterministic = true;
                  keep_seeds(study, method.name, 1);
                }
              }};
}

Pitfall too_few_seeds() {
  return {.rule = "ST102",
          .doses = {"4 seeds", "3 seeds", "2 seeds"},
          .look_alike = "3 seeds so far of a claim that declares its interim looks",
          .fit = ten_noisy_seeds,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                keep_seeds(study, method_name, 4 - dose);
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                keep_seeds(study, method_name, 3);
                study.claim().looks = {3, 6, 10};
              }};
}

Pitfall gain_within_noise() {
  return {.rule = "ST103",
          .doses = {"true gain of half a smallest effect", "of a quarter", "none"},
          .look_alike = "a gain of 1.5 smallest effects",
          .fit = powered,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<double, n_doses> gain{0.5, 0.25, 0};
                move_ours(study, gain.at(dose) - 2);
                return the_claim;
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { move_ours(study, -0.5); }};
}

Pitfall missing_sesoi() {
  return {
      .rule = "ST104",
      .doses = {"none is declared", "none, and a claim of equality", "none, and a comparison is undecided"},
      .look_alike = "the claim declares one and the metric does not",
      .fit = ten_noisy_seeds,
      .inject =
          [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
            if (dose == 1) study.claim().kind = ClaimKind::matches;
            if (dose == 2) move_ours(study, -1);
            study.metric(study.claim().metric).smallest_effect.reset();
            return the_claim;
          },
      .disguise =
          [](SimulatedStudy& study, RandomStream&) {
            study.claim().smallest_effect = smallest_effect(study);
            study.metric(study.claim().metric).smallest_effect.reset();
          }};
}

Pitfall trivial_gain() {
  return {.rule = "ST105",
          .doses = {"a gain of 0.5 smallest effects", "of 0.35", "of 0.2"},
          .look_alike = "a gain of 1.2",
          .fit = precise,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                move_ours(study, 0.5 - 0.15 * static_cast<double>(dose) - 1);
                return the_claim;
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { move_ours(study, 0.2); }};
}

Pitfall underpowered_comparison() {
  return {.rule = "ST106",
          .doses = {"power 60 %", "power 35 %", "power 15 %"},
          .look_alike = "power 97 %",
          .fit = powered,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                // R 4.2.2: power.t.test(n = 10, delta = 1, sd = s)$power for s = .967, 1.315, 2.26
                static constexpr std::array<double, n_doses> sd{0.967, 1.315, 2.26};
                move_ours(study, -1.5);
                stretch_spread(study, sd.at(dose) / 0.6);
                return the_claim;
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { stretch_spread(study, 0.55 / 0.6); }};
}

// The gain over the hardest baseline is so many standard errors.
void gain_in_errors(SimulatedStudy& study, double errors) {
  const auto ours = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0)));
  double needed = -1e300;
  for (const Name baseline : study.baselines()) {
    const auto theirs = gainsay::stats::summarize(values_of(study, baseline, dataset_name(0)));
    const double error = std::hypot(*ours.standard_error, *theirs.standard_error);
    needed = std::max(needed, sign(study) * theirs.mean + errors * error);
  }
  improve(study, method_name, dataset_name(0), needed - sign(study) * ours.mean);
}

// Claims on other metrics, in which nothing differs. Apart: explorations, each in a family of its own.
void add_claims(SimulatedStudy& study, RandomStream& random, int n, bool apart) {
  for (int i = 0; i < n; ++i) {
    MetricDeclaration metric = study.metric(study.claim().metric);
    metric.name = "other-" + std::to_string(i + 1);
    Claim claim = study.claim();
    claim.id = "N" + std::to_string(i + 1);
    claim.metric = metric.name;
    if (apart) claim.family = claim.id;
    claim.exploratory = apart;
    study.file.metrics.push_back(metric);
    study.file.claims.push_back(claim);
    for (Run& run : study.runs) {
      if (run.purpose == Purpose::final) set_result(run, metric.name, 50 + sign(study) * random.normal());
    }
  }
}

Pitfall uncorrected_multiplicity() {
  return {.rule = "ST107",
          .doses = {"p about 0.02 among 5 claims", "among 9", "among 17"},
          .look_alike = "the same, but explorations in families of their own",
          .fit = powered,
          .inject =
              [](SimulatedStudy& study, RandomStream& random, std::size_t dose) {
                gain_in_errors(study, 2.6);
                add_claims(study, random, 4 << dose, false);
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream& random) {
                gain_in_errors(study, 2.6);
                add_claims(study, random, 4, true);
              }};
}

}  // namespace

std::vector<Pitfall> evidence_pitfalls() {
  return {single_run_claim(), too_few_seeds(),           gain_within_noise(),       missing_sesoi(),
          trivial_gain(),     underpowered_comparison(), uncorrected_multiplicity()};
}

}  // namespace auditor_benchmark
