#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "auditor_benchmark/trials.h"

namespace auditor_benchmark {

// What the whole audit says of sound studies of every size and noise.
struct SoundStudies {
  Rate with_error;
  Rate above_note;                      // with an error or a warning
  Rate with_finding;                    // with anything that fails, is open, or is to be reviewed
  Rate diagnosed;                       // with a finding of a rule that asks whether the study is odd
  std::map<std::string, Rate> by_rule;  // code: studies in which it fails, is open, or asks for review
  Rate fewer_than_five;                 // what the floor auditors find fault with
  Rate raw_welch;
  std::int64_t runs = 0;  // in all studies together
};

SoundStudies audit_sound_studies(std::int64_t studies);

}  // namespace auditor_benchmark
