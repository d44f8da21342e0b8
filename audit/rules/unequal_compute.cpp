#include <algorithm>
#include <cmath>
#include <variant>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"
#include "gainsay/stats/welch_t_test.h"

#include "rule_writing.h"
#include "split_metrics.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
For claims about quality, compares what the method and each baseline were given: parameters of the model, training steps,
epochs, training examples and operations, from declarations (`n_parameters`), run parameters, results and the last step
of the curves. A method that had more than 1.1 times as much of any of them gets a note, more than 1.5 times a warning.
Where the curves of both show the gain at the training length of the baseline already, longer training is not held
against the method.

## Why it matters
More compute improves most methods. With equal budgets GANs that were said to be better could not be told apart, and
a tuned LSTM of the same number of parameters beat its successors in language modelling.

## Example
The new optimiser trains for 90 epochs, the baseline for 30 as in its paper.

## What to do instead
Give the baseline the same budget, or read the method's curve at the budget of the baseline; the finding has the gain there
and the cost of the runs.

## When it is wrong
When the claim is about scaling, or when the baseline had converged: show its curve, flat from its last step on. The
thresholds are conventions: options of the rule.

## References
Lucic et al. (2018), NeurIPS, "Are GANs created equal?". Melis, Dyer and Blunsom (2018), ICLR. Narang et al. (2021),
EMNLP, "Do transformer modifications transfer across implementations and applications?".
)";

// One kind of budget under the names that it is recorded by.
struct Budget {
  std::string_view name;
  bool is_length;  // of training: can be read off a curve
  std::vector<std::string_view> spellings;
};

const std::vector<Budget>& budgets() {
  static const std::vector<Budget> all = {
      {"parameters", false, {"n_parameters", "n_params", "num_params", "num_parameters", "parameters"}},
      {"training steps",
       true,
       {"steps", "n_steps", "num_steps", "max_steps", "total_steps", "train_steps", "iterations", "max_iter",
        "num_iterations", "n_iter", "total_timesteps"}},
      {"epochs", true, {"epochs", "n_epochs", "num_epochs", "max_epochs", "num_train_epochs"}},
      {"training examples", false, {"n_train", "train_size", "num_train", "n_train_items", "train_tokens"}},
      {"operations", false, {"flops", "total_flos", "train_flops", "total_flops", "macs"}}};
  return all;
}

std::optional<double> as_number(const tracker::ParamValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

bool is_amount(std::optional<double> value) { return value && std::isfinite(*value) && *value > 0.0; }

std::optional<double> recorded_in(const tracker::Run& run, const Budget& budget) {
  for (const std::string_view spelling : budget.spellings) {
    const Name name{std::string(spelling)};
    const tracker::ParamValue* param = tracker::find_param(run, name);
    const auto value = param != nullptr ? as_number(*param) : tracker::find_result(run, name);
    if (is_amount(value)) return value;
  }
  return std::nullopt;
}

// Mean of what the arm's runs had; nothing when one of them does not say.
std::optional<double> amount_of(const Study& study, const Arm& arm, const Budget& budget) {
  if (budget.name == "parameters") {
    const Method* method = study.method(arm.method);
    if (method != nullptr && method->declaration.n_parameters)
      return static_cast<double>(*method->declaration.n_parameters);
  }
  if (arm.evidence.empty()) return std::nullopt;
  double sum = 0.0;
  for (const tracker::Run* run : arm.evidence) {
    const auto amount = recorded_in(*run, budget);
    if (!amount) return std::nullopt;
    sum += *amount;
  }
  return sum / static_cast<double>(arm.evidence.size());
}

// Mean last step of the claim's metric; nothing when a run has no curve of it.
std::optional<double> length_of_curves(const Study& study, const Arm& arm) {
  if (arm.evidence.empty()) return std::nullopt;
  double sum = 0.0;
  for (const tracker::Run* run : arm.evidence) {
    const tracker::CurveSummary* curve = metric_curve(study, *run, arm.metric);
    if (curve == nullptr || curve->last_step <= 0) return std::nullopt;
    sum += static_cast<double>(curve->last_step);
  }
  return sum / static_cast<double>(arm.evidence.size());
}

// Values at the last point of each curve that is not beyond `step`; empty when a run has none.
std::vector<double> values_at(const Study& study, const Arm& arm, double step) {
  std::vector<double> values;
  for (const tracker::Run* run : arm.evidence) {
    const tracker::CurveSummary* summary = metric_curve(study, *run, arm.metric);
    const auto curve = summary != nullptr && study.records().curve
                           ? study.records().curve(run->id, summary->metric)
                           : std::nullopt;
    std::optional<double> value;
    for (std::size_t i = 0; curve && i < curve->step.size(); ++i) {
      if (static_cast<double>(curve->step[i]) <= step && std::isfinite(curve->value[i]))
        value = curve->value[i];
    }
    if (!value) return {};
    values.push_back(*value);
  }
  return values;
}

struct Excess {
  std::string_view what;
  bool is_length = false;
  double ours = 0.0;
  double theirs = 0.0;

  double ratio() const { return ours / theirs; }
};

struct Arms {
  const Arm& ours;
  const Arm& theirs;
};

// Every budget that both arms record. Steps of curves count where no other length of training is recorded:
// one method may log each step and another each epoch.
std::vector<Excess> recorded_budgets(const Study& study, const Arms& arms) {
  std::vector<Excess> found;
  for (const Budget& budget : budgets()) {
    const auto ours = amount_of(study, arms.ours, budget);
    const auto theirs = amount_of(study, arms.theirs, budget);
    if (is_amount(ours) && is_amount(theirs))
      found.push_back({budget.name, budget.is_length, *ours, *theirs});
  }
  const auto ours = length_of_curves(study, arms.ours);
  const auto theirs = length_of_curves(study, arms.theirs);
  if (ours && theirs && std::ranges::none_of(found, &Excess::is_length))
    found.push_back({"steps of the curve", true, *ours, *theirs});
  return found;
}

std::vector<double> oriented(std::vector<double> values, double sign) {
  std::ranges::transform(values, values.begin(), [sign](double value) { return sign * value; });
  return values;
}

// The gain with the method's curve read where the baseline's ends. Nothing without curves of both, or where
// their lengths are not in the ratio `ratio` of the training lengths that are recorded.
std::optional<stats::WelchTTest> gain_at_equal_length(const Study& study, const Arms& arms, double ratio) {
  constexpr double tolerance = 0.05;
  const auto own = length_of_curves(study, arms.ours);
  const auto shared = length_of_curves(study, arms.theirs);
  if (!own || !shared || std::abs(*own / *shared / ratio - 1.0) > tolerance) return std::nullopt;
  const double sign = study.metric(arms.ours.metric).sign();
  const std::vector<double> ours = oriented(values_at(study, arms.ours, *shared), sign);
  const std::vector<double> theirs = oriented(values_at(study, arms.theirs, *shared), sign);
  if (ours.size() < 2 || theirs.size() < 2) return std::nullopt;
  if (*stats::summarize(ours).sd == 0.0 && *stats::summarize(theirs).sd == 0.0) return std::nullopt;
  return stats::welch_t_test(ours, theirs, 1.0 - study.file().alpha);
}

Remedy equal_budget(const Study& study, const Comparison& comparison, const Excess& largest) {
  const std::int64_t runs = std::max<std::int64_t>(comparison.against_side.n, 1);
  auto cost = cost_of_runs(study, comparison.against, comparison.dataset, runs);
  if (cost) *cost *= largest.ratio();
  return remedy_with_cost(fmt::format("run {} with {} {} as well: {}", comparison.against.str(),
                                      quantity(largest.ours), largest.what, count(runs, "run")),
                          runs, cost);
}

Finding unequal(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                const std::vector<Excess>& found) {
  const auto largest = std::ranges::max_element(found, {}, &Excess::ratio);
  Finding finding = about(evaluation, comparison);
  finding.message = fmt::format("{} had more than {} on {}:", comparison.method.str(),
                                comparison.against.str(), comparison.dataset.str());
  for (const Excess& excess : found) {
    finding.message +=
        fmt::format("{} {} {} against {} ({} times)", &excess == found.data() ? "" : ",",
                    quantity(excess.ours), excess.what, quantity(excess.theirs), quantity(excess.ratio()));
  }
  finding.evidence = {{"largest_ratio", largest->ratio()},
                      {"budget", std::string(largest->what)},
                      {"method", largest->ours},
                      {"against", largest->theirs}};
  finding.remedy = equal_budget(study, comparison, *largest);
  return finding;
}

// Writes the gain at equal training length into the finding; nothing is written without curves.
void add_gain_at_equal_length(Finding& finding, const std::optional<stats::WelchTTest>& gain) {
  if (!gain) return;
  finding.message += fmt::format("; at the training length of {} the gain is {} [{}, {}]",
                                 finding.against.str(), signed_quantity(gain->estimate),
                                 quantity(gain->interval.low), quantity(gain->interval.high));
  finding.evidence.push_back({"gain_at_equal_length", gain->estimate});
  finding.evidence.push_back({"gain_low", gain->interval.low});
  finding.evidence.push_back({"gain_high", gain->interval.high});
}

void check_comparison(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                      FindingSink& out) {
  const Arms arms{study.arm(comparison.method, comparison.dataset, comparison.metric),
                  study.arm(comparison.against, comparison.dataset, comparison.metric)};
  std::vector<Excess> found = recorded_budgets(study, arms);
  std::erase_if(found, [&](const Excess& excess) { return excess.ratio() <= out.option("note_ratio"); });
  const auto length = std::ranges::find_if(found, &Excess::is_length);
  const auto gain = length != found.end() ? gain_at_equal_length(study, arms, length->ratio()) : std::nullopt;
  if (gain && gain->interval.low > 0.0) std::erase_if(found, &Excess::is_length);
  if (found.empty()) return;
  Finding finding = unequal(study, evaluation, comparison, found);
  const bool grave = std::ranges::any_of(
      found, [&](const Excess& excess) { return excess.ratio() > out.option("warning_ratio"); });
  finding.severity = grave ? Severity::warning : Severity::note;
  add_gain_at_equal_length(finding, gain);
  out.add(std::move(finding));
}

bool is_compared(const Study& study, const Comparison& comparison) {
  const Method* method = study.method(comparison.against);
  return comparison.method_side.n > 0 && comparison.against_side.n > 0 && method != nullptr &&
         !method->declaration.trivial && method->role != tracker::Role::ablation;
}

bool says_a_budget(const Study& study, const Comparison& comparison) {
  return !recorded_budgets(study, {study.arm(comparison.method, comparison.dataset, comparison.metric),
                                   study.arm(comparison.against, comparison.dataset, comparison.metric)})
              .empty();
}

bool is_about_quality(const Study& study, const ClaimEvaluation& evaluation) {
  const ClaimKind kind = evaluation.claim.kind;
  return (kind == ClaimKind::improves || kind == ClaimKind::generalises) &&
         study.metric(evaluation.claim.metric).kind == MetricKind::quality;
}

void check(const Study& study, FindingSink& out) {
  bool any = false;
  bool any_budget = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!is_about_quality(study, evaluation)) continue;
    for (const Comparison& comparison : evaluation.comparisons) {
      if (!is_compared(study, comparison)) continue;
      any = true;
      any_budget = any_budget || says_a_budget(study, comparison);
      check_comparison(study, evaluation, comparison, out);
    }
  }
  if (any && !any_budget) {
    out.add(not_applicable("no budget is recorded of both sides of a comparison",
                           "record `epochs` or `steps` as parameters, log curves, or declare "
                           "methods.X.n_parameters"));
  }
}

}  // namespace

Rule unequal_compute() {
  return {.code = "RS604",
          .name = "unequal-compute",
          .summary = "a gain in quality of a method that had a larger budget than a baseline",
          .group = "RS resources",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"note_ratio", 1.1, "times the baseline's budget, above which it is a note"},
                      {"warning_ratio", 1.5, "the same, above which it is a warning"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
