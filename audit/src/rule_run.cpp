#include "rule_run.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <thread>

#include "fingerprint.h"

namespace gainsay::audit {
namespace {

std::map<std::string, double> options_of(const Rule& rule, const AuditSettings& settings) {
  std::map<std::string, double> options;
  for (const RuleOption& option : rule.options) options[std::string(option.name)] = option.value;
  for (const std::string& key : {std::string(rule.code), std::string(rule.name)}) {
    const auto configured = settings.rule_options.find(key);
    if (configured == settings.rule_options.end()) continue;
    for (const auto& [name, value] : configured->second) options[name] = value;
  }
  return options;
}

// explore: an error is only a note, and so is a warning; draft: an error is a warning.
Severity at_stage(Severity severity, Stage stage) {
  if (stage == Stage::explore) return Severity::note;
  return stage == Stage::draft ? std::min(severity, Severity::warning) : severity;
}

}  // namespace

std::vector<Finding> findings_of(const Study& study, const Rule& rule, const AuditOccasion& occasion) {
  std::vector<Finding> found;
  const auto options = options_of(rule, study.file().audit);
  FindingSink sink(found, options, occasion.stage, occasion.today);
  rule.check(study, sink);
  for (Finding& finding : found) {
    finding.rule = rule.code;
    finding.name = rule.name;
    finding.certainty = rule.certainty;
    finding.severity = at_stage(finding.severity, occasion.stage);
    finding.fingerprint = fingerprint(finding);
  }
  return found;
}

std::vector<std::vector<Finding>> findings_of(const Study& study, std::span<const Rule* const> rules,
                                              const AuditOccasion& occasion) {
  constexpr std::size_t worth_a_thread = 10'000;  // runs: below, a rule takes no longer than starting one
  std::vector<std::vector<Finding>> found(rules.size());
  std::vector<std::exception_ptr> failures(rules.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < rules.size(); i = next++) {
      try {
        found[i] = findings_of(study, *rules[i], occasion);
      } catch (...) {
        failures[i] = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    const unsigned threads = study.runs().size() < worth_a_thread ? 1 : std::thread::hardware_concurrency();
    for (unsigned i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  return found;
}

}  // namespace gainsay::audit
