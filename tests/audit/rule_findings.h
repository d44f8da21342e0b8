#pragma once

#include <string>
#include <vector>

#include "gainsay/audit/finding.h"
#include "gainsay/audit/study.h"

// What one rule says, in words that tests read well in.
namespace gainsay::tests {

// The findings of one rule over a fixture ("trivial_gain/fires") or a study, at stage submit.
std::vector<audit::Finding> findings_in(const std::string& fixture, const std::string& code);
std::vector<audit::Finding> findings_in(const audit::Study& study, const std::string& code);

// The one finding of a rule on a fixture. The test ends where there is none or are several.
audit::Finding finding_on(const std::string& fixture, const std::string& code);

// The number under that key. Throws std::out_of_range when the finding has no such number.
double number(const audit::Finding& finding, const std::string& key);
// The text under that key. Throws std::out_of_range when the finding has no such text.
std::string text(const audit::Finding& finding, const std::string& key);

bool contains(const std::string& whole, const std::string& part);

}  // namespace gainsay::tests
