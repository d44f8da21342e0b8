#include <array>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// What the study file says, against itself and against the records.
namespace auditor_benchmark {
namespace {

using gainsay::audit::Direction;
using gainsay::audit::MetricDeclaration;
using gainsay::audit::Suppression;
using gainsay::stats::RandomStream;

const Subject the_claim{.claim = "C1", .method = {}, .against = {}, .dataset = {}};

void scores(StudyDesign& design) {
  design.share_of_items = false;
  design.claims_speed = false;
}

// A suppression that lasts until some day, which no audit without a date is after.
Suppression suppression_of(std::string rule, Name dataset) {
  Suppression suppression;
  suppression.rule = std::move(rule);
  suppression.dataset = dataset;
  suppression.reason = "known, and told in the paper";
  return suppression;
}

void lone_dataset(StudyDesign& design) {
  design.n_datasets = 1;
  design.claims_speed = false;
}

Pitfall stale_suppression() {
  return {.rule = "PR511",
          .doses = {"one covers no finding", "two", "four"},
          .look_alike = "one covers a finding",
          .fit = lone_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::string_view, 4> rules{"RC702", "GE305", "BA201", "PR501"};
                for (std::size_t i = 0; i < std::size_t{1} << dose; ++i)
                  study.file.suppressions.push_back(suppression_of(std::string(rules.at(i)), {}));
                return Subject{};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.claim().specific = false;
                study.file.suppressions.push_back(suppression_of("GE301", dataset_name(0)));
              }};
}

// A second metric that is the claimed one with its sign turned in every run.
void add_mirror(SimulatedStudy& study, Direction direction) {
  MetricDeclaration mirror = study.metric(study.claim().metric);
  mirror.name = "mirrored";
  mirror.direction = direction;
  study.file.metrics.push_back(mirror);
  for (Run& run : study.runs) {
    if (run.purpose == gainsay::tracker::Purpose::final)
      set_result(run, "mirrored", 100 - result(run, study.claim().metric));
  }
}

Direction turned(SimulatedStudy& study) { return sign(study) > 0 ? Direction::lower : Direction::higher; }

Pitfall wrong_direction() {
  return {.rule = "RC707",
          .doses = {"its mirror is said to be better the same way", "the claim speaks of the other way",
                    "its name says the other way"},
          .look_alike = "a mirror that is better the other way",
          .fit = scores,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                MetricDeclaration& metric = study.metric(study.claim().metric);
                if (dose == 0) add_mirror(study, *metric.direction);
                if (dose == 1)
                  study.claim().text =
                      sign(study) > 0 ? "Ours reduces the score." : "Ours has a higher loss.";
                if (dose == 2) {
                  const Name misnamed = sign(study) > 0 ? "test_error" : "test_accuracy";
                  for (Run& run : study.runs) {
                    if (run.purpose != gainsay::tracker::Purpose::final) continue;
                    set_result(run, misnamed, result(run, metric.name));
                  }
                  metric.name = misnamed;
                  study.claim().metric = misnamed;
                }
                return the_claim;
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { add_mirror(study, turned(study)); }};
}

Pitfall text_differs_from_declaration() {
  return {.rule = "VA906",
          .doses = {"a number of datasets that is not the claim's", "a baseline that the claim does not have",
                    "\"faster\" without such a claim"},
          .look_alike = "the text gives the claim's own numbers",
          .fit = scores,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                const std::string right = std::to_string(study.claim().datasets.size());
                const std::string wrong = std::to_string(study.claim().datasets.size() + 2);
                if (dose == 0) study.claim().text = "Ours is better on " + wrong + " datasets.";
                if (dose == 1) {
                  study.claim().text = "Ours is better than baseline-1 and baseline-2.";
                  study.claim().against = {"baseline-1"};
                }
                if (dose == 2) study.claim().text = "Ours is better and faster on " + right + " datasets.";
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.claim().text =
                    "Ours is better on " + std::to_string(study.claim().datasets.size()) + " datasets.";
              }};
}

Pitfall thin_novelty() {
  return {
      .rule = "VA904",
      .doses = {"a new name with two plus signs", "two models put together", "a loss term"},
      .look_alike = "a change of the optimiser, told as one",
      .fit = [](StudyDesign& design) { design.n_components = 0; },
      .inject =
          [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
            static constexpr std::array<std::string_view, n_doses> differences{
                "", "Combines the two best existing models.", "A loss term that is weighted by the margin."};
            if (dose > 0) study.file.novelty->difference = differences.at(dose);
            if (dose == 0) {
              study.method(method_name).name = "baseline-1++";
              for (Run* run : study.runs_of(method_name, {}, gainsay::tracker::Purpose::tune))
                run->method = "baseline-1++";
              for (Run* run : study.final_runs(method_name, {})) run->method = "baseline-1++";
              for (auto& claim : study.file.claims) claim.method = "baseline-1++";
            }
            return Subject{};
          },
      .disguise =
          [](SimulatedStudy& study, RandomStream&) {
            study.file.novelty->difference = "The optimiser bounds its step by the curvature of the loss.";
          }};
}

Pitfall small_problem() {
  return {.rule = "VA905",
          .doses = {"nobody but the authors cares", "a new shell for an old problem", "own datasets alone"},
          .look_alike = "an own dataset beside ones that others use",
          .fit = [](StudyDesign& design) { design.n_datasets = std::max(design.n_datasets, 2); },
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                if (dose == 0) study.file.problem_size->who_cares = "Our lab.";
                if (dose == 1) study.file.novelty->difference = "We recast the task as another one.";
                if (dose == 2) {
                  for (auto& dataset : study.file.datasets) dataset.introduced_here = true;
                }
                return Subject{};
              },
          .disguise = [](SimulatedStudy& study,
                         RandomStream&) { study.dataset(dataset_name(0)).introduced_here = true; }};
}

}  // namespace

std::vector<Pitfall> declaration_pitfalls() {
  return {stale_suppression(), wrong_direction(), text_differs_from_declaration(), thin_novelty(),
          small_problem()};
}

}  // namespace auditor_benchmark
