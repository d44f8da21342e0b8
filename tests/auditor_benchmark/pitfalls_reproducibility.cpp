#include <algorithm>
#include <array>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// What exactly ran.
namespace auditor_benchmark {
namespace {

using gainsay::stats::RandomStream;
using gainsay::tracker::Curve;

const std::string other_commit = "7d793037a0760186574b0282f2f435e7a1b2c3d4";

Subject of(Name method, Name dataset = {}) {
  return {.claim = {}, .method = method, .against = {}, .dataset = dataset};
}

void small(StudyDesign& design) {
  design.n_datasets = std::min(design.n_datasets, 4);
  design.n_seeds = std::min(design.n_seeds, 10);
}

void one_dataset(StudyDesign& design) {
  small(design);
  design.n_datasets = 1;
}

// The first run, half of the runs, or all of them.
std::vector<Run*> part_of(std::vector<Run*> runs, std::size_t dose) {
  const std::array<std::size_t, n_doses> n{1, runs.size() / 2, runs.size()};
  runs.resize(n.at(dose));
  return runs;
}

Pitfall uncommitted_code() {
  return {.rule = "RP801",
          .doses = {"one run with changes that were not kept", "half of the runs", "no commit at all"},
          .look_alike = "changes that are kept beside the run",
          .fit = small,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                for (Run* run : part_of(study.final_runs(method_name, {}), dose)) {
                  run->git->dirty = true;
                  if (dose == 2) run->git.reset();
                }
                return of(method_name);
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (Run* run : study.final_runs(method_name, {})) {
                  run->git->dirty = true;
                  run->git->diff_stored = true;
                }
              }};
}

Pitfall mixed_code() {
  return {.rule = "RP802",
          .doses = {"one run", "half of an arm", "all of an arm"},
          .look_alike = "two commits that differ in texts alone",
          .fit = small,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                for (Run* run : part_of(study.final_runs(method_name, {}), dose))
                  run->git->commit = other_commit;
                return of({});
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (Run* run : part_of(study.final_runs(method_name, {}), 1))
                  run->git->commit = other_commit;
                study.commits_differ = [](const std::string&, const std::string&) { return false; };
              }};
}

Pitfall missing_seed() {
  return {.rule = "RP803",
          .doses = {"one run", "half of the runs", "all runs"},
          .look_alike = "a method without seeds that is declared deterministic",
          .fit = small,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                for (Run* run : part_of(study.final_runs(method_name, {}), dose)) run->seed.reset();
                return of(method_name);
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                keep_seeds(study, "baseline-2", 1);
                for (Run* run : study.final_runs("baseline-2", {})) run->seed.reset();
                study.method("baseline-2").deterministic = true;
              }};
}

// A curve of 25 points in the claimed metric for a run, which begins at `start`.
void log_loss(SimulatedStudy& study, Run& run, double start) {
  Curve curve{.metric = study.claim().metric, .step = {}, .value = {}, .time = {}};
  for (std::int64_t step = 0; step < 25; ++step) {
    curve.step.push_back(step);
    curve.value.push_back(start / static_cast<double>(step + 1));
  }
  run.curves = {gainsay::tracker::summarize(curve)};
  study.curves[run.id] = {curve};
}

Pitfall seed_has_no_effect() {
  return {.rule = "RP804",
          .doses = {"two runs with the same curve", "an arm with the same curves", "an arm with one value"},
          .look_alike = "two runs of an arm that end in the same value",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                const std::vector<Run*> runs = study.final_runs(method_name, {});
                for (std::size_t i = 0; i < runs.size(); ++i) {
                  if (dose < 2)
                    log_loss(study, *runs[i], dose == 1 || i < 2 ? 2.3 : 2.3 + 0.01 * static_cast<double>(i));
                  if (dose == 2)
                    set_result(*runs[i], study.claim().metric, result(*runs.front(), study.claim().metric));
                }
                return of(method_name);
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                const std::vector<Run*> runs = study.final_runs(method_name, {});
                set_result(*runs[1], study.claim().metric, result(*runs[0], study.claim().metric));
              }};
}

Pitfall env_drift() {
  return {.rule = "RP805",
          .doses = {"another version of a package", "another device", "another precision"},
          .look_alike = "surroundings that are recorded for one arm alone",
          .fit = small,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                for (Run* run : study.final_runs(method_name, {})) {
                  if (dose == 0) run->environment.front().value = "2.5.0";
                  if (dose == 1) run->device = "gpu-b";
                  if (dose == 2) set_param(*run, "precision", std::string("bf16"));
                }
                for (Run& run : study.runs) {
                  if (dose == 2 && run.method != method_name)
                    set_param(run, "precision", std::string("fp32"));
                }
                return of(method_name);
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (Run* run : study.final_runs(method_name, {})) run->environment.clear();
              }};
}

Pitfall unpinned_data() {
  return {.rule = "RP806",
          .doses = {"neither hash nor version", "the declared hash is not the recorded one",
                    "the content changed among the runs"},
          .look_alike = "a version in place of a hash",
          .fit = small,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                auto& dataset = study.dataset(dataset_name(0));
                if (dose == 0) {
                  dataset.content_hash.clear();
                  std::erase_if(study.contents,
                                [](const auto& content) { return content.dataset == dataset_name(0); });
                }
                if (dose == 1) dataset.content_hash = std::string(64, 'f');
                if (dose == 2) {
                  dataset.content_hash.clear();
                  auto later = study.contents.front();
                  later.hash = std::string(64, 'e');
                  const auto runs = study.final_runs(method_name, dataset_name(0));
                  later.at = gainsay::tracker::format_time(*runs[runs.size() / 2]->started_at - 1);
                  study.contents.push_back(later);
                }
                return of({});
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.dataset(dataset_name(0)).content_hash.clear();
                study.dataset(dataset_name(0)).version = "2.1";
                std::erase_if(study.contents,
                              [](const auto& content) { return content.dataset == dataset_name(0); });
              }};
}

}  // namespace

std::vector<Pitfall> reproducibility_pitfalls() {
  return {uncommitted_code(),   mixed_code(), missing_seed(),
          seed_has_no_effect(), env_drift(),  unpinned_data()};
}

}  // namespace auditor_benchmark
