#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/tracker/model.h"
#include "gainsay/tracker/query.h"

namespace gainsay::audit {

// One number for a group of runs: how many have the field, or the mean, sd (denominator n - 1), standard
// error, median, smallest or largest of what they have.
enum class GroupStatistic : std::uint8_t { n, mean, sd, standard_error, median, min, max };

// "n", "mean", "sd", "se", "median", "min", "max", and back; nothing for any other text.
std::string_view to_string(GroupStatistic aggregate);
std::optional<GroupStatistic> parse_group_statistic(std::string_view text);

// Runs that are alike in the fields that they were grouped by.
struct RunGroup {
  std::vector<std::optional<tracker::ParamValue>> key;  // one for each field
  std::int64_t runs = 0;
  // [field][aggregate]; nothing where there is no such number: no run of the group has the field, one run has
  // no sd.
  std::vector<std::vector<std::optional<double>>> numbers;
};

// Groups runs and describes them.
// by: fields, whose values are the keys; a run that lacks one falls into a group of its own with the others
// that do. of: fields of numbers (a text or truth value counts as lacking). statistics: what is told of each.
// Returns the groups in the order of their keys, numbers before texts before what is lacking.
// A value that is not finite is not left out: then the mean, the sd and what depends on them are NaN, and so
// are min and max and the median where one is NaN.
std::vector<RunGroup> group_runs(std::span<const tracker::Run> runs, std::span<const tracker::RunField> by,
                                 std::span<const tracker::RunField> of,
                                 std::span<const GroupStatistic> statistics);

}  // namespace gainsay::audit
