#include <string_view>

#include "gainsay/stats/grim.h"
#include "gainsay/stats/rounding_interval.h"
#include "gainsay/stats/sd_bounds.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<GrimDesign>
    : Fields<&GrimDesign::n, &GrimDesign::scale, &GrimDesign::proportion, &GrimDesign::rounding> {};

template <>
struct FieldsOf<RoundingInterval> : Fields<&RoundingInterval::low, &RoundingInterval::high> {};

template <>
struct FieldsOf<MetricRange> : Fields<&MetricRange::low, &MetricRange::high> {};

template <>
inline constexpr std::array<std::string_view, 2> names_of<GrimRounding>{"half", "any"};

namespace {

bool grim(std::string_view reported, const GrimDesign& design) {
  return grim_consistent(parse_reported_number(reported), design);
}

RoundingInterval rounding(std::string_view reported, double scale) {
  return rounding_interval(parse_reported_number(reported), scale);
}

}  // namespace

std::vector<Entry> reported_number_entries() {
  constexpr ParameterText reported{"reported", "the number as printed, trailing zeros included"};
  constexpr ParameterText n{"n", "integers that were averaged"};
  constexpr ParameterText scale{"scale", "100 for a percentage, 1 for a proportion", std::int64_t{1}};
  constexpr ParameterText proportion{"proportion", "each integer is 0 or 1", true};
  constexpr ParameterText rounding_rule{"rounding", "to the nearest alone, or any way",
                                        std::string_view{"any"}};
  constexpr ParameterText low{"low", "least value of the metric"};
  constexpr ParameterText high{"high", "greatest value of the metric"};
  return {
      entry<&grim>({"grim_test", "Can a reported mean of integers be what it says it is?", "grim_consistent"},
                   reported, n, scale, proportion, rounding_rule),
      entry<&grim_power>({"grim_power", "How much can the GRIM test find out?"},
                         ParameterText{"decimals", "0 to 6"}, n, scale, proportion, rounding_rule),
      entry<&rounding>({"rounding_interval", "All the values that a printed number may stand for"}, reported,
                       ParameterText{"scale", "what one printed unit is worth", 1.0}),
      entry<&max_sd_for_range>({"max_sd_for_range", "The largest sd that n values within a range can have"},
                               low, high, ParameterText{"n", "values, 2 or more"}),
      entry<&max_sd_for_mean>({"max_sd_for_mean", "The same where their mean is known"}, low, high,
                              ParameterText{"mean", "within the range"},
                              ParameterText{"n", "values, 2 or more"}),
  };
}

}  // namespace gainsay::stats
