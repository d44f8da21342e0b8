#include "mlflow_run.h"

#include <algorithm>
#include <array>
#include <utility>

#include "gainsay/tracker/error.h"

#include "mlflow_layout.h"
#include "python_text.h"
#include "reserved_tags.h"

namespace gainsay::importers {
namespace {

constexpr std::string_view parent_tag = "mlflow.parentRunId";
constexpr std::string_view commit_tag = "mlflow.source.git.commit";
constexpr std::string_view branch_tag = "mlflow.source.git.branch";
constexpr std::string_view dirty_tag = "mlflow.source.git.dirty";

const std::string* find_tag(const MlflowRun& run, std::string_view name) {
  const auto found =
      std::find_if(run.tags.begin(), run.tags.end(), [&](const FieldText& tag) { return tag.field == name; });
  return found == run.tags.end() ? nullptr : &found->text;
}

std::optional<tracker::Git> git_of(const MlflowRun& run) {
  const std::string* commit = find_tag(run, commit_tag);
  if (commit == nullptr) return std::nullopt;
  tracker::Git git;
  git.commit = *commit;
  if (const auto* branch = find_tag(run, branch_tag)) git.branch = *branch;
  if (const auto* dirty = find_tag(run, dirty_tag)) git.dirty = *dirty == "true" || *dirty == "True";
  return git;
}

void set_dataset(const MlflowRun& from, tracker::Run& run, ImportSink& sink) {
  if (from.datasets.size() == 1) run.dataset = from.datasets.front();
  if (from.datasets.size() < 2) return;
  std::string list;
  for (const auto& name : from.datasets) list += (list.empty() ? "" : ", ") + name;
  sink.note("run " + from.id + ": several datasets were logged (" + list +
            "), so that none is taken as the run's; name one with --map or --constant");
}

}  // namespace

tracker::Status mlflow_status(const std::string& text, const std::string& place) {
  using tracker::Status;
  struct Known {
    std::string_view name;
    std::string_view number;
    Status status;
  };
  static constexpr std::array<Known, 5> statuses{{{"RUNNING", "1", Status::running},
                                                  {"SCHEDULED", "2", Status::running},
                                                  {"FINISHED", "3", Status::finished},
                                                  {"FAILED", "4", Status::failed},
                                                  {"KILLED", "5", Status::killed}}};
  for (const auto& known : statuses) {
    if (text == known.name || text == known.number) return known.status;
  }
  throw tracker::FormatError(place, "`" + text + "` is no status of a run",
                             "it must be RUNNING, SCHEDULED, FINISHED, FAILED or KILLED");
}

tracker::WholeRun whole_run_of(MlflowRun from, ImportSink& sink) {
  tracker::WholeRun whole;
  tracker::Run& run = whole.run;
  run.source_id = from.id;
  run.method = from.experiment;
  run.status = from.status;
  if (from.start_milliseconds) run.started_at = seconds_of(*from.start_milliseconds);
  if (from.end_milliseconds) run.ended_at = seconds_of(*from.end_milliseconds);
  if (const auto* parent = find_tag(from, parent_tag)) run.parent = *parent;
  run.git = git_of(from);
  set_dataset(from, run, sink);
  for (const FieldText& param : from.params) {
    run.params.push_back({param.field, param_of_python_text(param.text)});
  }
  const bool says_user =
      find_tag(from, "mlflow.user") != nullptr || from.user.empty() || from.user == "unknown";
  if (!says_user) run.tags.push_back({"mlflow.user", from.user});
  run.tags.push_back({"experiment", from.experiment});
  if (!from.name.empty()) run.tags.push_back({"name", from.name});
  whole.curves = std::move(from.curves);
  for (FieldText& tag : from.tags) {
    const bool is_restored =
        tag.field.starts_with(gainsay_tag) && restore_from_tag(whole, tag.field, tag.text);
    if (!is_restored) run.tags.push_back({user_tag(tag.field), std::move(tag.text)});
  }
  return whole;
}

}  // namespace gainsay::importers
