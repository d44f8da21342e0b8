#include "gainsay/audit/audit.h"

#include <fstream>
#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>

#include "gainsay/report/audit_formats.h"
#include "gainsay/report/earlier_audit.h"
#include "gainsay/study/load_study.h"
#include "gainsay/tracker/error.h"

#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

struct AuditArguments {
  std::string stage;
  std::string profile;
  std::string fail_on;
  std::string format = "text";
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::string baseline;
  std::string diff;
};

std::vector<report::EarlierFinding> findings_in(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw tracker::NotFoundError(file, "there is no such file, or it may not be read",
                                 "give a file that `gainsay audit --format json` wrote");
  }
  return report::earlier_findings({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()},
                                  file);
}

std::string rendered(const audit::AuditReport& report, const Invocation& invocation,
                     const std::string& format) {
  if (format == "json") return report::audit_json(report, GAINSAY_VERSION);
  if (format == "sarif") return report::audit_sarif(report, GAINSAY_VERSION);
  if (format == "junit") return report::audit_junit(report);
  if (format == "github") return report::audit_github(report);
  if (format == "markdown") return report::audit_markdown(report);
  if (format == "concise") return report::audit_concise(report);
  return report::audit_text(report, invocation.style());
}

void run(Invocation& invocation, const AuditArguments& arguments) {
  const OpenStudy open = open_study(invocation);
  const audit::Study& study = open.study;
  audit::AuditOptions options;
  options.stage = audit::parse_stage(arguments.stage);
  options.profile = audit::parse_profile(arguments.profile);
  options.select = arguments.select;
  options.ignore = arguments.ignore;
  options.today = study::today();
  if (!arguments.baseline.empty()) {
    options.known.emplace();
    for (const auto& finding : findings_in(arguments.baseline)) options.known->push_back(finding.fingerprint);
  }
  const audit::AuditReport report = audit::run_audit(study, options);
  invocation.print(arguments.diff.empty() ? rendered(report, invocation, arguments.format)
                                          : report::audit_difference_text(findings_in(arguments.diff), report,
                                                                          invocation.style()));
  if (can_log_looks(open, invocation)) study::record_audit_looks(*open.store, report.claims);
  std::string level = arguments.fail_on.empty() ? study.file().audit.fail_on : arguments.fail_on;
  if (level.empty()) level = "error";
  const auto severity = audit::parse_severity(level);
  if (severity && audit::has_findings_at(report, *severity)) invocation.exit_code = 1;
}

}  // namespace

void add_audit(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "audit",
                            "What would a hostile reviewer find? All rules over all claims and runs");
  auto arguments = std::make_shared<AuditArguments>();
  verb->add_option("--stage", arguments->stage, "explore, draft or submit (default: the study file's)")
      ->check(CLI::IsMember({"explore", "draft", "submit"}));
  verb->add_option("--profile", arguments->profile, "science or engineering (default: the study file's)")
      ->check(CLI::IsMember({"science", "engineering"}));
  verb->add_option("--select", arguments->select, "Only these rules: codes, groups (ST) or names")
      ->delimiter(',');
  verb->add_option("--ignore", arguments->ignore, "Not these rules")->delimiter(',');
  verb->add_option("--fail-on", arguments->fail_on,
                   "error, warning, note or never: exit with 1 from there on")
      ->check(CLI::IsMember({"error", "warning", "note", "never"}));
  verb->add_option("--format", arguments->format, "text, concise, json, markdown, sarif, junit or github")
      ->check(CLI::IsMember({"text", "concise", "json", "markdown", "sarif", "junit", "github"}));
  verb->add_option("--baseline", arguments->baseline,
                   "An audit kept as JSON: what stands in it is known and does not count")
      ->type_name("FILE");
  verb->add_option("--diff", arguments->diff, "An audit kept as JSON: only what changed since")
      ->type_name("FILE");
  verb->callback([&invocation, arguments] { run(invocation, *arguments); });
}

}  // namespace gainsay::cli
