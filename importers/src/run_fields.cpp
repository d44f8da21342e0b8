#include "run_fields.h"

#include <algorithm>
#include <array>
#include <functional>

#include "gainsay/tracker/error.h"

#include "number.h"
#include "run_builder.h"

namespace gainsay::importers {
namespace {

constexpr std::string_view param_prefix = "params.";
constexpr std::string_view tag_prefix = "tags.";

[[noreturn]] void refuse(const tracker::Run& run, const std::string& field, const std::string& value,
                         const std::string& expected) {
  throw tracker::FormatError(title_of(run), "`" + value + "` as " + field + " is no " + expected,
                             "map another param or tag to " + field + ", or leave these runs out");
}

std::int64_t integer(const tracker::Run& run, const std::string& field, const std::string& value) {
  const auto number = parse_integer(trimmed(value));
  if (!number) refuse(run, field, value, "integer");
  return *number;
}

template <typename Entries>
void set_entry(Entries& entries, typename Entries::value_type entry) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.name == entry.name; });
  if (found != entries.end()) {
    *found = std::move(entry);
  } else {
    entries.push_back(std::move(entry));
  }
}

// Whether `entries` had the metric; it is called `to` from now on.
template <typename Entries>
bool rename_in(Entries& entries, tracker::Name from, tracker::Name to) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.metric == from; });
  if (found == entries.end()) return false;
  found->metric = to;
  return true;
}

template <typename Entries>
bool has_metric(const Entries& entries, tracker::Name metric) {
  return std::any_of(entries.begin(), entries.end(), [&](const auto& e) { return e.metric == metric; });
}

// Sorted, and of equal ones the last.
template <typename Entries, typename Key>
void sort_unique(Entries& entries, Key key) {
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const auto& a, const auto& b) { return std::invoke(key, a) < std::invoke(key, b); });
  const auto last_of_each = std::unique(entries.rbegin(), entries.rend(), [&](const auto& a, const auto& b) {
    return std::invoke(key, a) == std::invoke(key, b);
  });
  entries.erase(entries.begin(), last_of_each.base());
}

}  // namespace

std::string title_of(const tracker::Run& run) {
  const std::string* name = tracker::find_tag(run, "name");
  std::string title = "run " + (run.source_id.empty() ? run.method.str() : run.source_id);
  if (name != nullptr && !name->empty() && *name != run.source_id) title += " (" + *name + ")";
  return title;
}

bool is_run_field(std::string_view field) {
  constexpr std::array<std::string_view, 7> known{"method", "dataset", "split", "seed",
                                                  "fold",   "purpose", "role"};
  const auto has_name = [field](std::string_view prefix) {
    return field.starts_with(prefix) && field.size() > prefix.size();
  };
  return std::find(known.begin(), known.end(), field) != known.end() || has_name(param_prefix) ||
         has_name(tag_prefix);
}

void set_run_field(tracker::Run& run, const std::string& field, const std::string& value) {
  if (field == "method") {
    if (value.empty()) refuse(run, field, value, "method: it is empty");
    run.method = value;
  } else if (field == "dataset") {
    run.dataset = value;
  } else if (field == "split") {
    run.split = value;
  } else if (field == "seed") {
    run.seed = integer(run, field, value);
  } else if (field == "fold") {
    run.fold = integer(run, field, value);
  } else if (field == "purpose") {
    const auto purpose = tracker::parse_purpose(value);
    if (!purpose) refuse(run, field, value, "purpose (tune, pilot or final)");
    run.purpose = *purpose;
  } else if (field == "role") {
    run.role = tracker::parse_role(value);
    if (!run.role) refuse(run, field, value, "role (baseline, variant, ablation or reported)");
  } else if (field.starts_with(param_prefix)) {
    set_entry(run.params, {field.substr(param_prefix.size()), param_value(value)});
  } else {
    set_entry(run.tags, {field.substr(tag_prefix.size()), value});
  }
}

std::optional<std::string> run_text(const tracker::Run& run, std::string_view source) {
  if (source == "method") return run.method.str();
  if (source == "dataset") return run.dataset.empty() ? std::nullopt : std::optional{run.dataset.str()};
  if (source == "id") return run.source_id.empty() ? std::nullopt : std::optional{run.source_id};
  if (source.starts_with(param_prefix)) {
    const auto* value = tracker::find_param(run, source.substr(param_prefix.size()));
    return value == nullptr ? std::nullopt : std::optional{tracker::to_text(*value)};
  }
  const auto name = source.starts_with(tag_prefix) ? source.substr(tag_prefix.size()) : source;
  const auto* value = tracker::find_tag(run, name);
  return value == nullptr ? std::nullopt : std::optional{*value};
}

bool rename_metric(tracker::WholeRun& run, tracker::Name from, tracker::Name to) {
  const bool taken =
      has_metric(run.curves, to) || has_metric(run.run.results, to) || has_metric(run.items, to);
  const bool is_there =
      has_metric(run.curves, from) || has_metric(run.run.results, from) || has_metric(run.items, from);
  if (is_there && taken && from != to) {
    throw tracker::FormatError(
        title_of(run.run),
        "metric `" + from.str() + "` cannot be called `" + to.str() + "`, which it has, too",
        "choose another name");
  }
  rename_in(run.curves, from, to);
  rename_in(run.run.results, from, to);
  rename_in(run.items, from, to);
  return is_there;
}

void sort_entries(tracker::WholeRun& whole) {
  tracker::Run& run = whole.run;
  sort_unique(run.params, &tracker::Param::name);
  sort_unique(run.tags, &tracker::Tag::name);
  sort_unique(run.environment, &tracker::EnvironmentEntry::name);
  sort_unique(run.results, &tracker::Result::metric);
  sort_unique(whole.curves, &tracker::Curve::metric);
  sort_unique(whole.items, &tracker::ItemScores::metric);
}

void summarize_entries(tracker::WholeRun& whole) {
  tracker::Run& run = whole.run;
  run.curves.clear();
  for (const tracker::Curve& curve : whole.curves) run.curves.push_back(tracker::summarize(curve));
  run.item_metrics.clear();
  for (const tracker::ItemScores& scores : whole.items) run.item_metrics.push_back(scores.metric);
}

}  // namespace gainsay::importers
