#include <array>

#include "gainsay/stats/brown_forsythe.h"
#include "gainsay/stats/equivalence.h"
#include "gainsay/stats/log_variance_ratio.h"

#include "calibration/columns.h"
#include "calibration/families.h"
#include "calibration/two_samples.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

// Columns of one distribution for both arms: all but unequal variances, which is the effect to be found here.
constexpr std::array<Shape, 7> shapes{Shape::normal,      Shape::skewed, Shape::heavy_tails, Shape::diverged,
                                      Shape::discretised, Shape::ties,   Shape::correlated};

std::vector<std::string_view> names() {
  std::vector<std::string_view> names;
  for (const Shape shape : shapes) names.push_back(name_of(shape));
  return names;
}

TwoSamples simulate(RandomStream& random, const Setting& setting) {
  const auto n = static_cast<std::size_t>(setting.size);
  TwoSamples runs{std::vector<double>(n), std::vector<double>(n), 0, setting};
  fill(random, shapes.at(setting.column), runs.a);
  fill(random, shapes.at(setting.column), runs.b);
  return runs;
}

TwoSamples simulate_spreads(RandomStream& random, const Setting& setting) {
  TwoSamples runs = simulate(random, setting);
  if (setting.shifted) {
    for (double& run : runs.a) run *= noisy_sd;
  }
  return runs;
}

// The null of a test for equivalence is a difference of the margin; the effect that it finds is none.
constexpr double margin = 1;

TwoSamples simulate_margin(RandomStream& random, const Setting& setting) {
  TwoSamples runs = simulate(random, setting);
  if (!setting.shifted) {
    for (double& run : runs.a) run -= margin;
  }
  return runs;
}

Outcome deviations(const TwoSamples& runs) { return rejects(brown_forsythe(runs.a, runs.b).p_value); }
Outcome classic_deviations(const TwoSamples& runs) {
  return rejects(brown_forsythe(runs.a, runs.b).f_p_value);
}
Outcome f_ratio(const TwoSamples& runs) { return rejects(log_variance_ratio(runs.a, runs.b).p_value); }
Outcome jackknife(const TwoSamples& runs) {
  return rejects(log_variance_ratio_jackknife(runs.a, runs.b).p_value);
}

Outcome equivalence(const TwoSamples& runs) {
  return rejects(welch_equivalence(runs.a, runs.b, {.margin = margin}).p_value);
}

Outcome non_inferiority(const TwoSamples& runs) {
  return rejects(welch_non_inferiority(runs.a, runs.b, {.margin = margin}).p_value);
}

Outcome paired_margin(const TwoSamples& runs) {
  return rejects(paired_equivalence(runs.a, runs.b, {.margin = margin}).p_value);
}

}  // namespace

Family spreads() {
  constexpr Columns without_folds = bit(6) - 1;
  return with_procedures<TwoSamples>(
      {.title = "Two samples: spread",
       .about = "Two methods with the same number of runs and the same "
                "distribution of scores: does a test find that "
                "one is the more stable?",
       .size_name = "runs an arm",
       .sizes = {3, 5, 10, 20, 30},
       .columns = names(),
       .effect = "three times the sd, normal runs",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate_spreads,
      {{{"brown_forsythe", {{without_folds, roughly}}, {}}, deviations},
       {{"brown_forsythe (classic F)", {}, {}}, classic_deviations},
       {{"log_variance_ratio", {{bit(0)}}, {{1, 5, 16}, {2, 30, 34}}}, f_ratio},
       {{"log_variance_ratio_jackknife", {}, {{1, 10, 10}, {3, 10, 13}}}, jackknife}});
}

Family equivalence_tests() {
  constexpr Columns independent_here = bit(0) | bit(2) | bit(4) | bit(5);
  return with_procedures<TwoSamples>(
      {.title = "Equivalence and non-inferiority",
       .about = "The true difference is the margin of one sd, to the bad side, so that equivalence and "
                "non-inferiority "
                "are both false.",
       .size_name = "runs an arm",
       .sizes = run_counts,
       .columns = names(),
       .effect = "no difference, normal runs",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate_margin,
      {{{"welch_equivalence", {{independent_here, roughly}}, {}}, equivalence},
       {{"welch_non_inferiority", {{independent_here, roughly}}, {}}, non_inferiority},
       {{"paired_equivalence", {{bit(0)}}, {}}, paired_margin}});
}

}  // namespace calibration
