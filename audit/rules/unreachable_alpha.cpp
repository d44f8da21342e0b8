#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "gainsay/stats/holm.h"
#include "gainsay/stats/minimum_p_value.h"

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when the exact, rank or sign test of a claim cannot reach alpha with so few runs or datasets, whatever the data
say: the smallest p that the test can give is not below alpha, alone or after Holm over the comparisons and claims it is
counted with. It is an error when the claim names the test or prints a p, else a note.

## Why it matters
Such a test is lost before the first run. Counting shows it: with n against n runs the smallest two-sided rank-sum p is
0.33, 0.10, 0.029 and 0.0079 for n = 2, 3, 4 and 5; over m datasets a signed-rank or sign test gives no less than
0.0625 for m = 5 and 0.031 for m = 6.

## Example
`test = "mann-whitney"` with three seeds each: every run of the new method is better, and p is 0.10.

## What to do instead
Add the seeds or the one dataset that the finding names, or declare another test before looking at more results.

## When it is wrong
It is arithmetic and gives no false alarm. For the correction it takes the best that all other claims of the family
could reach.

## References
Mann and Whitney (1947). Wilcoxon (1945), Biometrics Bulletin 1, 80-83. Demsar (2006), JMLR 7, 1-30. Holm (1979).
)";

constexpr std::int64_t most_units = 64;
constexpr std::size_t exact_permutations_up_to = 20;  // runs in all; beyond that deals are drawn at random

enum class Unit : std::uint8_t { seeds, pairs, datasets };

struct ExactTest {
  std::string name;
  Unit unit = Unit::seeds;
  std::int64_t n_method = 0;
  std::int64_t n_against = 0;

  double smallest_p() const {
    if (unit != Unit::seeds) return stats::minimum_p_signed_rank(std::min(n_method, n_against));
    return name == "permutation" ? stats::minimum_p_permutation(n_method, n_against)
                                 : stats::minimum_p_rank_sum(n_method, n_against);
  }
};

// The exact test that decides a comparison; nothing when another kind does, or none because data are missing.
std::optional<ExactTest> exact_test_of(const Claim& claim, const Comparison& comparison) {
  const std::int64_t ours = comparison.method_side.n;
  const std::int64_t theirs = comparison.against_side.n;
  if (comparison.dataset.empty() && claim.scope == Scope::domain) {
    const auto m = static_cast<std::int64_t>(comparison.datasets.size());
    if (!comparison.method_side.mean || !comparison.against_side.mean || m < 2) return std::nullopt;
    return ExactTest{"wilcoxon-signed-rank", Unit::datasets, m, m};
  }
  if (comparison.test == "mann-whitney") return ExactTest{comparison.test, Unit::seeds, ours, theirs};
  if (comparison.test == "permutation" && static_cast<std::size_t>(ours + theirs) <= exact_permutations_up_to)
    return ExactTest{comparison.test, Unit::seeds, ours, theirs};
  const bool signs = comparison.test == "wilcoxon-signed-rank" || comparison.test == "sign-flip";
  if (signs && comparison.paired) return ExactTest{comparison.test, Unit::pairs, ours, theirs};
  return std::nullopt;
}

double smallest_p(const Claim& claim, const Comparison& comparison) {
  const auto test = exact_test_of(claim, comparison);
  return test ? test->smallest_p() : 0.0;
}

// The smallest p that the claim as a whole could get.
double smallest_claim_p(const ClaimEvaluation& evaluation) {
  std::vector<double> best;
  for (const Comparison& comparison : evaluation.decisive) {
    best.push_back(smallest_p(evaluation.claim, comparison));
  }
  if (best.empty()) return 0.0;
  if (evaluation.claim.quantifier == Quantifier::some) return std::ranges::min(stats::holm(best));
  return std::ranges::max(best);
}

// Holm over the best that every claim of a family could reach: a bound that no data can beat.
std::vector<double> smallest_adjusted(const std::vector<ClaimEvaluation>& evaluations) {
  std::map<std::string, std::vector<std::size_t>> families;
  std::vector<double> smallest;
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    smallest.push_back(smallest_claim_p(evaluations[i]));
    if (evaluations[i].p && !evaluations[i].claim.exploratory) families[evaluations[i].family].push_back(i);
  }
  for (const auto& [family, members] : families) {
    std::vector<double> best;
    for (const std::size_t member : members) best.push_back(smallest[member]);
    const std::vector<double> adjusted = stats::holm(best);
    for (std::size_t i = 0; i < members.size(); ++i) smallest[members[i]] = adjusted[i];
  }
  return smallest;
}

std::string unit_text(Unit unit) {
  return unit == Unit::seeds ? "seeds per arm" : unit == Unit::pairs ? "pairs of seeds" : "datasets";
}

// The number of units from which on the test can reach alpha even as the strictest of `tests`.
std::int64_t units_wanted(const ExactTest& test, double alpha, std::int64_t tests) {
  std::int64_t n = std::min(test.n_method, test.n_against);
  for (; n < most_units; ++n) {
    const ExactTest larger{test.name, test.unit, n, n};
    if (static_cast<double>(tests) * larger.smallest_p() < alpha) break;
  }
  return n;
}

Remedy remedy(const Study& study, const Comparison& comparison, const ExactTest& test, std::int64_t wanted) {
  if (test.unit == Unit::datasets) {
    Remedy remedy;
    remedy.text = fmt::format("it takes {} (m = {})", count(wanted - test.n_method, "more dataset"), wanted);
    return remedy;
  }
  const std::int64_t runs = missing_runs(comparison, wanted);
  return remedy_with_cost(
      fmt::format("it takes {}: {} {}", count(runs, "more run"), wanted, unit_text(test.unit)), runs,
      cost_of_runs(study, comparison, runs));
}

Finding unreachable(const Study& study, const ClaimEvaluation& evaluation, double best) {
  const Claim& claim = evaluation.claim;
  const auto weakest = std::ranges::max_element(
      evaluation.decisive, {}, [&](const Comparison& comparison) { return smallest_p(claim, comparison); });
  const ExactTest test = *exact_test_of(claim, *weakest);
  const bool named = claim.quantifier == Quantifier::some;
  const std::int64_t tests =
      evaluation.family_size * (named ? static_cast<std::int64_t>(evaluation.decisive.size()) : 1);
  const bool cited = !claim.test.empty() || (claim.reported && claim.reported->p);
  Finding finding = about(evaluation, *weakest);
  finding.severity = cited ? Severity::error : Severity::note;
  finding.message = fmt::format(
      "the {} test over {} {} cannot give a p below {}{}: {} is out of reach whatever the data say",
      test.name, std::min(test.n_method, test.n_against), unit_text(test.unit), quantity(test.smallest_p()),
      tests > 1 ? fmt::format(" ({} after Holm over {} tests)", quantity(best), tests) : "",
      quantity(study.file().alpha));
  const std::int64_t wanted = units_wanted(test, study.file().alpha, tests);
  finding.evidence = {{"test", test.name},           {"n_method", test.n_method},
                      {"n_against", test.n_against}, {"smallest_p", test.smallest_p()},
                      {"smallest_p_adjusted", best}, {"alpha", study.file().alpha},
                      {"n_wanted", wanted}};
  finding.remedy = remedy(study, *weakest, test, wanted);
  return finding;
}

void check(const Study& study, FindingSink& out) {
  const auto& evaluations = study.evaluations();
  const std::vector<double> best = smallest_adjusted(evaluations);
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    if (!evaluations[i].claims_superiority() || best[i] < study.file().alpha) continue;
    out.add(unreachable(study, evaluations[i], best[i]));
  }
}

}  // namespace

Rule unreachable_alpha() {
  return {.code = "ST108",
          .name = "unreachable-alpha",
          .summary = "an exact test that cannot reach alpha with so few runs or datasets",
          .group = "ST statistical evidence",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
