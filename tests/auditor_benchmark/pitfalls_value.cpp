#include <algorithm>
#include <array>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// What the words promise, and what the idea is worth.
namespace auditor_benchmark {
namespace {

using gainsay::audit::MetricDeclaration;
using gainsay::audit::PainPoint;
using gainsay::audit::Patch;
using gainsay::stats::RandomStream;

const Subject the_claim{.claim = "C1", .method = {}, .against = {}, .dataset = {}};

void no_components(StudyDesign& design) { design.n_components = 0; }

void one_dataset(StudyDesign& design) {
  design.n_datasets = 1;
  design.claims_speed = false;
  design.logs_curves = false;  // they would measure convergence
}

Pitfall unsupported_wording() {
  return {.rule = "VA901",
          .doses = {"\"because\" without an ablation", "\"state of the art\" without a rival from a paper",
                    "the same in Chinese"},
          .look_alike = "\"significantly\" of a gain that is shown",
          .fit = no_components,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::string_view, n_doses> texts{
                    "Ours is better because its step is bounded.", "Ours is state of the art.",
                    "我们的方法达到了最先进的水平。"};
                study.claim().text = texts.at(dose);
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.claim().text = "On these data ours is significantly better than the baselines.";
              }};
}

void patch_of(SimulatedStudy& study, PainPoint pain_point, std::vector<Name> evidence) {
  Patch patch;
  patch.method = method_name;
  patch.target = "baseline-1";
  patch.pain_point = pain_point;
  patch.change = "a bounded step";
  patch.evidence = std::move(evidence);
  study.file.patches.push_back(std::move(patch));
}

// The score of the worst group, in which the method is 10 of its standard deviations better.
void record_worst_group(SimulatedStudy& study, RandomStream& random) {
  MetricDeclaration metric;
  metric.name = "worst_group";
  metric.direction = gainsay::audit::Direction::higher;
  metric.kind = gainsay::audit::MetricKind::quality;
  study.file.metrics.push_back(metric);
  for (Run& run : study.runs) {
    if (run.purpose == gainsay::tracker::Purpose::final)
      set_result(run, metric.name, 40 + random.normal() + (run.method == method_name ? 10 : 0));
  }
}

Pitfall pain_point_unmeasured() {
  return {.rule = "VA902",
          .doses = {"extreme cases, not measured", "slow convergence, not measured",
                    "unstable training, not measured"},
          .look_alike = "extreme cases, with the worst group measured and better",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<PainPoint, n_doses> pains{
                    PainPoint::extreme_cases, PainPoint::slow_convergence, PainPoint::unstable_training};
                patch_of(study, pains.at(dose), {});
                return Subject{.claim = {}, .method = method_name, .against = {}, .dataset = {}};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream& random) {
                record_worst_group(study, random);
                patch_of(study, PainPoint::extreme_cases, {"worst_group"});
              }};
}

Pitfall value_card_incomplete() {
  return {.rule = "VA903",
          .doses = {"no nearest prior work", "a factor of 0", "nobody who has the problem"},
          .look_alike = "no novelty, in a study of engineering",
          .fit = nullptr,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                if (dose == 0) study.file.novelty->nearest_prior.clear();
                if (dose == 1) study.file.problem_size->score = 0;
                if (dose == 2) study.file.problem_size->who_cares.clear();
                return Subject{};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.file.profile = gainsay::audit::Profile::engineering;
                study.file.novelty.reset();
              }};
}

}  // namespace

std::vector<Pitfall> value_pitfalls() {
  return {unsupported_wording(), pain_point_unmeasured(), value_card_incomplete()};
}

}  // namespace auditor_benchmark
