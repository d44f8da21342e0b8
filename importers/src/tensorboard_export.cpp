#include "gainsay/importers/tensorboard_export.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <protozero/pbf_writer.hpp>

#include "gainsay/tracker/error.h"

#include "event_writer.h"
#include "export_notes.h"

namespace gainsay::importers {
namespace {

namespace fs = std::filesystem;
using protozero::pbf_writer;

constexpr std::string_view file_mark = "tfevents";
constexpr std::size_t longest_part = 200;  // of a path; file systems mostly take 255

// A part of a path that leads nowhere else and can be made: not empty, no dots alone, no control characters.
std::string safe_part(std::string part) {
  for (char& c : part) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    if (is_control || c == '/' || c == '\\') c = '_';
  }
  if (part.size() > longest_part) part.resize(longest_part);
  return part.empty() || part == "." || part == ".." ? "_" : part;
}

std::string safe_path(const std::string& name) {
  std::string path;
  std::size_t from = 0;
  while (from <= name.size()) {
    const std::size_t end = std::min(name.find('/', from), name.size());
    path += (path.empty() ? "" : "/") + safe_part(name.substr(from, end - from));
    from = end + 1;
  }
  return path;
}

struct Place {
  std::string folder;
  std::string file;
};

// Where the run was in TensorBoard, if it was there.
std::optional<Place> place_in_tensorboard(const tracker::Run& run) {
  const std::size_t slash = run.source_id.rfind('/');
  const std::string file = slash == std::string::npos ? run.source_id : run.source_id.substr(slash + 1);
  if (file.find(file_mark) == std::string::npos) return std::nullopt;
  return Place{slash == std::string::npos ? std::string{} : safe_path(run.source_id.substr(0, slash)),
               safe_part(file)};
}

Place place_of(const tracker::Run& run) {
  if (auto place = place_in_tensorboard(run)) return *place;
  Place place;
  const auto* name = tracker::find_tag(run, "name");
  if (name != nullptr && !name->empty()) {
    place.folder = safe_path(*name);
  } else {
    place.folder = safe_part(run.method.str());
    if (!run.dataset.empty()) place.folder += "/" + safe_part(run.dataset.str());
    if (run.seed) place.folder += "/seed" + std::to_string(*run.seed);
    if (run.fold) place.folder += "/fold" + std::to_string(*run.fold);
  }
  const auto seconds = static_cast<std::int64_t>(std::floor(run.started_at.value_or(0.0)));
  std::string digits = std::to_string(std::max<std::int64_t>(seconds, 0));
  digits.insert(0, digits.size() < 10 ? 10 - digits.size() : 0, '0');
  place.file = "events.out.tfevents." + digits + (run.host.empty() ? "" : "." + safe_part(run.host));
  return place;
}

// A google.protobuf.Value.
std::string value_message(const tracker::ParamValue& param) {
  std::string bytes;
  pbf_writer value{bytes};
  if (const auto* flag = std::get_if<bool>(&param)) {
    value.add_bool(4, *flag);
  } else if (const auto* integer = std::get_if<std::int64_t>(&param)) {
    value.add_double(2, static_cast<double>(*integer));
  } else if (const auto* real = std::get_if<double>(&param)) {
    value.add_double(2, *real);
  } else {
    value.add_string(3, std::get<std::string>(param));
  }
  return bytes;
}

// Writes one run.
class RunWriter {
 public:
  RunWriter(const fs::path& file, const tracker::WholeRun& whole, ExportNotes& notes)
      : writer_(file), whole_(whole), run_(whole.run), notes_(notes) {}

  void write(bool with_names) {
    write_version();
    write_session_start(with_names);
    for (const auto& curve : whole_.curves) write_curve(curve);
    for (const auto& result : run_.results) write_result(result);
    write_session_end();
    writer_.close();
    note_losses();
  }

 private:
  double start() const { return run_.started_at.value_or(0.0); }
  double end() const { return run_.ended_at.value_or(start()); }

  void write_version() {
    std::string bytes;
    pbf_writer event{bytes};
    event.add_double(1, start());
    event.add_string(3, "brain.Event:2");
    writer_.write(bytes);
  }

  // An event with one value of the summary, whose bytes are `value`.
  void write_value(double wall_time, std::int64_t step, const std::string& value) {
    std::string bytes;
    pbf_writer event{bytes};
    event.add_double(1, wall_time);
    event.add_int64(2, step);
    pbf_writer summary{event, 5};
    summary.add_message(1, value);
    summary.commit();
    writer_.write(bytes);
  }

  void write_hparams(double wall_time, const std::string& tag, const std::string& data) {
    std::string bytes;
    pbf_writer value{bytes};
    value.add_string(1, tag);
    pbf_writer metadata{value, 9};
    pbf_writer plugin{metadata, 1};
    plugin.add_string(1, "hparams");
    plugin.add_bytes(2, data);
    plugin.commit();
    metadata.commit();
    write_value(wall_time, 0, bytes);
  }

  static void add_param(pbf_writer& session, const std::string& name, const tracker::ParamValue& value) {
    pbf_writer entry{session, 1};
    entry.add_string(1, name);
    entry.add_message(2, value_message(value));
    entry.commit();
  }

  void write_session_start(bool with_names) {
    std::string data;
    pbf_writer plugin{data};
    pbf_writer session{plugin, 3};
    for (const auto& param : run_.params) add_param(session, param.name, param.value);
    const auto add_name = [&](const char* name, const std::string& text) {
      if (!text.empty() && tracker::find_param(run_, name) == nullptr) add_param(session, name, text);
    };
    if (with_names) {
      add_name("method", run_.method.str());
      add_name("dataset", run_.dataset.str());
      if (run_.seed && tracker::find_param(run_, "seed") == nullptr) add_param(session, "seed", *run_.seed);
    }
    if (const auto* group = tracker::find_tag(run_, "group")) session.add_string(4, *group);
    if (run_.started_at) session.add_double(5, *run_.started_at);
    session.commit();
    write_hparams(start(), "_hparams_/session_start_info", data);
  }

  void write_session_end() {
    using tracker::Status;
    std::string data;
    pbf_writer plugin{data};
    pbf_writer session{plugin, 4};
    session.add_enum(1, run_.status == Status::finished ? 1 : run_.status == Status::running ? 3 : 2);
    if (run_.ended_at) session.add_double(2, *run_.ended_at);
    session.commit();
    write_hparams(end(), "_hparams_/session_end_info", data);
    if (run_.status == Status::killed || run_.status == Status::lost) {
      notes_.add("a killed or lost run is a failed one to TensorBoard");
    }
  }

  void write_point(const std::string& tag, bool is_first, double wall_time, std::int64_t step,
                   double number) {
    std::string bytes;
    pbf_writer value{bytes};
    value.add_string(1, tag);
    pbf_writer tensor{value, 8};
    tensor.add_enum(1, 2);         // DT_DOUBLE
    tensor.add_message(2, "", 0);  // the shape of a scalar
    tensor.add_packed_double(6, &number, &number + 1);
    tensor.commit();
    if (is_first) {
      pbf_writer metadata{value, 9};
      pbf_writer plugin{metadata, 1};
      plugin.add_string(1, "scalars");
      plugin.commit();
      metadata.add_enum(4, 1);  // DATA_CLASS_SCALAR
      metadata.commit();
    }
    write_value(wall_time, step, bytes);
  }

  void write_curve(const tracker::Curve& curve) {
    if (curve.time.empty()) notes_.add("a curve has no times: its points get the start of its run");
    for (std::size_t i = 0; i < curve.step.size(); ++i) {
      const double time = curve.time.empty() ? start() : curve.time[i];
      write_point(curve.metric, i == 0, time, curve.step[i], curve.value[i]);
    }
  }

  void write_result(const tracker::Result& result) {
    if (tracker::find_curve(run_, result.metric) == nullptr) {
      write_point(result.metric, true, end(), 0, result.value);
      notes_.add("a result without a curve is a curve of one point");
    } else {
      notes_.add("a result of a metric that has a curve is left out; choose it again with --result");
    }
  }

  void note_losses() {
    notes_.add("item scores are left out", static_cast<std::int64_t>(whole_.items.size()));
    const bool has_integers = std::any_of(run_.params.begin(), run_.params.end(), [](const auto& param) {
      return std::holds_alternative<std::int64_t>(param.value);
    });
    if (has_integers) notes_.add("an integer among the params is a double to TensorBoard");
    const bool has_more = run_.git || !run_.argv.empty() || !run_.environment.empty() || run_.excluded ||
                          run_.exit_code || !run_.device.empty() || !run_.parent.empty() ||
                          run_.purpose != tracker::Purpose::final || run_.role || !run_.split.empty();
    if (has_more) {
      notes_.add(
          "a run's split, purpose, role, git, arguments, environment, exit, device, parent and exclusion are "
          "left out");
    }
    const auto has_other_tag = [](const tracker::Tag& tag) {
      return tag.name != tracker::Name{"name"} && tag.name != tracker::Name{"group"};
    };
    if (std::any_of(run_.tags.begin(), run_.tags.end(), has_other_tag))
      notes_.add("a run's tags are left out");
  }

  EventWriter writer_;
  const tracker::WholeRun& whole_;
  const tracker::Run& run_;
  ExportNotes& notes_;
};

}  // namespace

std::vector<std::string> export_tensorboard(const fs::path& folder, const ExportedRuns& source) {
  std::error_code error;
  const bool is_taken =
      fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error));
  if (is_taken) {
    throw tracker::FormatError(folder.string(), "there is something already, and nothing is overwritten",
                               "name a new folder, or move the old one away");
  }
  ExportNotes notes;
  std::set<std::string> folders;
  for (const tracker::Run& run : source.runs) {
    Place place = place_of(run);
    if (!folders.insert(place.folder).second) {
      place.folder += (place.folder.empty() ? "" : "-") + run.id;
      folders.insert(place.folder);
    }
    const bool with_names = !place_in_tensorboard(run);
    RunWriter{folder / place.folder / place.file, source.whole(run), notes}.write(with_names);
  }
  return notes.sentences();
}

}  // namespace gainsay::importers
