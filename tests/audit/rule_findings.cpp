#include "audit/rule_findings.h"

#include <filesystem>
#include <stdexcept>
#include <variant>

#include <doctest/doctest.h>

#include "gainsay/audit/audit.h"

#include "audit/fixture_study.h"

namespace gainsay::tests {
namespace {

const audit::EvidenceValue& value_of(const audit::Finding& finding, const std::string& key) {
  for (const audit::EvidenceEntry& entry : finding.evidence) {
    if (entry.key == key) return entry.value;
  }
  throw std::out_of_range("no evidence " + key);
}

}  // namespace

std::vector<audit::Finding> findings_in(const audit::Study& study, const std::string& code) {
  audit::AuditOptions options;
  options.stage = audit::Stage::submit;
  options.select = {code};
  return audit::run_audit(study, options).findings;
}

std::vector<audit::Finding> findings_in(const std::string& fixture, const std::string& code) {
  const auto folder = std::filesystem::path(GAINSAY_SOURCE_DIR) / "fixtures/audit" / fixture;
  return findings_in(load_fixture(folder), code);
}

audit::Finding finding_on(const std::string& fixture, const std::string& code) {
  const auto findings = findings_in(fixture, code);
  REQUIRE(findings.size() == 1);
  return findings.front();
}

double number(const audit::Finding& finding, const std::string& key) {
  const audit::EvidenceValue& value = value_of(finding, key);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  throw std::out_of_range(key + " is no number");
}

std::string text(const audit::Finding& finding, const std::string& key) {
  const auto* value = std::get_if<std::string>(&value_of(finding, key));
  if (value == nullptr) throw std::out_of_range(key + " is no text");
  return *value;
}

bool contains(const std::string& whole, const std::string& part) { return whole.find(part) != whole.npos; }

}  // namespace gainsay::tests
