#include "gainsay/importers/csv_export.h"

#include <cmath>
#include <ostream>
#include <set>
#include <string_view>

#include "export_notes.h"
#include "number.h"
#include "run_builder.h"

namespace gainsay::importers {
namespace {

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return shortest(value);
}

std::string cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + '"';
}

template <typename Number>
std::string optional_text(const std::optional<Number>& number) {
  return number ? std::to_string(*number) : std::string{};
}

// A double always looks like one, so that 1.0 does not come back as the integer 1.
std::string param_text(const tracker::ParamValue& value) {
  const auto* real = std::get_if<double>(&value);
  if (real == nullptr) return tracker::to_text(value);
  const std::string text = number_text(*real);
  return text.find_first_of(".enf") == std::string::npos ? text + ".0" : text;
}

class Table {
 public:
  Table(std::ostream& output, const ExportedRuns& source) : output_(output) {
    for (const tracker::Run& run : source.runs) {
      for (const auto& param : run.params) params_.insert(param.name);
      for (const auto& tag : run.tags) tags_.insert(tag.name);
    }
  }

  void write_header() {
    output_ << "run,method,dataset,split,seed,fold,purpose,role,status";
    for (const auto name : params_) output_ << ',' << cell("params." + name.str());
    for (const auto name : tags_) output_ << ',' << cell("tags." + name.str());
    output_ << ",metric,value,step,time,item,cluster\n";
  }

  void write(const tracker::WholeRun& whole) {
    note_losses(whole.run);
    const std::string start = description(whole.run);
    std::int64_t rows = 0;
    for (const auto& result : whole.run.results) {
      write_row(start, {result.metric.str(), number_text(result.value), "", "", "", ""});
      ++rows;
    }
    for (const auto& curve : whole.curves) {
      for (std::size_t i = 0; i < curve.step.size(); ++i, ++rows) {
        write_row(start, {curve.metric.str(), number_text(curve.value[i]), std::to_string(curve.step[i]),
                          curve.time.empty() ? "" : number_text(curve.time[i]), "", ""});
      }
    }
    for (const auto& scores : whole.items) {
      for (std::size_t i = 0; i < scores.item.size(); ++i, ++rows) {
        write_row(start, {scores.metric.str(), number_text(scores.score[i]), "", "", scores.item[i],
                          scores.cluster.empty() ? "" : scores.cluster[i]});
      }
    }
    if (rows == 0) write_row(start, {"", "", "", "", "", ""});
  }

  std::vector<std::string> notes() const { return notes_.sentences(); }

 private:
  struct Numbers {
    std::string_view metric;
    std::string value;
    std::string step;
    std::string time;
    std::string_view item;
    std::string_view cluster;
  };

  // Rows of one run share its id; of two runs with one source id, the second is called by Gainsay's.
  std::string id_of(const tracker::Run& run) {
    if (!run.source_id.empty() && ids_.insert(run.source_id).second) return run.source_id;
    if (!run.source_id.empty()) notes_.add("a run has Gainsay's id, for another has the one of its source");
    ids_.insert(run.id);
    return run.id;
  }

  std::string description(const tracker::Run& run) {
    std::string text = cell(id_of(run));
    for (const tracker::Name name : {run.method, run.dataset, run.split}) text += ',' + cell(name.str());
    text += ',' + optional_text(run.seed) + ',' + optional_text(run.fold);
    text += ',' + std::string{tracker::to_string(run.purpose)};
    text += ',' + (run.role ? std::string{tracker::to_string(*run.role)} : std::string{});
    text += ',' + std::string{tracker::to_string(run.status)};
    for (const auto name : params_) {
      const auto* value = tracker::find_param(run, name);
      text += ',' + (value == nullptr ? std::string{} : cell(param_text(*value)));
    }
    for (const auto name : tags_) {
      const auto* value = tracker::find_tag(run, name);
      text += ',' + (value == nullptr ? std::string{} : cell(*value));
    }
    return text;
  }

  void write_row(const std::string& start, const Numbers& numbers) {
    output_ << start << ',' << cell(numbers.metric) << ',' << numbers.value << ',' << numbers.step << ','
            << numbers.time << ',' << cell(numbers.item) << ',' << cell(numbers.cluster) << '\n';
  }

  void note_losses(const tracker::Run& run) {
    for (const auto& param : run.params) {
      const auto* text = std::get_if<std::string>(&param.value);
      if (text == nullptr) continue;
      if (text->empty()) notes_.add("an empty param reads back as missing");
      if (!text->empty() && param_value(*text).index() != param.value.index()) {
        notes_.add("a param that is a text reads back as a number or truth value");
      }
    }
    for (const auto& tag : run.tags) {
      if (tag.value.empty()) notes_.add("an empty tag reads back as missing");
    }
    const bool has_more = run.started_at || run.ended_at || run.git || run.exit_code || !run.host.empty() ||
                          !run.device.empty() || !run.failure.empty() || !run.parent.empty() ||
                          !run.argv.empty() || !run.environment.empty() || run.excluded;
    if (has_more) {
      notes_.add(
          "a run's times, host, device, git, arguments, environment, exit, parent and exclusion are left "
          "out");
    }
  }

  std::ostream& output_;
  std::set<tracker::Name> params_;
  std::set<tracker::Name> tags_;
  std::set<std::string> ids_;
  ExportNotes notes_;
};

}  // namespace

std::vector<std::string> write_csv(std::ostream& output, const ExportedRuns& source) {
  Table table{output, source};
  table.write_header();
  for (const tracker::Run& run : source.runs) table.write(source.whole(run));
  return table.notes();
}

}  // namespace gainsay::importers
