#include "value_concerns.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "gainsay/audit/misconceptions.h"

#include "ablated_components.h"
#include "rule_writing.h"
#include "wording.h"

namespace gainsay::audit {
namespace {

// The loss as what was changed, and not as what something else is of: its curvature, its surface.
const Wording loss_words = {
    .english = {"loss", "loss function", "loss term", "losses", "change of the loss", "form of the loss",
                "variant of the loss", "weighting of the loss", "weights of the loss", "term of the loss"},
    .chinese = {"损失"},
    .not_before = {"landscape", "surface", "curvature", "gradient", "curve", "value", "spike", "曲率",
                   "的曲率", "曲面", "地形", "景观", "梯度", "的梯度", "曲线"},
    .not_after = {"of the", "of its", "of the training", "on the", "in the", "under the", "at the",
                  "from the", "across the", "with respect to the"}};
const Wording stacking_words = {{"combine", "combines", "combined", "combining", "combination", "stack",
                                 "stacks", "stacked", "stacking", "hybrid", "fuse", "fuses", "fusion"},
                                {"结合", "堆叠", "拼接", "串联", "融合"},
                                {}};
const Wording only_the_authors = {{"nobody", "no one", "ourselves", "our lab", "our group", "our team"},
                                  {"没有人", "无人", "我们自己", "本课题组", "本组"},
                                  {}};
const Wording shell_words = {{"reformulate", "reformulates", "reformulated", "reformulation", "reframe",
                              "reframes", "recast", "recasts", "rename", "renamed", "rephrase", "relabel",
                              "new name for", "new view of", "revisit", "revisits", "revisited"},
                             {"重新定义", "重新表述", "重新包装", "换个说法", "旧问题"},
                             {}};

// Every claimed method, each once, without those that nobody declared.
std::vector<const Method*> claimed_methods(const Study& study) {
  std::set<Name> seen;
  std::vector<const Method*> methods;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Method* method = study.method(evaluation.claim.method);
    if (method != nullptr && method->declared && seen.insert(method->name).second) methods.push_back(method);
  }
  return methods;
}

void add_misconception(const NoveltyStatement& novelty, std::vector<ValueConcern>& concerns) {
  const auto argued = argued_misconception(novelty.argument);
  if (!argued || !novelty.difference.empty()) return;
  const std::string_view name = argued->misconception->name;
  concerns.push_back({ValueConcernKind::misconception, Factor::novelty,
                      fmt::format("novelty is argued with \"{}\": {} makes nothing new", argued->word, name),
                      fmt::format("argue with the difference to the nearest prior work; `gainsay explain {}` "
                                  "has the counter-examples",
                                  name)});
}

// What the study says that it changed, where it declares patches of what it claims.
std::set<std::string> declared_changes(const Study& study) {
  std::set<std::string> changes;
  for (const Method* method : claimed_methods(study)) {
    for (const Patch& patch : study.file().patches) {
      if (patch.method == method->name) changes.insert(patch.change);
    }
  }
  return changes;
}

void add_tweaked_loss(const Study& study, const NoveltyStatement& novelty,
                      std::vector<ValueConcern>& concerns) {
  const bool elsewhere = !novelty.kind.empty() && novelty.kind != "method";
  const std::set<std::string> changes = declared_changes(study);
  const std::string word = asserted_word(novelty.difference, loss_words, {});
  const bool declared = changes == std::set<std::string>{"loss"};
  if (elsewhere || (!declared && (!changes.empty() || word.empty()))) return;
  concerns.push_back(
      {ValueConcernKind::tweaked_loss, Factor::novelty,
       declared ? "the only declared change is the loss: a tweaked loss alone is a small step"
                : fmt::format("the difference to prior work is told with \"{}\" and no other change is "
                              "declared: a tweaked loss alone is a small step",
                              word),
       "say what the loss teaches that was not known (kind = \"explanation\"), or which limitation it "
       "removes"});
}

// The components of every baseline, and the baselines themselves.
std::set<Name> known_parts(const Study& study) {
  std::set<Name> parts;
  for (const Method& method : study.methods()) {
    if (method.role != tracker::Role::baseline && method.role != tracker::Role::reported) continue;
    parts.insert(method.name);
    parts.insert(method.declaration.components.begin(), method.declaration.components.end());
  }
  return parts;
}

// Two components or more, and every one is a baseline's.
bool is_made_of_known_parts(const Study& study, const Method& method) {
  const auto& components = method.declaration.components;
  const std::set<Name> known = known_parts(study);
  return components.size() >= 2 &&
         std::ranges::all_of(components, [&](Name part) { return known.contains(part); });
}

void add_stacked_models(const Study& study, const NoveltyStatement& novelty,
                        std::vector<ValueConcern>& concerns) {
  constexpr std::string_view advice =
      "say what the two give together that neither gives alone, and show it with an ablation of each";
  for (const Method* method : claimed_methods(study)) {
    if (!is_made_of_known_parts(study, *method)) continue;
    concerns.push_back(
        {ValueConcernKind::stacked_models, Factor::novelty,
         fmt::format("every component of {} is that of a baseline ({}): old parts put together",
                     method->name.str(), list(method->declaration.components)),
         std::string(advice)});
    return;
  }
  const std::string word = asserted_word(novelty.difference, stacking_words, {});
  if (word.empty() || (!novelty.kind.empty() && novelty.kind != "method")) return;
  concerns.push_back({ValueConcernKind::stacked_models, Factor::novelty,
                      fmt::format("the difference to prior work is told with \"{}\": it may be read as two "
                                  "old models put together",
                                  word),
                      std::string(advice)});
}

std::string lower(const std::string& text) {
  std::string result = text;
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// `name` is `known` with nothing but a sign of improvement before or after it: "X++", "X-v2", "improved-X".
bool is_improved_name(const std::string& name, const std::string& known) {
  static const std::set<std::string> signs = {"+",   "++",   "plus",     "v2",       "v3",   "2",
                                              "ng",  "pro",  "improved", "enhanced", "next", "new",
                                              "our", "ours", "plusplus", "advanced"};
  const std::size_t at = lower(name).find(lower(known));
  if (known.size() < 2 || at == std::string::npos || name.size() == known.size()) return false;
  std::string rest = lower(name);
  rest.erase(at, known.size());
  std::erase_if(rest, [](char c) { return c == '-' || c == '_' || c == ' ' || c == '.' || c == '/'; });
  return signs.contains(rest);
}

void add_new_name(const Study& study, std::vector<ValueConcern>& concerns) {
  for (const Method* method : claimed_methods(study)) {
    for (const Method& known : study.methods()) {
      const bool older = known.role == tracker::Role::baseline || known.role == tracker::Role::reported;
      if (!older || !is_improved_name(method->name.str(), known.name.str())) continue;
      if (!components_without_ablation(*method, {}).empty()) continue;
      concerns.push_back({ValueConcernKind::new_name, Factor::novelty,
                          fmt::format("{} is {} with another name, and no component sets it apart",
                                      method->name.str(), known.name.str()),
                          "declare the components that are new, and name the method after what it does"});
      return;
    }
  }
}

void add_nobody_cares(const ProblemSizeStatement& problem, std::vector<ValueConcern>& concerns) {
  const std::string word = asserted_word(problem.who_cares, only_the_authors, {});
  if (word.empty() && !problem.who_cares.empty()) return;
  concerns.push_back({ValueConcernKind::nobody_cares, Factor::problem_size,
                      word.empty()
                          ? "nobody is named who has the problem"
                          : fmt::format("who cares is answered with \"{}\": nobody else is named", word),
                      "name people outside the study who have the problem, and how many they are"});
}

void add_old_problem(const Study& study, std::vector<ValueConcern>& concerns) {
  const NoveltyStatement novelty = study.file().novelty.value_or(NoveltyStatement{});
  const std::string word = asserted_word(novelty.difference + "\n" + novelty.argument, shell_words, {});
  const bool claims_problem = novelty.kind == "problem";
  const bool known_ground = std::ranges::any_of(study.methods(), [](const Method& method) {
    return method.role == tracker::Role::reported ||
           (method.role == tracker::Role::baseline && !method.declaration.source.empty());
  });
  const bool new_ground = std::ranges::any_of(
      study.datasets(), [](const Dataset& dataset) { return dataset.declaration.introduced_here; });
  const bool old_ground = claims_problem && known_ground && !new_ground;
  if (word.empty() && !old_ground) return;
  concerns.push_back(
      {ValueConcernKind::old_problem, Factor::problem_size,
       word.empty()
           ? "the problem is said to be new, and published methods are compared on datasets that "
             "were there: it may be read as an old problem in a new shell"
           : fmt::format("what is new is told with \"{}\": it may be read as an old problem in a new "
                         "shell",
                         word),
       "say what can be answered now that could not be asked before, and why earlier methods do not apply"});
}

bool has_published_number(const Study& study, Name dataset) {
  return std::ranges::any_of(study.file().reported, [dataset](const ReportedResult& reported) {
    return reported.dataset == dataset;
  });
}

void add_obscure_datasets(const Study& study, const ProblemSizeStatement& problem,
                          std::vector<ValueConcern>& concerns) {
  std::set<Name> datasets;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (evaluation.claim.kind == ClaimKind::new_dataset) return;  // the dataset is what is offered
    datasets.insert(evaluation.claim.datasets.begin(), evaluation.claim.datasets.end());
  }
  const auto own = [&study](Name name) {
    const Dataset* dataset = study.dataset(name);
    return dataset != nullptr && dataset->declaration.introduced_here;
  };
  const bool all_own = std::ranges::all_of(datasets, own);
  const bool any_published =
      std::ranges::any_of(datasets, [&study](Name dataset) { return has_published_number(study, dataset); });
  if (datasets.empty() || any_published || (!all_own && !problem.sources.empty())) return;
  const std::vector<Name> names(datasets.begin(), datasets.end());
  concerns.push_back(
      {ValueConcernKind::obscure_datasets, Factor::problem_size,
       all_own ? fmt::format("measured on the study's own data alone ({}), for which nobody else has numbers",
                             list(names))
               : fmt::format("measured on {}: no published number is declared there, and no source says that "
                             "others work on the problem",
                             list(names)),
       "add a dataset with published numbers ([[reported]]), or name sources (value.problem_size.sources)"});
}

}  // namespace

std::vector<ValueConcern> novelty_concerns(const Study& study) {
  std::vector<ValueConcern> concerns;
  const auto& novelty = study.file().novelty;
  if (!novelty) return concerns;
  add_misconception(*novelty, concerns);
  add_tweaked_loss(study, *novelty, concerns);
  add_stacked_models(study, *novelty, concerns);
  add_new_name(study, concerns);
  return concerns;
}

std::vector<ValueConcern> problem_size_concerns(const Study& study) {
  std::vector<ValueConcern> concerns;
  const auto& problem = study.file().problem_size;
  if (!problem) return concerns;
  add_nobody_cares(*problem, concerns);
  add_old_problem(study, concerns);
  add_obscure_datasets(study, *problem, concerns);
  return concerns;
}

Finding finding_of(const std::vector<ValueConcern>& concerns) {
  Finding finding;
  finding.severity = Severity::note;
  std::string kinds;
  for (const ValueConcern& concern : concerns) {
    const bool first = &concern == &concerns.front();
    finding.message += (first ? "" : "; ") + concern.message;
    finding.remedy.text += (first ? "" : "; ") + concern.advice;
    kinds += fmt::format("{}{}", first ? "" : ", ", to_string(concern.kind));
  }
  finding.evidence = {{"concerns", kinds}};
  return finding;
}

}  // namespace gainsay::audit
