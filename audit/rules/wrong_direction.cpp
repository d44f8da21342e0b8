#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "evidence_runs.h"
#include "metric_naming.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Compares the declared `direction` of every metric that a claim is about with three other witnesses: another metric of the
same runs that it mirrors (their sum is the same in every run, as of accuracy and error) or repeats, and whose direction is
the opposite of what that says: an error; its name, where all known words in it agree ("test_error" declared `higher`): an
error; and the claim's own words ("reduces the loss" with `higher`): a warning. It says what the verdict would be the other
way round.

## Why it matters
One word in the study file turns every verdict about the metric into its opposite, and everything that is computed from it:
which run is the best, which cell is bold, what was selected. Nothing else looks wrong.

## Example
`direction = "higher"` for a word error rate: the worse of two recognisers is superior, with p = 0.001.

## What to do instead
Correct `metrics.M.direction`; no run is needed.

## When it is wrong
When the name says something else than it measures (`loss_reduction`, `error_free_rate`): a metric whose words contradict
each other is not judged by its name, and any other can be suppressed with the reason. Two metrics that mirror each other
in fewer than three runs with different values are not taken as such.

## References
The identity accuracy + error = 1, and its kin; the words are those by which Gainsay infers a direction that is not declared.
)";

constexpr std::size_t fewest_values = 3;

Direction opposite(Direction direction) {
  return direction == Direction::higher ? Direction::lower : Direction::higher;
}

// What all known words of the name say; nothing where they contradict each other or none is known.
std::optional<Direction> unanimous_direction(const std::string& name) {
  std::optional<Direction> said;
  std::string part;
  for (const char c : name + "_") {
    if (c != '_' && c != '-' && c != '/' && c != '.' && c != ' ') {
      part += c;
      continue;
    }
    const auto direction = direction_by_name(part);
    if (direction && said && *direction != *said) return std::nullopt;
    if (direction) said = direction;
    part.clear();
  }
  return said;
}

// Whether the name has a word that turns another around ("error_reduction").
bool has_turning_word(const std::string& name) {
  static const std::vector<std::string> words = {"reduc", "saved", "saving", "gain", "improve",
                                                 "drop",  "free",  "inv",    "neg",  "minus",
                                                 "per",   "left",  "speed"};
  return std::ranges::any_of(words, [&](const std::string& word) { return name.find(word) != name.npos; });
}

struct Witness {
  std::string text;
  Severity severity = Severity::error;
};

bool is_about(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max({std::abs(a), std::abs(b), 1.0});
}

// Another metric that follows from one in every run that has both.
struct Twin {
  bool is_mirror = false;  // their sum is constant; else they are the same number
  std::int64_t runs = 0;
};

std::optional<Twin> twin_of(const Study& study, Name a, Name b) {
  std::set<double> values;
  std::optional<double> sum;
  bool same = true;
  bool mirrored = true;
  std::int64_t runs = 0;
  for (const tracker::Run& run : study.runs()) {
    const auto x = metric_value(study, run, a);
    const auto y = metric_value(study, run, b);
    if (!x || !y || !std::isfinite(*x) || !std::isfinite(*y)) continue;
    if (!sum) sum = *x + *y;
    same = same && is_about(*y, *x);
    mirrored = mirrored && is_about(*y, *sum - *x);
    if (!same && !mirrored) return std::nullopt;
    if (values.size() < fewest_values) values.insert(*x);
    ++runs;
  }
  if (values.size() < fewest_values) return std::nullopt;
  return Twin{!same, runs};
}

std::optional<Witness> by_twin(const Study& study, const Metric& metric) {
  std::set<Name> others;
  for (const auto& [key, arm] : study.arms()) {
    if (key.metric != metric.name) others.insert(key.metric);
  }
  for (const Name other : others) {
    const auto direction = study.metric(other).direction;
    if (!direction) continue;
    const auto twin = twin_of(study, metric.name, other);
    if (!twin || twin->is_mirror != (*direction == *metric.direction)) continue;
    return Witness{fmt::format("it {} {} in all {} that have both, where {} is better",
                               twin->is_mirror ? "adds up to one number with" : "is the same number as",
                               other.str(), count(twin->runs, "run"), to_string(*direction))};
  }
  return std::nullopt;
}

std::optional<Witness> by_name(const Metric& metric) {
  const auto said = unanimous_direction(metric.name.str());
  if (!said || *said == *metric.direction || has_turning_word(metric.name.str())) return std::nullopt;
  return Witness{fmt::format("by its name {} is better", to_string(*said))};
}

std::optional<Witness> by_words(const Claim& claim, const Metric& metric) {
  if (!says_any_of(claim, {metric.name.str()})) return std::nullopt;
  const bool falls = says_any_of(
      claim, {"lower", "lowers", "reduces", "reduce", "decreases", "decrease", "smaller", "cuts"});
  const bool rises = says_any_of(claim, {"higher", "raises", "raise", "increases", "increase", "larger"});
  if (falls == rises || falls == (*metric.direction == Direction::lower)) return std::nullopt;
  return Witness{fmt::format("{} says that it gets {}", claim.id, falls ? "lower" : "higher"),
                 Severity::warning};
}

std::vector<Witness> witnesses_of(const Study& study, const Claim& claim, const Metric& metric) {
  std::vector<Witness> witnesses;
  for (auto witness : {by_twin(study, metric), by_name(metric), by_words(claim, metric)}) {
    if (witness) witnesses.push_back(std::move(*witness));
  }
  return witnesses;
}

void check_claim(const Study& study, const ClaimEvaluation& evaluation, FindingSink& out) {
  const Metric metric = study.metric(evaluation.claim.metric);
  const auto witnesses = witnesses_of(study, evaluation.claim, metric);
  if (witnesses.empty()) return;
  Finding finding = about(evaluation);
  finding.severity = std::ranges::max_element(witnesses, {}, &Witness::severity)->severity;
  std::string text;
  for (const Witness& witness : witnesses) text += (text.empty() ? "" : "; ") + witness.text;
  finding.message =
      fmt::format("{} has direction = \"{}\", and {}", metric.name.str(), to_string(*metric.direction), text);
  const Verdict verdict =
      evaluation.decisive.empty() ? Verdict::undecided : evaluation.decisive.front().verdict;
  if (verdict == Verdict::superior || verdict == Verdict::inferior) {
    finding.message +=
        fmt::format("; turned round, {} against {} is {} and not {}", evaluation.claim.method.str(),
                    evaluation.decisive.front().against.str(),
                    verdict == Verdict::superior ? "inferior" : "superior", to_string(verdict));
  }
  finding.evidence = {{"witnesses", static_cast<std::int64_t>(witnesses.size())},
                      {"declared", std::string(to_string(*metric.direction))}};
  finding.remedy.text = fmt::format("declare metrics.{}.direction = \"{}\"; no run is needed",
                                    metric.name.str(), to_string(opposite(*metric.direction)));
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  bool any_declared = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (study.metric(evaluation.claim.metric).direction_inferred) continue;
    any_declared = true;
    check_claim(study, evaluation, out);
  }
  if (!any_declared && !study.evaluations().empty()) {
    out.add(not_applicable(
        "no metric of a claim has a declared direction that could be wrong",
        fmt::format("declare metrics.{}.direction", study.evaluations().front().claim.metric.str())));
  }
}

}  // namespace

Rule wrong_direction() {
  return {.code = "RC707",
          .name = "wrong-direction",
          .summary = "a metric declared better in the direction that its name, its twin or the claim denies",
          .group = "RC reporting consistency",
          .severity = Severity::error,
          .certainty = Certainty::heuristic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
