#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"

namespace gainsay::audit {

// A comparison that no claim declares.
struct ComparisonQuestion {
  Name method;
  Name against;
  std::optional<Name> metric;    // else that of the first claim, else the first quality metric that both have
  std::vector<Name> datasets;    // empty: those on which both were run
  std::string test;              // as a claim's `test`; empty: by the pairing
  std::optional<Pairing> pairing;
};

// One comparison a dataset, and, over several datasets, one over all of them at the end. Holm over the datasets.
// Throws tracker::NotFoundError for a method, metric or dataset that was not recorded, or when there is no dataset on
// which both were run; tracker::FormatError for a metric without a known direction.
std::vector<Comparison> compare_freely(const Study& study, const ComparisonQuestion& question);

std::optional<Pairing> parse_pairing(std::string_view text);

}  // namespace gainsay::audit
