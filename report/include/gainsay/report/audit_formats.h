#pragma once

#include <string>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/misconceptions.h"
#include "gainsay/audit/rule.h"
#include "gainsay/report/text_style.h"

// An audit and its rules as text for people and for programs. Nothing here computes or decides.
namespace gainsay::report {

// For a reader at a terminal: what sinks the paper first, then the claims with their comparisons, then the
// rest.
std::string audit_text(const audit::AuditReport& report, const TextStyle& style);

// What the audit looked at, so that silence is not taken for proof: which rules found something, which saw no
// sign of their trouble, which could not look and what they lack, which were not asked, and what no rule
// sees.
std::string audit_clean_text(const audit::AuditReport& report, const TextStyle& style);

// One finding a line: `error[ST103] C1 bn/sgd/digits: message`. Sorted as in the report.
std::string audit_concise(const audit::AuditReport& report);

// The JSON of docs/audit.schema.json. version: of Gainsay.
std::string audit_json(const audit::AuditReport& report, const std::string& version);

// SARIF 2.1.0, for code hosts and editors: every rule, and every finding with its kind, subject, evidence,
// remedy, suppression and, where there is a baseline, whether it is new. version: of Gainsay.
std::string audit_sarif(const audit::AuditReport& report, const std::string& version);

// JUnit's XML: a test a rule, or one a finding that counts; a rule whose inputs are missing is skipped.
std::string audit_junit(const audit::AuditReport& report);

// Annotations of GitHub Actions, one a finding that counts.
std::string audit_github(const audit::AuditReport& report);

// For an issue or a pull request.
std::string audit_markdown(const audit::AuditReport& report);

// One rule's page: `gainsay explain ST103`.
std::string explain_text(const audit::Rule& rule, const TextStyle& style);

// The page of a misconception of novelty: `gainsay explain complexity`.
std::string misconception_text(const audit::Misconception& misconception, const TextStyle& style);
// docs/misconceptions/<name>.md.
std::string misconception_markdown(const audit::Misconception& misconception);

// All rules, one a line under their groups, and the misconceptions of novelty that have a page.
std::string rule_list_text(const TextStyle& style);

// All rules as a JSON array of {code, name, summary, group, severity, certainty, since, options,
// explanation}.
std::string rule_catalogue_json();

// docs/rules.md: every rule's page in one Markdown document.
std::string rule_pages_markdown();

}  // namespace gainsay::report
