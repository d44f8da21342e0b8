#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// sources: field -> where its value is found, `{"method", "params.model"}`.
// constants: field -> its value in every run, `{"dataset", "digits"}`.
// pattern: how the tag `name` of a run is put together, `{method}/{dataset}/seed{seed}`; empty: not looked
// at.
//
// Fields are method, dataset, split, seed, fold, purpose, role, params.NAME and tags.NAME; a source may also
// be renamed to metrics.NAME: then it is the metric's name in the file, and its curve, result and item scores
// are renamed. Other sources are params.NAME, tags.NAME or, for short, the NAME of a tag (`name`,
// `experiment`); method, dataset and id are what the importer made of them.
struct FieldMapOptions {
  std::vector<FieldText> sources = {};
  std::vector<FieldText> constants = {};
  std::string pattern = {};
};

// Fills in what a study needs to know of a run from what other tools keep in params, tags and names. Apply it
// to every run of an import, then ask finish(). Not for use by two threads at once.
class FieldMap {
 public:
  // Throws tracker::FormatError for an unknown field, with the nearest known one; a field that is given twice
  // (by sources, constants and pattern together); an empty source; a pattern that has no field, an unclosed
  // brace, or two fields with nothing between them.
  explicit FieldMap(const FieldMapOptions& options);

  // Sets the fields of one run, sorts its entries and summarises its curves. What a run has no source for
  // stays as it is.
  //
  // A pattern is matched from left to right: each `{field}` takes what stands before the first occurrence of
  // the text that follows it, at least one byte; `{}` takes a text that is not used. The whole name must
  // match.
  //
  // Throws tracker::FormatError naming run, field and value for a seed or fold that is no integer, an unknown
  // purpose or role, an empty method, and a metric renamed to one that the run has already.
  void apply(tracker::WholeRun& run);

  // After the last run: sentences about the runs that had no source for a field, or did not match the
  // pattern. Throws tracker::FormatError, with the nearest names there are, where no run had the source of a
  // field or matched the pattern. Nothing where no run was given.
  std::vector<std::string> finish() const;

 private:
  struct Source {
    std::string field;
    std::string from;
    std::size_t missing = 0;  // runs
  };
  struct PatternPart {
    std::string field;      // empty: not used
    std::string following;  // the text up to the next field
  };

  void add_field(const std::string& field);
  void parse_pattern(const std::string& pattern);
  bool apply_pattern(tracker::WholeRun& run) const;
  void remember_names(const tracker::WholeRun& run);
  [[noreturn]] void refuse_source(const Source& source) const;

  std::vector<Source> sources_;
  std::vector<FieldText> constants_;
  std::string pattern_;
  std::string pattern_start_;
  std::vector<PatternPart> parts_;
  std::set<std::string> fields_;
  std::set<std::string> names_;  // that could have been sources
  std::size_t runs_ = 0;
  std::size_t unmatched_ = 0;
  std::string an_unmatched_name_;
};

}  // namespace gainsay::importers
