#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "reported_numbers.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Compares the number of runs that the paper prints (`reported.n`) with the final runs that were finished, and fires when
the paper has fewer: a warning. When the printed mean is one that at most 5 % of the possible choices of so many runs
reach, it is an error. Where runs were excluded, with a reason, and the same share is as small, a human is asked to
read the reasons.

## Why it matters
The best 5 of 10 seeds lie 0.73 standard deviations above the mean of all, and their error bar is little more than half
as wide: of studies without any gain, 23 % then show one, and 52 % with the best 5 of 20 (own simulation). Among ten
thousand seeds, ones that stand out are easily found.

## Example
Ten seeds ran; the table has "97.4 +- 0.1" from five. Of the 252 choices of five, one has a mean that high.

## What to do instead
Report all of them; the finding gives their mean.

## When it is wrong
When seeds were left out for a reason that does not look at the score (a wrong data version): exclude these runs with
that reason, and they are no longer counted as left out.

## References
Picard (2021), "torch.manual_seed(3407) is all you need". Henderson et al. (2018), AAAI, "Deep reinforcement learning
that matters". Colas, Sigaud and Oudeyer (2018), "How many random seeds?".
)";

constexpr double most_choices = 200'000.0;  // 184,756 ways to take 10 of 20

double choices(std::size_t k, std::size_t n) {
  double ways = 1.0;
  for (std::size_t i = 1; i <= k; ++i) ways *= static_cast<double>(n - k + i) / static_cast<double>(i);
  return std::round(ways);
}

// Share of the choices of k among these values whose mean is at least `mean`; nothing when there are too many
// to look at all.
std::optional<double> share_of_choices(const std::vector<double>& values, std::size_t k, double mean) {
  if (choices(k, values.size()) > most_choices) return std::nullopt;
  std::vector<bool> chosen(values.size(), false);
  std::fill_n(chosen.begin(), k, true);
  const double needed = mean * static_cast<double>(k) - 1e-9 * std::abs(mean);
  double reached = 0.0;
  do {
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += chosen[i] ? values[i] : 0.0;
    reached += sum >= needed ? 1.0 : 0.0;
  } while (std::prev_permutation(chosen.begin(), chosen.end()));
  return reached / choices(k, values.size());
}

// What the paper prints for one side of the claim. `sign` orients values so that larger suits the claim.
struct Printed {
  Name method;
  const ReportedValue* value = nullptr;
  double sign = 1.0;
};

std::vector<Printed> printed_sides(const Study& study, const Claim& claim) {
  const double sign = study.metric(claim.metric).sign();
  std::vector<Printed> sides;
  if (claim.reported) sides.push_back({claim.method, &*claim.reported, sign});
  for (const auto& [method, value] : claim.against_reported) sides.push_back({method, &value, -sign});
  return sides;
}

std::vector<double> oriented(std::vector<double> values, double sign) {
  std::ranges::transform(values, values.begin(), [sign](double value) { return sign * value; });
  return values;
}

// The least favourable oriented mean that the printed one may stand for.
std::optional<double> printed_mean(const Printed& printed) {
  const auto interval = recorded_as(printed.value->mean, *printed.value);
  if (!interval) return std::nullopt;
  return printed.sign > 0.0 ? interval->low : -interval->high;
}

Finding base(const ClaimEvaluation& evaluation, const Arm& arm) {
  Finding finding = about(evaluation);
  if (arm.method != evaluation.claim.method) finding.against = arm.method;
  finding.dataset = arm.dataset;
  finding.runs = arm.run_ids();
  return finding;
}

// Share of the choices that suit the claim as well as the printed mean, where that can be known.
std::optional<double> share_of_printed(const Claim& claim, const Arm& arm, const Printed& printed,
                                       std::int64_t reported) {
  const auto mean = printed_mean(printed);
  if (!mean || claim.datasets.size() != 1) return std::nullopt;
  return share_of_choices(oriented(arm.values(), printed.sign), static_cast<std::size_t>(reported), *mean);
}

void add_share(Finding& finding, const Printed& printed, std::int64_t reported, double share) {
  finding.message += fmt::format("; {} % of the choices of {} have a mean that suits the claim as well as {}",
                                 quantity(100.0 * share, 2), reported, *printed.value->mean);
  finding.evidence.push_back({"share_of_choices", share});
}

void check_printed(const ClaimEvaluation& evaluation, const Arm& arm, const Printed& printed,
                   FindingSink& out) {
  const std::int64_t reported = printed.value->n.value_or(arm.n());
  if (reported < 1 || reported >= arm.n()) return;
  const auto share = share_of_printed(evaluation.claim, arm, printed, reported);
  const double all = stats::summarize(arm.values()).mean;
  Finding finding = base(evaluation, arm);
  finding.severity = share.value_or(1.0) <= out.option("share") ? Severity::error : Severity::warning;
  finding.message = fmt::format("{} of {} on {} are reported and {} were finished", count(reported, "seed"),
                                arm.method.str(), arm.dataset.str(), arm.n());
  finding.evidence = {{"reported_n", reported}, {"finished_n", arm.n()}, {"mean_of_all", all}};
  if (share) add_share(finding, printed, reported, *share);
  finding.remedy.text = fmt::format(
      "report all {}: the mean is {}, without a new run; or exclude the others, each with a reason that does "
      "not look at "
      "its score",
      count(arm.n(), "seed"), quantity(all, 4));
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

// Runs that finished with a value and were taken out.
std::vector<double> excluded_values(const Study& study, const Arm& arm) {
  std::vector<double> values;
  for (const tracker::Run* run : arm.excluded) {
    const auto value = metric_value(study, *run, arm.metric);
    if (run->status == tracker::Status::finished && value && std::isfinite(*value)) values.push_back(*value);
  }
  return values;
}

void check_excluded(const Study& study, const ClaimEvaluation& evaluation, const Arm& arm, double sign,
                    FindingSink& out) {
  const std::vector<double> excluded = excluded_values(study, arm);
  if (excluded.empty() || arm.n() == 0) return;
  const double kept = sign * stats::summarize(arm.values()).mean;
  std::vector<double> all = arm.values();
  all.insert(all.end(), excluded.begin(), excluded.end());
  const auto share = share_of_choices(oriented(all, sign), static_cast<std::size_t>(arm.n()), kept);
  if (!share || *share > out.option("share")) return;
  Finding finding = base(evaluation, arm);
  finding.kind = FindingKind::review;
  finding.severity = Severity::warning;
  for (const tracker::Run* run : arm.excluded) finding.runs.push_back(run->id);
  finding.message = fmt::format(
      "{} of {} on {} were excluded, and only {} % of the choices of {} suit the claim as well as those that "
      "were kept "
      "(mean {} with all of them, {} without)",
      count(std::ssize(excluded), "finished run"), arm.method.str(), arm.dataset.str(),
      quantity(100.0 * *share, 2), arm.n(), quantity(stats::summarize(all).mean, 4),
      quantity(sign * kept, 4));
  finding.evidence = {{"kept_n", arm.n()},
                      {"excluded_n", static_cast<std::int64_t>(excluded.size())},
                      {"share_of_choices", *share},
                      {"mean_of_all", stats::summarize(all).mean},
                      {"mean_of_kept", sign * kept}};
  finding.remedy.text =
      "read the reasons: each must hold whatever the score is; otherwise `gainsay restore` the runs";
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  bool says_n = false;
  bool any_excluded = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const double sign = study.metric(claim.metric).sign();
    for (const Name dataset : claim.datasets) {
      for (const Printed& printed : printed_sides(study, claim)) {
        says_n = says_n || printed.value->n;
        check_printed(evaluation, study.arm(printed.method, dataset, claim.metric), printed, out);
      }
      const Arm& own = study.arm(claim.method, dataset, claim.metric);
      any_excluded = any_excluded || !own.excluded.empty();
      check_excluded(study, evaluation, own, sign, out);
      for (const Name against : claim.against)
        check_excluded(study, evaluation, study.arm(against, dataset, claim.metric), -sign, out);
    }
  }
  if (!says_n && !any_excluded && !study.evaluations().empty()) {
    out.add(not_applicable("no claim says how many runs the paper reports", "declare claims.reported.n"));
  }
}

}  // namespace

Rule seed_cherry_picking() {
  return {.code = "PR503",
          .name = "seed-cherry-picking",
          .summary = "fewer seeds are reported than were run, and they are the good ones",
          .group = "PR protocol and forking paths",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"share", 0.05,
                       "share of the choices that reach the mean, at or below which it is an error"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
