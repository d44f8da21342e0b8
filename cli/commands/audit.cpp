#include "gainsay/audit/audit.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/audit/checklist.h"
#include "gainsay/audit/study_file_fixes.h"
#include "gainsay/report/audit_formats.h"
#include "gainsay/report/checklist_formats.h"
#include "gainsay/report/earlier_audit.h"
#include "gainsay/report/edit_formats.h"
#include "gainsay/study/load_study.h"
#include "gainsay/tracker/error.h"

#include "invocation.h"
#include "load_study.h"
#include "registration.h"
#include "study_file_edit.h"

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
  bool explain_clean = false;
  bool fix = false;
  bool dry_run = false;
  std::string checklist;
};

report::EarlierAudit audit_in(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw tracker::NotFoundError(file, "there is no such file, or it may not be read",
                                 "give a file that `gainsay audit --format json` wrote");
  }
  return report::earlier_audit({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}, file);
}

// "bn on digits, seed 3, excluded: it diverged"; empty for a run that is not there.
std::string label_of(const audit::Study& study, const std::string& id) {
  const auto run = std::ranges::find(study.runs(), id, &tracker::Run::id);
  if (run == study.runs().end()) return "";
  std::string label = fmt::format("{} on {}", run->method.str(), run->dataset.str());
  if (run->seed) label += fmt::format(", seed {}", *run->seed);
  if (run->excluded) label += fmt::format(", excluded: {}", run->excluded->reason.str());
  return label;
}

std::string rendered(const audit::Study& study, const audit::AuditReport& report,
                     const Invocation& invocation, const AuditArguments& arguments) {
  const std::string& format = arguments.format;
  if (!arguments.checklist.empty()) {
    const auto kind = audit::parse_checklist_kind(arguments.checklist);
    return report::checklist_markdown(audit::fill_checklist(study, report, *kind), report.study);
  }
  if (arguments.explain_clean) return report::audit_clean_text(report, invocation.style());
  if (!arguments.diff.empty()) {
    const auto label = [&study](const std::string& id) { return label_of(study, id); };
    return report::audit_difference_text(audit_in(arguments.diff), report, label, invocation.style());
  }
  if (format == "json") return report::audit_json(report, GAINSAY_VERSION);
  if (format == "sarif") return report::audit_sarif(report, GAINSAY_VERSION);
  if (format == "junit") return report::audit_junit(report);
  if (format == "github") return report::audit_github(report);
  if (format == "markdown") return report::audit_markdown(report);
  if (format == "concise") return report::audit_concise(report);
  return report::audit_text(report, invocation.style());
}

// Mends the study file, shows what was changed, and goes by the verdicts: they must be what they were.
void fix(const Invocation& invocation, const OpenStudy& open, bool dry_run) {
  const std::filesystem::path file = open.store->study().study_file();
  const std::string text = open.study.file().exists ? file_text(file) : "";
  const auto edits = audit::safe_edits(open.study, study::today(), text);
  invocation.print(report::edits_diff(file.filename().string(), text, edits));
  for (const audit::TextEdit& edit : edits) invocation.say("gainsay: " + report::printable(edit.why) + "\n");
  if (edits.empty()) invocation.say("gainsay: there is nothing in the study file that could be mended\n");
  if (edits.empty() || dry_run) return;
  const std::string mended = audit::edited(text, edits);
  const audit::Study after(audit::parse_study_file(mended, open.study.file().path), open.study.records());
  if (!audit::have_same_verdicts(open.study, after))
    throw std::logic_error("a fix of the study file would change a verdict; nothing was written");
  replace_file(file, mended);
}

void run(Invocation& invocation, const AuditArguments& arguments) {
  const OpenStudy open = open_study(invocation);
  const audit::Study& study = open.study;
  if (arguments.fix) return fix(invocation, open, arguments.dry_run);
  audit::AuditOptions options;
  options.stage = audit::parse_stage(arguments.stage);
  options.profile = audit::parse_profile(arguments.profile);
  options.select = arguments.select;
  options.ignore = arguments.ignore;
  options.today = study::today();
  if (!arguments.baseline.empty()) {
    options.known.emplace();
    for (const auto& finding : audit_in(arguments.baseline).findings)
      options.known->push_back(finding.fingerprint);
  }
  const audit::AuditReport report = audit::run_audit(study, options);
  invocation.print(rendered(study, report, invocation, arguments));
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
  verb->add_flag("--explain-clean", arguments->explain_clean,
                 "What was checked, what could not be, and what no rule sees: silence is no proof");
  verb->add_option(
          "--checklist", arguments->checklist,
          "A venue's checklist in Markdown, filled in as far as the records go: neurips, acl or reforms")
      ->check(CLI::IsMember({"neurips", "acl", "reforms"}));
  CLI::Option* fix = verb->add_flag("--fix", arguments->fix,
                                    "Mend in gainsay.toml what changes no verdict, and show the difference");
  verb->add_flag("--dry-run", arguments->dry_run, "With --fix: only show it")->needs(fix);
  verb->callback([&invocation, arguments] { run(invocation, *arguments); });
}

}  // namespace gainsay::cli
