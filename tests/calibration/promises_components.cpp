#include <array>

#include "gainsay/stats/factorial_effects.h"
#include "gainsay/stats/shapley_attribution.h"
#include "gainsay/stats/winners_curse.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

constexpr int n_components = 3;
constexpr std::uint32_t n_subsets = 1U << n_components;

// Runs of a method with every subset of three components, none of which matters.
struct Ablation {
  std::vector<std::vector<double>> runs;

  std::vector<ComponentSubset> subsets() const {
    std::vector<ComponentSubset> subsets;
    for (std::uint32_t i = 0; i < n_subsets; ++i) subsets.push_back({i, runs[i]});
    return subsets;
  }
};

Ablation simulate(RandomStream& random, const Setting& setting) {
  const auto shape = static_cast<Shape>(setting.column);
  Ablation study{{n_subsets, std::vector<double>(static_cast<std::size_t>(setting.size))}};
  for (std::uint32_t subset = 0; subset < n_subsets; ++subset) {
    fill(random, shape, study.runs[subset]);
    for (double& run : study.runs[subset]) {
      if (shape == Shape::unequal && subset == n_subsets - 1) run *= noisy_sd;
      if (setting.shifted && (subset & 1U) != 0) run += 1;
    }
  }
  return study;
}

Outcome main_effect(const Ablation& study) {
  return rejects(factorial_effects(n_components, study.subsets()).effects.front().p_value);
}

Outcome shapley(const Ablation& study) {
  return misses(shapley_attribution(n_components, study.subsets()).components.front().interval, 0);
}

// The best of several candidates, whose true values are equal, or lie apart by the sd of the estimates.
struct Search {
  std::vector<double> estimates;
  std::vector<double> standard_errors;
  std::vector<double> truth;
};

Search simulate_search(RandomStream& random, const Setting& setting) {
  Search search;
  for (int i = 0; i < setting.size; ++i) {
    search.truth.push_back(static_cast<double>(setting.column) * i);
    search.estimates.push_back(search.truth.back() + random.normal());
    search.standard_errors.push_back(1);
  }
  return search;
}

Outcome conditional(const Search& search) {
  const WinnersCurse curse = winners_curse(search.estimates, search.standard_errors);
  return misses(curse.interval, search.truth[curse.winner]);
}

Outcome simultaneous(const Search& search) {
  const WinnersCurse curse = winners_curse(search.estimates, search.standard_errors);
  return misses(curse.simultaneous, search.truth[curse.winner]);
}

Outcome as_if_not_chosen(const Search& search) {
  constexpr double z = 1.959963984540054;  // R 4.2.2: qnorm(0.975)
  const WinnersCurse curse = winners_curse(search.estimates, search.standard_errors);
  return misses({curse.naive - z, curse.naive + z, 0.95}, search.truth[curse.winner]);
}

}  // namespace

Family components_of_methods() {
  return with_procedures<Ablation>(
      {.title = "Components of a method",
       .about = "A full factorial experiment over three components that do not matter. Under *unequal "
                "variances* the "
                "runs with all three are three times as noisy. Asked about the first component.",
       .size_name = "runs a subset",
       .sizes = run_counts,
       .columns = shape_columns(),
       .effect = "the first component adds one sd, normal runs",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"factorial_effects", {{same_distribution, roughly, 3}}, {}}, main_effect},
       {{"shapley_attribution", {{same_distribution, roughly, 3}}, {}}, shapley}});
}

Family winners() {
  constexpr Columns all = bit(0) | bit(1) | bit(2);
  return with_procedures<Search>(
      {.title = "The best of several candidates",
       .about =
           "Normal estimates with a known standard error of 1, of candidates whose true values are alike or "
           "lie "
           "apart from one to the next. An error is that the interval of the winner misses its true value.",
       .size_name = "candidates",
       .sizes = {2, 5, 10, 50},
       .columns = {"alike", "1 apart", "2 apart"},
       .effect = "",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate_search,
      {{{"winners_curse", {{all}}, {}}, conditional},
       {{"winners_curse (simultaneous)", {{all}}, {}}, simultaneous},
       {{"naive interval, for comparison", {}, {{0, 10, 23}}}, as_if_not_chosen}});
}

}  // namespace calibration
