#include "rule_writing.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace gainsay::audit {

Finding about(const ClaimEvaluation& evaluation) {
  Finding finding;
  finding.claim = evaluation.claim.id;
  finding.method = evaluation.claim.method;
  finding.metric = evaluation.claim.metric;
  return finding;
}

void add_runs(Finding& finding, const Comparison& comparison) {
  for (const Side* side : {&comparison.method_side, &comparison.against_side})
    std::ranges::transform(side->runs, std::back_inserter(finding.runs), &tracker::Run::id);
}

Finding about(const ClaimEvaluation& evaluation, const Comparison& comparison) {
  Finding finding = about(evaluation);
  finding.against = comparison.against;
  finding.dataset = comparison.dataset;
  add_runs(finding, comparison);
  return finding;
}

Finding not_applicable(const std::string& why, const std::string& field) {
  Finding finding;
  finding.kind = FindingKind::not_applicable;
  finding.severity = Severity::note;
  finding.message = why;
  finding.remedy.text = field;
  return finding;
}

std::string quantity(double value, int digits) {
  if (value == 0.0) return "0";
  const double magnitude = std::abs(value);
  if (!std::isfinite(value) || magnitude < 1e-4 || magnitude >= 1e6)
    return fmt::format("{:.{}g}", value, digits);
  const int before_point = static_cast<int>(std::floor(std::log10(magnitude))) + 1;
  const int decimals = std::max(digits - before_point, 0);
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool is_exact = std::stod(text) == value && text.find('.') != std::string::npos;
  if (is_exact) text.erase(std::max(text.find_last_not_of('0') + 1, text.find('.') + 1));
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string signed_quantity(double value, int digits) {
  const std::string text = quantity(value, digits);
  return value > 0.0 ? "+" + text : text;
}

std::string count(std::int64_t n, const std::string& singular) {
  return fmt::format("{} {}{}", n, singular, n == 1 ? "" : "s");
}

std::string list(const std::vector<Name>& names) {
  constexpr std::size_t most_names = 7;
  constexpr std::size_t names_of_many = 4;
  if (names.size() > most_names) {
    std::string text;
    for (std::size_t i = 0; i < names_of_many; ++i) text += (i > 0 ? ", " : "") + names[i].str();
    return fmt::format("{} and {} more", text, names.size() - names_of_many);
  }
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i].str();
  }
  return text;
}

std::string duration(double seconds) {
  if (seconds < 90.0) return quantity(seconds, seconds < 10.0 ? 2 : 3) + " s";
  if (seconds < 90.0 * 60.0) return quantity(seconds / 60.0, 2) + " min";
  return quantity(seconds / 3600.0, 2) + " h";
}

std::string where(const Comparison& comparison) {
  if (comparison.datasets.size() == 1) return comparison.datasets.front().str();
  return fmt::format("{} datasets ({})", comparison.datasets.size(), list(comparison.datasets));
}

std::string gain_text(const Comparison& comparison) {
  if (!comparison.estimate || !comparison.interval) return "no estimate";
  return fmt::format("{} [{}, {}] ({} % interval)", signed_quantity(*comparison.estimate),
                     quantity(comparison.interval->low), quantity(comparison.interval->high),
                     quantity(100.0 * comparison.interval->confidence));
}

std::optional<double> cost_of_runs(const Study& study, Name method, Name dataset, std::int64_t runs) {
  const auto seconds = study.typical_seconds(method, dataset);
  if (!seconds) return std::nullopt;
  return *seconds * static_cast<double>(runs);
}

std::optional<double> cost_of_runs(const Study& study, const Comparison& comparison, std::int64_t runs) {
  double sum = 0.0;
  for (const Name dataset : comparison.datasets) {
    for (const Name method : {comparison.method, comparison.against}) {
      const auto seconds = study.typical_seconds(method, dataset);
      if (!seconds) return std::nullopt;
      sum += *seconds;
    }
  }
  if (comparison.datasets.empty()) return std::nullopt;
  return sum / (2.0 * static_cast<double>(comparison.datasets.size())) * static_cast<double>(runs);
}

Remedy remedy_with_cost(std::string text, std::int64_t runs, std::optional<double> cost_seconds) {
  Remedy remedy;
  remedy.text = std::move(text);
  if (cost_seconds) remedy.text += fmt::format(" (about {})", duration(*cost_seconds));
  remedy.runs = runs;
  remedy.runs_upper = runs;
  remedy.cost_seconds = cost_seconds;
  return remedy;
}

// Items cost no training, only the scoring of two models.
Remedy more_items(const Study& study, const Comparison& comparison) {
  const ItemPairs& items = *comparison.items;
  Remedy remedy;
  remedy.text = fmt::format(
      "{} items in place of {} (up to {} allowing for how uncertain the spread is) find a gain of {} in {} % "
      "of studies; nothing has to be trained",
      *items.wanted, items.n, *items.wanted_upper, quantity(*comparison.smallest_effect),
      quantity(100.0 * study.file().power));
  remedy.runs = 0;
  return remedy;
}

Remedy more_seeds(const Study& study, const Comparison& comparison) {
  if (!comparison.smallest_effect) {
    Remedy remedy;
    remedy.text =
        fmt::format("declare metrics.{}.smallest_effect; only then can the seeds that would decide be named",
                    comparison.metric.str());
    return remedy;
  }
  if (comparison.items && comparison.items->wanted) return more_items(study, comparison);
  if (!comparison.to_decide) {
    Remedy remedy;
    remedy.text = "more seeds in both arms; how many cannot be told for this comparison";
    if (comparison.interval) {
      remedy.text = fmt::format(
          "the runs rule out a gain above {}: claim no more, or ask again with fresh seeds and a planned "
          "number of them",
          quantity(comparison.interval->high));
    }
    return remedy;
  }
  const MoreRuns& more = *comparison.to_decide;
  const auto cost = cost_of_runs(study, comparison, more.runs);
  Remedy remedy = remedy_with_cost(
      fmt::format(
          "{} more (up to {} allowing for how uncertain the spread is) reach {} seeds per arm, which find a "
          "gain of {} in {} % of studies",
          count(more.runs, "run"), more.runs_upper, more.per_arm, quantity(*comparison.smallest_effect),
          quantity(100.0 * study.file().power)),
      more.runs, cost);
  remedy.runs_upper = more.runs_upper;
  return remedy;
}

bool is_about_a_cure(const Study& study, const Claim& claim) {
  const auto& patches = study.file().patches;
  return std::ranges::any_of(patches, [&](const Patch& patch) {
    const bool measures_it = std::ranges::find(patch.evidence, claim.metric) != patch.evidence.end();
    return patch.method == claim.method && claim.against == std::vector<Name>{patch.target} && measures_it;
  });
}

bool says_any_of(const Claim& claim, const std::vector<std::string>& words) {
  std::string text = " ";
  for (const char c : claim.text) {
    const auto letter = static_cast<unsigned char>(c);
    text += std::isalnum(letter) != 0 || letter >= 0x80 ? static_cast<char>(std::tolower(letter)) : ' ';
  }
  text += ' ';
  return std::ranges::any_of(
      words, [&](const std::string& word) { return text.find(" " + word + " ") != text.npos; });
}

}  // namespace gainsay::audit
