#pragma once

#include <string>
#include <vector>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/study.h"

// What the records say to the topics that checklists share: a sentence each, with figures. Empty where
// nothing was recorded.
namespace gainsay::audit::facts {

using Sentences = std::vector<std::string>;

Sentences claims(const Study& study);
Sentences scope(const Study& study);
Sentences datasets(const Study& study);
Sentences sizes(const Study& study);
Sentences code(const Study& study);
Sentences commands(const Study& study);
Sentences surroundings(const Study& study);
Sentences packages(const Study& study);
Sentences compute(const Study& study);
Sentences settings(const Study& study);
Sentences selection(const Study& study);
Sentences baselines(const Study& study);
Sentences seeds_and_tests(const Study& study);
Sentences metrics(const Study& study);
Sentences left_out(const Study& study);
Sentences model_size(const Study& study);

// What the audit found by these rules, and which of them could not look.
Sentences of_rules(const AuditReport& report, const std::vector<std::string>& codes);

}  // namespace gainsay::audit::facts
