#include <algorithm>
#include <numeric>
#include <utility>

#include "gainsay/audit/study.h"
#include "gainsay/importers/csv_table.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/nearest_name.h"

#include "data_source.h"
#include "key_value.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

using stats::Kind;
using stats::Parameter;

struct LongRow {
  std::string group;
  std::string block;
  double value;
};

// Rows with what their columns are called, for messages.
struct LongTable {
  std::string place;
  std::string groups_are;  // "method"
  std::string blocks_are;  // "seed"
  std::vector<LongRow> rows;
};

void add_new(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

class LongSource : public DataSource {
 public:
  explicit LongSource(LongTable table) : table_(std::move(table)) {
    for (const auto& row : table_.rows) {
      add_new(groups_, row.group);
      add_new(blocks_, row.block);
    }
  }

  std::optional<std::vector<double>> sample(const Parameter& parameter, const Given& given) override {
    const bool of_group = given || is_arm(parameter);
    if (!of_group) return groups_.size() == 1 ? std::optional{cell(groups_.front(), nullptr)} : std::nullopt;
    const auto group = group_of(parameter, given);
    if (!parameter.paired) return cell(group, nullptr);
    std::vector<double> values;
    for (const auto& block : blocks_) values.push_back(only_value(group, block));
    return values;
  }

  std::optional<std::vector<std::vector<double>>> samples(const Parameter& parameter,
                                                          const Given& given) override {
    std::vector<std::vector<double>> all;
    if (given || is_arm(parameter)) {
      const auto group = group_of(parameter, given);
      for (const auto& block : blocks_) all.push_back(cell(group, &block));
    } else {
      for (const auto& group : groups_) all.push_back(cell(group, nullptr));
    }
    return all;
  }

  std::optional<std::vector<std::vector<double>>> matrix(const Parameter&, const Given& given) override {
    const auto groups = given ? parts_of(*given, ',') : groups_;
    for (const auto& group : groups) check_group(group);
    std::vector<std::vector<double>> rows;
    for (const auto& block : blocks_) {
      auto& row = rows.emplace_back();
      for (const auto& group : groups) row.push_back(only_value(group, block));
    }
    return rows;
  }

  std::optional<std::vector<std::int64_t>> integers(const Parameter& parameter, const Given& given) override {
    if (!given) return std::nullopt;
    throw tracker::FormatError("--" + std::string{parameter.name}, "is a column of a table in wide form",
                               "name the columns of the arms with --a and --b, and leave out --value");
  }

  std::vector<std::string> names_of(const Parameter& parameter, const Given& given) override {
    if (is_arm(parameter)) return {group_of(parameter, given)};
    if (parameter.kind == Kind::matrix) return given ? parts_of(*given, ',') : groups_;
    if (parameter.kind == Kind::samples) return given ? blocks_ : groups_;
    return {};
  }

 private:
  std::string group_of(const Parameter& parameter, const Given& given) const {
    if (given) {
      check_group(*given);
      return *given;
    }
    if (groups_.size() == 2) return groups_[parameter.name == "a" ? 0 : 1];
    throw tracker::FormatError(table_.place,
                               "there are " + std::to_string(groups_.size()) + " different " +
                                   table_.groups_are + "s: " + list(groups_),
                               "name two of them with --a and --b");
  }

  static bool is_arm(const Parameter& parameter) { return parameter.name == "a" || parameter.name == "b"; }

  static std::string list(const std::vector<std::string>& names) {
    std::string all;
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 8); ++i) {
      all += (i == 0 ? "" : ", ") + names[i];
    }
    return names.size() > 8 ? all + ", ..." : all;
  }

  void check_group(const std::string& name) const {
    if (std::ranges::find(groups_, name) != groups_.end()) return;
    const auto nearest = tracker::nearest_name(name, groups_);
    throw tracker::NotFoundError(table_.place, "there is no " + table_.groups_are + " `" + name + "`",
                                 nearest ? "did you mean `" + *nearest + "`?" : "there are " + list(groups_));
  }

  // The values of a group, of one block or of all.
  std::vector<double> cell(const std::string& group, const std::string* block) const {
    std::vector<double> values;
    for (const auto& row : table_.rows) {
      if (row.group == group && (block == nullptr || row.block == *block)) values.push_back(row.value);
    }
    return values;
  }

  double only_value(const std::string& group, const std::string& block) const {
    const auto values = cell(group, &block);
    if (values.size() == 1) return values.front();
    const auto many = group + " has " + std::to_string(values.size()) + " values";
    if (table_.blocks_are.empty()) {
      throw tracker::FormatError(table_.place, many + ", and nothing says which belong together",
                                 "name the column that does with --block");
    }
    throw tracker::FormatError(table_.place,
                               many + " for " + table_.blocks_are + " `" + block + "`, and not one",
                               "complete the pairs, or take an unpaired test");
  }

  const LongTable table_;
  std::vector<std::string> groups_;  // in the order in which they appear
  std::vector<std::string> blocks_;
};

void add_arm(LongTable& table, const audit::Arm& arm, Kind kind) {
  const auto group = arm.method.str();
  if (kind == Kind::matrix) {  // the dataset is the unit: one mean a method
    const auto values = arm.values();
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    table.rows.push_back({group, arm.dataset.str(), sum / static_cast<double>(values.size())});
    return;
  }
  for (const auto& observation : arm.observations) {
    std::string block = arm.dataset.str();
    if (kind == Kind::sample) {
      block = observation.seed ? std::to_string(*observation.seed) : observation.runs.front()->id;
      if (observation.fold) block += ", fold " + std::to_string(*observation.fold);
    }
    table.rows.push_back({group, block, observation.value});
  }
}

Kind widest_kind(const stats::Statistic& statistic) {
  auto widest = Kind::sample;
  for (const auto& parameter : statistic.parameters) widest = std::max(widest, parameter.kind);
  return widest;
}

bool wanted(const DataOptions& options, const std::string& dataset) {
  return options.datasets.empty() || std::ranges::find(options.datasets, dataset) != options.datasets.end();
}

void check_one_dataset(const std::vector<std::string>& datasets) {
  if (datasets.size() < 2) return;
  std::string all;
  for (const auto& name : datasets) all += (all.empty() ? "" : ", ") + name;
  throw tracker::FormatError("--dataset", "the metric was measured on several: " + all,
                             "name one; results of different datasets are not one sample");
}

}  // namespace

std::unique_ptr<DataSource> long_source(const DataOptions& options) {
  const auto csv = importers::read_csv_table(options.csv);
  const std::size_t value = csv.column(options.value);
  const auto column = [&csv](const std::string& name) {
    return name.empty() ? std::optional<std::size_t>{} : std::optional{csv.column(name)};
  };
  const auto group = column(options.group);
  const auto block = column(options.block);
  LongTable table{csv.file, options.group.empty() ? "group" : options.group, options.block, {}};
  for (const auto& row : csv.rows) {
    if (row.cells[value].empty()) continue;  // missing
    table.rows.push_back({group ? row.cells[*group] : "", block ? row.cells[*block] : "",
                          number_value(row.cells[value], csv.file + ":" + std::to_string(row.line))});
  }
  return std::make_unique<LongSource>(std::move(table));
}

std::unique_ptr<DataSource> study_source(const DataOptions& options, const stats::Statistic& statistic,
                                         const Invocation& invocation) {
  const auto study = load_study(invocation);
  const auto metric = study.canonical_metric(options.metric);
  const auto kind = widest_kind(statistic);
  LongTable table{"the study", "method", kind == Kind::sample ? "seed" : "dataset", {}};
  std::vector<std::string> datasets;
  for (const auto& [key, arm] : study.arms()) {
    if (key.metric != metric || arm.n() == 0 || !wanted(options, key.dataset.str())) continue;
    add_new(datasets, key.dataset.str());
    add_arm(table, arm, kind);
  }
  if (kind == Kind::sample) check_one_dataset(datasets);
  if (table.rows.empty()) {
    throw tracker::NotFoundError("",
                                 "no finished run has the metric `" + options.metric + "`" +
                                     (options.datasets.empty() ? "" : " on that dataset"),
                                 "`gainsay ls` shows what was recorded");
  }
  return std::make_unique<LongSource>(std::move(table));
}

}  // namespace gainsay::cli
