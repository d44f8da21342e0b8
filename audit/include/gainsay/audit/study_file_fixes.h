#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/study.h"

// What can be mended in a study file without changing what it says.
namespace gainsay::audit {

// Lines of the file that are replaced. Lines count from 1.
struct TextEdit {
  int line = 1;     // the first one that is replaced, or before which lines are put in
  int removed = 0;  // how many are taken out from there
  std::vector<std::string> inserted;
  std::string why;  // one sentence
};

// The edits, by line, none over another: a suppression that covers nothing goes; a direction that the name of
// a claim's metric told is written down; a metric that a claim names by its alias gets its own name; a
// printed share above 1 gets unit = "percent". Claims that were registered are left alone: a registration is
// held against the words of the file. today: ISO date, for suppressions that expire. text: of the study's
// file.
std::vector<TextEdit> safe_edits(const Study& study, const std::string& today, std::string_view text);

// The text with the edits made; what they do not touch stays byte for byte, line ends too.
std::string edited(std::string_view text, const std::vector<TextEdit>& edits);

// Claim by claim the same verdict.
bool have_same_verdicts(const Study& a, const Study& b);

}  // namespace gainsay::audit
