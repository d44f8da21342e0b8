#include "wandb_run.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "gainsay/tracker/store.h"

#include "silence.h"
#include "wandb_file.h"

namespace gainsay::importers {
namespace {

constexpr std::string_view system_prefix = "system/";

// Keys that begin like this are the SDK's own: _step, _timestamp, _runtime, _wandb.
bool is_own_key(const std::string& key) { return key.starts_with('_'); }

// Whether `key` is `parent` or stands below it.
bool is_at_or_below(const std::string& key, const std::string& parent) {
  return key.starts_with(parent) && (key.size() == parent.size() || key[parent.size()] == '.');
}

std::string joined(const std::vector<std::string>& texts) {
  std::string list;
  for (const auto& text : texts) list += (list.empty() ? "" : ",") + text;
  return list;
}

}  // namespace

void WandbNotes::say(ImportSink& sink) const {
  const auto say = [&](std::int64_t n, const std::string& noun, const std::string& why) {
    if (n > 0) sink.note(std::to_string(n) + " " + noun + (n == 1 ? "" : "s") + " left out: " + why);
  };
  for (const auto& [type, n] : left_out.media) {
    say(n, "value", "of the type " + type + ", and Gainsay keeps numbers");
  }
  say(left_out.texts, "text", "Gainsay keeps numbers");
  say(left_out.lists, "list", "Gainsay keeps numbers");
  say(left_out.truth_values, "truth value", "Gainsay keeps numbers; log 0 and 1 instead");
  say(left_out.nulls, "null", "they are no numbers");
  say(left_out.inexact, "integer", "no double holds them exactly");
  say(left_out.malformed, "value", "they are no JSON");
  say(artifacts, "artifact", "they stay where they are");
  say(unreadable_records, "record", "they cannot be read, though their checksums are right");
  for (const auto& [metric, goal] : goals) {
    const std::string direction = goal == 1 ? "lower" : "higher";
    std::string sentence = "W&B was told that ";
    sentence.append(direction).append(" values of ").append(metric);
    sentence.append(" are better: declare it in gainsay.toml (direction = \"")
        .append(direction)
        .append("\")");
    sink.note(std::move(sentence));
  }
}

void WandbRun::read(const std::filesystem::path& file, ImportSink& sink) {
  WandbFile records{file, [&](std::uint64_t byte, const std::string& sentence) {
                      sink.note(file.string() + ", byte " + std::to_string(byte) + ": " + sentence);
                    }};
  exit_.reset();  // a run that was resumed ends as its last file says
  preempting_ = false;
  has_row_ = false;
  while (records.next()) {
    auto record = parse_wandb_record(records.record());
    if (!record) {
      ++notes_.unreadable_records;
      continue;
    }
    std::visit([this](const auto& said) { add(said); }, *record);
  }
}

tracker::Curve& WandbRun::curve(const std::string& name) {
  const auto [place, is_new] = places_.try_emplace(name, curves_.size());
  if (is_new) curves_.push_back({name, {}, {}, {}});
  return curves_[place->second];
}

void WandbRun::add(const WandbHistory& history) {
  const WandbNumbers row = numbers_of(history.items);
  notes_.left_out.add(row.left_out);
  std::optional<double> time;
  std::optional<std::int64_t> step = history.step;
  for (const auto& [key, value] : row.numbers) {
    if (key == "_timestamp") time = value;
    if (key == "_step") step = std::llround(value);
  }
  const std::int64_t at = step.value_or(has_row_ ? row_step_ + 1 : 0);
  const bool same_row = has_row_ && at == row_step_;
  for (const auto& [key, value] : row.numbers) {
    if (is_own_key(key)) continue;
    tracker::Curve& points = curve(key);
    if (same_row && !points.step.empty() && points.step.back() == at) {
      points.value.back() = value;
      continue;
    }
    points.step.push_back(at);
    points.value.push_back(value);
    points.time.push_back(time.value_or(0.0));
    if (!time) untimed_.insert(places_.at(key));
  }
  if (time) last_time_ = std::max(last_time_, *time);
  row_step_ = at;
  has_row_ = true;
}

void WandbRun::update(const WandbItems& items, JsonByKey& values) {
  const auto forget = [&](const std::string& key) {
    std::erase_if(values, [&](const auto& entry) { return is_at_or_below(entry.first, key); });
  };
  for (const std::string& key : items.remove) forget(key);
  for (const WandbItem& item : items.update) {
    const bool is_known = values.contains(item.key);
    if (!is_known) forget(item.key);
    values[item.key] = json_text_of(item);
  }
}

void WandbRun::add(const WandbSummary& summary) { update(summary, summary_); }
void WandbRun::add(const WandbConfig& config) { update(config, config_); }

void WandbRun::add(const WandbStats& stats) {
  const WandbNumbers row = numbers_of(stats.items);
  for (const auto& [key, value] : row.numbers) {
    tracker::Curve& points = curve(std::string{system_prefix} + key);
    points.step.push_back(n_stats_);
    points.value.push_back(value);
    points.time.push_back(stats.time);
  }
  last_time_ = std::max(last_time_, stats.time);
  ++n_stats_;
}

void WandbRun::add(const WandbRunInfo& said) {
  WandbRunInfo info = said;
  update(info.config, config_);
  update(info.summary, summary_);
  if (!info.host.empty()) about_.host = info.host;
  if (!info.commit.empty()) about_.git = tracker::Git{info.commit, std::nullopt, false, ""};
  if (info.started_at) last_time_ = std::max(last_time_, *info.started_at);
  if (info_ && info_->started_at) info.started_at = info_->started_at;  // of a resumed run: the first start
  info.config = {};                                                     // its texts point into the record
  info.summary = {};
  info_ = std::move(info);
}

void WandbRun::add(const WandbMetric& metric) {
  if (metric.goal == 1 || metric.goal == 2) notes_.goals[metric.name] = metric.goal;
}

void WandbRun::add(const WandbEnvironment& environment) {
  for (const auto& [name, value] : environment.entries) about_.environment.push_back({name, value});
  if (!environment.arguments.empty()) about_.argv = environment.arguments;
  if (!environment.host.empty()) about_.host = environment.host;
  if (!environment.device.empty()) about_.device = environment.device;
  if (!environment.commit.empty()) about_.git = tracker::Git{environment.commit, std::nullopt, false, ""};
}

void WandbRun::set_names(tracker::Run& run) const {
  const std::string project = info_->project.empty() ? "uncategorized" : info_->project;  // as W&B calls it
  run.source_id = project + "/" + info_->id;
  run.method = project;
  run.tags.push_back({"project", project});
  const auto add = [&run](const char* name, const std::string& value) {
    if (!value.empty()) run.tags.push_back({name, value});
  };
  add("name", info_->name);
  add("group", info_->group);
  add("job_type", info_->job_type);
  add("entity", info_->entity);
  add("sweep", info_->sweep);
  add("notes", info_->notes);
  add("tags", joined(info_->tags));
}

void WandbRun::set_status(tracker::Run& run, ImportSink& sink) const {
  if (exit_) {
    run.exit_code = exit_->code;
    run.status = exit_->code == 0 ? tracker::Status::finished : tracker::Status::failed;
    if (exit_->code != 0) run.failure = preempting_ ? "preempted" : "crash";
    run.ended_at = std::max(last_time_, run.started_at.value_or(0.0) + exit_->runtime_seconds);
    return;
  }
  run.status = is_silent_for_long(last_time_) ? tracker::Status::lost : tracker::Status::running;
  sink.note(
      "run " + run.source_id + " does not say how it ended: taken as " +
      (run.status == tracker::Status::lost ? "lost, for it was silent for a day or more" : "still running"));
}

void WandbRun::set_results(tracker::Run& run) const {
  std::vector<WandbItem> items;
  for (const auto& [key, text] : summary_) items.push_back({key, WandbJson{text}});
  for (const auto& [key, value] : numbers_of(items).numbers) {
    if (!is_own_key(key)) run.results.push_back({key, value});
  }
}

void WandbRun::set_params(tracker::Run& run) const {
  for (const auto& [key, text] : config_) {
    if (!is_own_key(key)) add_params(key, text, run.params);
  }
}

tracker::WholeRun WandbRun::finish(ImportSink& sink) && {
  tracker::WholeRun whole;
  whole.run = std::move(about_);
  tracker::Run& run = whole.run;
  run.started_at = info_->started_at;
  set_names(run);
  set_params(run);
  set_results(run);
  set_status(run, sink);
  for (const std::size_t place : untimed_) curves_[place].time.clear();
  whole.curves = std::move(curves_);
  return whole;
}

}  // namespace gainsay::importers
