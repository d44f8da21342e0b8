#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gainsay/tracker/model.h"

namespace gainsay::importers {

// How one point of a curve becomes the result: the first, the last, the largest or smallest finite value, or
// the value at the step at which another metric is best (`best:val_loss:min`, `best:val_accuracy:max`).
enum class ChoiceKind : std::uint8_t { first, last, min, max, best_min, best_max };

// Makes results out of curves, as asked. Apply it to every run of an import, then ask finish(). Not for use
// by two threads at once.
class ResultChoice {
 public:
  // choices: `METRIC` (its last value) or `METRIC=WAY`, WAY being first, last, min, max, best:OTHER:min or
  // best:OTHER:max; everything before the last `=` is the metric. rest: the way (without best) for every
  // other metric that has no result in the source; empty: none. Throws tracker::FormatError for an unknown
  // way, a metric that is chosen twice, and `best:OTHER` that does not say whether low or high is good.
  ResultChoice(const std::vector<std::string>& choices, const std::string& rest);

  bool empty() const { return choices_.empty() && !rest_; }

  // Adds the results to a run whose entries are sorted; one that was chosen by name replaces the source's.
  // The tag `selected_by` says how: `first`, `last`, or `best:OTHER` (OTHER is the metric itself for min and
  // max). Where a run's results were chosen in several ways, it names a `best` one, and tags
  // `selected_by.METRIC` tell them apart.
  void apply(tracker::WholeRun& run);

  // After the last run: sentences about the runs where a choice found no point. Throws tracker::FormatError,
  // with the nearest names there are, where no run had a metric that was chosen by name. Nothing where no run
  // was given.
  std::vector<std::string> finish() const;

 private:
  struct Choice {
    std::string metric;
    ChoiceKind kind = ChoiceKind::last;
    std::string other;  // of best
    std::size_t missing = 0;
  };
  struct Chosen {
    tracker::Name metric;
    double value = 0.0;
    std::string way;
  };

  static Choice parse(const std::string& text);
  static void parse_way(const std::string& way, Choice& choice);
  static std::optional<Chosen> choose(const tracker::WholeRun& run, const tracker::Curve& curve,
                                      const Choice& choice);
  static void set(tracker::WholeRun& run, const std::vector<Chosen>& chosen);

  std::vector<Choice> choices_;
  std::optional<Choice> rest_;
  std::set<std::string> metrics_;
  std::size_t runs_ = 0;
};

}  // namespace gainsay::importers
