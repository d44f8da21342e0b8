#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/estimate.h"
#include "gainsay/stats/interquartile_mean.h"
#include "gainsay/stats/summary.h"
#include "gainsay/stats/welch_t_test.h"

#include "diagnostic_budget.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at comparisons of at least five runs on each side and fires when one run decides: the run stands out from the
others of its arm (Grubbs' test, at the level that the diagnostics of a study share: 5 % of all fine studies, divided by
four rules and by the arms tested), and without it the verdict of Welch's test is another, or the gain moves by more than half. It also
fires for a win by the mean that is a loss by the median or by the interquartile mean.

## Why it matters
A mean of five runs is a fifth one crash. Of 192 runs of one algorithm on one task 191 lie around a return of 11,920 and
one at -566; who has it among his five finds another result than who has not.

## Example
Nine seeds of `bn` reach 97 %, one diverges to 71 %: a gain of 0.5 points becomes a loss of 2.

## What to do instead
Keep the run, report the interquartile mean beside the mean, and the share of runs that fail; the finding gives both.
More seeds tell how often it happens. Never delete the run: it is a result.

## When it is wrong
It is a remark on robustness, no charge. With heavy tails by nature (returns, times) the mean may be what is asked for:
suppress the finding and say so.

## References
Agarwal et al. (2021), NeurIPS, "Deep reinforcement learning at the edge of the statistical precipice". Grubbs (1969),
Technometrics 11, 1-21. Clopper and Pearson (1934), Biometrika 26. Runs of SAC: Colas, Sigaud and Oudeyer (2019), data
of "A hitchhiker's guide to statistical comparisons of reinforcement learning algorithms".
)";

using Values = std::vector<double>;

Values without(const Values& values, std::size_t index) {
  Values rest = values;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(index));
  return rest;
}

// The probability that the run which stands out most of n normal ones stands out as far: n times the p value
// of its externally studentised residual (Grubbs 1969 with Bonferroni's bound). 0 where the others are all
// equal and it is not.
double outlier_p(const Values& values, std::size_t index) {
  const Values rest = without(values, index);
  const auto summary = stats::summarize(rest);
  const auto n = static_cast<double>(values.size());
  const double distance = values[index] - summary.mean;
  if (*summary.sd == 0.0) return distance == 0.0 ? 1.0 : 0.0;
  const double error = *summary.sd * std::sqrt(1.0 + 1.0 / (n - 1.0));
  return std::min(1.0, n * stats::t_test_of_estimate({distance, error, n - 2.0}).p_value);
}

struct Gain {
  double estimate = 0.0;
  double p = 1.0;

  bool is_win(double alpha) const { return p < alpha && estimate > 0.0; }
};

// Nothing where neither side varies.
std::optional<Gain> gain_of(const Values& own, const Values& other, double sign) {
  try {
    const auto test = stats::welch_t_test(own, other);
    return Gain{sign * test.estimate, test.p_value};
  } catch (const std::domain_error&) {
    return std::nullopt;
  }
}

// The run whose absence changes most.
struct Decider {
  const Arm* arm = nullptr;
  std::size_t index = 0;
  double outlier_p = 1.0;
  Gain with;
  Gain without;
  bool flips = false;
};

struct Pair {
  const Arm* own = nullptr;
  const Arm* other = nullptr;
  double sign = 1.0;
  double alpha = 0.05;
};

// The places of the values, from the one that stands out most: the further from the mean of all, the further
// from the mean of the others, and the smaller outlier_p().
std::vector<std::size_t> by_distance(const Values& values) {
  const double mean = stats::summarize(values).mean;
  std::vector<std::size_t> places(values.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::ranges::stable_sort(places, std::ranges::greater{},
                           [&](std::size_t i) { return std::abs(values[i] - mean); });
  return places;
}

// Of the runs of one side that stand out at this level, the one that does so most and decides.
std::optional<Decider> decider_in(const Pair& pair, bool in_own, const Gain& with, double level) {
  const Values own = pair.own->values();
  const Values other = pair.other->values();
  const Values& values = in_own ? own : other;
  for (const std::size_t i : by_distance(values)) {
    const double outlier = outlier_p(values, i);
    if (outlier > level) return std::nullopt;
    const auto rest =
        in_own ? gain_of(without(own, i), other, pair.sign) : gain_of(own, without(other, i), pair.sign);
    if (!rest) continue;
    const bool flips = with.is_win(pair.alpha) != rest->is_win(pair.alpha);
    const bool moves = std::abs(rest->estimate - with.estimate) > 0.5 * std::abs(with.estimate);
    if (flips || moves) return Decider{in_own ? pair.own : pair.other, i, outlier, with, *rest, flips};
  }
  return std::nullopt;
}

std::string run_text(const Observation& observation) {
  return observation.seed ? fmt::format("seed {}", *observation.seed) : "run " + observation.runs.front()->id;
}

double middle_gain(const Pair& pair) {
  return pair.sign *
         (stats::interquartile_mean(pair.own->values()) - stats::interquartile_mean(pair.other->values()));
}

double median_gain(const Pair& pair) {
  return pair.sign *
         (stats::summarize(pair.own->values()).median - stats::summarize(pair.other->values()).median);
}

Finding base(const ClaimEvaluation& evaluation, const Comparison& comparison, const Pair& pair) {
  Finding finding = about(evaluation, comparison);
  finding.severity = Severity::warning;
  finding.evidence = {{"interquartile_gain", middle_gain(pair)}, {"median_gain", median_gain(pair)}};
  return finding;
}

void report_decider(const Study& study, Finding finding, const Decider& decider, double level,
                    FindingSink& out) {
  const Arm& arm = *decider.arm;
  const Observation& odd = arm.observations[decider.index];
  const auto rest = stats::summarize(without(arm.values(), decider.index));
  const auto rate = stats::clopper_pearson_interval({1, arm.n()});
  finding.message = fmt::format(
      "one run decides: without {} of {} ({}; the others {} with an sd of {}) the gain on {} is {} and not "
      "{}{}",
      run_text(odd), arm.method.str(), quantity(odd.value, 4), quantity(rest.mean, 4), quantity(*rest.sd, 2),
      arm.dataset.str(), signed_quantity(decider.without.estimate), signed_quantity(decider.with.estimate),
      decider.flips ? fmt::format(", and p is {} and not {}", quantity(decider.without.p, 2),
                                  quantity(decider.with.p, 2))
                    : "");
  finding.evidence.insert(finding.evidence.begin(), {{"gain", decider.with.estimate},
                                                     {"gain_without", decider.without.estimate},
                                                     {"p", decider.with.p},
                                                     {"p_without", decider.without.p},
                                                     {"outlier_p", decider.outlier_p},
                                                     {"level", level},
                                                     {"rate_low", rate.low},
                                                     {"rate_high", rate.high}});
  finding.remedy = remedy_with_cost(
      fmt::format(
          "keep the run; report the interquartile mean too, and that 1 of {} is such a one (95 % interval "
          "of the rate: {} to {} %); twice the seeds of {} tell it better: {}",
          count(arm.n(), "run"), quantity(100.0 * rate.low, 2), quantity(100.0 * rate.high, 2),
          arm.method.str(), count(arm.n(), "run")),
      arm.n(), cost_of_runs(study, arm.method, arm.dataset, arm.n()));
  out.add(std::move(finding));
}

void report_disagreement(const Study& study, Finding finding, const Pair& pair, const Gain& gain,
                         FindingSink& out) {
  const std::int64_t runs = pair.own->n() + pair.other->n();
  finding.message = fmt::format(
      "the mean wins and the middle of the runs does not: the gain on {} is {} by the mean, {} by the "
      "interquartile mean and {} by the median",
      pair.own->dataset.str(), signed_quantity(gain.estimate), signed_quantity(middle_gain(pair)),
      signed_quantity(median_gain(pair)));
  finding.evidence.insert(finding.evidence.begin(), {{"gain", gain.estimate}, {"p", gain.p}});
  finding.remedy = remedy_with_cost(
      fmt::format("report the interquartile mean beside the mean; twice the seeds of both arms tell which is "
                  "typical: {}",
                  count(runs, "run")),
      runs, cost_of_runs(study, pair.own->method, pair.own->dataset, runs));
  out.add(std::move(finding));
}

struct Candidate {
  const ClaimEvaluation* evaluation = nullptr;
  const Comparison* comparison = nullptr;
  Pair pair;
};

// Comparisons of arms that were run, unpaired or paired, with enough runs on each side.
std::vector<Candidate> candidates(const Study& study, std::int64_t fewest) {
  std::vector<Candidate> found;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!evaluation.claims_superiority() || evaluation.claim.kind == ClaimKind::more_stable) continue;
    const double sign = study.metric(evaluation.claim.metric).sign();
    for (const Comparison& comparison : evaluation.comparisons) {
      if (comparison.datasets.size() != 1) continue;
      const Name dataset = comparison.datasets.front();
      const Arm& own = study.arm(comparison.method, dataset, comparison.metric);
      const Arm& other = study.arm(comparison.against, dataset, comparison.metric);
      if (own.n() < fewest || other.n() < fewest) continue;
      found.push_back({&evaluation, &comparison, {&own, &other, sign, study.file().alpha}});
    }
  }
  return found;
}

void check_candidate(const Study& study, const Candidate& candidate, double level, FindingSink& out) {
  const Pair& pair = candidate.pair;
  const auto with = gain_of(pair.own->values(), pair.other->values(), pair.sign);
  if (!with) return;
  std::optional<Decider> decider;
  for (const bool in_own : {true, false}) {
    const auto found = decider_in(pair, in_own, *with, level);
    if (found && (!decider || found->outlier_p < decider->outlier_p)) decider = found;
  }
  const auto finding = [&] { return base(*candidate.evaluation, *candidate.comparison, pair); };
  if (decider) {
    report_decider(study, finding(), *decider, level, out);
  } else if (with->is_win(pair.alpha) && std::min(middle_gain(pair), median_gain(pair)) < 0.0) {
    report_disagreement(study, finding(), pair, *with, out);
  }
}

void check(const Study& study, FindingSink& out) {
  const auto fewest = static_cast<std::int64_t>(out.option("minimum_runs"));
  const auto found = candidates(study, fewest);
  const double level = diagnostic_alpha(std::max<std::int64_t>(2 * std::ssize(found), 1));
  for (const Candidate& candidate : found) check_candidate(study, candidate, level, out);
  if (found.empty() && !study.evaluations().empty()) {
    out.add(not_applicable(fmt::format("no comparison of a claimed gain has {} runs on each side", fewest),
                           fmt::format("run {} seeds of each arm", fewest)));
  }
}

}  // namespace

Rule fragile_result() {
  return {.code = "ST111",
          .name = "fragile-result",
          .summary = "a verdict that hangs on one run",
          .group = "ST statistical evidence",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .diagnostic = true,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"minimum_runs", 5, "runs that each side must have to be looked at"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
