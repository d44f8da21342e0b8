#pragma once

#include <set>
#include <string>

#include "gainsay/audit/study.h"

#include "auditor_benchmark/pitfall.h"

// What an audit says of a study in words that can be compared: for tests of what must not change it.
namespace auditor_benchmark {

// Verdicts of claims and findings that flag, without the runs and numbers they rest on.
using Verdicts = std::set<std::string>;

Verdicts verdicts_of(const gainsay::audit::Study& study);

// "" where they are the same, else a line for each that only one has.
std::string difference(const Verdicts& before, const Verdicts& after);

// A small study with the pitfall at its middle dose, with a claim whose words name no direction.
SimulatedStudy study_with(const Pitfall& pitfall, gainsay::stats::RandomStream& random);

}  // namespace auditor_benchmark
