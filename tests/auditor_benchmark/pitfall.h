#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "gainsay/stats/random_stream.h"

#include "auditor_benchmark/simulated_study.h"
#include "auditor_benchmark/study_design.h"

namespace auditor_benchmark {

constexpr std::size_t n_doses = 3;

// What a finding has to name to be about the right thing; what is empty may be anything.
struct Subject {
  std::string_view claim;
  Name method;
  Name against;
  Name dataset;
};

// One rule's triple: a sound study, the same with the pitfall at three doses, and the same with something
// that looks like it and is none.
struct Pitfall {
  std::string_view rule;  // code
  std::array<std::string_view, n_doses> doses;
  std::string_view look_alike;
  // Brings a drawn design to where the pitfall is possible ("three datasets or more"); before the study is
  // simulated, so that it holds for the sound study and the look-alike too.
  void (*fit)(StudyDesign& design);
  // dose: 0, 1 or 2, from small to large. Returns what the finding should be about.
  Subject (*inject)(SimulatedStudy& study, gainsay::stats::RandomStream& random, std::size_t dose);
  void (*disguise)(SimulatedStudy& study, gainsay::stats::RandomStream& random);
};

// One or more for every rule, ordered by code.
const std::vector<Pitfall>& pitfalls();

std::vector<Pitfall> ablation_pitfalls();
std::vector<Pitfall> baseline_pitfalls();
std::vector<Pitfall> dataset_pitfalls();
std::vector<Pitfall> selection_pitfalls();
std::vector<Pitfall> protocol_pitfalls();
std::vector<Pitfall> reporting_pitfalls();
std::vector<Pitfall> reproducibility_pitfalls();
std::vector<Pitfall> resource_pitfalls();
std::vector<Pitfall> evidence_pitfalls();
std::vector<Pitfall> design_pitfalls();
std::vector<Pitfall> value_pitfalls();
std::vector<Pitfall> evaluation_pitfalls();
std::vector<Pitfall> declaration_pitfalls();

}  // namespace auditor_benchmark
