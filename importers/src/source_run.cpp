#include "source_run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gainsay::importers {
namespace {

constexpr double two_to_63 = 9223372036854775808.0;

template <typename Entry>
void sort_by_name(std::vector<Entry>& entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.name < b.name; });
}

template <typename Entry>
void sort_by_metric(std::vector<Entry>& entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.metric < b.metric; });
}

// Keeps the first of the entries of one name; returns how many others say something else than it.
template <typename Entry, typename SameName>
std::int64_t keep_first(std::vector<Entry>& entries, SameName same_name) {
  std::int64_t contradicting = 0;
  std::vector<Entry> kept;
  for (Entry& entry : entries) {
    if (kept.empty() || !same_name(kept.back(), entry)) {
      kept.push_back(std::move(entry));
    } else if (!(kept.back().value == entry.value)) {
      ++contradicting;
    }
  }
  entries = std::move(kept);
  return contradicting;
}

bool fits_int64(const Json& value) {
  return value.is_number_integer() &&
         !(value.is_number_unsigned() &&
           value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()});
}

}  // namespace

void RunRemarks::add(const std::string& run_id, const std::string& did, const std::string& why,
                     std::int64_t count) {
  Tally& tally = tallies_[{did, why}];
  if (tally.runs == 0) tally.first_run = run_id;
  ++tally.runs;
  tally.count += count;
}

void RunRemarks::say(ImportSink& sink) const {
  for (const auto& [done, tally] : tallies_) {
    const auto& [did, why] = done;
    std::string sentence = "run " + tally.first_run;
    if (tally.runs > 1) sentence = std::to_string(tally.runs) + " runs, " + sentence + " the first";
    sentence += ": " + did + " (" + std::to_string(tally.count) + "): " + why;
    sink.note(std::move(sentence));
  }
}

SourceRun::SourceRun(std::string source_id, RunRemarks& remarks) : remarks_(remarks) {
  whole_.run.source_id = std::move(source_id);
  whole_.run.status = tracker::Status::finished;
}

void SourceRun::param(std::string_view name, tracker::ParamValue value) {
  if (!name.empty()) whole_.run.params.push_back({name, std::move(value)});
}

void SourceRun::tag(std::string_view name, std::string_view text) {
  if (!name.empty() && !text.empty()) whole_.run.tags.push_back({name, std::string{text}});
}

void SourceRun::result(std::string_view metric, double value) {
  if (!metric.empty()) whole_.run.results.push_back({metric, value});
}

void SourceRun::environment(std::string_view name, std::string_view text) {
  if (!name.empty() && !text.empty()) whole_.run.environment.push_back({name, std::string{text}});
}

void SourceRun::params(const std::string& name, const Json& value) {
  if (value.is_discarded()) return;
  if (value.is_object()) {
    for (const auto& [key, entry] : value.items()) params(joined(name, key), entry);
  } else if (value.is_array()) {
    param(name, value.dump(-1, ' ', false, Json::error_handler_t::replace));
  } else if (value.is_null()) {
    param(name, std::string{"null"});
  } else if (value.is_boolean()) {
    param(name, value.get<bool>());
  } else if (fits_int64(value)) {
    param(name, value.get<std::int64_t>());
  } else if (value.is_number_integer()) {
    param(name, value.dump());  // above 63 bits: as its digits
  } else if (value.is_number()) {
    param(name, value.get<double>());
  } else {
    param(name, value.get<std::string>());
  }
}

void SourceRun::point(std::string_view metric, std::int64_t step, double value, std::optional<double> time) {
  const auto [found, is_new] = curve_of_.try_emplace(std::string{metric}, whole_.curves.size());
  if (is_new) whole_.curves.emplace_back().metric = metric;
  tracker::Curve& curve = whole_.curves[found->second];
  curve.step.push_back(step);
  curve.value.push_back(value);
  if (time) curve.time.push_back(*time);
}

void SourceRun::curve(tracker::Curve curve) {
  const bool is_new = curve_of_.try_emplace(curve.metric.str(), whole_.curves.size()).second;
  if (!is_new) return leave_out("curves", "another one has the same name");
  whole_.curves.push_back(std::move(curve));
}

void SourceRun::leave_out(const std::string& what, const std::string& why, std::int64_t count) {
  remark("left out " + what, why, count);
}

void SourceRun::remark(const std::string& did, const std::string& why, std::int64_t count) {
  if (count > 0) remarked_[{did, why}] += count;
}

void SourceRun::sort_and_summarize() {
  tracker::Run& run = whole_.run;
  const auto by_name = [](const auto& a, const auto& b) { return a.name == b.name; };
  const auto by_metric = [](const auto& a, const auto& b) { return a.metric == b.metric; };
  sort_by_name(run.params);
  sort_by_name(run.tags);
  sort_by_name(run.environment);
  sort_by_metric(run.results);
  leave_out("params", "an earlier one has the same name", keep_first(run.params, by_name));
  leave_out("tags", "an earlier one has the same name", keep_first(run.tags, by_name));
  leave_out("results", "an earlier one has the same name", keep_first(run.results, by_metric));
  leave_out("facts of the environment", "an earlier one has the same name",
            keep_first(run.environment, by_name));
  for (tracker::Curve& curve : whole_.curves) {
    if (curve.time.size() == curve.step.size() || curve.time.empty()) continue;
    leave_out("time stamps", "other points of the curve have none",
              static_cast<std::int64_t>(curve.time.size()));
    curve.time.clear();
  }
  sort_by_metric(whole_.curves);
  sort_by_metric(whole_.items);
  for (const tracker::Curve& curve : whole_.curves) run.curves.push_back(tracker::summarize(curve));
  for (const tracker::ItemScores& scores : whole_.items) run.item_metrics.push_back(scores.metric);
}

void SourceRun::finish(ImportSink& sink) && {
  sort_and_summarize();
  for (const auto& [done, count] : remarked_) remarks_.add(id(), done.first, done.second, count);
  sink.add(std::move(whole_));
}

std::string joined(const std::string& above, const std::string& key, char separator) {
  if (above.empty()) return key;
  std::string name = above;
  name += separator;
  return name += key;
}

std::string text_in(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<double> exact_number(const Json& value) {
  const auto number = lenient_number(value);
  if (!number || !value.is_number_integer()) return number;
  const bool is_exact = fits_int64(value) && std::fabs(*number) < two_to_63 &&
                        static_cast<std::int64_t>(*number) == value.get<std::int64_t>();
  return is_exact ? number : std::nullopt;
}

std::optional<std::int64_t> integer_of_number(const Json& value) {
  if (fits_int64(value)) return value.get<std::int64_t>();
  if (!value.is_number_float()) return std::nullopt;
  const double number = value.get<double>();
  if (number != std::floor(number) || number < -two_to_63 || number >= two_to_63) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::optional<std::int64_t> integer_in(const Json& object, const char* key) {
  if (!object.is_object()) return std::nullopt;
  const auto found = object.find(key);
  return found == object.end() ? std::nullopt : integer_of_number(*found);
}

std::optional<double> utc_time(std::string text) {
  constexpr std::size_t date = 10;
  if (text.size() > date && text[date] == ' ') text[date] = 'T';
  if (const auto time = tracker::parse_time(text)) return time;
  return tracker::parse_time(text + "Z");
}

std::optional<std::int64_t> seed_among(const tracker::Run& run) {
  static constexpr std::array names{"seed", "random_seed", "random_state", "global_seed", "rng_seed"};
  for (const char* const name : names) {
    for (const tracker::Param& param : run.params) {
      const auto* const integer = std::get_if<std::int64_t>(&param.value);
      if (param.name == name && integer != nullptr) return *integer;
    }
  }
  return std::nullopt;
}

}  // namespace gainsay::importers
