#include "run_builder.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <unordered_set>

#include "gainsay/tracker/error.h"

#include "number.h"

namespace gainsay::importers {
namespace {

[[noreturn]] void contradict(const std::string& place, std::string_view field, std::string_view text) {
  throw tracker::FormatError(
      place,
      "`" + std::string{text} + "` as " + std::string{field} + " contradicts an earlier row of the same run",
      "give the runs names of their own in a `run` column");
}

[[noreturn]] void refuse(const std::string& place, std::string_view text, const std::string& expected) {
  throw tracker::FormatError(place, "`" + std::string{text} + "` is no " + expected,
                             "leave the cell empty where there is none");
}

void set_name(tracker::Name& current, std::string_view text, std::string_view field,
              const std::string& place) {
  if (!current.empty() && current.str() != text) contradict(place, field, text);
  current = text;
}

void set_integer(std::optional<std::int64_t>& current, std::string_view text, std::string_view field,
                 const std::string& place) {
  const auto value = parse_integer(trimmed(text));
  if (!value) refuse(place, text, "integer, which a " + std::string{field} + " must be");
  if (current && *current != *value) contradict(place, field, text);
  current = value;
}

double parse_point_time(std::string_view text, const std::string& place) {
  if (const auto number = parse_number(trimmed(text))) return *number;
  if (const auto time = tracker::parse_time(trimmed(text))) return *time;
  refuse(place, text, "time: a number or ISO 8601");
}

// The entry of a metric among the few of a run, made if it is not there.
template <typename Entry>
Entry& entry_of(std::vector<Entry>& entries, tracker::Name metric) {
  for (Entry& entry : entries) {
    if (entry.metric == metric) return entry;
  }
  Entry& added = entries.emplace_back();
  added.metric = metric;
  return added;
}

template <typename Entry>
void sort_by_metric(std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.metric < b.metric; });
}

template <typename Entry>
void sort_by_name(std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
}

}  // namespace

void RunBuilder::set_method(std::string_view text, const std::string& place) {
  set_name(run_.run.method, text, "method", place);
}

void RunBuilder::set_dataset(std::string_view text, const std::string& place) {
  set_name(run_.run.dataset, text, "dataset", place);
}

void RunBuilder::set_split(std::string_view text, const std::string& place) {
  set_name(run_.run.split, text, "split", place);
}

void RunBuilder::set_seed(std::string_view text, const std::string& place) {
  set_integer(run_.run.seed, text, "seed", place);
}

void RunBuilder::set_fold(std::string_view text, const std::string& place) {
  set_integer(run_.run.fold, text, "fold", place);
}

void RunBuilder::set_purpose(std::string_view text, const std::string& place) {
  const auto purpose = tracker::parse_purpose(trimmed(text));
  if (!purpose) refuse(place, text, "purpose (tune, pilot or final)");
  if (has_purpose_ && run_.run.purpose != *purpose) contradict(place, "purpose", text);
  run_.run.purpose = *purpose;
  has_purpose_ = true;
}

void RunBuilder::set_role(std::string_view text, const std::string& place) {
  const auto role = tracker::parse_role(trimmed(text));
  if (!role) refuse(place, text, "role (baseline, variant, ablation or reported)");
  if (run_.run.role && *run_.run.role != *role) contradict(place, "role", text);
  run_.run.role = role;
}

void RunBuilder::set_status(std::string_view text, const std::string& place) {
  const auto status = tracker::parse_status(trimmed(text));
  if (!status) refuse(place, text, "status (finished, failed, killed, lost or running)");
  if (has_status_ && run_.run.status != *status) contradict(place, "status", text);
  run_.run.status = *status;
  has_status_ = true;
}

void RunBuilder::set_param(tracker::Name name, std::string_view text, const std::string& place) {
  const tracker::ParamValue value = param_value(text);
  for (const tracker::Param& param : run_.run.params) {
    if (param.name != name) continue;
    if (tracker::to_text(param.value) != tracker::to_text(value))
      contradict(place, "params." + name.str(), text);
    return;
  }
  run_.run.params.push_back({name, value});
}

void RunBuilder::set_tag(tracker::Name name, std::string_view text, const std::string& place) {
  for (const tracker::Tag& tag : run_.run.tags) {
    if (tag.name != name) continue;
    if (tag.value != text) contradict(place, "tags." + name.str(), text);
    return;
  }
  run_.run.tags.push_back({name, std::string{text}});
}

void RunBuilder::add(const TableNumber& number, const std::string& place) {
  if (!number.step.empty() && !number.item.empty()) {
    throw tracker::FormatError(
        place, "the row has both a step and an item",
        "a row is a point of a curve or the score of an item; leave one of them empty");
  }
  if (!number.step.empty()) return add_point(number, place);
  if (!number.item.empty()) return add_item(number, place);
  add_result(number, place);
}

void RunBuilder::add_point(const TableNumber& number, const std::string& place) {
  const auto step = parse_integer(trimmed(number.step));
  if (!step) refuse(place, number.step, "integer, which a step must be");
  tracker::Curve& curve = entry_of(run_.curves, number.metric);
  if (number.time.empty() != curve.time.empty() && !curve.step.empty()) {
    throw tracker::FormatError(place,
                               "some points of " + number.metric.str() + " of this run have a time, some not",
                               "give all of them a time, or none");
  }
  if (!number.time.empty()) curve.time.push_back(parse_point_time(number.time, place));
  curve.step.push_back(*step);
  curve.value.push_back(number.value);
}

void RunBuilder::add_item(const TableNumber& number, const std::string&) {
  tracker::ItemScores& scores = entry_of(run_.items, number.metric);
  scores.item.emplace_back(number.item);
  scores.score.push_back(number.value);
  scores.cluster.emplace_back(number.cluster);
}

void RunBuilder::add_result(const TableNumber& number, const std::string& place) {
  for (const tracker::Result& result : run_.run.results) {
    if (result.metric != number.metric) continue;
    throw tracker::FormatError(
        place, "a second result " + number.metric.str() + " of " + title(),
        "tell the runs apart with a `seed`, `fold` or `run` column, or the points of one run "
        "with a `step` column");
  }
  run_.run.results.push_back({number.metric, number.value});
}

std::string RunBuilder::title() const {
  const tracker::Run& run = run_.run;
  if (!run.source_id.empty()) return "run " + run.source_id;
  std::string text = run.method.str();
  if (!run.dataset.empty()) text += " on " + run.dataset.str();
  if (run.seed) text += " with seed " + std::to_string(*run.seed);
  return text;
}

tracker::WholeRun RunBuilder::finish(const std::string& place) && {
  tracker::Run& run = run_.run;
  if (!has_status_) run.status = tracker::Status::finished;
  for (tracker::ItemScores& scores : run_.items) {
    std::unordered_set<std::string_view> seen;
    for (const std::string& item : scores.item) {
      if (seen.insert(item).second) continue;
      throw tracker::FormatError(
          place, "item `" + item + "` of " + title() + " has two scores of " + scores.metric.str(),
          "tell the runs apart with a `seed` or `run` column");
    }
    const auto& clusters = scores.cluster;
    if (std::all_of(clusters.begin(), clusters.end(), [](const auto& c) { return c.empty(); })) {
      scores.cluster.clear();
    }
  }
  sort_by_name(run.params);
  sort_by_name(run.tags);
  sort_by_metric(run.results);
  sort_by_metric(run_.curves);
  sort_by_metric(run_.items);
  for (const tracker::Curve& curve : run_.curves) run.curves.push_back(tracker::summarize(curve));
  for (const tracker::ItemScores& scores : run_.items) run.item_metrics.push_back(scores.metric);
  return std::move(run_);
}

tracker::ParamValue param_value(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  if (const auto integer = parse_integer(text)) return *integer;
  if (const auto number = parse_number(text)) return *number;
  return std::string{text};
}

}  // namespace gainsay::importers
