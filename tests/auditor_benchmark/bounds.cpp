#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "auditor_benchmark/page.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::Certainty;

constexpr double alpha = 0.05;
constexpr double monte_carlo_errors = 3;

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

std::string of(const Rate& rate) {
  return fmt::format("{} of {} ({})", rate.hits, rate.tries, percent(rate.share()));
}

bool is_deterministic(const PitfallRates& rates) { return rates.rule->certainty == Certainty::deterministic; }

Bound false_alarms(const Measured& measured) {
  std::int64_t alarms = 0;
  std::string who;
  for (const auto& [code, rate] : measured.sound.by_rule) {
    if (gainsay::audit::find_rule(code)->certainty != Certainty::deterministic) continue;
    alarms += rate.hits;
    if (rate.hits > 0) who += fmt::format(" {} {}", code, rate.hits);
  }
  return {"deterministic rules: false alarms on sound studies", "0",
          fmt::format("{} on {} studies{}", alarms, measured.sound.with_error.tries,
                      who.empty() ? "" : ":" + who),
          alarms == 0};
}

Bound recall(const Measured& measured) {
  double worst = 1;
  std::string who;
  for (const PitfallRates& rates : measured.pitfalls) {
    if (!is_deterministic(rates)) continue;
    for (std::size_t dose = 0; dose < n_doses; ++dose) {
      const auto right = static_cast<double>(rates.right_subject.at(dose).hits) /
                         static_cast<double>(rates.recalled.at(dose).tries);
      if (right >= worst) continue;
      worst = right;
      who = fmt::format(" ({}, {})", rates.rule->code, rates.pitfall->doses.at(dose));
    }
  }
  return {"deterministic rules: recall at every dose, with the right subject", "at least 95 %",
          "at least " + percent(worst) + who, worst >= 0.95};
}

// The highest rate of any cell, against alpha and the error of simulating it.
Bound wrong_support(const Measured& measured) {
  const EvidenceCell* worst = nullptr;
  bool holds = true;
  for (const EvidenceCell& cell : measured.evidence) {
    if (worst == nullptr || cell.supported.share() > worst->supported.share()) worst = &cell;
    const double error = std::sqrt(alpha * (1 - alpha) / static_cast<double>(cell.supported.tries));
    holds = holds && cell.supported.share() <= alpha + monte_carlo_errors * error;
  }
  return {"wrong \"supported\" where nothing differs, in every family of noise", "at most 5 %",
          fmt::format("{} in all, at most {} ({}, {}, {} seeds)",
                      percent(all_supported(measured.evidence).share()), percent(worst->supported.share()),
                      name_of(worst->question), name_of(worst->noise), worst->n_seeds),
          holds};
}

Bound at_most(std::string figure, const Rate& rate, double bound) {
  return {std::move(figure), "at most " + percent(bound), of(rate), rate.share() <= bound};
}

Bound within(std::string figure, const Rate& rate, double target, double tolerance) {
  return {std::move(figure), fmt::format("{} +- {:.0f}", percent(target), 100 * tolerance), of(rate),
          std::abs(rate.share() - target) <= tolerance};
}

}  // namespace

std::vector<Bound> bounds(const Measured& measured) {
  return {false_alarms(measured),
          recall(measured),
          wrong_support(measured),
          at_most("rules that ask whether a study is odd, together: sound studies flagged",
                  measured.sound.diagnosed, 0.05),
          at_most("sound studies with an error", measured.sound.with_error, 0.01),
          at_most("sound studies with anything above a note", measured.sound.above_note, 0.10),
          within("remedies: the finding clears once the runs it asks for are made",
                 adequacy(measured.remedies), 0.80, 0.03),
          within("intervals of 95 % that hold the true gain", all_covered(measured.evidence), 0.95, 0.01)};
}

}  // namespace auditor_benchmark
