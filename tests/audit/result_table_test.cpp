#include "gainsay/audit/result_table.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"

#include "audit/small_study.h"

namespace gainsay {
namespace {

using audit::ablation_table;
using audit::ClaimVerdict;
using audit::ErrorKind;
using audit::main_table;
using audit::ResultTable;
using audit::Study;
using audit::TableCell;
using namespace tests;

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A study of examples/published.
Study published(const std::string& name, const std::string& table) {
  const std::filesystem::path folder =
      std::filesystem::path(GAINSAY_SOURCE_DIR) / "examples/published" / name;
  return study_of(text_of(folder / "gainsay.toml"), text_of(folder / table));
}

ClaimVerdict verdict_of(const Study& study, const std::string& claim) {
  for (const auto& evaluation : study.evaluations()) {
    if (evaluation.claim.id == claim) return evaluation.verdict;
  }
  FAIL("there is no claim " << claim);
  return ClaimVerdict::not_shown;
}

TableCell cell(const ResultTable& table, const std::string& method, const std::string& dataset) {
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < table.datasets.size(); ++i) {
      if (row.method == method && table.datasets[i] == dataset) return row.cells[i];
    }
  }
  FAIL("there is no cell " << method << " on " << dataset);
  return table.rows.front().cells.front();
}

double error_as(ErrorKind kind) {
  const auto study = study_of(declarations + claim("C1"), both_rows);
  return *cell(main_table(study, {.error_kind = kind}), "bn", "digits").error;
}

TEST_CASE("a cell holds n and the mean and the runs behind it") {
  const ResultTable table = main_table(study_of(declarations + claim("C1"), both_rows), {});
  CHECK(table.kind == "main");
  CHECK(table.metric == "accuracy");
  const TableCell bn = cell(table, "bn", "digits");
  CHECK(bn.n == 5);
  CHECK(*bn.mean == near(.964));
  CHECK(bn.runs.size() == 5);
}

// R 4.2.2, x = c(.96, .97, .95, .98, .96): sd(x); sd(x) / sqrt(5); diff(t.test(x)$conf.int) / 2.
TEST_CASE("the error is of the kind that is asked for") {
  CHECK(error_as(ErrorKind::sd) == near(0.0114017542509914));
  CHECK(error_as(ErrorKind::sem) == near(0.00509901951359279));
  CHECK(error_as(ErrorKind::ci95) == near(0.0141571477698226));
  CHECK(error_as(ErrorKind::range) == near(0.015));
}

// SciPy (tests/oracles/claims.py): p = 0.037 on digits and 0.081 on wine.
TEST_CASE("bold is the best and what is not significantly worse than it") {
  const ResultTable table = main_table(study_of(declarations + claim("C1"), both_rows), {});
  CHECK(cell(table, "bn", "digits").best);
  CHECK_FALSE(cell(table, "sgd", "digits").best);
  CHECK(cell(table, "bn", "wine").best);
  CHECK(cell(table, "sgd", "wine").best);
}

// With a third arm Holm doubles the 0.037 of sgd against bn where the third is worse still.
TEST_CASE("bold is decided after Holm over the column") {
  const std::string toml = declarations + "[methods.adam]\nrole = \"baseline\"\n" + claim("C1");
  const std::string third = rows("adam,digits", {.93, .96, .95, .94, .95});
  const ResultTable table = main_table(study_of(toml, csv_head + digits_rows + third), {});
  CHECK(cell(table, "sgd", "digits").best);
  CHECK(cell(table, "adam", "digits").best);
}

TEST_CASE("where less is better the smallest mean is bold") {
  const std::string csv =
      csv_head + rows("sgd,digits", {.5, .51, .52}, "error") + rows("bn,digits", {.1, .11, .12}, "error");
  const ResultTable table = main_table(study_of(declarations, csv), {.metric = "error"});
  CHECK(table.direction == audit::Direction::lower);
  CHECK(cell(table, "bn", "digits").best);
  CHECK_FALSE(cell(table, "sgd", "digits").best);
}

TEST_CASE("a cell without runs is missing and not zero") {
  const std::string csv = csv_head + digits_rows + rows("bn,wine", bn_on_wine);
  const TableCell missing = cell(main_table(study_of(declarations, csv), {}), "sgd", "wine");
  CHECK(missing.n == 0);
  CHECK_FALSE(missing.mean);
  CHECK_FALSE(missing.error);
  CHECK_FALSE(missing.best);
}

TEST_CASE("one run has a mean and no error") {
  const std::string csv = csv_head + digits_rows + rows("adam,digits", {.5});
  const TableCell single = cell(main_table(study_of(declarations, csv), {}), "adam", "digits");
  CHECK(*single.mean == near(.5));
  CHECK_FALSE(single.error);
}

TEST_CASE("two equal means are both bold though a single run cannot be tested") {
  const std::string csv = csv_head + rows("sgd,digits", {.5}) + rows("bn,digits", {.5});
  const ResultTable table = main_table(study_of(declarations, csv), {});
  CHECK(cell(table, "sgd", "digits").best);
  CHECK(cell(table, "bn", "digits").best);
}

TEST_CASE("a number copied from a paper is marked and has no runs") {
  const std::string toml = declarations + "[[reported]]\nmethod = \"paper\"\ndataset = \"digits\"\n" +
                           "metric = \"accuracy\"\nunit = \"percent\"\nmean = \"93.5\"\n" + claim("C1");
  const TableCell copied = cell(main_table(study_of(toml, both_rows), {}), "paper", "digits");
  CHECK(copied.reported);
  CHECK(*copied.mean == near(.935));
  CHECK(copied.runs.empty());
}

TEST_CASE("a metric that no final run has is refused") {
  const auto study = study_of(declarations, both_rows);
  CHECK_THROWS_WITH_AS(main_table(study, {.metric = "f1"}), doctest::Contains("`f1`"),
                       tracker::NotFoundError);
  CHECK_THROWS_AS(main_table(study_of(declarations, csv_head), {}), tracker::NotFoundError);
  CHECK_THROWS_AS(ablation_table(study, {}), tracker::NotFoundError);
}

const std::string ablated = declarations + "components = [\"norm\", \"momentum\"]\n" + R"([methods.bn-no-norm]
role = "ablation"
parent = "bn"
removes = ["norm"]
[methods.bn-no-momentum]
role = "ablation"
parent = "bn"
removes = ["momentum"]
)" + claim("C1", on_digits);

// R 4.2.2: t.test(x, bn)$p.value is 0.0372 for sgd, 1 for the ablation
// with bn's own numbers and 0.00012 for the one that is .05 worse; p.adjust(p, "holm").
TEST_CASE("an ablation table puts the full method first and adjusts its differences by Holm") {
  const std::string csv = csv_head + digits_rows + rows("bn-no-norm,digits", {.91, .92, .90, .93, .91}) +
                          rows("bn-no-momentum,digits", bn_on_digits);
  const ResultTable table = ablation_table(study_of(ablated, csv), {});
  CHECK(table.reference == "bn");
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[0].method == "bn");
  CHECK(table.rows[1].label == "bn without momentum");
  CHECK(table.rows[2].label == "bn without norm");
  CHECK(table.rows[3].method == "sgd");
  CHECK_FALSE(table.rows[0].cells[0].against_parent);
  CHECK(*table.rows[1].cells[0].against_parent->p_adjusted == near(1.0));
  CHECK(*table.rows[2].cells[0].against_parent->estimate == near(-.05));
  CHECK(*table.rows[2].cells[0].against_parent->p_adjusted == near(0.000361100043822));
  CHECK(*table.rows[3].cells[0].against_parent->p_adjusted == near(2 * 0.037164277873));
  CHECK(table.rows[3].cells[0].against_parent->family_size == 3);
}

// Demsar (2006), table 6: the mean ranks and the chi-square that the paper prints.
TEST_CASE("the ranks of the published comparison of four trees come out as printed") {
  const ResultTable table = main_table(published("demsar2006", "table6.csv"), {});
  REQUIRE(table.ranks);
  const auto rank_of = [&](const std::string& method) {
    for (std::size_t i = 0; i < table.ranks->methods.size(); ++i) {
      if (table.ranks->methods[i] == method) return table.ranks->mean_ranks[i];
    }
    return 0.0;
  };
  CHECK(table.ranks->n_datasets == 14);
  CHECK(rank_of("C4.5") == near(3.143, 2e-4));
  CHECK(rank_of("C4.5+m") == near(2.000, 2e-4));
  CHECK(rank_of("C4.5+cf") == near(2.893, 2e-4));
  CHECK(rank_of("C4.5+m+cf") == near(1.964, 3e-4));
  CHECK(table.ranks->friedman_chi_squared_without_ties == near(9.28, 1e-3));
  // R 4.2.2: f = friedman.test(m)$statistic is corrected for ties, unlike the paper's; 13 * f / (14 * 3 - f).
  CHECK(table.ranks->friedman_chi_squared == near(10.2283464567));
  CHECK(table.ranks->iman_davenport_f == near(4.18513011152));
}

TEST_CASE("there are no ranks where a cell is missing") {
  std::string csv = csv_head;
  for (int i = 0; i < 6; ++i) {
    const std::string dataset = "d" + std::to_string(i);
    csv += rows("a," + dataset, {.1}) + rows("b," + dataset, {.2});
    if (i < 5) csv += rows("c," + dataset, {.3});
  }
  CHECK_FALSE(main_table(study_of(declarations, csv), {}).ranks);
  CHECK(main_table(study_of(declarations, csv + rows("c,d5", {.3})), {}).ranks);
}

// examples/published/README.md: the verdicts that the papers reach.
TEST_CASE("the verdicts over the published tables are those of the papers") {
  const Study demsar = published("demsar2006", "table6.csv");
  CHECK(verdict_of(demsar, "m-helps") == ClaimVerdict::supported);
  CHECK(verdict_of(demsar, "cf-adds") == ClaimVerdict::not_shown);
  const Study garcia = published("garcia_herrera2008", "accuracies.csv");
  CHECK(verdict_of(garcia, "better-than-kernel") == ClaimVerdict::supported);
  CHECK(verdict_of(garcia, "better-than-bayes") == ClaimVerdict::not_shown);
}

// R 4.2.2: friedman.test on the accuracies: 39.913; without the correction for ties 39.647.
TEST_CASE("the chi-squares of the published comparison of five classifiers come out") {
  const ResultTable table = main_table(published("garcia_herrera2008", "accuracies.csv"), {});
  REQUIRE(table.ranks);
  CHECK(table.ranks->friedman_chi_squared == near(39.913, 1e-4));
  CHECK(table.ranks->friedman_chi_squared_without_ties == near(39.647, 1e-4));
}

}  // namespace
}  // namespace gainsay
