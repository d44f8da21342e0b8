#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "evidence_runs.h"
#include "recorded_settings.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at claims whose runs ask a language model for text: those that record a temperature, top_p, a number of tokens, a
number of few-shot examples, a prompt or a judge. Fires when the temperature (`temperature`, `do_sample`) or the prompt
(`prompt`, `prompt_hash`, `prompt_version`, `prompt_template`, `task_hash`, ...) of a run is not recorded, and when the two arms
of a comparison were asked under different ones. A run whose `output_type` says that likelihoods are compared has no
temperature to report.

## Why it matters
Both are part of the method. At temperature 1 the answers of one model differ from run to run: an item that it gets right
with probability 0.7 comes out differently in two runs in 42 % of cases (2 x 0.7 x 0.3). Formatting of the prompt alone has
moved the accuracy of one model on one task by up to 76 points. Nobody can repeat a number whose prompt is not known.

## Example
"ours" was asked at temperature 0 and the comparator at the service's default, which nobody wrote down.

## What to do instead
Record the params `temperature` and `prompt_hash` with every run; where they are still known, no run is needed. The finding
says how many runs lack them, and what making them again would cost.

## When it is wrong
When the prompt is what the claim is about, or each model needs its own chat template around the same prompt: record the
prompt before the template, or suppress the finding for that claim. Other parameters are AB404's and RP805's.

## References
Sclar et al. (2024), ICLR, "Quantifying language models' sensitivity to spurious features in prompt design" (the 76 points).
Biderman et al. (2024), "Lessons from the trenches on reproducible evaluation of language models". The 42 %: arithmetic.
)";

using RunList = std::vector<const tracker::Run*>;

// What runs say of how a language model was asked.
class Decoding {
 public:
  explicit Decoding(const Study& study)
      : temperature_(study, {"temperature", "sampling_temperature"}),
        sampling_(study, {"do_sample"}),
        prompt_(study, {"prompt", "prompt_hash", "prompt_sha", "prompt_version", "prompt_template",
                        "prompt_id", "system_prompt", "task_hash"}),
        signs_(study, {"top_p", "max_tokens", "max_new_tokens", "max_gen_toks", "num_fewshot", "judge",
                       "judge_model", "generation_kwargs"}),
        output_type_(study, {"output_type"}) {}

  // "0" where nothing is sampled, however the run says so.
  std::optional<std::string> temperature_of(const tracker::Run& run) const {
    if (auto temperature = temperature_.of(run)) return temperature;
    const auto sampled = sampling_.of(run);
    if (!sampled) return std::nullopt;
    return *sampled == "false" || *sampled == "False" ? "0" : "sampled";
  }

  std::optional<std::string> prompt_of(const tracker::Run& run) const { return prompt_.of(run); }

  bool compares_likelihoods(const tracker::Run& run) const {
    static constexpr auto types =
        std::to_array<std::string_view>({"multiple_choice", "loglikelihood", "loglikelihood_rolling"});
    const auto type = output_type_.of(run);
    return type && std::ranges::find(types, *type) != types.end();
  }

  bool asks_a_model(const tracker::Run& run) const {
    return temperature_of(run) || prompt_of(run) || signs_.of(run) || compares_likelihoods(run);
  }

 private:
  RecordedSetting temperature_;
  RecordedSetting sampling_;
  RecordedSetting prompt_;
  RecordedSetting signs_;
  RecordedSetting output_type_;
};

struct Setting {
  std::string_view name;  // for a reader
  std::string_view field;
  std::optional<std::string> (Decoding::*value_of)(const tracker::Run&) const;
};

constexpr std::array<Setting, 2> settings_asked = {{{"temperature", "temperature", &Decoding::temperature_of},
                                                    {"prompt", "prompt_hash", &Decoding::prompt_of}}};

RunList without(const Decoding& decoding, const RunList& runs, const Setting& setting) {
  const bool is_temperature = setting.name == "temperature";
  RunList lacking;
  std::ranges::copy_if(runs, std::back_inserter(lacking), [&](const tracker::Run* run) {
    return !(decoding.*setting.value_of)(*run) && !(is_temperature && decoding.compares_likelihoods(*run));
  });
  return lacking;
}

std::set<std::string> values_in(const Decoding& decoding, const RunList& runs, const Setting& setting) {
  std::set<std::string> values;
  for (const tracker::Run* run : runs) {
    if (auto value = (decoding.*setting.value_of)(*run)) values.insert(std::move(*value));
  }
  return values;
}

void check_method(const Study& study, const Decoding& decoding, Name method, const RunList& runs,
                  FindingSink& out) {
  if (std::ranges::none_of(runs, [&](const tracker::Run* run) { return decoding.asks_a_model(*run); }))
    return;
  std::set<const tracker::Run*> lacking;
  std::string text;
  std::string fields;
  Finding finding;
  finding.method = method;
  finding.evidence = {{"runs", static_cast<std::int64_t>(runs.size())}};
  for (const Setting& setting : settings_asked) {
    const RunList those = without(decoding, runs, setting);
    if (those.empty()) continue;
    text += fmt::format("{}the {} of {}", text.empty() ? "" : " and ", setting.name, those.size());
    fields += fmt::format("{}`{}`", fields.empty() ? "" : " and ", setting.field);
    finding.evidence.push_back(
        {fmt::format("without_{}", setting.name), static_cast<std::int64_t>(those.size())});
    lacking.insert(those.begin(), those.end());
  }
  if (lacking.empty()) return;
  const RunList again(lacking.begin(), lacking.end());
  const auto cost = cost_of_again(study, again);
  finding.severity = Severity::warning;
  finding.runs = ids_of(again);
  finding.message = fmt::format("{} of {} that claims rest on asked a language model, and {} is not recorded",
                                count(std::ssize(runs), "run"), method.str(), text);
  finding.remedy.text =
      fmt::format("record {} where it is still known, without a new run; else run up to {} again{}", fields,
                  again.size(), cost ? fmt::format(" (about {})", duration(*cost)) : "");
  finding.remedy.runs = 0;
  finding.remedy.runs_upper = std::ssize(again);
  out.add(std::move(finding));
}

void check_pair(const Study& study, const Decoding& decoding, const ClaimEvaluation& evaluation,
                const Comparison& comparison, FindingSink& out) {
  const Arm& own = study.arm(comparison.method, comparison.dataset, comparison.metric);
  const Arm& other = study.arm(comparison.against, comparison.dataset, comparison.metric);
  std::string text;
  std::int64_t differences = 0;
  for (const Setting& setting : settings_asked) {
    const auto ours = values_in(decoding, own.evidence, setting);
    const auto theirs = values_in(decoding, other.evidence, setting);
    if (ours.empty() || theirs.empty() || ours == theirs) continue;
    text += fmt::format("{}{} {} and {}", text.empty() ? "" : "; ", setting.name, values_text(ours),
                        values_text(theirs));
    ++differences;
  }
  if (differences == 0) return;
  const Arm& smaller = own.evidence.size() < other.evidence.size() ? own : other;
  const auto again = std::ssize(smaller.evidence);
  Finding finding = about(evaluation);
  finding.against = comparison.against;
  finding.dataset = comparison.dataset;
  finding.severity = Severity::warning;
  finding.runs = ids_of(smaller.evidence);
  finding.message = fmt::format("{} and {} were asked differently on {}: {}", comparison.method.str(),
                                comparison.against.str(), comparison.dataset.str(), text);
  finding.evidence = {{"differences", differences}};
  finding.remedy = remedy_with_cost(
      fmt::format("ask {} again as the other was asked: {}", smaller.method.str(), count(again, "run")),
      again, cost_of_again(study, smaller.evidence));
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  const Decoding decoding(study);
  for (const auto& [method, runs] : evidence_runs_by_method(study))
    check_method(study, decoding, method, runs, out);
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    for (const Comparison& comparison : evaluation.comparisons)
      check_pair(study, decoding, evaluation, comparison, out);
  }
  const auto asks_a_model = [&](const tracker::Run& run) { return decoding.asks_a_model(run); };
  if (!study.evaluations().empty() && std::ranges::none_of(study.runs(), asks_a_model)) {
    out.add(not_applicable("no run says that it asked a language model",
                           "where one did, record the params `temperature` and `prompt_hash`"));
  }
}

}  // namespace

Rule unreported_decoding() {
  return {.code = "RP808",
          .name = "unreported-decoding",
          .summary = "answers of a language model whose temperature or prompt is not recorded, or differs",
          .group = "RP reproducibility",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
