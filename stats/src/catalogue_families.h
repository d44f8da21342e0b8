#pragma once

#include <string_view>
#include <vector>

#include "catalogue_entry.h"

// The families of the catalogue, each in its own source, and the parameters that many of them share.
namespace gainsay::stats {

namespace parameters {

inline constexpr ParameterText a{"a", "values of one arm, in any order"};
inline constexpr ParameterText b{"b", "values of the other arm"};
inline constexpr ParameterText paired_a{"a", "one value a pair", {}, true};
inline constexpr ParameterText paired_b{"b", "as many, b[i] from the same pair as a[i]", {}, true};
inline constexpr ParameterText or_differences{"a", "one value a pair; without b, the differences", {}, true};
inline constexpr ParameterText optional_b{"b", "as many, b[i] from the same pair as a[i]", {}, true};
inline constexpr ParameterText differences{"differences", "a less b, one a pair or resample"};
inline constexpr ParameterText sample{"sample", "values, in any order"};
inline constexpr ParameterText groups{"groups", "two or more samples, one a group"};
inline constexpr ParameterText tasks{"tasks", "one sample of runs a task"};
inline constexpr ParameterText p_values{"p_values", "from 0 to 1, in any order"};
inline constexpr ParameterText scores{"scores", "a row a dataset, a column a method"};
inline constexpr ParameterText clusters{"clusters", "one integer an item; items of one cluster share it"};
inline constexpr ParameterText confidence{"confidence", "of the interval, between 0 and 1", 0.95};
inline constexpr ParameterText alpha{"alpha", "between 0 and 1", 0.05};
inline constexpr ParameterText power{"power", "between 0 and 1", 0.8};
inline constexpr ParameterText alternative{"alternative", "about a less b", std::string_view{"two-sided"}};
inline constexpr ParameterText seed{"seed", "of the random draws, 0 or more", std::int64_t{0}};
inline constexpr ParameterText threads{"threads", "how many work at once; no part of the result",
                                       std::int64_t{1}};
inline constexpr ParameterText higher_is_better{"higher_is_better", "false where lower scores are better",
                                                true};

inline constexpr ParameterText exact_or_replicates{"replicates", "random draws; left out: exact, over all"};

constexpr ParameterText replicates(std::int64_t usual) {
  return {"replicates", "how often to draw, 1 or more", usual};
}

}  // namespace parameters

// One function a source catalogue_<family>.cpp.
std::vector<Entry> two_sample_entries();
std::vector<Entry> paired_entries();
std::vector<Entry> resample_entries();
std::vector<Entry> bayesian_entries();
std::vector<Entry> proportion_entries();
std::vector<Entry> item_entries();
std::vector<Entry> multiplicity_entries();
std::vector<Entry> equivalence_entries();
std::vector<Entry> effect_entries();
std::vector<Entry> spread_entries();
std::vector<Entry> rank_entries();
std::vector<Entry> group_entries();
std::vector<Entry> aggregate_entries();
std::vector<Entry> bootstrap_entries();
std::vector<Entry> order_entries();
std::vector<Entry> study_entries();
std::vector<Entry> component_entries();
std::vector<Entry> sequential_entries();
std::vector<Entry> power_entries();
std::vector<Entry> count_power_entries();
std::vector<Entry> rank_power_entries();
std::vector<Entry> pilot_entries();
std::vector<Entry> reported_number_entries();
std::vector<Entry> reported_result_entries();
std::vector<Entry> summary_entries();

}  // namespace gainsay::stats
