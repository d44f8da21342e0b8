#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/plan.h"
#include "gainsay/audit/result_table.h"
#include "gainsay/report/audit_formats.h"
#include "gainsay/report/comparison_formats.h"
#include "gainsay/report/plan_formats.h"
#include "gainsay/report/run_formats.h"
#include "gainsay/report/table_formats.h"

#include "audit/small_study.h"

namespace gainsay {
namespace {

using namespace tests;
using report::TextStyle;

// No line is wider than the style asks for, but for one that holds a single word.
void check_width(const std::string& text, int width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::string words = line.substr(std::min(line.find_first_not_of(' '), line.size()));
    CAPTURE(line);
    const bool fits = report::columns(line) <= width || words.find(' ') == std::string::npos;
    CHECK(fits);
  }
}

audit::Study noisy_gain() {
  return load_fixture(std::filesystem::path(GAINSAY_SOURCE_DIR) / "fixtures/studies/noisy_gain");
}

audit::TableCell cell_of(double mean, std::optional<double> error) {
  audit::TableCell cell;
  cell.n = 2;
  cell.mean = mean;
  cell.error = error;
  cell.runs = {"01RUNA", "01RUNB"};
  return cell;
}

audit::ResultTable table_of(const std::vector<audit::TableCell>& cells) {
  audit::ResultTable table;
  table.kind = "main";
  table.metric = "accuracy";
  for (std::size_t i = 0; i < cells.size(); ++i) table.datasets.emplace_back("dataset-" + std::to_string(i));
  table.rows = {{"bn", "bn", cells}};
  return table;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("text fits 80 columns") {
  const TextStyle style;
  const audit::Study small =
      study_of(declarations + claim("C1", "smallest_effect = 0.002\nscope = \"domain\"\n"), both_rows);
  for (const audit::Study* study : {&small}) {
    check_width(report::audit_text(run_audit(*study, {}), style), 80);
    check_width(report::comparisons_text(study->evaluations().front().comparisons, style), 80);
    check_width(report::comparisons_text(study->evaluations().front().decisive, style), 80);
    check_width(report::plan_text({plan_seeds(*study, {}), plan_datasets(*study, {})}, style), 80);
    check_width(report::table_text(main_table(*study, {}), style), 80);
  }
  check_width(report::audit_text(run_audit(noisy_gain(), {}), style), 80);
  check_width(report::rule_list_text(style), 80);
}

TEST_CASE("text fits a terminal of 60 columns") {
  TextStyle style;
  style.width = 60;
  const audit::Study study = noisy_gain();
  const std::string text = report::table_text(main_table(study, {}), style);
  check_width(text, 60);
}

TEST_CASE("a table of many datasets is broken into blocks that fit") {
  const std::string text = report::table_text(table_of(std::vector(9, cell_of(.9123, .0123))), {});
  check_width(text, 80);
  for (int i = 0; i < 9; ++i) CHECK(contains(text, "dataset-" + std::to_string(i)));
}

TEST_CASE("colour is only there where it is asked for") {
  const auto report = run_audit(noisy_gain(), {});
  CHECK_FALSE(contains(report::audit_text(report, {}), "\x1b["));
  CHECK(contains(report::audit_text(report, {.width = 80, .color = true}), "\x1b["));
  CHECK(TextStyle{}.paint(report::Emphasis::bold, "x") == "x");
}

TEST_CASE("a mean is rounded to the second digit of the error of its column") {
  const std::string text = report::table_text(table_of({cell_of(.912345, .0123456)}), {});
  CHECK(contains(text, "0.912 +- 0.012"));
}

TEST_CASE("a number that rounds to 0 has no minus") {
  const std::string text = report::table_text(table_of({cell_of(-.00001, .0123)}), {});
  CHECK(contains(text, "0.000 +- 0.012"));
  CHECK_FALSE(contains(text, "-0.000"));
}

TEST_CASE("a cell without runs is a dash and not 0") {
  const audit::ResultTable table = table_of({audit::TableCell{}});
  CHECK(contains(report::table_markdown(table), "| bn | - | - |"));
  CHECK(contains(report::table_latex(table), "bn & -- & -- \\\\"));
  CHECK(contains(report::table_csv(table), "\nbn,bn,dataset-0,accuracy,0,0,,,sd,0,,,,,\n"));
}

TEST_CASE("a LaTeX table names its runs in comments and its packages") {
  const std::string text = report::table_latex(table_of({cell_of(.9, .01)}));
  CHECK(contains(text, "% bn on dataset-0: n = 2, runs 01RUNA 01RUNB\n"));
  CHECK(contains(text, "\\usepackage{booktabs,siunitx}"));
  CHECK(contains(text, "\\num{0.900 +- 0.010}"));
}

TEST_CASE("bold is what is best in every format") {
  audit::TableCell best = cell_of(.9, .01);
  best.best = true;
  const audit::ResultTable table = table_of({best});
  CHECK(contains(report::table_text(table, {}), "**0.900 +- 0.010**"));
  CHECK(contains(report::table_markdown(table), "**0.900 +- 0.010**"));
  CHECK(contains(report::table_latex(table), "{\\bfseries\\num[detect-all]{0.900 +- 0.010}}"));
  CHECK(contains(report::table_csv(table), ",sd,1,"));
}

TEST_CASE("a copied number and failed runs are marked") {
  audit::TableCell copied = cell_of(.9, {});
  copied.reported = true;
  audit::TableCell failing = cell_of(.9, .01);
  failing.n_failed = 2;
  const audit::ResultTable table = table_of({copied, failing});
  const std::string text = report::table_text(table, {});
  CHECK(contains(text, "(reported)"));
  CHECK(contains(text, "(2 failed)"));
  CHECK(contains(report::table_latex(table), "copied from a paper, not run here"));
}

TEST_CASE("numbers of a CSV read back bit for bit") {
  const std::string csv = report::table_csv(table_of({cell_of(0.1 + 0.2, 5e-324)}));
  CHECK(contains(csv, ",0.30000000000000004,5e-324,"));
}

TEST_CASE("a curve in CSV keeps what is not a number apart") {
  tracker::Curve curve;
  curve.metric = "loss";
  curve.step = {0, 1, 2};
  curve.value = {std::nan(""), std::numeric_limits<double>::infinity(), -0.0};
  CHECK(report::curve_csv("01RUNA", curve) == "01RUNA,loss,0,,nan\n01RUNA,loss,1,,inf\n01RUNA,loss,2,,-0\n");
}

TEST_CASE("text is broken at spaces and a long word stands alone") {
  CHECK(report::wrap("one two three", 7, 0) == "one two\nthree");
  CHECK(report::wrap("one two three", 8, 2) == "one two\n  three");
  CHECK(report::wrap("a extraordinarily b", 5, 0) == "a\nextraordinarily\nb");
  CHECK(report::wrap("", 5, 0).empty());
}

TEST_CASE("wide characters take two columns") {
  CHECK(report::columns("世界") == 4);
  CHECK(report::columns("Grüße") == 5);
  CHECK(report::pad_right("世", 4) == "世  ");
  CHECK(report::pad_left("ab", 4) == "  ab");
  CHECK(report::pad_left("abcde", 4) == "abcde");
}

TEST_CASE("a plan lists seeds as ranges and what they cost") {
  audit::Plan plan;
  plan.kind = "seeds";
  for (const std::int64_t seed : {1, 2, 3, 5, 7, 8})
    plan.runs.push_back({"bn", "digits", seed, "why", 3600.0, {}});
  plan.cost_seconds = 6 * 3600.0;
  const std::string text = report::plan_text({plan}, {});
  CHECK(contains(text, "seeds: 6 runs missing, about 6.0 h"));
  CHECK(contains(text, "seeds 1-3, 5, 7, 8"));
  plan.runs.front().cost_seconds.reset();
  CHECK(contains(report::plan_text({plan}, {}), "cost not known"));
}

TEST_CASE("the arguments of a planned run name method and dataset and seed before its command") {
  const audit::PlannedRun run{"bn", "digits", 3, "why", {}, {"train", "--seed", "3"}};
  CHECK(report::run_arguments(run) ==
        std::vector<std::string>{"run", "-m", "bn", "-d", "digits", "-s", "3", "--", "train", "--seed", "3"});
}

TEST_CASE("every rule has a page that fits a terminal and stands in the list") {
  const std::string list = report::rule_list_text({});
  for (const audit::Rule& rule : audit::all_rules()) {
    CAPTURE(rule.code);
    check_width(report::explain_text(rule, {}), 80);
    CHECK(contains(list, std::string(rule.code)));
    CHECK(contains(report::rule_pages_markdown(), std::string(rule.name)));
  }
}

}  // namespace
}  // namespace gainsay
