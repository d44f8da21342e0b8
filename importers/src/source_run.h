#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "gainsay/importers/importer.h"

#include "lenient_json.h"

namespace gainsay::importers {

using Json = nlohmann::json;

// What an import did to its runs that the user should know, told once at its end and not once a run.
class RunRemarks {
 public:
  // did: in the past tense, with a plural ("left out images"); why: a clause ("Gainsay keeps numbers").
  void add(const std::string& run_id, const std::string& did, const std::string& why, std::int64_t count);

  // A sentence for each thing done, with its count and the run, or the first of the runs.
  void say(ImportSink& sink) const;

 private:
  struct Tally {
    std::string first_run;
    std::int64_t runs = 0;
    std::int64_t count = 0;
  };
  std::map<std::pair<std::string, std::string>, Tally> tallies_;
};

// One run that is put together from what another tool has written, in any order.
class SourceRun {
 public:
  SourceRun(std::string source_id, RunRemarks& remarks);

  tracker::Run& run() { return whole_.run; }
  const tracker::Run& run() const { return whole_.run; }
  const std::string& id() const { return whole_.run.source_id; }

  // An entry whose name is there already is left out, unless it says the same. Empty names and tags without a
  // text make no entry.
  void param(std::string_view name, tracker::ParamValue value);
  void tag(std::string_view name, std::string_view text);
  void result(std::string_view metric, double value);
  void environment(std::string_view name, std::string_view text);

  // The params that a JSON value is: members of objects get dotted names (`optimizer.lr`), an array is its
  // text ("[64,64]"), null the text "null"; a discarded value and an empty object make none. name: empty for
  // the whole configuration.
  void params(const std::string& name, const Json& value);

  void point(std::string_view metric, std::int64_t step, double value,
             std::optional<double> time = std::nullopt);
  // A whole curve; one whose metric is there already is left out.
  void curve(tracker::Curve curve);
  void items(tracker::ItemScores scores) { whole_.items.push_back(std::move(scores)); }

  // Counts what is not kept: `what` in the plural ("images"), `why` as a clause ("Gainsay keeps numbers").
  void leave_out(const std::string& what, const std::string& why, std::int64_t count = 1);
  void remark(const std::string& did, const std::string& why, std::int64_t count);

  // Hands the run over, its entries sorted, its curves summarised.
  void finish(ImportSink& sink) &&;

 private:
  void sort_and_summarize();

  tracker::WholeRun whole_;
  std::unordered_map<std::string, std::size_t> curve_of_;
  RunRemarks& remarks_;
  std::map<std::pair<std::string, std::string>, std::int64_t> remarked_;
};

// `key` below `above`: "optimizer.lr"; the key alone where there is nothing above.
std::string joined(const std::string& above, const std::string& key, char separator = '.');

// The text of a member; empty where there is none or it is no text.
std::string text_in(const Json& object, const char* key);

// The number that a value is, or stands for ("NaN"); nothing for any other value, and for an integer that no
// double holds.
std::optional<double> exact_number(const Json& value);

// The integer that a value is, also where it is written as a number without a fraction (3.0); nothing for
// any other value.
std::optional<std::int64_t> integer_of_number(const Json& value);

// The same of a member; nothing where there is none.
std::optional<std::int64_t> integer_in(const Json& object, const char* key);

// Seconds since the epoch of a time in ISO 8601, of which one without a zone is in UTC, and a blank may stand
// for the T; nothing for any other text.
std::optional<double> utc_time(std::string text);

// The seed that a run's params name, by the first of the usual names that holds an integer: seed,
// random_seed, random_state, global_seed, rng_seed, also as the last part of a dotted name when only one
// param is called so.
std::optional<std::int64_t> seed_among(const tracker::Run& run);

}  // namespace gainsay::importers
