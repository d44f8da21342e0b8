#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "gainsay/stats/expected_maximum.h"
#include "gainsay/stats/summary.h"

#include "configuration.h"
#include "evidence_runs.h"
#include "rule_writing.h"
#include "split_metrics.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Asks how the configuration of the claimed method was chosen, and fires when it was the test split that chose:
the tag `selected_by` or `tuned_on` of final runs names the test metric; or the tuning runs log the test metric and no
validation metric at all; or they log both, and the final configuration is the best of them on test and not the best
on validation. When tuning runs merely logged the test metric, without effect, it is a note.

## Why it matters
The best of many configurations on the test set is partly the luckiest one: of 10 that are equally good it lies 1.54
standard deviations (of the spread between configurations) above their mean, of 50 it lies 2.25 above. In domain
generalisation, choosing on the test domain instead of on training domains was worth 1.2 points averaged over six
datasets.

## Example
Twelve learning rates; 0.3 is best on test (94.6 %), 0.1 on validation (94.1 % on test); the paper has 0.3.

## What to do instead
Choose on a validation split. Where both were logged the finding names the configuration that validation would have
chosen and what it scored on test.

## When it is wrong
When the configuration was fixed beforehand and for another reason: suppress the finding with that reason. It does not
apply where neither tuning runs nor tags are recorded.

## References
Blum and Hardt (2015), ICML, "The ladder". Musgrave, Belongie and Lim (2020), ECCV, "A metric learning reality check".
Van der Goot (2021), EMNLP, "We need to talk about train-dev-test splits". Gulrajani and Lopez-Paz (2021), ICLR (the
1.2 points recomputed from its tables). Expected maxima: Harter (1961), Biometrika 48, 151-165.
)";

// Where one claim meets one dataset.
struct Cell {
  const Study& study;
  const ClaimEvaluation& evaluation;
  const Arm& arm;
  const std::vector<const tracker::Run*>& tuning;  // finished tuning runs of that method on that dataset
  double sign = 1.0;
};

using TuningRuns =
    std::map<std::pair<Name, Name>, std::vector<const tracker::Run*>>;  // by method and dataset

// A tried configuration with its mean scores over its tuning runs, oriented so that larger is better.
struct Trial {
  Configuration configuration;
  double test = 0.0;
  double validation = 0.0;
};

bool names_the_test(const Cell& cell, Name named) {
  const std::string& text = named.str();
  return cell.study.canonical_metric(named) == cell.evaluation.claim.metric || text == "test" ||
         text.starts_with("test_") || text.starts_with("test/");
}

// The metric that the tags say has chosen, when it was measured on the test split.
std::optional<std::string> chosen_by_test(const Cell& cell, const tracker::Run& run) {
  const std::string* selected = tracker::find_tag(run, "selected_by");
  constexpr std::string_view best = "best:";
  if (selected != nullptr && selected->starts_with(best) &&
      names_the_test(cell, Name(selected->substr(best.size())))) {
    return "selected_by = " + *selected;
  }
  const std::string* tuned = tracker::find_tag(run, "tuned_on");
  if (tuned != nullptr && names_the_test(cell, Name(*tuned))) return "tuned_on = " + *tuned;
  return std::nullopt;
}

TuningRuns tuning_runs(const Study& study) {
  TuningRuns runs;
  for (const tracker::Run* run : study.runs_of(Name{}, Name{}, tracker::Purpose::tune)) {
    if (run->status == tracker::Status::finished) runs[{run->method, run->dataset}].push_back(run);
  }
  return runs;
}

std::optional<double> finite_value(const Study& study, const tracker::Run& run, Name metric) {
  const auto value = metric_value(study, run, metric);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::vector<Trial> trials_of(const Cell& cell, const std::vector<const tracker::Run*>& runs,
                             const std::optional<ValidationMetric>& validation) {
  struct Scores {
    std::vector<double> test, validation;
  };
  std::map<Configuration, Scores> by_configuration;
  for (const tracker::Run* run : runs) {
    const auto test = finite_value(cell.study, *run, cell.arm.metric);
    const auto held_out = validation ? finite_value(cell.study, *run, validation->name) : test;
    if (!test || !held_out) continue;
    Scores& scores = by_configuration[configuration_of(*run)];
    scores.test.push_back(cell.sign * *test);
    scores.validation.push_back((validation ? validation->sign : cell.sign) * *held_out);
  }
  std::vector<Trial> trials;
  for (const auto& [configuration, scores] : by_configuration) {
    trials.push_back(
        {configuration, stats::summarize(scores.test).mean, stats::summarize(scores.validation).mean});
  }
  return trials;
}

// What the best of these trials gains on test by luck, if all are equally good; nothing for a single trial.
std::optional<double> free_gain(const std::vector<Trial>& trials) {
  std::vector<double> scores;
  for (const Trial& trial : trials) scores.push_back(trial.test);
  if (scores.size() < 2) return std::nullopt;
  return *stats::summarize(scores).sd * stats::expected_maximum(std::ssize(trials));
}

Finding base(const Cell& cell, const std::vector<const tracker::Run*>& runs) {
  Finding finding = about(cell.evaluation);
  finding.dataset = cell.arm.dataset;
  finding.severity = Severity::error;
  finding.runs = ids_of(runs);
  return finding;
}

Remedy final_runs_again(const Cell& cell, const std::string& with) {
  const std::int64_t runs = cell.arm.n();
  return remedy_with_cost(fmt::format("{} and make the final runs again: {}", with, count(runs, "run")), runs,
                          cost_of_runs(cell.study, cell.arm.method, cell.arm.dataset, runs));
}

bool check_tags(const Cell& cell, FindingSink& out) {
  std::vector<const tracker::Run*> runs;
  std::string tag;
  for (const tracker::Run* run : cell.arm.evidence) {
    const auto chosen = chosen_by_test(cell, *run);
    if (!chosen) continue;
    runs.push_back(run);
    tag = *chosen;
  }
  if (runs.empty()) return false;
  Finding finding = base(cell, runs);
  finding.message = fmt::format("{} of {} of {} on {} say that the test split chose them ({})", runs.size(),
                                count(std::ssize(cell.arm.evidence), "final run"), cell.arm.method.str(),
                                cell.arm.dataset.str(), tag);
  finding.evidence = {{"runs_chosen_on_test", static_cast<std::int64_t>(runs.size())},
                      {"runs", static_cast<std::int64_t>(cell.arm.evidence.size())},
                      {"tag", tag}};
  finding.remedy = final_runs_again(cell, "choose on a validation split (selected_by = best:val_...)");
  out.add(std::move(finding));
  return true;
}

void add_free_gain(Finding& finding, const std::vector<Trial>& trials) {
  finding.evidence.push_back({"configurations", static_cast<std::int64_t>(trials.size())});
  const auto gain = free_gain(trials);
  if (!gain) return;
  finding.message +=
      fmt::format("; the best of {} equally good ones gains {} by luck", trials.size(), quantity(*gain, 2));
  finding.evidence.push_back({"expected_gain_by_luck", *gain});
}

Finding without_validation(const Cell& cell, const std::vector<const tracker::Run*>& runs,
                           const std::vector<Trial>& trials) {
  Finding finding = base(cell, runs);
  finding.message = fmt::format(
      "{} was tuned on {} with {} that log {} on the test split and nothing on a "
      "validation split",
      cell.arm.method.str(), cell.arm.dataset.str(), count(std::ssize(runs), "run"), cell.arm.metric.str());
  add_free_gain(finding, trials);
  finding.remedy =
      final_runs_again(cell, fmt::format("hold out a validation split, tune there ({}), log val_{}",
                                         count(std::ssize(runs), "run"), cell.arm.metric.str()));
  return finding;
}

Finding chosen_on_test(const Cell& cell, const std::vector<const tracker::Run*>& runs,
                       const std::vector<Trial>& trials, Name validation) {
  const auto on_test = std::ranges::max_element(trials, {}, &Trial::test);
  const auto on_validation = std::ranges::max_element(trials, {}, &Trial::validation);
  Finding finding = base(cell, runs);
  finding.message = fmt::format(
      "the final configuration of {} on {} ({}) is the best of {} on test and not the best in {}: that is "
      "{}, with {} "
      "and not {} on test",
      cell.arm.method.str(), cell.arm.dataset.str(), to_text(on_test->configuration), trials.size(),
      validation.str(), to_text(on_validation->configuration), quantity(cell.sign * on_validation->test, 4),
      quantity(cell.sign * on_test->test, 4));
  finding.evidence = {{"test_score_of_final", cell.sign * on_test->test},
                      {"test_score_of_validation_choice", cell.sign * on_validation->test}};
  add_free_gain(finding, trials);
  finding.remedy = final_runs_again(cell, fmt::format("take what {} chooses ({})", validation.str(),
                                                      to_text(on_validation->configuration)));
  return finding;
}

Finding only_logged(const Cell& cell, const std::vector<const tracker::Run*>& runs, Name validation) {
  Finding finding = base(cell, runs);
  finding.severity = Severity::note;
  finding.message =
      fmt::format("{} of {} on {} log {} on the test split beside {}", count(std::ssize(runs), "tuning run"),
                  cell.arm.method.str(), cell.arm.dataset.str(), cell.arm.metric.str(), validation.str());
  finding.evidence = {{"tuning_runs", static_cast<std::int64_t>(runs.size())}};
  finding.remedy.text = "leave the test split out of tuning runs: what is not seen cannot choose";
  return finding;
}

bool is_final(const Cell& cell, const Configuration& configuration) {
  return std::ranges::any_of(
      cell.arm.evidence, [&](const tracker::Run* run) { return configuration_of(*run) == configuration; });
}

void check_tuning(const Cell& cell, FindingSink& out) {
  std::vector<const tracker::Run*> runs = cell.tuning;
  const auto validation = validation_metric(cell.study, runs, cell.arm.metric);
  std::erase_if(runs,
                [&](const tracker::Run* run) { return !finite_value(cell.study, *run, cell.arm.metric); });
  const std::vector<Trial> trials = trials_of(cell, runs, validation);
  if (trials.size() < 2) return;
  if (!validation) {
    out.add(without_validation(cell, runs, trials));
    return;
  }
  const auto on_test = std::ranges::max_element(trials, {}, &Trial::test);
  const auto on_validation = std::ranges::max_element(trials, {}, &Trial::validation);
  const bool decisive = on_test->validation < on_validation->validation &&
                        is_final(cell, on_test->configuration) &&
                        !is_final(cell, on_validation->configuration);
  out.add(decisive ? chosen_on_test(cell, runs, trials, validation->name)
                   : only_logged(cell, runs, validation->name));
}

bool says_how_it_was_chosen(const tracker::Run& run) {
  return run.purpose == tracker::Purpose::tune || tracker::find_tag(run, "selected_by") != nullptr ||
         tracker::find_tag(run, "tuned_on") != nullptr;
}

void check(const Study& study, FindingSink& out) {
  TuningRuns tuning = tuning_runs(study);
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (is_validation_metric(claim.metric) || is_training_metric(claim.metric)) continue;
    for (const Name dataset : claim.datasets) {
      const Cell cell{study, evaluation, study.arm(claim.method, dataset, claim.metric),
                      tuning[{claim.method, dataset}], study.metric(claim.metric).sign()};
      if (cell.arm.n() > 0 && !check_tags(cell, out)) check_tuning(cell, out);
    }
  }
  if (!study.evaluations().empty() && std::ranges::none_of(study.runs(), says_how_it_was_chosen)) {
    out.add(not_applicable("nothing says how configurations were chosen",
                           "record tuning runs (`gainsay run --purpose tune`) or the tag `tuned_on`"));
  }
}

}  // namespace

Rule test_set_selection() {
  return {.code = "PR501",
          .name = "test-set-selection",
          .summary = "a configuration that was chosen by its score on the test split",
          .group = "PR protocol and forking paths",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
