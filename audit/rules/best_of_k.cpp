#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "gainsay/stats/expected_maximum.h"
#include "gainsay/stats/summary.h"

#include "per_arm.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Counts the variants with the parent of the claim's method that have results in the claim's metric on all of its datasets.
From three on, when the claim is about the best of them, it fires unless the best one was run again with fresh seeds
after the last run of the others. It is an error when the gain is no larger than what the largest of so many gains
reaches by luck (the expected maximum of so many normal draws, times the standard error of the gain).

## Why it matters
The best of several equally good variants looks better than it is. With five seeds each and no true gain, 2 % of single
variants win by Welch's test, and 5, 7, 11 and 16 % of the best of 3, 5, 10 and 20; the best of 5, 10 and 20 lies 0.52,
0.69 and 0.83 standard deviations of a run above its baseline (own simulation, 40,000 studies).

## Example
Eight losses were tried with five seeds each; the paper has the one with the highest test accuracy, with these five runs.

## What to do instead
Choose among variants on validation data, or run the chosen one again: five fresh seeds are an honest sample of it.
Where the claim pairs by item (`pairing = "item"`) the items have chosen, and fresh seeds on the same items confirm nothing:
score both on other items. Failing that, divide alpha by the number of variants.

## When it is wrong
When the method was fixed before the others were run, as its ablations in all but name: give these the role `ablation`.

## References
Sculley et al. (2018), ICLR workshop, "Winner's curse?". Dodge et al. (2019), EMNLP, "Show your work". Expected maxima:
Harter (1961), Biometrika 48. Error rates: own simulation.
)";

// The claim's method among the variants that it was chosen from.
struct Choice {
  std::vector<Name> others;
  bool is_best = false;

  std::int64_t k() const { return std::ssize(others) + 1; }
};

// Mean over the claim's datasets, oriented so that larger is better; nothing when a dataset lacks runs.
std::optional<double> oriented_mean(const Study& study, const Claim& claim, Name method,
                                    PerArm<double>& means) {
  double sum = 0.0;
  for (const Name dataset : claim.datasets) {
    const Arm& arm = study.arm(method, dataset, claim.metric);
    if (arm.n() == 0) return std::nullopt;
    sum += means.of(arm);
  }
  if (claim.datasets.empty()) return std::nullopt;
  return study.metric(claim.metric).sign() * sum / static_cast<double>(claim.datasets.size());
}

Choice choice_of(const Study& study, const Claim& claim, PerArm<double>& means) {
  Choice choice;
  const Method* method = study.method(claim.method);
  const auto own = oriented_mean(study, claim, claim.method, means);
  if (method == nullptr || method->declaration.parent.empty() || !own) return choice;
  choice.is_best = true;
  for (const Method& other : study.methods()) {
    const bool is_sibling = other.name != claim.method && other.role == tracker::Role::variant &&
                            other.declaration.parent == method->declaration.parent;
    const auto mean = is_sibling ? oriented_mean(study, claim, other.name, means) : std::nullopt;
    if (!mean) continue;
    choice.others.push_back(other.name);
    choice.is_best = choice.is_best && *own >= *mean;
  }
  return choice;
}

// When the last run of the others began; nothing when one of them does not say.
std::optional<double> time_of_choice(const Study& study, const Claim& claim, const Choice& choice) {
  std::optional<double> last;
  for (const Name other : choice.others) {
    for (const Name dataset : claim.datasets) {
      for (const tracker::Run* run : study.arm(other, dataset, claim.metric).evidence) {
        if (!run->started_at) return std::nullopt;
        last = std::max(last.value_or(*run->started_at), *run->started_at);
      }
    }
  }
  return last;
}

// Seeds of the method that were first run after the choice, on the dataset that has the fewest.
std::int64_t fresh_seeds(const Study& study, const Claim& claim, double chosen_at) {
  std::optional<std::int64_t> fewest;
  for (const Name dataset : claim.datasets) {
    std::int64_t fresh = 0;
    for (const Observation& observation : study.arm(claim.method, dataset, claim.metric).observations) {
      const bool after = std::ranges::all_of(observation.runs, [&](const tracker::Run* run) {
        return run->started_at && *run->started_at > chosen_at;
      });
      fresh += after ? 1 : 0;
    }
    fewest = std::min(fewest.value_or(fresh), fresh);
  }
  return fewest.value_or(0);
}

// The comparison that the choice bears on most: with the parent where the claim names it, else the first.
Comparison gain_of(const Study& study, const Claim& claim) {
  const Name parent = study.method(claim.method)->declaration.parent;
  const bool with_parent = std::ranges::find(claim.against, parent) != claim.against.end();
  return compare_over_datasets(study, claim, with_parent ? parent : claim.against.front());
}

void add_luck(Finding& finding, const Comparison& gain, std::int64_t k) {
  if (!gain.estimate || !gain.standard_error) return;
  const double luck = stats::expected_maximum(k) * *gain.standard_error;
  finding.evidence.push_back({"gain", *gain.estimate});
  finding.evidence.push_back({"standard_error", *gain.standard_error});
  finding.evidence.push_back({"gain_by_luck", luck});
  if (*gain.estimate > luck) {
    finding.message += fmt::format("; its gain over {} is {}, and {} would be luck alone", gain.against.str(),
                                   signed_quantity(*gain.estimate), quantity(luck));
    return;
  }
  finding.severity = Severity::error;
  finding.message += fmt::format(
      "; its gain over {} of {} is no more than the {} that the largest of {} gains "
      "reaches by luck",
      gain.against.str(), signed_quantity(*gain.estimate), quantity(luck), k);
}

// What confirms a choice that was made on the items of the claim.
std::string fresh_items(const Comparison& gain, std::int64_t k) {
  const std::int64_t items = gain.items ? gain.items->wanted.value_or(gain.items->n) : 0;
  return fmt::format("test at alpha / {}, or score {} and {} on items that did not choose: {}", k,
                     gain.method.str(), gain.against.str(),
                     items > 0 ? fmt::format("{} of them", items) : std::string("as many again"));
}

struct Freshness {
  std::int64_t fresh = 0;
  std::int64_t wanted = 0;
};

Finding chosen_as_best(const Study& study, const ClaimEvaluation& evaluation, const Choice& choice,
                       const Freshness& seeds) {
  const Claim& claim = evaluation.claim;
  Finding finding = about(evaluation);
  finding.severity = Severity::warning;
  finding.message = fmt::format(
      "{} is the best of {} variants of {} in {}, and {} of it began after the last run of the others ({})",
      claim.method.str(), choice.k(), study.method(claim.method)->declaration.parent.str(),
      claim.metric.str(), seeds.fresh == 0 ? "no seed" : count(seeds.fresh, "seed"), list(choice.others));
  finding.evidence = {{"variants", choice.k()}, {"fresh_seeds", seeds.fresh}};
  const Comparison gain = gain_of(study, claim);
  finding.against = gain.against;
  add_luck(finding, gain, choice.k());
  if (claim.pairing == Pairing::item) {
    finding.remedy.text = fresh_items(gain, choice.k());
    finding.remedy.runs = 2 * std::ssize(claim.datasets);
    finding.remedy.runs_upper = finding.remedy.runs;
    return finding;
  }
  const std::int64_t missing = seeds.wanted - seeds.fresh;
  const std::int64_t runs = missing * std::ssize(claim.datasets);
  std::optional<double> cost = 0.0;
  for (const Name dataset : claim.datasets) {
    const auto seconds = cost_of_runs(study, claim.method, dataset, missing);
    cost = cost && seconds ? std::optional(*cost + *seconds) : std::nullopt;
  }
  finding.remedy = remedy_with_cost(
      fmt::format("test at alpha / {}, or make the claim on fresh seeds alone: {} of {} on each dataset, {}",
                  choice.k(), fmt::format("{} more", missing), claim.method.str(), count(runs, "run")),
      runs, cost);
  return finding;
}

void check(const Study& study, FindingSink& out) {
  const auto wanted = static_cast<std::int64_t>(out.option("fresh_seeds"));
  const auto least = static_cast<std::int64_t>(out.option("variants"));
  bool times_unknown = false;
  PerArm<double> means([](const Arm& arm) { return stats::summarize(arm.values()).mean; });
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const bool of_means = evaluation.claims_superiority() && claim.kind != ClaimKind::more_stable &&
                          claim.kind != ClaimKind::component_matters;
    if (!of_means || claim.against.empty()) continue;
    const Choice choice = choice_of(study, claim, means);
    if (choice.k() < least || !choice.is_best) continue;
    const auto chosen_at = time_of_choice(study, claim, choice);
    times_unknown = times_unknown || !chosen_at;
    if (!chosen_at) continue;
    // Items that chose the method are no fresher for being scored again.
    const bool by_item = claim.pairing == Pairing::item;
    const std::int64_t fresh = by_item ? 0 : fresh_seeds(study, claim, *chosen_at);
    if (fresh < wanted) out.add(chosen_as_best(study, evaluation, choice, {fresh, wanted}));
  }
  if (times_unknown) {
    out.add(not_applicable("variants were compared, and their runs do not say when they started",
                           "record `started_at`; `gainsay run` does"));
  }
}

}  // namespace

Rule best_of_k() {
  return {.code = "PR506",
          .name = "best-of-k",
          .summary = "the best of several variants, with the runs that chose it",
          .group = "PR protocol and forking paths",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"variants", 3, "variants of one parent from which on the rule looks"},
                      {"fresh_seeds", 5, "seeds run after the choice that confirm it"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
