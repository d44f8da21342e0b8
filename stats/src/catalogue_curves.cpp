#include "gainsay/stats/kaplan_meier.h"
#include "gainsay/stats/learning_curve.h"
#include "gainsay/stats/log_rank_test.h"

#include "catalogue_families.h"

namespace gainsay::stats {

template <>
struct FieldsOf<LearningCurve> : Fields<&LearningCurve::steps, &LearningCurve::values> {};

template <>
struct FieldsOf<StepRange> : Fields<&StepRange::first_step, &StepRange::last_step> {};

template <>
struct FieldsOf<AreaUnderCurve>
    : Fields<&AreaUnderCurve::area, &AreaUnderCurve::mean, &AreaUnderCurve::first_step,
             &AreaUnderCurve::last_step, &AreaUnderCurve::n, &AreaUnderCurve::method> {};

template <>
struct FieldsOf<StepsToTarget> : Fields<&StepsToTarget::steps, &StepsToTarget::reached,
                                        &StepsToTarget::target, &StepsToTarget::n, &StepsToTarget::method> {};

template <>
struct FieldsOf<CensoredTimes> : Fields<&CensoredTimes::times, &CensoredTimes::events> {};

template <>
struct FieldsOf<SurvivalPoint>
    : Fields<&SurvivalPoint::time, &SurvivalPoint::n_at_risk, &SurvivalPoint::n_events,
             &SurvivalPoint::survival, &SurvivalPoint::standard_error, &SurvivalPoint::interval> {};

template <>
struct FieldsOf<KaplanMeier>
    : Fields<&KaplanMeier::curve, &KaplanMeier::median, &KaplanMeier::median_low, &KaplanMeier::median_high,
             &KaplanMeier::confidence, &KaplanMeier::n, &KaplanMeier::n_events, &KaplanMeier::method> {};

template <>
struct FieldsOf<LogRankGroup>
    : Fields<&LogRankGroup::label, &LogRankGroup::n, &LogRankGroup::observed, &LogRankGroup::expected> {};

template <>
struct FieldsOf<LogRankTest>
    : Fields<&LogRankTest::statistic, &LogRankTest::df, &LogRankTest::p_value, &LogRankTest::groups,
             &LogRankTest::n, &LogRankTest::n_strata, &LogRankTest::method> {};

template <>
inline constexpr std::array<std::string_view, 2> names_of<Crossing>{"first", "sustained"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<SurvivalInterval>{"plain", "log-log"};

std::vector<Entry> curve_entries() {
  using namespace parameters;
  constexpr ParameterText steps{"steps", "ascending"};
  constexpr ParameterText values{"values", "of the metric, one a step"};
  constexpr ParameterText times{"times", "to the target, or to the end of a run that did not reach it"};
  constexpr ParameterText events{"events", "1 where the target was reached, 0 where not"};
  return {
      entry<&area_under_curve>({"area_under_curve", "How high is a learning curve on average?"}, steps,
                               values, ParameterText{"first_step", "left out: that of the curve"},
                               ParameterText{"last_step", "left out: that of the curve"}),
      entry<&steps_to_target>(
          {"steps_to_target", "After how many steps does a run reach a target?"}, steps, values,
          ParameterText{"target", "a value of the metric"},
          ParameterText{"crossing", "the first time, or for good (sustained)", std::string_view{"first"}},
          higher_is_better),
      entry<&kaplan_meier>(
          {"kaplan_meier", "How many runs take longer than t to reach a target?"}, times, events,
          ParameterText{"kind", "how intervals are made", std::string_view{"log-log"}}, confidence),
      entry<&log_rank_test>({"log_rank_test", "Do several methods reach a target equally fast?"}, times,
                            events, ParameterText{"group", "a label of the method, one a time"},
                            ParameterText{"strata", "a label of the dataset, one a time"}),
  };
}

}  // namespace gainsay::stats
