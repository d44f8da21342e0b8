#pragma once

#include <string>
#include <vector>

#include "gainsay/audit/plan.h"
#include "gainsay/audit/plan_registration.h"
#include "gainsay/report/text_style.h"

namespace gainsay::report {

// What is missing, by method and dataset, with cost and reason.
std::string plan_text(const std::vector<audit::Plan>& plans, const TextStyle& style);

// A script of `gainsay run` lines; a run of which no recorded command is known has one to fill in, commented
// out.
std::string plan_shell(const std::vector<audit::Plan>& plans);

// {"plans": [{kind, runs: [{method, dataset, seed, reason, cost_seconds, command}], notes, cost_seconds}]}
std::string plan_json(const std::vector<audit::Plan>& plans);

// What was registered: a paragraph a claim with its looks and levels.
std::string registered_plans_text(const std::vector<audit::ClaimPlan>& plans, const TextStyle& style);

// The argv of `gainsay run` for one planned run, without the program's name.
std::vector<std::string> run_arguments(const audit::PlannedRun& run);

}  // namespace gainsay::report
