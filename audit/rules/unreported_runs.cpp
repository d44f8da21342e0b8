#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/fisher_exact_test.h"

#include "diagnostic_budget.h"
#include "evidence_runs.h"
#include "rule_writing.h"
#include "samples.h"
#include "testing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at the final runs of both arms of a comparison that failed, were killed, were lost or gave no finite number, and so
are in no mean, and fires when there are any. It is an error when the two arms fail at different rates (Fisher's exact
test, at this rule's share of the 5 % that all diagnostics of a study have together), or when the verdict changes once
failed runs count with the worst value seen.

## Why it matters
Runs that fail are seldom the good ones. When the worst 3 of 10 runs of a method fail and drop out, the mean of those
that remain is 0.50 standard deviations too high (mean of a normal distribution cut off at its 30 % point). A method that
diverges in 3 of 10 runs is also another method for its users than one that never does.

## Example
Ten seeds of the method, of which four diverged; the table has the mean of six beside the mean of ten of the baseline.

## What to do instead
Report how many runs failed in each arm, with the interval that the finding gives, and the gain in the worst case beside
the gain. Restart runs that the machine ended (tag `failure` = `oom`, `preempted` or `timeout`) with the same seed: once
that run is finished the failed one no longer counts.

## When it is wrong
When a run failed for a reason that has nothing to do with the method (a wrong path, a full disk): exclude it with that
reason. Runs that were deleted before they came here cannot be seen.

## References
Agarwal et al. (2021), NeurIPS, "Deep reinforcement learning at the edge of the statistical precipice". Henderson et al.
(2018), AAAI. Fisher (1935), "The design of experiments".
)";

stats::Proportion failures(const Side& side) { return {side.n_failed, side.n + side.n_failed}; }

bool has_runs(const Comparison& comparison) {
  return comparison.method_side.n + comparison.method_side.n_failed > 0 &&
         comparison.against_side.n + comparison.against_side.n_failed > 0;
}

// p of the same failure rate in both arms; nothing where an arm has no runs, all failed or none did.
std::optional<double> p_of_rates(const Comparison& comparison) {
  if (!has_runs(comparison)) return std::nullopt;
  const auto ours = failures(comparison.method_side);
  const auto theirs = failures(comparison.against_side);
  const std::int64_t failed = ours.successes + theirs.successes;
  if (failed == 0 || failed == ours.trials + theirs.trials) return std::nullopt;
  return stats::fisher_exact_test(ours, theirs).p_value;
}

// Two claims may make one comparison in different metrics: the runs and their failures are the same.
std::int64_t tests_in(const Study& study) {
  std::set<std::tuple<Name, Name, Name>> tests;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Comparison& comparison : evaluation.comparisons) {
      if (has_runs(comparison)) tests.emplace(comparison.method, comparison.against, comparison.dataset);
    }
  }
  return std::max<std::int64_t>(std::ssize(tests), 1);
}

std::vector<const tracker::Run*> failed_runs(const Study& study, const Comparison& comparison) {
  std::vector<const tracker::Run*> runs =
      study.arm(comparison.method, comparison.dataset, comparison.metric).failed;
  const auto& theirs = study.arm(comparison.against, comparison.dataset, comparison.metric).failed;
  runs.insert(runs.end(), theirs.begin(), theirs.end());
  return runs;
}

std::string rate_text(Name method, const Side& side) {
  const auto rate = failures(side);
  if (rate.trials == 0) return "no run of " + method.str();
  const auto interval = stats::clopper_pearson_interval(rate);
  return fmt::format("{} of {} of {} ({} % [{}, {}])", rate.successes, count(rate.trials, "run"),
                     method.str(),
                     quantity(100.0 * static_cast<double>(rate.successes) / static_cast<double>(rate.trials)),
                     quantity(100.0 * interval.low), quantity(100.0 * interval.high));
}

// The gain with every failed run at the worst value that either arm shows.
std::optional<double> gain_at_worst(const Study& study, const ClaimEvaluation& evaluation,
                                    const Comparison& comparison) {
  if (!comparison.verdict_with_failures) return std::nullopt;
  const Samples samples =
      with_failures_at_worst(samples_on(study, evaluation.claim, comparison.against, comparison.dataset),
                             comparison.method_side.n_failed, comparison.against_side.n_failed);
  const Tested tested = test_samples(samples, evaluation.claim);
  if (!tested.estimate) return std::nullopt;
  return tested.estimate->value;
}

void add_worst_case(Finding& finding, const Comparison& comparison, std::optional<double> worst) {
  if (!worst) return;
  finding.message += fmt::format("; the gain is {} without them and {} with them at the worst value seen",
                                 comparison.estimate ? signed_quantity(*comparison.estimate) : "not known",
                                 signed_quantity(*worst));
  finding.evidence.push_back({"gain_at_worst", *worst});
  if (comparison.verdict_with_failures == comparison.verdict) return;
  finding.severity = Severity::error;
  finding.message += fmt::format(", and the verdict goes from {} to {}", to_string(comparison.verdict),
                                 to_string(*comparison.verdict_with_failures));
}

Finding unreported(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                   double alpha) {
  const auto runs = failed_runs(study, comparison);
  const auto failed = std::ssize(runs);
  Finding finding = about(evaluation, comparison);
  finding.severity = Severity::warning;
  finding.runs = ids_of(runs);
  finding.message = fmt::format("failed and in no mean on {}: {} and {}", where(comparison),
                                rate_text(comparison.method, comparison.method_side),
                                rate_text(comparison.against, comparison.against_side));
  finding.evidence = {{"failed_method", comparison.method_side.n_failed},
                      {"runs_method", failures(comparison.method_side).trials},
                      {"failed_against", comparison.against_side.n_failed},
                      {"runs_against", failures(comparison.against_side).trials}};
  if (const auto p = p_of_rates(comparison)) {
    finding.evidence.push_back({"p_of_rates", *p});
    finding.evidence.push_back({"diagnostic_alpha", alpha});
    if (*p <= alpha) {
      finding.severity = Severity::error;
      finding.message +=
          fmt::format("; the rates differ (p = {}, at a level of {})", quantity(*p), quantity(alpha));
    }
  }
  add_worst_case(finding, comparison, gain_at_worst(study, evaluation, comparison));
  finding.remedy = remedy_with_cost(
      fmt::format("report both rates and the worst case beside the gain; restart what the machine ended with "
                  "the same seed: up to {}",
                  count(failed, "run")),
      failed, cost_of_again(study, runs));
  return finding;
}

bool shows_how_it_ended(const tracker::Run& run) {
  return run.started_at ||
         (run.status != tracker::Status::finished && run.status != tracker::Status::running);
}

void check(const Study& study, FindingSink& out) {
  const double alpha = diagnostic_alpha(tests_in(study));
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Comparison& comparison : evaluation.comparisons) {
      const bool any_failed = comparison.method_side.n_failed + comparison.against_side.n_failed > 0;
      if (any_failed) out.add(unreported(study, evaluation, comparison, alpha));
    }
  }
  if (!study.evaluations().empty() && std::ranges::none_of(study.runs(), shows_how_it_ended)) {
    out.add(not_applicable("no run says when it started or that it failed, so that failures cannot be seen",
                           "record runs with `gainsay run`, or import them with their `status`"));
  }
}

}  // namespace

Rule unreported_runs() {
  return {.code = "PR504",
          .name = "unreported-runs",
          .summary = "final runs that failed and are in no mean",
          .group = "PR protocol and forking paths",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .diagnostic = true,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
