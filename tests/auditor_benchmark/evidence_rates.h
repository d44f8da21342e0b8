#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "auditor_benchmark/plain_study.h"
#include "auditor_benchmark/trials.h"

namespace auditor_benchmark {

// What is claimed of studies in which nothing differs, or of which the true gain is known.
enum class Question : std::uint8_t {
  one_dataset,     // better on one dataset
  average,         // better on the average of five
  some_of_five,    // named wins on five datasets, by Holm
  every_of_three,  // better on each of three datasets
  domain,          // better on datasets like these eight, whose true gains scatter
  three_claims,    // three claims of one family: is any supported?
};
constexpr std::size_t n_questions = 6;
constexpr std::array<int, 3> evidence_seeds{3, 10, 30};
std::string_view name_of(Question question);

// The answers to one question in one family of noise at one number of seeds.
struct EvidenceCell {
  Question question;
  RunNoise noise;
  int n_seeds;
  Rate supported;      // true gain 0: how often a claim is supported
  Rate contradicted;   // and how often it is contradicted
  Rate covered;        // the 95 % intervals that hold the true gain
  Rate raw_supported;  // what a Welch test of each dataset at 5 %, counted alone, would have supported
};

// Every question in every family of noise at every number of seeds, `tries` studies each.
std::vector<EvidenceCell> evidence_rates(std::int64_t tries);

// A rate over all cells of a question or a family.
Rate all_supported(const std::vector<EvidenceCell>& cells);
Rate all_covered(const std::vector<EvidenceCell>& cells);

}  // namespace auditor_benchmark
