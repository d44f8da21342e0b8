#include "gainsay/audit/value_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "effectiveness.h"
#include "rule_writing.h"
#include "value_concerns.h"

namespace gainsay::audit {
namespace {

using Gaps = std::vector<std::pair<bool, std::string_view>>;  // is it missing, and what it is

std::vector<std::string> missing_of(const Gaps& gaps) {
  std::vector<std::string> missing;
  for (const auto& [is_missing, what] : gaps) {
    if (is_missing) missing.push_back(fmt::format("write {}", what));
  }
  return missing;
}

// A stated score is taken as it is where its reasons are there; without them it is at best what is stated.
ValueFactor stated(Factor factor, std::optional<int> score, const Gaps& gaps) {
  ValueFactor result{.factor = factor};
  result.raises = missing_of(gaps);
  if (score) {
    result.high = *score;
    result.low = result.raises.empty() ? *score : 0;
    result.basis = result.raises.empty() ? "stated" : fmt::format("stated as {} without its reasons", *score);
  } else {
    result.basis = "no score is stated";
    result.raises.insert(
        result.raises.begin(),
        fmt::format("state value.{}.score", factor == Factor::novelty ? "novelty" : "problem_size"));
  }
  return result;
}

ValueFactor novelty_of(const StudyFile& file) {
  if (file.novelty) {
    return stated(Factor::novelty, file.novelty->score,
                  {{file.novelty->nearest_prior.empty(), "value.novelty.nearest_prior"},
                   {file.novelty->difference.empty(), "value.novelty.difference"}});
  }
  ValueFactor factor{.factor = Factor::novelty};
  factor.counted = file.profile == Profile::science;
  factor.basis = factor.counted ? "not stated" : "not stated, and not asked for with profile engineering";
  if (factor.counted) factor.raises = {"write [value.novelty]"};
  return factor;
}

ValueFactor problem_size_of(const StudyFile& file) {
  if (file.problem_size) {
    return stated(Factor::problem_size, file.problem_size->score,
                  {{file.problem_size->who_cares.empty(), "value.problem_size.who_cares"},
                   {file.problem_size->how_common.empty(), "value.problem_size.how_common"}});
  }
  ValueFactor factor{.factor = Factor::problem_size};
  factor.basis = "not stated";
  factor.raises = {"write [value.problem_size]"};
  return factor;
}

double middle_of(const ValueFactor& factor) { return (factor.low + factor.high) / 2.0; }

template <typename Choose>
Value product_of(const std::vector<const ValueFactor*>& factors, Choose choose) {
  Value value{.product = 1.0};
  for (const ValueFactor* factor : factors) value.product *= choose(*factor);
  value.root = factors.size() == 3 ? std::cbrt(value.product) : std::sqrt(value.product);
  const auto reaches = [&](double root) {  // without a root, so that halves are halves exactly
    return std::pow(root, static_cast<double>(factors.size())) <= value.product;
  };
  while (reaches(value.stars + 0.5)) ++value.stars;
  return value;
}

std::optional<Factor> lowest(const std::vector<const ValueFactor*>& factors) {
  const auto runs_first = [](const ValueFactor* factor) {  // of equals, the one that runs can raise
    return std::tuple(middle_of(*factor), factor->factor != Factor::effectiveness, factor->factor);
  };
  const ValueFactor& factor = **std::ranges::min_element(factors, {}, runs_first);
  return factor.low == 5 ? std::nullopt : std::optional(factor.factor);
}

ValueQuestion answered(std::string question, std::string answer, std::string otherwise) {
  const bool known = !answer.empty();
  return {std::move(question), known ? std::move(answer) : std::move(otherwise), known};
}

// "C1 supported: <text>; C2 not shown" over the claims that `belongs` is true of; empty where there is none.
template <typename Belongs>
std::string verdicts(const Study& study, Belongs belongs) {
  std::string text;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!belongs(evaluation)) continue;
    if (!text.empty()) text += text.ends_with('.') ? " " : "; ";
    text += fmt::format("{} {}{}", evaluation.claim.id, to_string(evaluation.verdict),
                        evaluation.claim.text.empty() ? "" : ": " + evaluation.claim.text);
  }
  return text;
}

std::vector<ValueQuestion> questions_of_science(const Study& study) {
  const NoveltyStatement novelty = study.file().novelty.value_or(NoveltyStatement{});
  const std::string learnt = verdicts(
      study, [](const ClaimEvaluation& evaluation) { return evaluation.verdict == ClaimVerdict::supported; });
  return {answered("Who did it before?", novelty.nearest_prior, "not stated (value.novelty.nearest_prior)"),
          answered("What is new?", novelty.difference, "not stated (value.novelty.difference)"),
          answered("What was learnt?", learnt, "nothing yet: no claim is supported")};
}

// "120 of 125 final runs finished".
std::string finished_runs(const Study& study) {
  std::set<Name> methods;
  for (const ClaimEvaluation& evaluation : study.evaluations()) methods.insert(evaluation.claim.method);
  std::int64_t finished = 0;
  std::int64_t all = 0;
  for (const Name method : methods) {
    for (const tracker::Run* run : study.runs_of(method, Name{}, tracker::Purpose::final)) {
      ++all;
      finished += run->status == tracker::Status::finished ? 1 : 0;
    }
  }
  return all == 0 ? "" : fmt::format("{} of {} finished", finished, count(all, "final run"));
}

// Of claims of these kinds, or about a metric of that kind.
std::string verdicts_about(const Study& study, const std::set<ClaimKind>& kinds, MetricKind metric_kind) {
  return verdicts(study, [&](const ClaimEvaluation& evaluation) {
    return kinds.contains(evaluation.claim.kind) || study.metric(evaluation.claim.metric).kind == metric_kind;
  });
}

std::vector<ValueQuestion> questions_of_engineering(const Study& study) {
  const ProblemSizeStatement problem = study.file().problem_size.value_or(ProblemSizeStatement{});
  const std::string fast =
      verdicts_about(study, {ClaimKind::faster, ClaimKind::cheaper, ClaimKind::scales}, MetricKind::resource);
  const std::string stable = verdicts_about(study, {ClaimKind::more_stable}, MetricKind::stability);
  std::string sources;
  for (const std::string& source : problem.sources) sources += (sources.empty() ? "" : "; ") + source;
  return {answered("Does it run?", finished_runs(study), "no final run is recorded"),
          answered("Is it fast?", fast, "nothing is claimed of time, memory or cost"),
          answered("Is it stable?", stable, "nothing is claimed of stability"),
          answered("Does it help, and whom?", problem.who_cares, "not stated (value.problem_size.who_cares)"),
          answered("Is it in use?", sources, "no source is named (value.problem_size.sources)")};
}

}  // namespace

std::vector<const ValueFactor*> ValueCard::counted() const {
  std::vector<const ValueFactor*> factors;
  for (const ValueFactor* factor : {&novelty, &effectiveness, &problem_size}) {
    if (factor->counted) factors.push_back(factor);
  }
  return factors;
}

std::string_view to_string(Factor factor) {
  constexpr std::array<std::string_view, 3> names = {"novelty", "effectiveness", "problem size"};
  return names.at(static_cast<std::size_t>(factor));
}

std::string_view to_string(ValueConcernKind kind) {
  constexpr std::array<std::string_view, 7> names = {"misconception",   "tweaked-loss", "stacked-models",
                                                     "new-name",        "nobody-cares", "old-problem",
                                                     "obscure-datasets"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string_view effectiveness_level(int level) {
  constexpr std::array<std::string_view, 6> levels = {
      "contradicted",
      "not shown",
      "shown on one dataset or against one baseline",
      "shown against several tuned baselines",
      "also on several datasets and with every component ablated",
      "also confirmed on runs registered beforehand"};
  return levels.at(static_cast<std::size_t>(level));
}

ValueCard value_card(const Study& study) {
  ValueCard card;
  card.study = study.file().name;
  card.profile = study.file().profile;
  card.novelty = novelty_of(study.file());
  card.problem_size = problem_size_of(study.file());
  card.claims = claims_on_rubric(study);
  card.effectiveness = effectiveness_of(study, card.claims);
  const auto factors = card.counted();
  card.low = product_of(factors, [](const ValueFactor& factor) { return static_cast<double>(factor.low); });
  card.middle = product_of(factors, middle_of);
  card.high = product_of(factors, [](const ValueFactor& factor) { return static_cast<double>(factor.high); });
  card.holds_down = lowest(factors);
  card.questions =
      card.profile == Profile::science ? questions_of_science(study) : questions_of_engineering(study);
  card.patches = evaluate_patches(study);
  card.concerns = novelty_concerns(study);
  const auto of_size = problem_size_concerns(study);
  card.concerns.insert(card.concerns.end(), of_size.begin(), of_size.end());
  return card;
}

std::vector<ValueCard> ranked(std::vector<ValueCard> cards) {
  std::ranges::stable_sort(cards, {}, [](const ValueCard& card) {
    return std::tuple(-card.middle.root, -card.high.root, -card.low.root, card.study);
  });
  return cards;
}

}  // namespace gainsay::audit
