#include "gainsay/importers/field_map.h"

#include <array>
#include <string_view>

#include "gainsay/tracker/error.h"

#include "nearest.h"
#include "run_fields.h"

namespace gainsay::importers {
namespace {

constexpr std::string_view metric_prefix = "metrics.";
constexpr std::size_t most_names = 100'000;  // that are kept for the sake of an error

bool is_metric(const std::string& field) {
  return field.starts_with(metric_prefix) && field.size() > metric_prefix.size();
}

void check_field(const std::string& field, const std::string& option) {
  if (is_run_field(field) || (option == "--map" && is_metric(field))) return;
  static constexpr std::array<std::string_view, 7> known{"method", "dataset", "split", "seed",
                                                         "fold",   "purpose", "role"};
  const auto near = nearest(field, known);
  throw tracker::FormatError(option, "there is no field `" + field + "`",
                             near.empty()
                                 ? "the fields are method, dataset, split, seed, fold, purpose, role, "
                                   "params.NAME, tags.NAME and, for --map, metrics.NAME"
                                 : "did you mean `" + std::string{near} + "`?");
}

std::string count_of(std::size_t runs) { return std::to_string(runs) + (runs == 1 ? " run" : " runs"); }

// A list of the nearest name or, without one, of a few of them.
std::string suggestion(const std::string& source, const std::set<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  if (const auto near = nearest(source, candidates); !near.empty())
    return "did you mean `" + std::string{near} + "`?";
  if (names.empty()) return "the runs have neither params nor tags";
  std::string list;
  std::size_t shown = 0;
  for (const auto& name : names) {
    if (++shown > 10) break;
    list += (list.empty() ? "" : ", ") + name;
  }
  return "there are: " + list + (names.size() > 10 ? ", ..." : "");
}

}  // namespace

FieldMap::FieldMap(const FieldMapOptions& options)
    : constants_(options.constants), pattern_(options.pattern) {
  for (const FieldText& source : options.sources) {
    check_field(source.field, "--map");
    if (source.text.empty()) {
      throw tracker::FormatError("--map", "`" + source.field + "` has no source",
                                 "write for instance " + source.field + "=params.NAME");
    }
    add_field(source.field);
    sources_.push_back({source.field, source.text});
  }
  for (const FieldText& constant : constants_) {
    check_field(constant.field, "--constant");
    add_field(constant.field);
  }
  if (!pattern_.empty()) parse_pattern(pattern_);
}

void FieldMap::add_field(const std::string& field) {
  if (fields_.insert(field).second) return;
  throw tracker::FormatError("", "the field `" + field + "` is given twice",
                             "take it from one place: --map, --constant or --pattern");
}

void FieldMap::parse_pattern(const std::string& pattern) {
  const auto refuse = [&](const std::string& problem) {
    throw tracker::FormatError("--pattern", "`" + pattern + "` " + problem,
                               "write for instance {method}/{dataset}/seed{seed}");
  };
  std::size_t open = pattern.find('{');
  if (open == std::string::npos) refuse("has no {field}");
  pattern_start_ = pattern.substr(0, open);
  while (open != std::string::npos) {
    const std::size_t close = pattern.find('}', open);
    if (close == std::string::npos) refuse("has a { without a }");
    const std::string field = pattern.substr(open + 1, close - open - 1);
    if (!field.empty()) {
      check_field(field, "--pattern");
      add_field(field);
    }
    open = pattern.find('{', close);
    if (open == close + 1) refuse("has two fields with nothing between them");
    parts_.push_back({field, pattern.substr(close + 1, open == std::string::npos ? open : open - close - 1)});
  }
}

bool FieldMap::apply_pattern(tracker::WholeRun& run) const {
  const auto text = run_text(run.run, "name");
  if (!text || !text->starts_with(pattern_start_)) return false;
  std::vector<std::string> values;
  std::size_t from = pattern_start_.size();
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const std::string& following = parts_[i].following;
    const bool is_last = i + 1 == parts_.size();
    if (text->size() < from + 1 + following.size()) return false;
    const std::size_t to = is_last ? text->size() - following.size() : text->find(following, from + 1);
    if (to == std::string::npos || text->compare(to, following.size(), following) != 0) return false;
    values.push_back(text->substr(from, to - from));
    from = to + following.size();
  }
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (!parts_[i].field.empty()) set_run_field(run.run, parts_[i].field, values[i]);
  }
  return true;
}

void FieldMap::remember_names(const tracker::WholeRun& run) {
  if (names_.size() >= most_names) return;
  for (const auto& param : run.run.params) names_.insert("params." + param.name.str());
  for (const auto& tag : run.run.tags) names_.insert("tags." + tag.name.str());
  for (const auto& curve : run.curves) names_.insert(curve.metric.str());
  for (const auto& result : run.run.results) names_.insert(result.metric.str());
}

void FieldMap::apply(tracker::WholeRun& run) {
  sort_entries(run);
  ++runs_;
  remember_names(run);
  const tracker::Run before = run.run;
  if (!pattern_.empty() && !apply_pattern(run)) {
    if (unmatched_++ == 0) an_unmatched_name_ = title_of(run.run);
  }
  for (Source& source : sources_) {
    if (is_metric(source.field)) {
      const bool is_there = rename_metric(run, source.from, source.field.substr(metric_prefix.size()));
      if (!is_there) ++source.missing;
    } else if (const auto text = run_text(before, source.from)) {
      set_run_field(run.run, source.field, *text);
    } else {
      ++source.missing;
    }
  }
  for (const FieldText& constant : constants_) set_run_field(run.run, constant.field, constant.text);
  sort_entries(run);
  summarize_entries(run);
}

void FieldMap::refuse_source(const Source& source) const {
  throw tracker::FormatError(
      "--map", "no run has `" + source.from + "`, from which " + source.field + " should be taken",
      suggestion(source.from, names_));
}

std::vector<std::string> FieldMap::finish() const {
  if (runs_ == 0) return {};
  if (!pattern_.empty() && unmatched_ == runs_) {
    throw tracker::FormatError(
        "--pattern",
        "the name of no run matches `" + pattern_ + "`, for instance that of " + an_unmatched_name_,
        "`--dry-run` without a pattern shows what there is");
  }
  std::vector<std::string> notes;
  if (unmatched_ > 0) {
    notes.push_back(count_of(unmatched_) + " did not match the pattern " + pattern_ + ", among them " +
                    an_unmatched_name_ + ": their fields are as the source has them");
  }
  for (const Source& source : sources_) {
    if (source.missing == runs_) refuse_source(source);
    if (source.missing > 0) {
      notes.push_back(count_of(source.missing) + " without `" + source.from + "`: " + source.field +
                      " is as the source has it");
    }
  }
  return notes;
}

}  // namespace gainsay::importers
