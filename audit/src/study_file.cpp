#include "gainsay/audit/study_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "gainsay/audit/rule.h"
#include "gainsay/tracker/error.h"

#include "study_file_reading.h"

namespace gainsay::audit {
namespace {

toml::table parse_toml(std::string_view text, const std::string& path) {
  try {
    return toml::parse(text, path);
  } catch (const toml::parse_error& error) {
    throw tracker::FormatError(
        fmt::format("{}:{}:{}", path, error.source().begin.line, error.source().begin.column),
        fmt::format("not valid TOML: {}", error.description()), "mend that line and run the command again");
  }
}

void require_share(const TableReader& reader, std::string_view key, double value) {
  if (value > 0.0 && value < 1.0) return;
  reader.reject(key, fmt::format("{}: `{}` is {}, which is not between 0 and 1", reader.where(), key, value),
                fmt::format("leave the line out for the usual {}", key == "alpha" ? "0.05" : "0.8"));
}

void read_study(TableReader reader, StudyFile& file) {
  file.name = reader.required_text("name");
  file.stage = reader.choice<Stage>("stage").value_or(Stage::draft);
  file.profile = reader.choice<Profile>("profile").value_or(Profile::science);
  file.alpha = reader.number("alpha").value_or(0.05);
  file.power = reader.number("power").value_or(0.8);
  file.ruleset = reader.text("ruleset").value_or("1");
  reader.finish();
  require_share(reader, "alpha", file.alpha);
  require_share(reader, "power", file.power);
  if (file.ruleset != "1") {
    reader.reject("ruleset", fmt::format("[study]: this Gainsay has no ruleset \"{}\"", file.ruleset),
                  "use ruleset = \"1\", or install the Gainsay that has it");
  }
}

void read_rule_options(const toml::table& rules, const std::string& path, AuditSettings& settings) {
  for_each_entry(rules, "audit.rules", path, [&](Name code, TableReader reader) {
    auto& options = settings.rule_options[code.str()];
    const Rule* rule = find_rule(code.str());
    if (rule == nullptr) {
      reader.reject("", fmt::format("[audit.rules] has no rule `{}`", code.str()),
                    "`gainsay explain --all` lists the rules");
    }
    for (const RuleOption& option : rule->options) {
      if (const auto value = reader.number(option.name)) options[std::string(option.name)] = *value;
    }
    reader.finish();
  });
}

AuditSettings read_audit_settings(TableReader reader, const std::string& path) {
  static const std::vector<std::string> kLevels = {"error", "warning", "note", "never"};
  AuditSettings settings;
  settings.select = reader.texts("select");
  settings.ignore = reader.texts("ignore");
  settings.fail_on = reader.one_of("fail_on", kLevels);
  if (const toml::table* rules = reader.table("rules")) read_rule_options(*rules, path, settings);
  reader.finish();
  return settings;
}

std::optional<int> read_score(TableReader& reader) {
  const auto score = reader.integer("score");
  if (!score) return std::nullopt;
  if (*score < 0 || *score > 5) {
    reader.reject("score", fmt::format("{}: `score` is {}, which is not from 0 to 5", reader.where(), *score),
                  "0 is nothing new or nobody cares, 5 is the best there is");
  }
  return static_cast<int>(*score);
}

void read_value_card(TableReader reader, const std::string& path, StudyFile& file) {
  static const std::vector<std::string> kNoveltyKinds = {"problem", "method", "transfer", "explanation",
                                                         "dataset-or-metric"};
  if (const toml::table* table = reader.table("novelty")) {
    TableReader novelty(*table, "[value.novelty]", path);
    file.novelty = NoveltyStatement{read_score(novelty),
                                    novelty.one_of("kind", kNoveltyKinds),
                                    novelty.text("nearest_prior").value_or(""),
                                    novelty.text("difference").value_or(""),
                                    novelty.text("argument").value_or(""),
                                    novelty.text("limitation_of").value_or("")};
    novelty.finish();
  }
  if (const toml::table* table = reader.table("problem_size")) {
    TableReader size(*table, "[value.problem_size]", path);
    file.problem_size = ProblemSizeStatement{read_score(size), size.text("who_cares").value_or(""),
                                             size.text("how_common").value_or(""), size.texts("sources")};
    size.finish();
  }
  reader.finish();
}

Suppression read_suppression(const toml::table& table, const std::string& path) {
  TableReader reader(table, "[[suppress]]", path);
  Suppression suppression;
  suppression.line = reader.line();
  suppression.rule = reader.required_text("rule");
  suppression.claim = reader.text("claim").value_or("");
  suppression.method = reader.text("method").value_or("");
  suppression.dataset = reader.text("dataset").value_or("");
  suppression.reason = reader.required_text("reason");
  suppression.until = reader.date("until").value_or("");
  reader.finish();
  if (find_rule(suppression.rule) == nullptr) {
    reader.reject("rule", fmt::format("[[suppress]]: there is no rule `{}`", suppression.rule),
                  "`gainsay explain --all` lists the rules");
  }
  return suppression;
}

void read_lists(TableReader& root, const std::string& path, StudyFile& file) {
  std::set<std::string> ids;
  for (const toml::table* table : root.tables("claims")) {
    file.claims.push_back(read_claim(*table, path));
    if (ids.insert(file.claims.back().id).second) continue;
    TableReader(*table, "[[claims]]", path)
        .reject("id", fmt::format("two claims have the id `{}`", file.claims.back().id),
                "give each claim an id of its own");
  }
  for (const toml::table* table : root.tables("reported")) {
    file.reported.push_back(read_reported_result(*table, path));
  }
  for (const toml::table* table : root.tables("suppress")) {
    file.suppressions.push_back(read_suppression(*table, path));
  }
}

template <typename Declarations>
auto find_declaration(const Declarations& declarations, Name name) -> decltype(&declarations.front()) {
  const auto found =
      std::ranges::find(declarations, name, [](const auto& declaration) { return declaration.name; });
  return found == declarations.end() ? nullptr : &*found;
}

}  // namespace

const MetricDeclaration* StudyFile::find_metric(Name metric) const {
  return find_declaration(metrics, metric);
}
const DatasetDeclaration* StudyFile::find_dataset(Name dataset) const {
  return find_declaration(datasets, dataset);
}
const MethodDeclaration* StudyFile::find_method(Name method) const {
  return find_declaration(methods, method);
}

StudyFile parse_study_file(std::string_view text, const std::string& path) {
  const toml::table document = parse_toml(text, path);
  TableReader root(document, "the study file", path);
  StudyFile file;
  file.path = path;
  file.exists = true;
  if (const auto* table = root.table("study")) {
    read_study(TableReader(*table, "[study]", path), file);
  } else {
    root.reject("study", "the study file has no [study] table", "begin it with [study] and name = \"...\"");
  }
  if (const auto* table = root.table("audit")) {
    file.audit = read_audit_settings(TableReader(*table, "[audit]", path), path);
  }
  if (const auto* table = root.table("metrics")) file.metrics = read_metrics(*table, path);
  if (const auto* table = root.table("datasets")) file.datasets = read_datasets(*table, path);
  if (const auto* table = root.table("methods")) file.methods = read_methods(*table, path);
  if (const auto* table = root.table("patches")) file.patches = read_patches(*table, path);
  if (const auto* table = root.table("value")) {
    read_value_card(TableReader(*table, "[value]", path), path, file);
  }
  read_lists(root, path, file);
  root.finish();
  return file;
}

StudyFile load_study_file(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    StudyFile absent;
    absent.path = file.filename().string();
    absent.name = std::filesystem::absolute(file).parent_path().filename().string();
    return absent;
  }
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) {
    throw tracker::FormatError(file.string(), "the study file cannot be read", "check its permissions");
  }
  return parse_study_file(text, file.filename().string());
}

}  // namespace gainsay::audit
