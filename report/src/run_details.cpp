#include <map>

#include <fmt/format.h>

#include "gainsay/report/run_formats.h"

#include "numbers.h"
#include "text_table.h"

namespace gainsay::report {
namespace {

using tracker::Run;

// The facts of a run under the names a reader sees, in order.
using Facts = std::vector<std::pair<std::string, std::string>>;

void add(Facts& facts, const std::string& name, const std::string& value) {
  if (!value.empty()) facts.emplace_back(printable(name), printable(value));
}

std::string argv_text(const std::vector<std::string>& argv) {
  std::string text;
  for (const std::string& argument : argv) text += (text.empty() ? "" : " ") + argument;
  return text;
}

std::string git_text(const Run& run) {
  if (!run.git) return "";
  std::string text = run.git->commit;
  if (!run.git->branch.empty()) text += " (" + run.git->branch.str() + ")";
  if (run.git->dirty.value_or(false))
    text += run.git->diff_stored ? ", changed; the difference is kept" : ", changed";
  return text;
}

Facts facts_of(const Run& run) {
  Facts facts;
  add(facts, "id", run.id);
  add(facts, "source id", run.source_id);
  add(facts, "method", run.method.str());
  add(facts, "dataset", run.dataset.str());
  add(facts, "split", run.split.str());
  add(facts, "seed", run.seed ? std::to_string(*run.seed) : "");
  add(facts, "fold", run.fold ? std::to_string(*run.fold) : "");
  add(facts, "purpose", std::string(to_string(run.purpose)));
  add(facts, "role", run.role ? std::string(to_string(*run.role)) : "");
  add(facts, "status", std::string(to_string(run.status)));
  add(facts, "failure", run.failure);
  add(facts, "exit code", run.exit_code ? std::to_string(*run.exit_code) : "");
  add(facts, "started", run.started_at ? tracker::format_time(*run.started_at) : "");
  add(facts, "ended", run.ended_at ? tracker::format_time(*run.ended_at) : "");
  add(facts, "parent", run.parent);
  add(facts, "command", argv_text(run.argv));
  add(facts, "git", git_text(run));
  add(facts, "host", run.host);
  add(facts, "device", run.device);
  add(facts, "dropped",
      run.dropped_points > 0 ? fmt::format("{} records could not be written", run.dropped_points) : "");
  add(facts, "excluded",
      run.excluded ? fmt::format("{} ({})", run.excluded->reason.str(), run.excluded->at.str()) : "");
  for (const auto& param : run.params) add(facts, "param " + param.name.str(), tracker::to_text(param.value));
  for (const auto& tag : run.tags) add(facts, "tag " + tag.name.str(), tag.value);
  for (const auto& result : run.results)
    add(facts, "result " + result.metric.str(), significant(result.value, 6));
  for (const auto& entry : run.environment) add(facts, "env " + entry.name.str(), entry.value);
  return facts;
}

std::string curve_text(const tracker::CurveSummary& curve) {
  std::string text = fmt::format("{} points, steps {} to {}, last {}", curve.n, curve.first_step,
                                 curve.last_step, significant(curve.last, 6));
  if (curve.min) {
    text += fmt::format(", min {} at {}, max {} at {}", significant(*curve.min, 6), curve.min_step,
                        significant(*curve.max, 6), curve.max_step);
  }
  if (curve.n_finite < curve.n) text += fmt::format(", {} not finite", curve.n - curve.n_finite);
  return text;
}

// What is bound to differ between any two runs.
bool is_identity(const std::string& name) {
  return name == "id" || name == "source id" || name == "started" || name == "ended";
}

}  // namespace

std::string run_text(const Run& run, const TextStyle& style) {
  TextTable table({Align::left, Align::left});
  for (const auto& [name, value] : facts_of(run)) table.add({name, value});
  for (const auto& curve : run.curves)
    table.add({"curve " + printable(curve.metric.str()), curve_text(curve)});
  for (const auto metric : run.item_metrics)
    table.add({"items " + printable(metric.str()), "scores of single examples"});
  return style.paint(Emphasis::bold, fmt::format("run {}", run.id)) + "\n" + table.str(2);
}

std::string run_diff_text(const Run& a, const Run& b, const TextStyle& style) {
  std::map<std::string, std::pair<std::string, std::string>> values;
  std::vector<std::string> order;
  for (const bool first : {true, false}) {
    for (const auto& [name, value] : facts_of(first ? a : b)) {
      if (!values.contains(name)) order.push_back(name);
      (first ? values[name].first : values[name].second) = value;
    }
  }
  TextTable table({Align::left, Align::left, Align::left});
  table.add({"", a.id, b.id});
  bool differ = false;
  for (const std::string& name : order) {
    const auto& [of_a, of_b] = values[name];
    if (is_identity(name) || of_a == of_b) continue;
    differ = true;
    table.add({name, of_a.empty() ? "-" : of_a, of_b.empty() ? "-" : of_b});
  }
  if (!differ) return "the two runs differ in nothing but their ids and times\n";
  return style.paint(Emphasis::bold, "what differs") + "\n" + table.str(2);
}

}  // namespace gainsay::report
