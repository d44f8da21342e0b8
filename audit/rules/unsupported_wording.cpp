#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "claim_wording.h"
#include "rule_writing.h"
#include "wording.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Reads the text of every claim for words that promise more than the runs show, in English and in Chinese:
"significantly" (显著) where the claim is not supported; "marginally significant" (边缘显著) and its kin in the same case;
"state of the art", "best" (最先进, 最佳) without a comparator from another paper, or where a recorded method or number is
as good; "consistently", "always" (始终) unless every gain is positive and at least half of them are wins after Holm;
"robust", "general", "any" (鲁棒, 通用) on one dataset or one domain; "because", "due to" (由于, 得益于) without an
ablation. Always a warning at most.

## Why it matters
Readers, and other papers, take over the sentence and not the table. A word is the cheapest part of a paper to put
right, and the first that a reviewer holds against it.

## Example
"Batch normalisation significantly improves accuracy", with +0.0012 [-0.003, 0.005] below it.

## What to do instead
Say what the runs carry; the finding proposes it word by word, with the runs that would earn a "significantly".

## When it is wrong
Word lists know nothing of context: "significant" may be meant in its everyday sense (say "large", with the number).
`audit.rules.VA901.english = 0` or `chinese = 0` switches a language off. A denied word ("no significant difference",
不显著) is not read as a promise.

## References
Lipton and Steinhardt (2019), Queue 17(1), "Troubling trends in machine learning scholarship". NeurIPS paper checklist,
item 1, claims. Holm (1979), Scand. J. Statist. 6, 65-70.
)";

using namespace claim_wording;

// Why a word is not carried by the runs, and what they do carry.
struct Objection {
  std::string reason;
  std::string instead;
};
using Judgement = std::optional<Objection>;

const Comparison* weakest(const ClaimEvaluation& evaluation) {
  const Comparison* found = nullptr;
  for (const Comparison& comparison : evaluation.decisive) {
    if (comparison.verdict == Verdict::superior) continue;
    if (found == nullptr || comparison.p.value_or(1.0) > found->p.value_or(1.0)) found = &comparison;
  }
  return found;
}

Judgement not_significant(const Study&, const ClaimEvaluation& evaluation) {
  if (evaluation.verdict == ClaimVerdict::supported) return std::nullopt;
  const Comparison* comparison = weakest(evaluation);
  if (comparison == nullptr || !comparison->p)
    return Objection{"no test supports the claim", "say what was measured, and that no test supports it"};
  return Objection{fmt::format("the gain over {} on {} is {}, p = {}", comparison->against.str(),
                               where(*comparison), gain_text(*comparison), quantity(*comparison->p, 2)),
                   fmt::format("say \"no difference larger than {} was shown\"",
                               quantity(std::max(std::abs(comparison->interval->low),
                                                 std::abs(comparison->interval->high))))};
}

// A number of another paper: copied, or of a method that names its source.
bool is_of_a_paper(const Study& study, Name name, Name dataset, Name metric) {
  const Method* method = study.method(name);
  return study.reported(name, dataset, metric) != nullptr || method->role == tracker::Role::reported ||
         !method->declaration.source.empty();
}

std::optional<double> mean_of(const Study& study, Name method, Name dataset, Name metric) {
  const Arm& arm = study.arm(method, dataset, metric);
  if (arm.n() > 0) return stats::summarize(arm.values()).mean;
  const ReportedResult* reported = study.reported(method, dataset, metric);
  return reported != nullptr ? reported_mean(reported->value) : std::nullopt;
}

Judgement not_best(const Study& study, const ClaimEvaluation& evaluation) {
  const Claim& claim = evaluation.claim;
  const double sign = study.metric(claim.metric).sign();
  bool any_of_a_paper = false;
  for (const Name dataset : claim.datasets) {
    const auto own = mean_of(study, claim.method, dataset, claim.metric);
    for (const Method& other : study.methods()) {
      if (other.name == claim.method || other.declaration.parent == claim.method) continue;
      const auto mean = mean_of(study, other.name, dataset, claim.metric);
      if (!mean) continue;
      any_of_a_paper = any_of_a_paper || is_of_a_paper(study, other.name, dataset, claim.metric);
      if (own && sign * *mean >= sign * *own) {
        return Objection{fmt::format("{} reaches {} on {}, and {} {}", other.name.str(), quantity(*mean, 4),
                                     dataset.str(), claim.method.str(), quantity(*own, 4)),
                         fmt::format("name the comparators: \"better than {}\"", list(claim.against))};
      }
    }
  }
  if (any_of_a_paper) return std::nullopt;
  return Objection{"no comparator is a number or a method of another paper",
                   fmt::format("name the comparators (\"better than {}\"), or declare the `source` of those "
                               "that come from a paper",
                               list(claim.against))};
}

Judgement not_always(const Study& study, const ClaimEvaluation& evaluation) {
  std::int64_t positive = 0;
  std::int64_t wins = 0;
  const auto all = std::ssize(evaluation.comparisons);
  for (const Comparison& comparison : evaluation.comparisons) {
    const bool gain = comparison.estimate && *comparison.estimate > 0.0;
    positive += gain ? 1 : 0;
    wins += gain && comparison.p_adjusted && *comparison.p_adjusted < study.file().alpha ? 1 : 0;
  }
  if (all == 0 || (positive == all && 2 * wins >= all)) return std::nullopt;
  return Objection{fmt::format("{} of {} gains are positive and {} are wins after Holm", positive, all, wins),
                   fmt::format("say \"on {} of {}\"", wins, all)};
}

Judgement not_general(const Study& study, const ClaimEvaluation& evaluation) {
  const Claim& claim = evaluation.claim;
  if (claim.specific || claim.datasets.empty()) return std::nullopt;
  if (claim.datasets.size() == 1) {
    return Objection{fmt::format("{} is the only dataset", claim.datasets.front().str()),
                     fmt::format("say \"on {}\"", claim.datasets.front().str())};
  }
  std::set<Name> domains;
  for (const Name dataset : claim.datasets) domains.insert(study.dataset(dataset)->declaration.domain);
  if (domains.size() != 1 || domains.contains(Name{})) return std::nullopt;
  return Objection{
      fmt::format("all {} datasets are of the domain {}", claim.datasets.size(), domains.begin()->str()),
      fmt::format("say \"on {}\"", domains.begin()->str())};
}

Judgement not_explained(const Study& study, const ClaimEvaluation& evaluation) {
  const Claim& claim = evaluation.claim;
  for (const Method& method : study.methods()) {
    if (method.role != tracker::Role::ablation || method.declaration.parent != claim.method) continue;
    for (const Dataset& dataset : study.datasets()) {
      if (study.arm(method.name, dataset.name, claim.metric).n() > 0) return std::nullopt;
    }
  }
  return Objection{fmt::format("no ablation of {} was run", claim.method.str()),
                   "say \"we think that\", or run the ablation"};
}

struct Family {
  const Wording& wording;
  Judgement (*judge)(const Study&, const ClaimEvaluation&);
};

// A text that is "marginally significant" is not called "significant" as well.
std::vector<Family> families() {
  return {{best, not_best}, {always, not_always}, {general, not_general}, {causal, not_explained}};
}

struct Unsupported {
  std::string words;    // "significantly", "because"
  std::string reasons;  // one clause a word
  std::string instead;
  std::int64_t count = 0;
  bool about_noise = false;
};

void add(Unsupported& unsupported, const std::string& word, const Judgement& judgement) {
  if (word.empty() || !judgement) return;
  const auto append = [](std::string& text, std::string_view separator, const std::string& part) {
    text += (text.empty() ? "" : std::string(separator)) + part;
  };
  append(unsupported.words, " and ", "\"" + word + "\"");
  append(unsupported.reasons, "; ", judgement->reason);
  append(unsupported.instead, "; ", fmt::format("for \"{}\" {}", word, judgement->instead));
  ++unsupported.count;
}

Unsupported read(const Study& study, const ClaimEvaluation& evaluation, Languages languages) {
  const std::string& text = evaluation.claim.text;
  Unsupported unsupported;
  if (evaluation.claims_superiority()) {
    std::string word = asserted_word(text, marginal, languages);
    if (word.empty()) word = asserted_word(text, significant, languages);
    add(unsupported, word, not_significant(study, evaluation));
    unsupported.about_noise = unsupported.count > 0;
  }
  for (const Family& family : families())
    add(unsupported, asserted_word(text, family.wording, languages), family.judge(study, evaluation));
  return unsupported;
}

void check_claim(const Study& study, const ClaimEvaluation& evaluation, Languages languages,
                 FindingSink& out) {
  const Unsupported unsupported = read(study, evaluation, languages);
  if (unsupported.count == 0) return;
  Finding finding = about(evaluation);
  finding.severity = Severity::warning;
  finding.message = fmt::format("{} says {}, and the runs do not carry it: {}", evaluation.claim.id,
                                unsupported.words, unsupported.reasons);
  finding.evidence = {{"words", unsupported.count}, {"verdict", std::string(to_string(evaluation.verdict))}};
  finding.remedy.runs = 0;
  const Comparison* comparison = unsupported.about_noise ? weakest(evaluation) : nullptr;
  if (comparison != nullptr && comparison->to_decide) finding.remedy = more_seeds(study, *comparison);
  finding.remedy.text =
      unsupported.instead + (finding.remedy.text.empty() ? "" : "; or run on: " + finding.remedy.text);
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  const Languages languages{out.option("english") != 0.0, out.option("chinese") != 0.0};
  bool any_text = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    any_text = any_text || !evaluation.claim.text.empty();
    check_claim(study, evaluation, languages, out);
  }
  if (!any_text && !study.evaluations().empty())
    out.add(not_applicable("no claim has its text", "declare claims.text as the paper says it"));
}

}  // namespace

Rule unsupported_wording() {
  return {.code = "VA901",
          .name = "unsupported-wording",
          .summary = "a claim whose words promise more than its runs show",
          .group = "VA value and wording",
          .severity = Severity::warning,
          .certainty = Certainty::heuristic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"english", 1, "0 switches the English words off"},
                      {"chinese", 1, "0 switches the Chinese words off"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
