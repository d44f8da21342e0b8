#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/study.h"

// A venue's checklist, filled in from the records as far as they go.
namespace gainsay::audit {

enum class ChecklistKind : std::uint8_t { neurips, acl, reforms };

std::optional<ChecklistKind> parse_checklist_kind(std::string_view text);

struct ChecklistItem {
  std::string number;              // as the checklist numbers it
  std::string topic;               // what it is about, in our words
  std::vector<std::string> facts;  // what the records say to it, a sentence each; empty: they say nothing
  std::string for_author;          // what only the author can answer
};

struct Checklist {
  std::string title;
  std::string source;  // who made it, when
  std::vector<ChecklistItem> items;
};

// report: an audit of the study with every rule. Facts are counts of what was recorded; an item is never
// answered with yes or no, which is the author's.
Checklist fill_checklist(const Study& study, const AuditReport& report, ChecklistKind kind);

}  // namespace gainsay::audit
