#include "gainsay/audit/run_groups.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "gainsay/stats/summary.h"

namespace gainsay::audit {
namespace {

using tracker::ParamValue;
using Key = std::vector<std::optional<ParamValue>>;

constexpr std::array<std::pair<std::string_view, GroupStatistic>, 7> statistic_names{
    {{"n", GroupStatistic::n},
     {"mean", GroupStatistic::mean},
     {"sd", GroupStatistic::sd},
     {"se", GroupStatistic::standard_error},
     {"median", GroupStatistic::median},
     {"min", GroupStatistic::min},
     {"max", GroupStatistic::max}}};

std::optional<double> number_in(const std::optional<ParamValue>& value) {
  if (!value) return std::nullopt;
  if (const auto* whole = std::get_if<std::int64_t>(&*value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&*value)) return *real;
  return std::nullopt;
}

int rank(const std::optional<ParamValue>& value) {
  if (!value) return 3;
  if (number_in(value)) return 0;
  return std::holds_alternative<bool>(*value) ? 1 : 2;
}

// A total order, NaN behind the numbers.
bool before(const std::optional<ParamValue>& a, const std::optional<ParamValue>& b) {
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (!a) return false;
  const auto x = number_in(a);
  const auto y = number_in(b);
  if (!x) return *a < *b;
  if (std::isnan(*x) || std::isnan(*y)) return !std::isnan(*x) && std::isnan(*y);
  return *x < *y;
}

struct KeyOrder {
  bool operator()(const Key& a, const Key& b) const {
    return std::ranges::lexicographical_compare(a, b, before);
  }
};

// The numbers about a sample that holds something that is not finite.
std::optional<double> of_unbounded(const std::vector<double>& sample, GroupStatistic aggregate) {
  const bool has_nan = std::ranges::any_of(sample, [](double x) { return std::isnan(x); });
  if (has_nan) return std::numeric_limits<double>::quiet_NaN();
  if (aggregate == GroupStatistic::min) return *std::ranges::min_element(sample);
  if (aggregate == GroupStatistic::max) return *std::ranges::max_element(sample);
  return std::numeric_limits<double>::quiet_NaN();
}

std::optional<double> aggregated(const std::vector<double>& sample, GroupStatistic aggregate) {
  if (aggregate == GroupStatistic::n) return static_cast<double>(sample.size());
  if (sample.empty()) return std::nullopt;
  const bool finite = std::ranges::all_of(sample, [](double x) { return std::isfinite(x); });
  if (!finite) return of_unbounded(sample, aggregate);
  const auto summary = stats::summarize(sample);
  switch (aggregate) {
    case GroupStatistic::mean:
      return summary.mean;
    case GroupStatistic::sd:
      return summary.sd;
    case GroupStatistic::standard_error:
      return summary.standard_error;
    case GroupStatistic::median:
      return summary.median;
    case GroupStatistic::min:
      return summary.min;
    case GroupStatistic::max:
      return summary.max;
    case GroupStatistic::n:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(GroupStatistic aggregate) {
  return std::ranges::find(statistic_names, aggregate, &std::pair<std::string_view, GroupStatistic>::second)
      ->first;
}

std::optional<GroupStatistic> parse_group_statistic(std::string_view text) {
  const auto* const found =
      std::ranges::find(statistic_names, text, &std::pair<std::string_view, GroupStatistic>::first);
  return found == statistic_names.end() ? std::nullopt : std::optional{found->second};
}

std::vector<RunGroup> group_runs(std::span<const tracker::Run> runs, std::span<const tracker::RunField> by,
                                 std::span<const tracker::RunField> of,
                                 std::span<const GroupStatistic> statistics) {
  struct Members {
    std::int64_t runs = 0;
    std::vector<std::vector<double>> samples;  // one for each field of `of`
  };
  std::map<Key, Members, KeyOrder> groups;
  for (const auto& run : runs) {
    Key key;
    key.reserve(by.size());
    for (const auto& field : by) key.push_back(value_of(run, field));
    auto& members = groups[std::move(key)];
    ++members.runs;
    members.samples.resize(of.size());
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (const auto number = number_in(value_of(run, of[i]))) members.samples[i].push_back(*number);
    }
  }
  std::vector<RunGroup> described;
  described.reserve(groups.size());
  for (const auto& [key, members] : groups) {
    RunGroup group{.key = key, .runs = members.runs, .numbers = {}};
    for (const auto& sample : members.samples) {
      auto& numbers = group.numbers.emplace_back();
      for (const auto aggregate : statistics) numbers.push_back(aggregated(sample, aggregate));
    }
    described.push_back(std::move(group));
  }
  return described;
}

}  // namespace gainsay::audit
