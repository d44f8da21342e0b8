#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "gainsay/audit/pain_points.h"

// The parts of the search for pain points.
namespace gainsay::audit {

// What the parts of one search share: every p value that is made goes in, so that Holm counts them all.
class PainPointLedger {
 public:
  // A candidate whose test, where it has one, is among those that were made.
  void add(PainPointCandidate candidate, std::optional<std::size_t> test);
  // A test that was made; returns its number.
  std::size_t count(double p_value);
  void note(std::string not_searched);
  void look(const Comparison& comparison);

  // Adjusts, ranks and hands over.
  PainPointSearch finish(Name method, double alpha);

 private:
  struct Entry {
    PainPointCandidate candidate;
    std::optional<std::size_t> test;
  };
  std::vector<Entry> entries_;
  std::vector<double> p_values_;
  PainPointSearch search_;
};

// Baselines and variants besides `method` that have runs.
std::vector<Name> other_methods(const Study& study, Name method);

// Claimed quality metrics that the method has; without any, all its quality metrics with a known direction
// that are not of a training or validation split.
std::vector<Name> searched_metrics(const Study& study, Name method);

// Datasets, smoke ones left out, on which the method has results of the metric.
std::vector<Name> searched_datasets(const Study& study, Name method, Name metric);

// The shortfall as a share of the reference; itself where the reference is 0.
double share_of(double shortfall, double reference);

void search_datasets(const Study& study, Name method, PainPointLedger& ledger);
void search_items(const Study& study, Name method, PainPointLedger& ledger);
void search_seeds(const Study& study, Name method, PainPointLedger& ledger);
void search_convergence(const Study& study, Name method, PainPointLedger& ledger);

}  // namespace gainsay::audit
