#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gainsay/audit/finding.h"
#include "gainsay/audit/study_file.h"

namespace gainsay::audit {

class Study;

// A threshold of a rule that [audit.rules.CODE] may change.
struct RuleOption {
  std::string_view name;
  double value = 0.0;  // the default
  std::string_view meaning;
};

// Where a rule puts what it finds. The engine fills in code, name, certainty, stage and suppression.
class FindingSink {
 public:
  FindingSink(std::vector<Finding>& findings, const std::map<std::string, double>& options, Stage stage,
              std::string today)
      : findings_(findings), options_(options), stage_(stage), today_(std::move(today)) {}

  void add(Finding finding) { findings_.push_back(std::move(finding)); }

  // The value of one of the rule's own options, as configured. Throws std::out_of_range for a name it does
  // not have.
  double option(std::string_view name) const { return options_.at(std::string(name)); }

  // The stage of this audit; the engine lowers severities by it, a rule asks where it has nothing to say
  // earlier.
  Stage stage() const { return stage_; }

  // The date of this audit (ISO), for what expires; empty where nothing does.
  const std::string& today() const { return today_; }

 private:
  std::vector<Finding>& findings_;
  const std::map<std::string, double>& options_;
  Stage stage_;
  std::string today_;
};

// One rule: everything that is known about it, in one place. The documentation page, `gainsay explain`, the
// JSON catalogue and every other list of rules are made from this.
struct Rule {
  std::string_view code;                  // "ST103"; never reused
  std::string_view name;                  // "gain-within-noise"
  std::string_view summary;               // one line
  std::string_view group;                 // "ST statistical evidence"
  Severity severity = Severity::warning;  // the usual one at stage submit; a finding may carry another
  Certainty certainty = Certainty::deterministic;
  bool diagnostic = false;       // asks whether the study is odd: shares the error budget of such rules
  bool only_at_submit = false;   // not asked in stages explore and draft
  std::string_view since;        // version of Gainsay
  std::string_view explanation;  // Markdown with the fixed headings
  std::vector<RuleOption> options;
  std::function<void(const Study&, FindingSink&)> check;
};

// Every rule, ordered by code.
const std::vector<Rule>& all_rules();

// The rule with that code ("ST103") or name ("gain-within-noise"); null where there is none.
const Rule* find_rule(std::string_view code_or_name);

}  // namespace gainsay::audit
