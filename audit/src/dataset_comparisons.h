#pragma once

#include <optional>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"

// A comparison over datasets rests on those on each of them: made once, they serve both.
namespace gainsay::audit {

struct DatasetComparison {
  Comparison comparison;
  // As it would be with its failed runs at the worst value; nothing when it has none or they do not apply.
  std::optional<Comparison> worst;
};

// The method of the claim against another on each of the claim's datasets.
std::vector<DatasetComparison> compare_on_each_dataset(const Study& study, const Claim& claim, Name against);

// What compare_over_datasets() gives, from `parts` of compare_on_each_dataset().
Comparison compare_over(const Study& study, const Claim& claim, Name against,
                        std::vector<DatasetComparison> parts);

}  // namespace gainsay::audit
