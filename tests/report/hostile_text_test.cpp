#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/plan.h"
#include "gainsay/audit/result_table.h"
#include "gainsay/report/audit_formats.h"
#include "gainsay/report/checklist_formats.h"
#include "gainsay/report/claim_formats.h"
#include "gainsay/report/comparison_formats.h"
#include "gainsay/report/earlier_audit.h"
#include "gainsay/report/edit_formats.h"
#include "gainsay/report/plan_formats.h"
#include "gainsay/report/run_formats.h"
#include "gainsay/report/table_formats.h"

#include "audit/small_study.h"

// Names come from files of strangers: none may speak to the terminal, to a browser, to TeX, to a spreadsheet
// or to a shell.
namespace gainsay {
namespace {

using namespace std::string_literals;
using namespace tests;

const std::vector<std::string> hostile_names = {"\x1b[31mred\x1b[0m",
                                                "<script>alert(1)</script>",
                                                "\\input{/etc/passwd}",
                                                "=cmd|'/c calc'!A1",
                                                "@SUM(1+1)",
                                                "nul\0byte"s,
                                                "bad \xff\xfe utf8",
                                                "two\nlines",
                                                "a|b,c\"d'e",
                                                "[x] * #1 $y$ %z &w ~v ^u _t",
                                                "turned \u202e round",
                                                "$(touch x); `id`",
                                                "-rf"};

// The table of a study whose every name is `name`.
audit::ResultTable table_with(const std::string& name, const std::string& kind) {
  audit::TableCell cell;
  cell.n = 2;
  cell.mean = 0.5;
  cell.error = 0.01;
  cell.runs = {"01RUNA", "01RUNB"};
  audit::ResultTable table;
  table.kind = kind;
  table.metric = name;
  table.unit = name;
  table.reference = name;
  table.datasets = {name};
  table.rows = {{name, name, {cell}}};
  return table;
}

audit::AuditReport audit_with(const std::string& name) {
  audit::AuditReport report = run_audit(study_of(declarations + claim("C1"), both_rows), {});
  report.study = name;
  for (audit::ClaimEvaluation& evaluation : report.claims) {
    evaluation.claim.id = evaluation.claim.text = evaluation.reason = name;
    evaluation.claim.against = {name};
    for (audit::Comparison& c : evaluation.comparisons) c.method = c.against = c.dataset = c.metric = name;
  }
  for (audit::Finding& finding : report.findings) {
    finding.claim = finding.message = finding.remedy.text = name;
    finding.method = finding.against = finding.dataset = name;
    finding.suppressed = name;
  }
  return report;
}

tracker::Run run_with(const std::string& name) {
  tracker::Run run;
  run.id = "01RUNA";
  run.method = run.dataset = run.split = name;
  run.failure = run.host = name;
  run.argv = {name};
  run.results = {{name, 1.0}};
  return run;
}

std::vector<audit::Plan> plans_with(const std::string& name, bool command) {
  audit::PlannedRun run{name, name, 3, name, 1.0, {}};
  if (command) run.argv = {"printf", "%s", name};
  audit::Plan plan;
  plan.kind = "seeds";
  plan.runs = {run};
  plan.notes = {name};
  return {plan};
}

audit::Claim claim_with(const std::string& name) {
  audit::Claim claim;
  claim.id = claim.text = name;
  claim.method = claim.metric = name;
  claim.against = claim.datasets = {name};
  claim.against_reported[name].mean = "1";
  claim.planned_n = 3;
  return claim;
}

audit::ClaimProposal proposal_with(const std::string& name) {
  return {claim_with(name), {name}, {}, {{name, name}}};
}

std::string difference_with(const std::string& name) {
  report::EarlierAudit earlier;
  earlier.findings = {{name, name, "fail", name, name, name, "0", false, {name}}};
  earlier.runs = {{name, {name}}};
  return report::audit_difference_text(earlier, audit_with(name), [&](const std::string&) { return name; },
                                       {});
}

bool is_control(char c) { return (c >= 0 && c < 0x20 && c != '\n') || c == 0x7f; }

// No control character but the line end, no byte that is not UTF-8 (all these names are otherwise ASCII).
void check_harmless(const std::string& text) {
  CAPTURE(text);
  CHECK(std::ranges::none_of(text, is_control));
  CHECK(text.find('\xff') == std::string::npos);
  CHECK(text.find("\u202e") == std::string::npos);
}

std::ptrdiff_t lines_of(const std::string& text) { return std::ranges::count(text, '\n'); }

TEST_CASE("no text for a terminal carries a control character of a name") {
  const report::TextStyle style;
  for (const std::string& name : hostile_names) {
    check_harmless(report::audit_text(audit_with(name), style));
    check_harmless(report::audit_concise(audit_with(name)));
    check_harmless(report::comparisons_text(audit_with(name).claims.front().comparisons, style));
    check_harmless(report::table_text(table_with(name, "main"), style));
    check_harmless(report::table_text(table_with(name, "ablation"), style));
    check_harmless(report::plan_text(plans_with(name, true), style));
    check_harmless(report::audit_clean_text(audit_with(name), style));
    check_harmless(difference_with(name));
    check_harmless(report::claim_proposal_text(proposal_with(name), style));
    check_harmless(report::registered_plans_text({{claim_with(name), "welch-t", "one look", {}, 3}}, style));
    check_harmless(report::edits_diff(name, name + "\n", {{1, 1, {name}, name}}));
    check_harmless(report::run_list_text({run_with(name)}, {}));
    check_harmless(report::run_text(run_with(name), style));
    check_harmless(report::run_diff_text(run_with(name), run_with("plain"), style));
  }
}

TEST_CASE("a line end in a name makes no line of its own") {
  CHECK(lines_of(report::audit_concise(audit_with("two\nlines"))) ==
        lines_of(report::audit_concise(audit_with("two lines"))));
  CHECK(lines_of(report::run_list_text({run_with("two\nlines")}, {})) == 2);
}

TEST_CASE("Markdown shows HTML and marks of its own as text") {
  for (const std::string& name : hostile_names) {
    for (const std::string& text :
         {report::audit_markdown(audit_with(name)), report::table_markdown(table_with(name, "main")),
          report::table_markdown(table_with(name, "ablation")),
          report::checklist_markdown({name, name, {{"1", "topic", {name}, "you"}}}, name)}) {
      check_harmless(text);
      CHECK(text.find("<script") == std::string::npos);
    }
  }
  const std::string table = report::table_markdown(table_with("a|b", "main"));
  CHECK(table.find("a\\|b") != std::string::npos);
}

TEST_CASE("LaTeX sets a name as text and runs no command of it") {
  for (const std::string& name : hostile_names) {
    for (const std::string& kind : {"main"s, "ablation"s}) {
      const std::string text = report::table_latex(table_with(name, kind));
      check_harmless(text);
      CHECK(text.substr(text.find("\\begin{table}")).find("\\input") == std::string::npos);
    }
  }
  const std::string text = report::table_latex(table_with("[x] * #1 $y$ %z &w ~v ^u _t", "main"));
  CHECK(text.find("\n{[}x] {*} \\#1 \\$y\\$ \\%z \\&w \\textasciitilde{}v \\textasciicircum{}u \\_t & ") !=
        std::string::npos);
}

TEST_CASE("a CSV cell that a spreadsheet would run gets an apostrophe in front") {
  CHECK(report::table_csv(table_with("=cmd|'/c calc'!A1", "main")).find("\n'=cmd|'/c calc'!A1,") !=
        std::string::npos);
  CHECK(report::run_list_csv({run_with("@SUM(1+1)")}, {}).find(",'@SUM(1+1),") != std::string::npos);
  CHECK(report::table_csv(table_with("-rf", "main")).find("\n'-rf,") != std::string::npos);
}

TEST_CASE("a CSV cell with delimiters is quoted and one with control characters escaped") {
  const std::string csv = report::table_csv(table_with("a|b,c\"d'e", "main"));
  CHECK(csv.find("\n\"a|b,c\"\"d'e\",") != std::string::npos);
  for (const std::string& name : hostile_names) {
    check_harmless(report::table_csv(table_with(name, "main")));
    check_harmless(report::run_list_csv({run_with(name)}, {}));
    CHECK(lines_of(report::table_csv(table_with(name, "main"))) == 2);
  }
}

// A file of this process alone: tests run side by side.
std::string scratch_file(const std::string& ending) {
  return (std::filesystem::temp_directory_path() / ("gainsay-plan-" + std::to_string(getpid()) + ending))
      .string();
}

// The script with a function in the place of the program, which prints what it was given.
int shell(const std::string& script, const std::string& flags, const std::string& output) {
  const std::string file = scratch_file(".sh");
  std::ofstream(file, std::ios::binary) << script;
  const std::string command = "sh " + flags + " '" + file + "' > '" + output + "' 2>&1";
  const int status = std::system(command.c_str());
  std::filesystem::remove(file);
  return status;
}

std::string run_script(const std::string& script) {
  const std::string output = scratch_file(".out");
  const std::string prints = "gainsay() { printf '<%s>' \"$@\"; }\n";
  CHECK(shell(prints + script, "", output) == 0);
  std::ifstream in(output, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  std::filesystem::remove(output);
  return text;
}

TEST_CASE("a plan's script gives every name to the program as it is") {
  for (const std::string& name : hostile_names) {
    if (name.find('\0') != std::string::npos) continue;
    CAPTURE(name);
    const std::string script = report::plan_shell(plans_with(name, true));
    CHECK(shell(script, "-n", "/dev/null") == 0);
    CHECK(run_script(script) ==
          "<run><-m><" + name + "><-d><" + name + "><-s><3><--><printf><%s><" + name + ">");
  }
}

TEST_CASE("a planned run without a command is a comment that no name can leave") {
  for (const std::string& name : hostile_names) {
    CAPTURE(name);
    CHECK(run_script(report::plan_shell(plans_with(name, false))).empty());
  }
  CHECK(report::plan_shell(plans_with("bn", false)).find("\n# gainsay run -m bn -d bn -s 3 -- COMMAND\n") !=
        std::string::npos);
}

TEST_CASE("a planned run that no program can be given is a comment") {
  CHECK(run_script(report::plan_shell(plans_with("nul\0byte"s, true))).empty());
}

TEST_CASE("printable text comes back as it is and everything else is made visible") {
  CHECK(report::printable("Grüße, 世界 🙂") == "Grüße, 世界 🙂");
  CHECK(report::printable("\x1b[1m") == "\\x1b[1m");
  CHECK(report::printable("a\0b"s) == "a\\x00b");
  CHECK(report::printable("\xff") == "\\xff");
  CHECK(report::printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // a surrogate
  CHECK(report::printable("\xc0\xaf") == "\\xc0\\xaf");           // an overlong slash
  CHECK(report::printable("\xe4\xb8") == "\\xe4\\xb8");           // cut off
  CHECK(report::printable("\u202e") == "\\u202e");
  CHECK(report::printable("\u0085") == "\\x85");
}

}  // namespace
}  // namespace gainsay
