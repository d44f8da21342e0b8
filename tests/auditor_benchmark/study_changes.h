#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "auditor_benchmark/simulated_study.h"

// What pitfalls do to a study, in the words they are told in.
namespace auditor_benchmark {

// Of the claim's metric: the declared smallest effect, and +1 or -1 by its direction.
double smallest_effect(SimulatedStudy& study);
double sign(SimulatedStudy& study);

// The claimed metric in the final runs of a method on a dataset, in the order of the runs.
std::vector<double> values_of(SimulatedStudy& study, Name method, Name dataset);
// The largest mean of a baseline of the claim on that dataset, direction-adjusted.
double best_baseline_mean(SimulatedStudy& study, Name dataset);

// Adds to the claimed metric of a method's final runs on a dataset; positive is better whatever the
// direction.
void improve(SimulatedStudy& study, Name method, Name dataset, double by);
// Moves them so that their mean lies `above` over the best baseline of that dataset.
void place_above_baselines(SimulatedStudy& study, Name method, Name dataset, double above);
// Stretches the deviations of all final runs from the mean of their arm.
void stretch_spread(SimulatedStudy& study, double factor);
// Keeps the first `n` final runs of a method on every dataset.
void keep_seeds(SimulatedStudy& study, Name method, std::size_t n);

// A method that was run as `model` was, run by run, later; its declaration too.
void add_method_like(SimulatedStudy& study, Name model, Name name);
// Forgets a method: declaration and runs.
void forget_method(SimulatedStudy& study, Name name);
// A number of a baseline that was copied from a paper.
void copy_from_paper(SimulatedStudy& study, Name method, Name dataset, double value, bool same_split);

// Prints the claim's result on its only dataset as a careful author would: mean and standard deviation to
// the digit that the standard error carries, and the number of runs.
void print_result(SimulatedStudy& study);
// A decimal that many more digits than print_result gives.
std::string printed_mean(SimulatedStudy& study, int more_digits);
std::string printed(double value, int decimals);
// Decimals that the standard error of the method's runs on the only dataset carries.
int decimals_of_result(SimulatedStudy& study);

}  // namespace auditor_benchmark
