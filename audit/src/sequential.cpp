#include "sequential.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "gainsay/stats/anytime_t_test.h"
#include "gainsay/stats/repeated_p_value.h"
#include "gainsay/stats/summary.h"

namespace gainsay::audit {
namespace {

bool is_anytime(const Claim& claim) { return claim.design == "anytime"; }

Tested no_test(std::string reason) {
  Tested tested;
  tested.reason = std::move(reason);
  return tested;
}

// Designs assume sums of independent terms, one a run.
std::string unfit_for_looks(const Claim& claim) {
  if (claim.kind == ClaimKind::more_stable) return "a spread is no sum over runs";
  if (*claim.pairing == Pairing::fold) return "folds overlap";
  if (*claim.pairing == Pairing::item) return "the items do not grow with the runs";
  if (*claim.scope == Scope::domain) return "over a domain the datasets are counted";
  if (*claim.aggregate == Aggregate::rank || *claim.aggregate == Aggregate::iqm)
    return fmt::format("the aggregate {} is no sum over runs", to_string(*claim.aggregate));
  return "";
}

Tested anytime_test(const Samples& samples, double alpha) {
  std::vector<double> differences(samples.method.size());
  std::ranges::transform(samples.method, samples.against, differences.begin(), std::minus{});
  const auto [low, high] = std::ranges::minmax(differences);
  if (!(high > low))
    return no_test(
        "every pair has the same difference: no test can tell a fixed difference from a coincidence");
  const auto test = stats::anytime_t_test(differences, 1.0, 1.0 - alpha);
  Tested tested;
  tested.test = test.method;
  tested.estimate = stats::Estimate{test.estimate, *stats::summarize(differences).standard_error, test.df};
  tested.anytime = test;
  return tested;
}

// Runs that the look is counted by: a number that is known or copied has none.
std::int64_t runs_looked_at(const Comparison& comparison) {
  const bool one_arm = comparison.test == "prediction-t" || comparison.test == "one-sample-t";
  return one_arm ? comparison.method_side.n : std::min(comparison.method_side.n, comparison.against_side.n);
}

struct Position {
  std::size_t look = 0;  // in Claim::looks
  std::string reason;    // why it is at none, or empty
};

Position position_at(const std::vector<std::int64_t>& looks, std::int64_t n) {
  if (n >= looks.back()) return {looks.size() - 1, ""};
  const auto next = std::ranges::upper_bound(looks, n);
  if (next == looks.begin())
    return {0, fmt::format("{} runs of each arm: the first planned look is at {}", n, looks.front())};
  const auto look = static_cast<std::size_t>(next - looks.begin()) - 1;
  if (looks[look] == n) return {look, ""};
  return {look,
          fmt::format("{} runs of each arm: between the planned looks at {} and {}", n, looks[look], *next)};
}

Position position_of(const Claim& claim, const Comparison& comparison, const std::string& test,
                     const std::vector<Comparison>& parts) {
  if (parts.empty()) {
    Comparison counted = comparison;
    counted.test = test;
    return position_at(claim.looks, runs_looked_at(counted));
  }
  const Position first = position_at(claim.looks, runs_looked_at(parts.front()));
  for (const Comparison& part : parts) {
    const Position position = position_at(claim.looks, runs_looked_at(part));
    if (!position.reason.empty()) return position;
    if (position.look != first.look) return {0, "the datasets are at different looks of the plan"};
  }
  return first;
}

stats::SequentialBoundary kind_of(const std::string& design) {
  using stats::SequentialBoundary;
  if (design == "pocock") return SequentialBoundary::pocock;
  if (design == "obrien-fleming") return SequentialBoundary::obrien_fleming;
  return design == "lan-demets-pocock" ? SequentialBoundary::lan_demets_pocock
                                       : SequentialBoundary::lan_demets_obrien_fleming;
}

std::vector<double> shares(const std::vector<std::int64_t>& looks) {
  std::vector<double> information;
  information.reserve(looks.size());
  for (const std::int64_t n : looks)
    information.push_back(static_cast<double>(n) / static_cast<double>(looks.back()));
  return information;
}

void conclude_at_look(Comparison& comparison, const Tested& tested, const Claim& claim, const Level& level,
                      std::size_t look) {
  const double nominal = boundary_of(claim, level.alpha).nominal_p[look];
  conclude(comparison, tested, nominal, level.margin);
  if (!comparison.p) return;
  SequentialLook place;
  place.design = design_of(claim);
  place.look = static_cast<std::int64_t>(look) + 1;
  place.looks = std::ssize(claim.looks);
  place.p_alone = *comparison.p;
  place.level = nominal;
  comparison.p = stats::repeated_p_value(shares(claim.looks), static_cast<int>(place.look), place.p_alone,
                                         kind_of(place.design));
  comparison.interval->confidence = 1.0 - level.alpha;  // of all looks together
  comparison.equivalence_interval->confidence = 1.0 - 2.0 * level.alpha;
  comparison.companions.clear();  // their p values know nothing of the looks
  comparison.sequential = place;
}

void conclude_anytime(Comparison& comparison, const Tested& tested, const Level& level) {
  const stats::AnytimeTTest& test = *tested.anytime;
  conclude(comparison, tested, level.alpha, level.margin);
  SequentialLook place;
  place.design = "anytime";
  place.p_alone = *comparison.p;
  place.e_value = test.e_value;
  comparison.p = test.p_value;
  comparison.interval = test.interval;
  comparison.equivalence_interval = test.interval;
  comparison.verdict = Verdict::undecided;
  const bool significant = test.p_value < level.alpha;
  if (significant) comparison.verdict = test.estimate > 0.0 ? Verdict::superior : Verdict::inferior;
  const bool above = level.margin && test.interval.low > -*level.margin;
  if (above && comparison.verdict != Verdict::superior)
    comparison.verdict = test.interval.high < *level.margin ? Verdict::equivalent : Verdict::non_inferior;
  comparison.sequential = place;
}

}  // namespace

bool is_sequential(const Claim& claim) { return claim.looks.size() > 1 || is_anytime(claim); }

std::string design_of(const Claim& claim) {
  if (!claim.design.empty()) return claim.design;
  return claim.looks.size() > 1 ? "lan-demets-obrien-fleming" : "";
}

stats::GroupSequentialDesign boundary_of(const Claim& claim, double alpha) {
  const auto looks = static_cast<int>(claim.looks.size());
  switch (kind_of(design_of(claim))) {
    case stats::SequentialBoundary::pocock:
      return stats::pocock_design(looks, alpha);
    case stats::SequentialBoundary::obrien_fleming:
      return stats::obrien_fleming_design(looks, alpha);
    case stats::SequentialBoundary::lan_demets_pocock:
      return stats::alpha_spending_design(shares(claim.looks), alpha, stats::SpendingFunction::pocock);
    case stats::SequentialBoundary::lan_demets_obrien_fleming:
      break;
  }
  return stats::alpha_spending_design(shares(claim.looks), alpha, stats::SpendingFunction::obrien_fleming);
}

Tested tested_as_planned(const Samples& samples, const Claim& claim, double alpha) {
  if (!is_sequential(claim) || !samples.reason.empty()) return test_samples(samples, claim);
  const std::string unfit = unfit_for_looks(claim);
  if (!unfit.empty())
    return no_test(fmt::format("the claim plans several looks, and no design fits it: {}", unfit));
  return is_anytime(claim) ? anytime_test(samples, alpha) : test_samples(samples, claim);
}

void conclude_as_planned(Comparison& comparison, const Tested& tested, const Claim& claim, const Level& level,
                         const std::vector<Comparison>& parts) {
  if (!is_sequential(claim) || !tested.estimate)
    return conclude(comparison, tested, level.alpha, level.margin);
  if (is_anytime(claim) && !tested.anytime) {
    return conclude(comparison,
                    no_test("an anytime design tests each dataset alone: declare quantifier = \"all\""),
                    level.alpha, level.margin);
  }
  if (is_anytime(claim)) return conclude_anytime(comparison, tested, level);
  const Position position = position_of(claim, comparison, tested.test, parts);
  if (!position.reason.empty())
    return conclude(comparison, no_test(position.reason), level.alpha, level.margin);
  conclude_at_look(comparison, tested, claim, level, position.look);
}

}  // namespace gainsay::audit
