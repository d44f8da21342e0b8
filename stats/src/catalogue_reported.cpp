#include <optional>
#include <string_view>

#include "gainsay/stats/grim.h"
#include "gainsay/stats/grimmer.h"
#include "gainsay/stats/metric_feasibility.h"
#include "gainsay/stats/reported_p_value.h"
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
struct FieldsOf<SdDesign> : Fields<&SdDesign::n, &SdDesign::denominator, &SdDesign::rounding> {};

template <>
struct FieldsOf<ClassCounts> : Fields<&ClassCounts::positive, &ClassCounts::total> {};

template <>
struct FieldsOf<ConfusionCounts> : Fields<&ConfusionCounts::true_positive, &ConfusionCounts::false_negative,
                                          &ConfusionCounts::true_negative, &ConfusionCounts::false_positive> {
};

template <>
struct FieldsOf<MetricFeasibility> : Fields<&MetricFeasibility::feasible, &MetricFeasibility::witness> {};

template <>
inline constexpr std::array<std::string_view, 3> names_of<SdDenominator>{"n-1", "n", "either"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<PrintedRelation>{"equal", "below", "above"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<GrimRounding>{"half", "any"};

namespace {

bool grim(std::string_view reported, const GrimDesign& design) {
  return grim_consistent(parse_reported_number(reported), design);
}

RoundingInterval rounding(std::string_view reported, double scale) {
  return rounding_interval(parse_reported_number(reported), scale);
}

bool grimmer(std::string_view mean, std::string_view sd, const SdDesign& design) {
  return grimmer_consistent({parse_reported_number(mean), parse_reported_number(sd)}, design);
}

bool debit(std::string_view mean, std::string_view sd, const SdDesign& design, std::int64_t scale) {
  return debit_consistent({parse_reported_number(mean), parse_reported_number(sd)}, scale, design);
}

RoundingInterval p_of_t(std::string_view statistic, double df, Alternative alternative) {
  return p_value_of_reported_t(parse_reported_number(statistic), df, alternative);
}

RoundingInterval p_of_z(std::string_view statistic, Alternative alternative) {
  return p_value_of_reported_z(parse_reported_number(statistic), alternative);
}

RoundingInterval p_of_f(std::string_view statistic, double df_between, double df_within) {
  return p_value_of_reported_f(parse_reported_number(statistic), df_between, df_within);
}

RoundingInterval p_of_chi_squared(std::string_view statistic, double df) {
  return p_value_of_reported_chi_squared(parse_reported_number(statistic), df);
}

bool p_consistent(std::string_view p, double low, double high, PrintedRelation relation) {
  return p_value_consistent(parse_reported_number(p), relation, {low, high});
}

std::optional<ReportedNumber> number_of(std::optional<std::string_view> text) {
  return text ? std::optional{parse_reported_number(*text)} : std::nullopt;
}

using Printed = std::optional<std::string_view>;

MetricFeasibility feasibility(std::int64_t total, std::optional<std::int64_t> positive, Printed accuracy,
                              Printed sensitivity, Printed specificity, Printed precision, Printed f1,
                              std::int64_t scale, GrimRounding rounding) {
  return metric_feasibility({number_of(accuracy), number_of(sensitivity), number_of(specificity),
                             number_of(precision), number_of(f1)},
                            {positive, total}, scale, rounding);
}

}  // namespace

std::vector<Entry> reported_number_entries() {
  constexpr ParameterText reported{"reported", "the number as printed, trailing zeros included"};
  constexpr ParameterText n{"n", "integers that were averaged"};
  constexpr ParameterText scale{"scale", "100 for a percentage, 1 for a proportion", std::int64_t{1}};
  constexpr ParameterText proportion{"proportion", "each integer is 0 or 1", true};
  constexpr ParameterText rounding_rule{"rounding", "to the nearest alone, or any way",
                                        std::string_view{"any"}};
  constexpr ParameterText mean{"mean", "as printed, trailing zeros included"};
  constexpr ParameterText sd{"sd", "as printed"};
  constexpr ParameterText denominator{"denominator", "of the sd's square", std::string_view{"either"}};
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
      entry<&grimmer>({"grimmer_test", "Can a reported mean and sd of integers be so?", "grimmer_consistent"},
                      mean, sd, n, denominator, rounding_rule),
      entry<&debit>({"debit_test", "Can a reported mean and sd of zeros and ones be so?", "debit_consistent"},
                    mean, sd, n, denominator, rounding_rule, scale),
  };
}

std::vector<Entry> reported_result_entries() {
  constexpr ParameterText statistic{"statistic", "as printed, trailing zeros included"};
  constexpr ParameterText df{"df", "degrees of freedom, above 0"};
  return {
      entry<&p_of_t>({"p_value_of_reported_t", "Which p values may stand behind a printed t?"}, statistic, df,
                     parameters::alternative),
      entry<&p_of_z>({"p_value_of_reported_z", "Which p values may stand behind a printed z?"}, statistic,
                     parameters::alternative),
      entry<&p_of_f>({"p_value_of_reported_f", "Which p values may stand behind a printed F?"}, statistic,
                     ParameterText{"df_between", "above 0"}, ParameterText{"df_within", "above 0"}),
      entry<&p_of_chi_squared>(
          {"p_value_of_reported_chi_squared", "Which p values may stand behind a printed chi-squared?"},
          statistic, df),
      entry<&p_consistent>(
          {"p_value_consistent", "Does a printed p value agree with a recomputed range?"},
          ParameterText{"p", "as printed"}, ParameterText{"low", "end of the range"},
          ParameterText{"high", "end of the range"},
          ParameterText{"relation", "how it is printed: p = , p < or p >", std::string_view{"equal"}}),
      entry<&feasibility>(
          {"metric_feasibility", "Can accuracy, sensitivity, specificity, precision and F1 go together?"},
          ParameterText{"total", "examples of both classes, 2 or more"},
          ParameterText{"positive", "examples of the positive class; left out: any"},
          ParameterText{"accuracy", "as printed"}, ParameterText{"sensitivity", "recall, as printed"},
          ParameterText{"specificity", "as printed"}, ParameterText{"precision", "as printed"},
          ParameterText{"f1", "as printed"},
          ParameterText{"scale", "100 for a percentage, 1 for a proportion", std::int64_t{1}},
          ParameterText{"rounding", "to the nearest alone, or any way", std::string_view{"any"}}),
  };
}

}  // namespace gainsay::stats
