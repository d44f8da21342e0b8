#include "mlflow_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "number.h"
#include "python_text.h"
#include "reserved_tags.h"
#include "run_fields.h"

namespace gainsay::importers {
namespace {

constexpr std::string_view result_tag = "gainsay.result.";            // beside a curve of that name
constexpr std::string_view only_result_tag = "gainsay.only_result.";  // in place of one
constexpr std::size_t longest_name = 250;

std::int64_t milliseconds_of(double seconds) { return std::llround(seconds * 1000.0); }

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"_-. :/"}.find(c) != std::string_view::npos;
}

// The name with `_` for every byte that MLflow does not take, and for parts that would lead elsewhere as
// paths.
std::string plain_name(std::string_view name) {
  std::string result;
  std::size_t from = 0;
  while (from <= name.size()) {
    const std::size_t end = std::min(name.find('/', from), name.size());
    std::string part{name.substr(from, end - from)};
    for (char& c : part) c = is_plain(c) ? c : '_';
    if (part.empty() || part == "." || part == "..") part = "_";
    result += (from == 0 ? "" : "/") + part;
    from = end + 1;
  }
  return result;
}

// Names of one kind in one run.
class Names {
 public:
  Names(const char* kind, ExportNotes& notes) : kind_(kind), notes_(notes) {}

  // The name as MLflow takes it; nothing where it cannot have it.
  std::optional<std::string> take(const std::string& name) {
    std::string plain = plain_name(name);
    if (plain.size() > longest_name || !taken_.insert(plain).second) {
      notes_.add(std::string{"a "} + kind_ +
                 " was left out: its name is too long for MLflow, or another is called so");
      return std::nullopt;
    }
    if (plain != name)
      notes_.add(std::string{"a "} + kind_ + " is called `" + plain + "` instead of `" + name + "`");
    return plain;
  }

 private:
  const char* kind_;
  ExportNotes& notes_;
  std::set<std::string> taken_;
};

bool is_mlflow_id(std::string_view id) {
  constexpr std::size_t longest_id = 32;  // that its database holds
  const auto is_word = [](char c) { return is_plain(c) && c != '.' && c != ' ' && c != ':' && c != '/'; };
  return !id.empty() && id.size() <= longest_id && id.front() != '_' && id.front() != '-' &&
         std::all_of(id.begin(), id.end(), is_word);
}

std::string status_of(tracker::Status status, ExportNotes& notes) {
  switch (status) {
    case tracker::Status::running:
      return "RUNNING";
    case tracker::Status::finished:
      return "FINISHED";
    case tracker::Status::failed:
      return "FAILED";
    case tracker::Status::killed:
      return "KILLED";
    case tracker::Status::lost:
      break;
  }
  notes.add("a lost run is a running one to MLflow");
  return "RUNNING";
}

// A result's bits as text: NaN and infinities, too.
std::string number_text(double value) { return python_text(value); }

// What MLflow has no field for, as `field -> text`.
std::vector<FieldText> fields_without_place(const tracker::Run& run, const std::string& experiment) {
  std::vector<FieldText> fields;
  const auto add = [&](const char* field, const std::string& text) {
    if (!text.empty()) fields.push_back({field, text});
  };
  if (run.method.str() != experiment) add("method", run.method.str());
  add("dataset", run.dataset.str());
  add("split", run.split.str());
  if (run.seed) add("seed", std::to_string(*run.seed));
  if (run.fold) add("fold", std::to_string(*run.fold));
  if (run.purpose != tracker::Purpose::final) add("purpose", std::string{tracker::to_string(run.purpose)});
  if (run.role) add("role", std::string{tracker::to_string(*run.role)});
  add("host", run.host);
  add("device", run.device);
  add("failure", run.failure);
  if (run.status == tracker::Status::lost) add("status", "lost");
  if (run.exit_code) add("exit_code", std::to_string(*run.exit_code));
  return fields;
}

class Layout {
 public:
  Layout(const tracker::WholeRun& whole, ExportNotes& notes)
      : whole_(whole), run_(whole.run), notes_(notes) {}

  MlflowLayout make() {
    layout_.id = is_mlflow_id(run_.source_id) ? run_.source_id : run_.id;
    const auto* experiment = tracker::find_tag(run_, "experiment");
    layout_.experiment = experiment == nullptr || experiment->empty() ? run_.method.str() : *experiment;
    layout_.status = status_of(run_.status, notes_);
    if (run_.started_at) layout_.start_milliseconds = milliseconds_of(*run_.started_at);
    if (run_.ended_at) layout_.end_milliseconds = milliseconds_of(*run_.ended_at);
    add_params();
    add_metrics();
    add_tags();
    note_losses();
    return std::move(layout_);
  }

 private:
  void add_params() {
    Names names{"param", notes_};
    for (const auto& param : run_.params) {
      const auto name = names.take(param.name);
      if (name) layout_.params.push_back({*name, python_text(param.value)});
    }
  }

  void add_metrics() {
    Names names{"metric", notes_};
    for (const auto& curve : whole_.curves) {
      if (const auto name = names.take(curve.metric)) layout_.metrics.push_back(points_of(*name, curve));
    }
    for (const auto& result : run_.results) {
      const bool has_curve = tracker::find_curve(run_, result.metric) != nullptr;
      if (has_curve) {
        layout_.tags.push_back({std::string{result_tag} + result.metric.str(), number_text(result.value)});
        continue;
      }
      const auto name = names.take(result.metric);
      if (!name) continue;
      const auto time = run_.ended_at ? run_.ended_at : run_.started_at;
      layout_.metrics.push_back({*name, {0}, {result.value}, {milliseconds_of(time.value_or(0.0))}});
      layout_.tags.push_back({std::string{only_result_tag} + *name, number_text(result.value)});
    }
  }

  MlflowPoints points_of(const std::string& name, const tracker::Curve& curve) {
    MlflowPoints points{name, curve.step, curve.value, {}};
    points.milliseconds.reserve(curve.step.size());
    if (curve.time.empty()) {
      notes_.add("a curve has no times: MLflow shows 1970");
      points.milliseconds.assign(curve.step.size(), 0);
      return points;
    }
    bool rounded = false;
    for (const double time : curve.time) {
      const std::int64_t milliseconds = std::isfinite(time) ? milliseconds_of(time) : 0;
      rounded = rounded || static_cast<double>(milliseconds) / 1000.0 != time;
      points.milliseconds.push_back(milliseconds);
    }
    if (rounded) notes_.add("the times of a curve are rounded to milliseconds");
    return points;
  }

  void add_tags() {
    std::vector<FieldText> tags = std::move(layout_.tags);
    for (const auto& tag : run_.tags) {
      if (tag.name == tracker::Name{"name"}) layout_.name = tag.value;
      if (tag.name == tracker::Name{"mlflow.user"}) layout_.user = tag.value;
      if (const auto name = own_name_of_tag(tag.name.str()); !name.empty()) tags.push_back({name, tag.value});
    }
    for (const auto& field : fields_without_place(run_, layout_.experiment)) {
      tags.push_back({std::string{gainsay_tag} + field.field, field.text});
    }
    for (const char* name : {"project", "group", "job_type"}) {
      if (const auto* value = tracker::find_tag(run_, name)) {
        tags.push_back({std::string{gainsay_tag} + "tag." + name, *value});
      }
    }
    add_if_missing(tags, "mlflow.runName", layout_.name);
    add_if_missing(tags, "mlflow.parentRunId", run_.parent);
    if (run_.git) add_if_missing(tags, "mlflow.source.git.commit", run_.git->commit);
    if (run_.git) add_if_missing(tags, "mlflow.source.git.branch", run_.git->branch);
    if (run_.git && run_.git->dirty) {
      add_if_missing(tags, "mlflow.source.git.dirty", *run_.git->dirty ? "true" : "false");
    }
    Names names{"tag", notes_};
    for (auto& tag : tags) {
      if (const auto name = names.take(tag.field)) layout_.tags.push_back({*name, std::move(tag.text)});
    }
  }

  static void add_if_missing(std::vector<FieldText>& tags, const char* name, const std::string& value) {
    const bool is_there =
        std::any_of(tags.begin(), tags.end(), [&](const FieldText& tag) { return tag.field == name; });
    if (!value.empty() && !is_there) tags.push_back({name, value});
  }

  void note_losses() {
    notes_.add("item scores are left out", static_cast<std::int64_t>(whole_.items.size()));
    if (!run_.argv.empty() || !run_.environment.empty()) {
      notes_.add("the arguments and environment of a run are left out");
    }
    if (run_.excluded) notes_.add("that a run is excluded is left out");
  }

  const tracker::WholeRun& whole_;
  const tracker::Run& run_;
  ExportNotes& notes_;
  MlflowLayout layout_;
};

// The one point that stands for a result that has no curve.
void take_point_of_result(tracker::WholeRun& whole, const std::string& metric) {
  std::erase_if(whole.curves, [&](const tracker::Curve& curve) {
    return curve.metric.str() == metric && curve.step.size() == 1 && curve.step.front() == 0;
  });
}

}  // namespace

MlflowLayout layout_of(const tracker::WholeRun& run, ExportNotes& notes) { return Layout{run, notes}.make(); }

void each_layout(const ExportedRuns& source, ExportNotes& notes,
                 const std::function<void(const MlflowLayout&)>& write) {
  std::set<std::string> ids;
  for (const tracker::Run& run : source.runs) {
    MlflowLayout layout = layout_of(source.whole(run), notes);
    if (!ids.insert(layout.id).second) {
      notes.add("a run has Gainsay's id, for another has the one that it had in MLflow");
      layout.id = run.id;
      ids.insert(layout.id);
    }
    write(layout);
  }
}

bool restore_from_tag(tracker::WholeRun& whole, const std::string& tag, const std::string& value) {
  tracker::Run& run = whole.run;
  for (const std::string_view prefix : {result_tag, only_result_tag}) {
    if (!tag.starts_with(prefix)) continue;
    const auto number = parse_number(value);
    if (!number) return false;
    const std::string metric = tag.substr(prefix.size());
    run.results.push_back({metric, *number});
    if (prefix == only_result_tag) take_point_of_result(whole, metric);
    return true;
  }
  const std::string field = tag.substr(gainsay_tag.size());
  constexpr std::string_view reserved = "tag.";
  if (field.starts_with(reserved)) {
    run.tags.push_back({field.substr(reserved.size()), value});
  } else if (field == "host") {
    run.host = value;
  } else if (field == "device") {
    run.device = value;
  } else if (field == "failure") {
    run.failure = value;
  } else if (field == "status") {
    run.status = tracker::parse_status(value).value_or(run.status);
  } else if (field == "exit_code") {
    const auto code = parse_integer(value);
    if (!code) return false;
    run.exit_code = static_cast<int>(*code);
  } else if (is_run_field(field) && !field.starts_with("params.") && !field.starts_with("tags.")) {
    set_run_field(run, field, value);
  } else {
    return false;
  }
  return true;
}

}  // namespace gainsay::importers
