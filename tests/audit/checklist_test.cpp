#include "gainsay/audit/checklist.h"

#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "audit/small_study.h"

namespace gainsay {
namespace {

using audit::Checklist;
using audit::ChecklistItem;
using audit::ChecklistKind;
using namespace tests;

Checklist filled(ChecklistKind kind, const std::string& toml, const std::string& csv) {
  const audit::Study study = study_of(toml, csv);
  return audit::fill_checklist(study, run_audit(study, {}), kind);
}

ChecklistItem item_of(const Checklist& checklist, const std::string& number) {
  const auto found = std::ranges::find(checklist.items, number, &ChecklistItem::number);
  REQUIRE(found != checklist.items.end());
  return *found;
}

std::string facts_of(const Checklist& checklist, const std::string& number) {
  std::string text;
  for (const std::string& fact : item_of(checklist, number).facts) text += fact + "\n";
  return text;
}

TEST_CASE("checklists have the items of their sources") {
  // NeurIPS 2025: 1 to 16. ARR 2024: A1-A2, B1-B6, C1-C4, D1-D5, E1. Kapoor et al. (2024), table 1: 32 items.
  const std::string toml = declarations + claim("C1", on_wine);
  CHECK(filled(ChecklistKind::neurips, toml, both_rows).items.size() == 16);
  CHECK(filled(ChecklistKind::acl, toml, both_rows).items.size() == 18);
  const Checklist reforms = filled(ChecklistKind::reforms, toml, both_rows);
  CHECK(reforms.items.size() == 32);
  std::set<char> modules;
  std::set<std::string> numbers;
  for (const ChecklistItem& item : reforms.items) {
    modules.insert(item.number.front());
    numbers.insert(item.number);
  }
  CHECK(modules.size() == 8);
  CHECK(numbers.size() == 32);
}

TEST_CASE("an item on significance gives runs and test and multiplicity") {
  const Checklist checklist = filled(ChecklistKind::neurips, declarations + claim("C1", on_wine), both_rows);
  const std::string facts = facts_of(checklist, "7");
  CHECK(facts.find("claim C1: 5 runs an arm, by welch-t at 0.05, 95 % intervals; Holm over 1 comparison "
                   "and over 1 "
                   "claim of the family") != std::string::npos);
  CHECK(facts.find("ST103 gain-within-noise (1)") != std::string::npos);
}

TEST_CASE("what nothing was recorded of is left to the author") {
  const Checklist checklist = filled(ChecklistKind::neurips, declarations + claim("C1", on_wine), both_rows);
  CHECK(item_of(checklist, "3").facts.empty());
  for (const ChecklistItem& item : checklist.items) CHECK_FALSE(item.for_author.empty());
  CHECK(facts_of(checklist, "5").find("have a commit") == std::string::npos);
  CHECK(facts_of(checklist, "5").find("could not be checked") != std::string::npos);
}

TEST_CASE("a checklist of an empty study says nothing that is not so") {
  const Checklist checklist = filled(ChecklistKind::reforms, declarations, csv_head);
  CHECK(item_of(checklist, "7b").facts.size() <= 3);
  CHECK(facts_of(checklist, "4a").find("no recorded run is excluded") == std::string::npos);
}

TEST_CASE("commits and excluded runs and tuning trials are counted") {
  const std::string lines =
      R"({"method": "bn", "dataset": "digits", "seed": 1, "results": {"accuracy": 0.9}, "git": {"commit": "abcdef0123456789", "dirty": true}, "params": {"lr": 0.1}})"
      "\n"
      R"({"method": "sgd", "dataset": "digits", "seed": 1, "results": {"accuracy": 0.8}})"
      "\n"
      R"({"method": "sgd", "dataset": "digits", "seed": 2, "results": {"accuracy": 0.7}, "excluded": {"reason": "wrong data", "at": "2026-01-01T00:00:00Z"}})"
      "\n"
      R"({"method": "sgd", "dataset": "digits", "seed": 3, "purpose": "tune", "results": {"accuracy": 0.7}})"
      "\n";
  const audit::Study study = study_of_lines(declarations + claim("C1"), lines);
  const Checklist checklist = audit::fill_checklist(study, run_audit(study, {}), ChecklistKind::reforms);
  CHECK(facts_of(checklist, "2b").find("1 of 2 final runs have a commit (abcdef012345)") !=
        std::string::npos);
  CHECK(facts_of(checklist, "2b")
            .find("1 of them was made with uncommitted changes, and 0 of these changes are kept") !=
        std::string::npos);
  CHECK(facts_of(checklist, "4a").find("1 run excluded: wrong data") != std::string::npos);
  CHECK(facts_of(checklist, "5e").find("sgd was tuned with 1 trial") != std::string::npos);
}

}  // namespace
}  // namespace gainsay
