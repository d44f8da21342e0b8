#include "gainsay/importers/result_choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "gainsay/tracker/error.h"

#include "nearest.h"
#include "run_fields.h"

namespace gainsay::importers {
namespace {

constexpr std::string_view best = "best:";

const tracker::Curve* find_curve(const tracker::WholeRun& run, const std::string& metric) {
  const auto found = std::find_if(run.curves.begin(), run.curves.end(),
                                  [&](const auto& curve) { return curve.metric.str() == metric; });
  return found == run.curves.end() || found->step.empty() ? nullptr : &*found;
}

// Where the extreme of the finite values is, the first of equal ones.
std::optional<std::size_t> place_of_extreme(const tracker::Curve& curve, bool smallest) {
  std::optional<std::size_t> place;
  for (std::size_t i = 0; i < curve.value.size(); ++i) {
    if (!std::isfinite(curve.value[i])) continue;
    const bool better =
        !place || (smallest ? curve.value[i] < curve.value[*place] : curve.value[i] > curve.value[*place]);
    if (better) place = i;
  }
  return place;
}

std::optional<std::size_t> last_place_of_step(const tracker::Curve& curve, std::int64_t step) {
  const auto found = std::find(curve.step.rbegin(), curve.step.rend(), step);
  if (found == curve.step.rend()) return std::nullopt;
  return static_cast<std::size_t>(curve.step.rend() - found) - 1;
}

[[noreturn]] void refuse_way(const std::string& way) {
  throw tracker::FormatError("--result", "`" + way + "` is no way to choose a point",
                             "the ways are first, last, min, max, best:OTHER:min and best:OTHER:max");
}

}  // namespace

ResultChoice::ResultChoice(const std::vector<std::string>& choices, const std::string& rest) {
  for (const std::string& text : choices) {
    Choice choice = parse(text);
    const bool taken = std::any_of(choices_.begin(), choices_.end(),
                                   [&](const Choice& other) { return other.metric == choice.metric; });
    if (taken) {
      throw tracker::FormatError("--result", "`" + choice.metric + "` is chosen twice",
                                 "name each metric once");
    }
    choices_.push_back(std::move(choice));
  }
  if (rest.empty()) return;
  rest_ = Choice{};
  parse_way(rest, *rest_);
  if (!rest_->other.empty()) {
    throw tracker::FormatError("--results", "`" + rest + "` would choose for all metrics by one of them",
                               "name the metrics: --result METRIC=" + rest);
  }
}

ResultChoice::Choice ResultChoice::parse(const std::string& text) {
  Choice choice;
  const std::size_t equals = text.rfind('=');
  choice.metric = text.substr(0, equals);
  if (choice.metric.empty()) {
    throw tracker::FormatError("--result", "`" + text + "` names no metric",
                               "write for instance accuracy=last");
  }
  if (equals != std::string::npos) parse_way(text.substr(equals + 1), choice);
  return choice;
}

void ResultChoice::parse_way(const std::string& way, Choice& choice) {
  static constexpr std::array<std::pair<std::string_view, ChoiceKind>, 4> simple{
      {{"first", ChoiceKind::first},
       {"last", ChoiceKind::last},
       {"min", ChoiceKind::min},
       {"max", ChoiceKind::max}}};
  for (const auto& [name, kind] : simple) {
    if (way != name) continue;
    choice.kind = kind;
    return;
  }
  if (!way.starts_with(best)) refuse_way(way);
  const std::size_t colon = way.rfind(':');
  const std::string_view goal = std::string_view{way}.substr(colon + 1);
  if (colon <= best.size() || (goal != "min" && goal != "max")) {
    throw tracker::FormatError("--result", "`" + way + "` does not say whether low or high values are good",
                               "write " + way + ":min or " + way + ":max");
  }
  choice.kind = goal == "min" ? ChoiceKind::best_min : ChoiceKind::best_max;
  choice.other = way.substr(best.size(), colon - best.size());
}

std::optional<ResultChoice::Chosen> ResultChoice::choose(const tracker::WholeRun& run,
                                                         const tracker::Curve& curve, const Choice& choice) {
  const std::string itself{std::string{best} + curve.metric.str()};
  const auto at = [&](std::optional<std::size_t> place, const std::string& way) -> std::optional<Chosen> {
    if (!place) return std::nullopt;
    return Chosen{curve.metric, curve.value[*place], way};
  };
  switch (choice.kind) {
    case ChoiceKind::first:
      return at(0, "first");
    case ChoiceKind::last:
      return at(curve.value.size() - 1, "last");
    case ChoiceKind::min:
    case ChoiceKind::max:
      return at(place_of_extreme(curve, choice.kind == ChoiceKind::min), itself);
    case ChoiceKind::best_min:
    case ChoiceKind::best_max: {
      const tracker::Curve* other = find_curve(run, choice.other);
      if (other == nullptr) return std::nullopt;
      const auto place = place_of_extreme(*other, choice.kind == ChoiceKind::best_min);
      if (!place) return std::nullopt;
      return at(last_place_of_step(curve, other->step[*place]), std::string{best} + choice.other);
    }
  }
  return std::nullopt;
}

void ResultChoice::apply(tracker::WholeRun& run) {
  ++runs_;
  std::set<std::string> named;
  std::vector<Chosen> chosen;
  for (Choice& choice : choices_) {
    named.insert(choice.metric);
    const tracker::Curve* curve = find_curve(run, choice.metric);
    const auto value = curve == nullptr ? std::nullopt : choose(run, *curve, choice);
    if (!value) ++choice.missing;
    if (value) chosen.push_back(*value);
  }
  for (const tracker::Curve& curve : run.curves) {
    if (curve.step.empty()) continue;
    metrics_.insert(curve.metric.str());
    const bool has_result = tracker::find_result(run.run, curve.metric).has_value();
    if (!rest_ || has_result || named.contains(curve.metric.str())) continue;
    const auto value = choose(run, curve, *rest_);
    if (!value) ++rest_->missing;
    if (value) chosen.push_back(*value);
  }
  if (!chosen.empty()) set(run, chosen);
}

void ResultChoice::set(tracker::WholeRun& run, const std::vector<Chosen>& chosen) {
  std::string way = chosen.front().way;
  bool one_way = true;
  for (const Chosen& result : chosen) {
    auto& results = run.run.results;
    std::erase_if(results, [&](const auto& old) { return old.metric == result.metric; });
    results.push_back({result.metric, result.value});
    one_way = one_way && result.way == chosen.front().way;
    if (result.way.starts_with(best) && !way.starts_with(best)) way = result.way;
  }
  run.run.tags.push_back({"selected_by", way});
  for (const Chosen& result : chosen) {
    if (!one_way) run.run.tags.push_back({"selected_by." + result.metric.str(), result.way});
  }
  sort_entries(run);
}

std::vector<std::string> ResultChoice::finish() const {
  if (runs_ == 0) return {};
  const std::vector<std::string_view> candidates(metrics_.begin(), metrics_.end());
  std::vector<std::string> notes;
  for (const Choice& choice : choices_) {
    for (const std::string& metric : {choice.metric, choice.other}) {
      const bool is_there = metric.empty() || metrics_.contains(metric);
      if (is_there) continue;
      const auto near = nearest(metric, candidates);
      throw tracker::FormatError(
          "--result", "no run has a curve of `" + metric + "`",
          near.empty() ? "`--dry-run` lists the metrics" : "did you mean `" + std::string{near} + "`?");
    }
    if (choice.missing > 0) {
      notes.push_back(std::to_string(choice.missing) + (choice.missing == 1 ? " run" : " runs") +
                      " without a point from which " + choice.metric + " could be chosen: no such result");
    }
  }
  if (rest_ && rest_->missing > 0) {
    notes.push_back(std::to_string(rest_->missing) + (rest_->missing == 1 ? " curve" : " curves") +
                    " without a finite value: no result was chosen");
  }
  return notes;
}

}  // namespace gainsay::importers
