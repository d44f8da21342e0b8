#include <algorithm>
#include <array>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// Claims about cost. The second claim of the study, C2, is that the method trains in less time.
namespace auditor_benchmark {
namespace {

using gainsay::audit::Claim;
using gainsay::stats::RandomStream;
using gainsay::tracker::Purpose;

const Name memory = "peak_memory";
const Name first = "baseline-1";
const Subject speed{.claim = "C2", .method = method_name, .against = {}, .dataset = {}};

void claims_speed(StudyDesign& design) {
  design.claims_speed = true;
  design.n_datasets = std::min(design.n_datasets, 4);
  design.n_seeds = std::min(design.n_seeds, 10);
}

Claim& speed_claim(SimulatedStudy& study) { return study.file.claims.at(1); }

// The claim is about memory, of which the method needs a half in every run, a little more or less.
void claim_memory(SimulatedStudy& study, RandomStream& random) {
  for (Run* run : study.final_runs(method_name, {})) set_result(*run, memory, 1024 + random.normal());
  speed_claim(study).kind = gainsay::audit::ClaimKind::cheaper;
  speed_claim(study).metric = memory;
  speed_claim(study).text = "Ours needs half of the memory, at the same training time.";
}

Pitfall efficiency_claim_unmeasured() {
  return {
      .rule = "RS601",
      .doses = {"no time of one baseline on one dataset", "no time of any baseline", "the metric is no cost"},
      .look_alike = "a claim about memory, where memory is recorded and time is not",
      .fit = claims_speed,
      .inject =
          [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
            if (dose == 2) speed_claim(study).metric = study.claim().metric;
            for (const Name baseline : study.baselines()) {
              const bool unmeasured = dose == 1 || (dose == 0 && baseline == first);
              if (!unmeasured) continue;
              for (Run* run : study.final_runs(baseline, dose == 0 ? dataset_name(0) : Name{})) {
                remove_result(*run, seconds_name);
                run->ended_at.reset();
              }
            }
            return speed;
          },
      .disguise =
          [](SimulatedStudy& study, RandomStream& random) {
            claim_memory(study, random);
            for (Run& run : study.runs) remove_result(run, seconds_name);
          }};
}

Pitfall lone_cost_indicator() {
  return {.rule = "RS602",
          .doses = {"the only cost that was recorded", "10 % more memory, not mentioned", "twice the memory"},
          .look_alike = "more memory, which the claim says",
          .fit = claims_speed,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                speed_claim(study).text = "Ours trains in less time.";
                for (Run& run : study.runs) {
                  if (run.purpose != Purpose::final) continue;
                  if (dose == 0) remove_result(run, memory);
                  if (dose > 0 && run.method == method_name)
                    set_result(run, memory, 2048 * (dose == 1 ? 1.1 : 2.0));
                }
                return speed;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                speed_claim(study).text = "Ours trains in less time, with twice the peak memory.";
                for (Run* run : study.final_runs(method_name, {})) set_result(*run, memory, 4096);
              }};
}

Pitfall mixed_hardware_timing() {
  return {.rule = "RS603",
          .doses = {"timed twice", "on another host", "on another device"},
          .look_alike = "a claim about memory whose runs were on two hosts",
          .fit = claims_speed,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                if (dose == 0) keep_seeds(study, method_name, 2);
                for (Run* run : study.final_runs(method_name, {})) {
                  if (dose == 1) run->host = "node-2";
                  if (dose == 2) run->device = "gpu-b";
                }
                return speed;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream& random) {
                claim_memory(study, random);
                for (Run* run : study.final_runs(method_name, {})) run->host = "node-2";
              }};
}

void train_longer(SimulatedStudy& study, std::int64_t epochs) {
  for (Run* run : study.final_runs(method_name, {})) set_param(*run, "epochs", epochs);
}

void without_curves(StudyDesign& design) { design.logs_curves = false; }

Pitfall unequal_compute() {
  return {.rule = "RS604",
          .doses = {"36 epochs against 30", "60 against 30", "300 against 30"},
          .look_alike = "32 epochs against 30",
          .fit = without_curves,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::int64_t, n_doses> epochs{36, 60, 300};
                train_longer(study, epochs.at(dose));
                return Subject{.claim = "C1", .method = method_name, .against = {}, .dataset = {}};
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { train_longer(study, 32); }};
}

}  // namespace

std::vector<Pitfall> resource_pitfalls() {
  return {efficiency_claim_unmeasured(), lone_cost_indicator(), mixed_hardware_timing(), unequal_compute()};
}

}  // namespace auditor_benchmark
