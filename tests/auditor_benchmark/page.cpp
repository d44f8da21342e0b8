#include "auditor_benchmark/page.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "gainsay/stats/binomial_interval.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::Rule;

constexpr std::string_view introduction = R"(# How often the auditor is wrong

This page is made by `build/dev/bin/auditor_benchmark --write docs/auditor.md` and checked by the slow tests, which
simulate everything again, compare it with this page byte for byte, and fail where a bound is broken.

Whole studies are simulated whose truth is known: methods, ablations, tuning runs, datasets of several domains, a
registered claim, and everything that a careful tracker records of them. A *sound* study has no fault: its true gain is
two smallest effects and its power 99 %. A *pitfall* is one fault put into it, at three doses; a *look-alike* is something
that resembles the fault and is none. Designs are drawn at random: 2 to 6 baselines and a trivial one, 0 to 4
components, 1 to 40 datasets, 5 to 30 seeds.

Runs scatter about their mean as *normal* values; with *heavy tails* (Student's t, 3 df); *bimodal* (two basins);
*bounded* (Beta(5, 1.5), as scores under a ceiling); *correlated* (runs under one seed share half of their variance,
whatever the method); or as *real runs* do: returns of reinforcement learning agents on Atari games (Dopamine's public
results), drawn with replacement.

A study counts as flagged when a finding fails, is open or asks for a human's look: "cannot be decided" is no way out here.
)";

constexpr std::string_view blind_spots = R"(
## What cannot be caught

An audit reads what was recorded. Of these it sees nothing, and its recall is 0:

| pitfall | why | recall |
|---|---|---|
| runs that were never logged | there is no gap in what is not numbered | 0 |
| values that were made up, or edited before they were logged | a plausible number is a number | 0 |
| selection outside the tracker (by hand, in another tool, by a colleague) | the losing runs are not there | 0 |
| leakage inside preprocessing (scaling, imputation or feature selection on all data) | contents are hashed, not read | 0 |
| a bug that flatters the method in training and evaluation alike | both arms agree with the code | 0 |
| a test set that the method's authors tuned on before this study | only looks that Gainsay showed are logged | 0 |

Silence of the audit is no proof: `gainsay audit --explain-clean` lists what was checked and what could not be.
)";

std::string percent(double share) { return fmt::format("{:.1f}", 100 * share); }

std::string share_of(const Rate& rate) { return rate.tries == 0 ? "-" : percent(rate.share()); }

// With its 95 % interval by Clopper and Pearson: "98 [93, 100]".
std::string with_interval(const Rate& rate) {
  const auto interval = gainsay::stats::clopper_pearson_interval({rate.hits, rate.tries});
  return fmt::format("{:.0f} [{:.0f}, {:.0f}]", 100 * rate.share(), 100 * interval.low, 100 * interval.high);
}

std::string bounds_table(const Measured& measured) {
  std::string text = "\n## What it is held to\n\n| figure | bound | measured | holds |\n|---|---|---|---|\n";
  for (const Bound& bound : bounds(measured)) {
    text += fmt::format("| {} | {} | {} | {} |\n", bound.figure, bound.bound, bound.measured,
                        bound.holds ? "yes" : "**no**");
  }
  return text;
}

// How often each auditor finds fault with sound studies, and with studies at the largest dose of a pitfall.
std::string floors_table(const Measured& measured) {
  Rate found;
  Rate five;
  Rate welch;
  for (const PitfallRates& rates : measured.pitfalls) {
    found += rates.recalled.back();
    five += rates.fewer_than_five;
    welch += rates.raw_welch;
  }
  Rate false_claims;
  Rate raw_claims;
  for (const EvidenceCell& cell : measured.evidence) {
    false_claims += cell.supported;
    raw_claims += cell.raw_supported;
  }
  Rate five_claims;
  for (const EvidenceCell& cell : measured.evidence) {
    five_claims.hits += cell.n_seeds >= 5 ? cell.supported.tries : 0;
    five_claims.tries += cell.supported.tries;
  }
  std::string text = fmt::format(
      "\n## Beside simpler auditors\n\n{} sound studies ({} runs in all), the {} studies with a pitfall at "
      "its "
      "largest dose, and {} studies in which nothing differs. Numbers are percentages.\n\n"
      "| auditor | sound studies with a fault found | pitfalls found | false claims let through |\n"
      "|---|---|---|---|\n",
      measured.sound.with_error.tries, measured.sound.runs, found.tries, false_claims.tries);
  text += fmt::format("| Gainsay (errors and warnings; pitfalls: by the rule for it) | {} | {} | {} |\n",
                      share_of(measured.sound.above_note), share_of(found), share_of(false_claims));
  text += "| silent | 0.0 | 0.0 | 100.0 |\n";
  text += fmt::format("| \"fewer than five runs\" | {} | {} | {} |\n",
                      share_of(measured.sound.fewer_than_five), share_of(five), share_of(five_claims));
  text += fmt::format("| Welch's t on each dataset, nothing counted | {} | {} | {} |\n",
                      share_of(measured.sound.raw_welch), share_of(welch), share_of(raw_claims));
  return text;
}

std::string rules_table(const Measured& measured) {
  std::string text = fmt::format(
      "\n## Rule by rule\n\nPercentages. *False alarms*: of {} sound studies of all kinds. *Look-alikes* and "
      "*found*: of "
      "{} studies each, with 95 % intervals (Clopper and Pearson) of what is found. *Right subject*: of "
      "those that are "
      "found. D: deterministic, S: statistical, H: heuristic.\n\n"
      "| rule | | false alarms | look-alikes | found at dose 1 | dose 2 | dose 3 | right subject |\n"
      "|---|---|---|---|---|---|---|---|\n",
      measured.sound.with_error.tries, measured.pitfalls.front().sound.tries);
  for (const PitfallRates& rates : measured.pitfalls) {
    static constexpr std::array<std::string_view, 3> letters{"D", "S", "H"};
    Rate right;
    for (const Rate& rate : rates.right_subject) right += rate;
    text += fmt::format("| {} {} | {} | {} | {} | {} | {} | {} | {} |\n", rates.rule->code, rates.rule->name,
                        letters.at(static_cast<std::size_t>(rates.rule->certainty)),
                        share_of(measured.sound.by_rule.at(std::string(rates.rule->code))),
                        share_of(rates.look_alike), with_interval(rates.recalled[0]),
                        with_interval(rates.recalled[1]), with_interval(rates.recalled[2]), share_of(right));
  }
  return text;
}

std::string doses_table(const Measured& measured) {
  std::string text =
      "\n### What was put in\n\n| rule | dose 1 | dose 2 | dose 3 | look-alike |\n|---|---|---|---|---|\n";
  for (const PitfallRates& rates : measured.pitfalls) {
    const Pitfall& pitfall = *rates.pitfall;
    text += fmt::format("| {} | {} | {} | {} | {} |\n", pitfall.rule, pitfall.doses[0], pitfall.doses[1],
                        pitfall.doses[2], pitfall.look_alike);
  }
  return text;
}

std::string evidence_table(const Measured& measured) {
  std::string text = fmt::format(
      "\n## Claims of nothing\n\nThe two methods do not differ. Percentages of {} studies a cell: how often "
      "the claim is "
      "supported (5 at most is promised; a test that is two-sided at 5 % finds the method better in 2.5), "
      "and how often "
      "a 95 % interval holds the true gain.\n\n| claim | noise |",
      measured.evidence.front().supported.tries);
  for (const int seeds : evidence_seeds) text += fmt::format(" supported, {} seeds |", seeds);
  for (const int seeds : evidence_seeds) text += fmt::format(" covered, {} seeds |", seeds);
  text += "\n|---|---|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < measured.evidence.size(); i += evidence_seeds.size()) {
    const EvidenceCell& first = measured.evidence[i];
    text += fmt::format("| {} | {} |", name_of(first.question), name_of(first.noise));
    for (std::size_t k = 0; k < evidence_seeds.size(); ++k)
      text += fmt::format(" {} |", share_of(measured.evidence[i + k].supported));
    for (std::size_t k = 0; k < evidence_seeds.size(); ++k)
      text += fmt::format(" {} |", share_of(measured.evidence[i + k].covered));
    text += "\n";
  }
  return text;
}

std::string remedies_table(const Measured& measured) {
  std::string text = fmt::format(
      "\n## Remedies\n\nPilots whose true gain is the smallest effect of interest and whose claim is not "
      "shown (ST103). The "
      "runs that the finding asks for are made, and the audit is run again: how often is the finding gone? "
      "80 % is what it "
      "promises. {} pilots a cell; spread in smallest effects.\n\n"
      "| seeds of the pilot | datasets | spread | pilots that ask for runs, % | seeds an arm in the end, "
      "mean | cleared, % |\n"
      "|---|---|---|---|---|---|\n",
      measured.remedies.front().asked.tries);
  for (const RemedyCell& cell : measured.remedies) {
    text += fmt::format("| {} | {} | {} | {} | {:.0f} | {} |\n", cell.pilot_seeds, cell.n_datasets, cell.sd,
                        share_of(cell.asked), cell.seeds_asked,
                        cell.asked.hits == 0 ? "-" : with_interval(cell.cleared));
  }
  return text;
}

}  // namespace

Measured measure(const Effort& effort) {
  return {.sound = audit_sound_studies(effort.sound_studies),
          .pitfalls = pitfall_rates(effort.per_pitfall),
          .evidence = evidence_rates(effort.per_evidence_cell),
          .remedies = remedy_adequacy(effort.per_remedy_cell)};
}

std::string page(const Measured& measured) {
  return std::string(introduction) + bounds_table(measured) + floors_table(measured) + rules_table(measured) +
         doses_table(measured) + evidence_table(measured) + remedies_table(measured) +
         std::string(blind_spots);
}

}  // namespace auditor_benchmark
