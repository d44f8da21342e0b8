#include "gainsay/audit/checklist.h"

#include <functional>
#include <iterator>

#include "checklist_facts.h"

namespace gainsay::audit {
namespace {

using facts::Sentences;
using Source = std::function<Sentences(const Study&)>;

// An item, what of the records speaks to it, and what is left to its author.
struct Entry {
  std::string number;
  std::string topic;
  std::vector<Source> sources;
  std::vector<std::string> rules;
  std::string for_author;
};

const std::vector<std::string> wording_rules = {"VA901", "GE301", "GE302"};
const std::vector<std::string> code_rules = {"RP801", "RP802"};
const std::vector<std::string> data_rules = {"RP806", "GE305"};
const std::vector<std::string> tuning_rules = {"BA207", "BA208", "PR501", "PR502", "PR507"};
const std::vector<std::string> test_rules = {"ST101", "ST102", "ST103", "ST105", "ST106", "RC701"};
const std::vector<std::string> compute_rules = {"RS601", "RS603", "RS604", "PR504"};
constexpr const char* authors_alone = "no record speaks to it";

std::vector<Entry> neurips() {
  return {
      {"1",
       "claims in abstract and introduction",
       {facts::claims},
       wording_rules,
       "whether abstract and introduction say no more than this"},
      {"2", "limitations", {facts::scope}, {"GE301", "GE302"}, "the section that discusses them"},
      {"3", "assumptions and proofs", {}, {}, authors_alone},
      {"4",
       "what is needed to reproduce the experiments",
       {facts::commands, facts::settings},
       {"RP803", "RP804"},
       "how a reader gets to the main results"},
      {"5",
       "open data and code",
       {facts::code, facts::datasets},
       code_rules,
       "where code and data can be had, or why not"},
      {"6",
       "experimental settings",
       {facts::settings, facts::selection, facts::sizes},
       tuning_rules,
       "how ranges of the search were chosen, and where the paper says all this"},
      {"7",
       "statistical significance",
       {facts::seeds_and_tests},
       test_rules,
       "what the error bars in the paper show"},
      {"8",
       "compute",
       {facts::compute, facts::surroundings},
       compute_rules,
       "memory and provider, and what else was run and not recorded"},
      {"9", "code of ethics", {}, {}, authors_alone},
      {"10", "broader impact", {}, {}, authors_alone},
      {"11", "safeguards of what is released", {}, {}, authors_alone},
      {"12", "licences of what is used", {}, {}, "creators, licences and terms"},
      {"13", "documentation of new assets", {}, {}, authors_alone},
      {"14", "crowdsourcing and research with people", {}, {}, authors_alone},
      {"15", "review board", {}, {}, authors_alone},
      {"16", "use of language models in the method", {}, {}, authors_alone},
  };
}

std::vector<Entry> acl() {
  return {
      {"A1", "limitations", {facts::scope}, {"GE301", "GE302"}, "the section that discusses them"},
      {"A2", "risks", {}, {}, authors_alone},
      {"B1", "creators of what is used are cited", {facts::datasets, facts::baselines}, {}, "the citations"},
      {"B2", "licences and terms", {}, {}, authors_alone},
      {"B3", "use as intended", {}, {}, authors_alone},
      {"B4", "personal or offensive content of the data", {}, {}, authors_alone},
      {"B5",
       "documentation of data and models",
       {facts::scope},
       {},
       "languages, people and domains that are covered"},
      {"B6", "sizes of data and splits", {facts::sizes, facts::datasets}, data_rules, "how splits were made"},
      {"C1",
       "size of models, budget, infrastructure",
       {facts::model_size, facts::compute, facts::surroundings},
       compute_rules,
       "what was run and not recorded"},
      {"C2",
       "set-up, search of hyperparameters, best values",
       {facts::settings, facts::selection},
       tuning_rules,
       "how ranges of the search were chosen"},
      {"C3",
       "descriptive statistics of results",
       {facts::seeds_and_tests},
       test_rules,
       "whether the paper says that a number is a mean, a maximum or one run"},
      {"C4",
       "packages and their parameters",
       {facts::packages},
       {"RP805"},
       "parameters of preprocessing and scoring tools"},
      {"D1", "instructions to annotators", {}, {}, authors_alone},
      {"D2", "recruitment and payment", {}, {}, authors_alone},
      {"D3", "consent", {}, {}, authors_alone},
      {"D4", "ethics review of data collection", {}, {}, authors_alone},
      {"D5", "who the annotators are", {}, {}, authors_alone},
      {"E1", "use of AI assistants", {}, {}, authors_alone},
  };
}

std::vector<Entry> reforms_of_goals_and_data() {
  return {
      {"1a",
       "population that the claim is about",
       {facts::claims, facts::scope},
       wording_rules,
       "the population, in words"},
      {"1b", "why this population", {}, {}, authors_alone},
      {"1c", "why machine learning", {}, {}, authors_alone},
      {"2a", "the data, so that they can be identified", {facts::datasets}, {"RP806"}, "a link or DOI"},
      {"2b", "the code and its version", {facts::code}, code_rules, "a link or DOI"},
      {"2c",
       "computing infrastructure",
       {facts::surroundings, facts::compute, facts::packages},
       {"RP805"},
       "memory and provider"},
      {"2d", "instructions to get the results", {}, {}, authors_alone},
      {"2e", "a script that makes all results", {facts::commands}, {}, "the script itself"},
      {"3a", "source of the data, time and annotation", {}, {}, authors_alone},
      {"3b", "what the data are sampled from", {}, {}, authors_alone},
      {"3c", "why the data suit the task", {}, {}, authors_alone},
      {"3d", "outcome variable", {}, {}, authors_alone},
      {"3e", "number of samples", {facts::sizes}, {"ST113"}, "samples of each class"},
      {"3f", "missing data", {}, {}, authors_alone},
      {"3g",
       "whether the data represent the population",
       {facts::scope},
       {"GE301", "GE302"},
       "the argument for it"},
      {"4a",
       "what was left out, and why",
       {facts::left_out},
       {"GE303", "PR504"},
       "items and subsets that were left out of the data"},
      {"4b", "missing and implausible values", {}, {"RC702"}, "how they were handled in the data"},
      {"4c", "transformations", {}, {}, authors_alone},
  };
}

std::vector<Entry> reforms_of_models_and_results() {
  return {
      {"5a",
       "models that were trained",
       {facts::model_size, facts::settings},
       {},
       "inputs and outputs of each"},
      {"5b", "why these models", {}, {}, authors_alone},
      {"5c",
       "how they were evaluated",
       {facts::sizes, facts::seeds_and_tests},
       {"GE305"},
       "how splits were made"},
      {"5d",
       "how models were selected",
       {facts::selection},
       {"PR501", "PR502", "PR503", "PR506"},
       "what else was tried"},
      {"5e",
       "search of hyperparameters",
       {facts::settings},
       tuning_rules,
       "how ranges of the search were chosen"},
      {"5f",
       "baselines",
       {facts::baselines},
       {"BA201", "BA202", "BA204", "BA206", "BA207"},
       "why these baselines"},
      {"6a",
       "training and test data are apart",
       {},
       data_rules,
       "that preprocessing and selection saw no test data"},
      {"6b",
       "dependencies and duplicates between them",
       {},
       {"GE305", "ST109"},
       "groups, times and near duplicates in the data"},
      {"6c", "inputs that are legitimate", {}, {}, authors_alone},
      {"7a", "metrics", {facts::metrics}, {"GE306"}, "why these metrics"},
      {"7b",
       "uncertainty of results",
       {facts::seeds_and_tests},
       test_rules,
       "what the error bars in the paper show"},
      {"7c", "tests that compare", {facts::seeds_and_tests}, {"ST106", "PR505", "PR512"}, "why these tests"},
      {"8a",
       "evidence of external validity",
       {facts::scope},
       {"GE301", "GE302", "GE304"},
       "results on data from elsewhere"},
      {"8b", "where the findings are not expected to hold", {}, {}, authors_alone},
  };
}

std::vector<Entry> reforms() {
  std::vector<Entry> entries = reforms_of_goals_and_data();
  std::ranges::move(reforms_of_models_and_results(), std::back_inserter(entries));
  return entries;
}

ChecklistItem filled(const Entry& entry, const Study& study, const AuditReport& report) {
  ChecklistItem item{entry.number, entry.topic, {}, entry.for_author};
  for (const Source& source : entry.sources) std::ranges::move(source(study), std::back_inserter(item.facts));
  std::ranges::move(facts::of_rules(report, entry.rules), std::back_inserter(item.facts));
  return item;
}

}  // namespace

std::optional<ChecklistKind> parse_checklist_kind(std::string_view text) {
  if (text == "neurips") return ChecklistKind::neurips;
  if (text == "acl") return ChecklistKind::acl;
  return text == "reforms" ? std::optional(ChecklistKind::reforms) : std::nullopt;
}

Checklist fill_checklist(const Study& study, const AuditReport& report, ChecklistKind kind) {
  Checklist checklist;
  std::vector<Entry> entries;
  switch (kind) {
    case ChecklistKind::neurips:
      checklist = {"NeurIPS paper checklist", "NeurIPS paper checklist, 16 items, as of 2025", {}};
      entries = neurips();
      break;
    case ChecklistKind::acl:
      checklist = {"Responsible NLP research checklist (ACL Rolling Review)",
                   "ACL Rolling Review, responsible NLP research checklist, as of 2024; after Dodge et al. "
                   "(2019), EMNLP, and "
                   "Rogers, Baldwin and Leins (2021), EMNLP",
                   {}};
      entries = acl();
      break;
    case ChecklistKind::reforms:
      checklist = {"REFORMS",
                   "Kapoor et al. (2024), Science Advances 10, eadk3452, table 1: 32 items in 8 modules",
                   {}};
      entries = reforms();
      break;
  }
  for (const Entry& entry : entries) checklist.items.push_back(filled(entry, study, report));
  return checklist;
}

}  // namespace gainsay::audit
