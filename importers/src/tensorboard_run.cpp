#include "tensorboard_run.h"

#include <algorithm>
#include <utility>

#include "event_file.h"

namespace gainsay::importers {
namespace {

constexpr std::string_view scalars_plugin = "scalars";
constexpr std::string_view hparams_plugin = "hparams";

}  // namespace

void LeftOut::say(ImportSink& sink) const {
  const auto say = [&](std::int64_t n, const std::string& noun, const std::string& why) {
    if (n > 0) sink.note(std::to_string(n) + " " + noun + (n == 1 ? "" : "s") + " left out: " + why);
  };
  const std::string only_numbers = "Gainsay keeps numbers";
  say(images, "image", only_numbers);
  say(histograms, "histogram", only_numbers);
  say(audio, "sound", only_numbers);
  for (const auto& [plugin, n] : tensors) {
    say(n, "tensor",
        plugin.empty() ? "of no plugin, so that nothing says what they are"
                       : "of the plugin " + plugin + ", no scalars");
  }
  say(inexact, "integer", "no double holds them exactly");
  say(unreadable_records, "record", "they hold no event, though their checksums are right");
  say(unreadable_params, "hyperparameter", "they are no number, text or truth value");
  say(links, "symbolic link", "they are not followed");
}

void TensorboardRun::read(const std::filesystem::path& file) {
  file_ = file;
  EventFile records{file};
  Event event;
  auto outcome = records.next();
  for (; outcome == EventFile::Outcome::record; outcome = records.next()) {
    if (parse_event(records.record(), event)) {
      add(event);
    } else {
      ++left_out_.unreadable_records;
    }
  }
  const std::string place = file.string() + ", byte " + std::to_string(records.byte());
  if (outcome == EventFile::Outcome::cut_off) {
    cut_off_ = true;
    sink_.note(place +
               ": the file ends inside a record; what stands before it is read, and an import of a live "
               "run goes on from there");
  }
  if (outcome == EventFile::Outcome::damaged) {
    sink_.note(place + ": the checksum does not hold; what follows in this file was left out");
  }
}

void TensorboardRun::add(const Event& event) {
  if (!has_event_) first_time_ = event.wall_time;
  has_event_ = true;
  last_time_ = event.wall_time;
  if (event.session_start && has_points()) {
    sink_.note(file_.string() + ": a session was restarted at step " + std::to_string(event.step) +
               ": points that were logged before it at later steps are kept");
  }
  for (const SummaryValue& value : event.values) add_value(value, event);
}

void TensorboardRun::add_value(const SummaryValue& value, const Event& event) {
  auto plugin = plugins_.find(value.tag);
  if (plugin == plugins_.end()) {
    plugin = plugins_.emplace(std::string{value.tag}, std::string{value.plugin}).first;
  } else if (!value.plugin.empty()) {
    plugin->second = value.plugin;
  }
  if (plugin->second == hparams_plugin) {
    has_session_info_ = true;
    parse_session_info(value.content, session_);
    return;
  }
  switch (value.kind) {
    case SummaryKind::simple:
      return add_point(value.tag, double{value.simple}, event);
    case SummaryKind::tensor:
      return add_tensor(value, plugin->second, event);
    case SummaryKind::image:
      ++left_out_.images;
      return;
    case SummaryKind::histogram:
      ++left_out_.histograms;
      return;
    case SummaryKind::audio:
      ++left_out_.audio;
      return;
    case SummaryKind::none:
      return;  // metadata alone
  }
}

void TensorboardRun::add_tensor(const SummaryValue& value, const std::string& plugin, const Event& event) {
  const ScalarTensor tensor = plugin == scalars_plugin ? parse_scalar_tensor(value.tensor) : ScalarTensor{};
  if (tensor.number) {
    add_point(value.tag, *tensor.number, event);
  } else if (tensor.inexact) {
    ++left_out_.inexact;
  } else {
    ++left_out_.tensors[plugin];
  }
}

void TensorboardRun::add_point(std::string_view tag, double number, const Event& event) {
  auto place = places_.find(tag);
  if (place == places_.end()) {
    place = places_.emplace(std::string{tag}, curves_.size()).first;
    curves_.push_back({tag, {}, {}, {}});
  }
  tracker::Curve& curve = curves_[place->second];
  curve.step.push_back(event.step);
  curve.value.push_back(number);
  curve.time.push_back(event.wall_time);
}

void TensorboardRun::results_of_single_points(const std::vector<tracker::Curve>& curves) {
  for (const tracker::Curve& curve : curves) {
    if (curve.value.size() == 1) results_.push_back({curve.metric, curve.value.front()});
  }
}

bool TensorboardRun::join(TensorboardRun& params_of_this) {
  for (const auto& [tag, place] : params_of_this.places_) {
    if (places_.contains(tag)) return false;
  }
  session_ = std::move(params_of_this.session_);
  has_session_info_ = true;
  results_of_single_points(params_of_this.curves_);
  for (tracker::Curve& curve : params_of_this.curves_) curves_.push_back(std::move(curve));
  return true;
}

tracker::WholeRun TensorboardRun::finish() && {
  left_out_.unreadable_params += session_.unreadable;
  tracker::WholeRun whole;
  tracker::Run& run = whole.run;
  run.params = std::move(session_.params);
  if (!session_.group.empty()) run.tags.push_back({"group", session_.group});
  run.status = session_.status.value_or(cut_off_ ? tracker::Status::running : tracker::Status::finished);
  if (has_event_) run.started_at = session_.started_at.value_or(first_time_);
  const bool has_ended = has_event_ && run.status != tracker::Status::running;
  if (has_ended) run.ended_at = std::max(session_.ended_at.value_or(last_time_), last_time_);
  run.results = std::move(results_);
  whole.curves = std::move(curves_);
  return whole;
}

}  // namespace gainsay::importers
