#include "gainsay/stats/interquartile_mean.h"
#include "gainsay/stats/median.h"
#include "gainsay/stats/optimality_gap.h"
#include "gainsay/stats/performance_profile.h"
#include "gainsay/stats/probability_of_improvement.h"
#include "gainsay/stats/stratified_bootstrap.h"
#include "gainsay/stats/stratified_t_test.h"

#include "catalogue_families.h"
#include "check.h"

namespace gainsay::stats {

template <>
struct FieldsOf<AggregateRule> : Fields<&AggregateRule::aggregate, &AggregateRule::trim,
                                        &AggregateRule::target, &AggregateRule::sampling> {};

template <>
struct FieldsOf<MedianInterval>
    : Fields<&MedianInterval::estimate, &MedianInterval::interval, &MedianInterval::achieved_confidence,
             &MedianInterval::n, &MedianInterval::method> {};

template <>
struct FieldsOf<BootstrapInterval>
    : Fields<&BootstrapInterval::estimate, &BootstrapInterval::standard_error, &BootstrapInterval::interval,
             &BootstrapInterval::replicates, &BootstrapInterval::seed, &BootstrapInterval::n_tasks,
             &BootstrapInterval::n_runs, &BootstrapInterval::method> {};

template <>
struct FieldsOf<StratifiedTTest>
    : Fields<&StratifiedTTest::estimate, &StratifiedTTest::standard_error, &StratifiedTTest::interval,
             &StratifiedTTest::statistic, &StratifiedTTest::df, &StratifiedTTest::p_value,
             &StratifiedTTest::n_strata, &StratifiedTTest::n_a, &StratifiedTTest::n_b,
             &StratifiedTTest::method> {};

template <>
struct FieldsOf<ProbabilityOfImprovement>
    : Fields<&ProbabilityOfImprovement::estimate, &ProbabilityOfImprovement::standard_error,
             &ProbabilityOfImprovement::interval, &ProbabilityOfImprovement::separated,
             &ProbabilityOfImprovement::replicates, &ProbabilityOfImprovement::seed,
             &ProbabilityOfImprovement::n_tasks, &ProbabilityOfImprovement::n_a,
             &ProbabilityOfImprovement::n_b, &ProbabilityOfImprovement::method> {};

template <>
struct FieldsOf<PerformanceProfile>
    : Fields<&PerformanceProfile::taus, &PerformanceProfile::profile, &PerformanceProfile::standard_errors,
             &PerformanceProfile::pointwise, &PerformanceProfile::simultaneous,
             &PerformanceProfile::simultaneous_critical_value, &PerformanceProfile::replicates,
             &PerformanceProfile::seed, &PerformanceProfile::n_tasks, &PerformanceProfile::n_runs,
             &PerformanceProfile::method> {};

template <>
inline constexpr std::array<std::string_view, 2> names_of<ProfileUnit>{"runs", "task-means"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<TaskSampling>{"fixed", "random"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<TrimRule>{"integer-cut", "fractional"};
template <>
inline constexpr std::array<std::string_view, 4> names_of<Aggregate>{"mean", "median", "interquartile-mean",
                                                                     "optimality-gap"};

namespace {

StratifiedTTest stratified(Samples a, Samples b, double confidence) {
  check::same_size("stratified_t_test", a.size(), b.size());
  std::vector<Stratum> strata;
  for (std::size_t i = 0; i < a.size(); ++i) strata.push_back({a[i], b[i]});
  return stratified_t_test(strata, confidence);
}

}  // namespace

std::vector<Entry> aggregate_entries() {
  using namespace parameters;
  constexpr ParameterText trim{"trim", "how a quarter of n is cut where n is not a multiple of 4",
                               std::string_view{"integer-cut"}};
  constexpr ParameterText aggregate{"aggregate", "how runs become one number",
                                    std::string_view{"interquartile-mean"}};
  constexpr ParameterText target{"target", "of the optimality gap", 1.0};
  constexpr ParameterText sampling{"tasks_are", "fixed, or random: a sample of those the claim is about",
                                   std::string_view{"fixed"}};
  constexpr ParameterText a_tasks{"a", "one method: a sample of runs a task"};
  constexpr ParameterText b_tasks{"b", "the other method, on the same tasks"};
  return {
      entry<&interquartile_mean>({"interquartile_mean", "The mean of the middle half of a sample"}, sample,
                                 trim),
      entry<&median>({"median", "The median, with an interval that holds for any distribution"}, sample,
                     confidence),
      entry<&optimality_gap>({"optimality_gap", "How far do scores fall short of a target on average?"},
                             sample, ParameterText{"target", "from which on more is not wanted", 1.0}),
      entry<&stratified_bootstrap>({"stratified_bootstrap", "Where does an aggregate over tasks lie?"}, tasks,
                                   aggregate, trim, target, sampling, replicates(10'000), seed, threads,
                                   confidence),
      entry<&stratified_bootstrap_difference>(
          {"stratified_bootstrap_difference", "Do two methods differ in an aggregate over tasks?"}, a_tasks,
          b_tasks, aggregate, trim, target, sampling, replicates(10'000), seed, threads, confidence),
      entry<&stratified>({"stratified_t_test", "Is the mean gain over these very datasets zero?"}, a_tasks,
                         b_tasks, confidence),
      entry<&probability_of_improvement>(
          {"probability_of_improvement", "How likely is a run of a to beat a run of b on a task?"}, a_tasks,
          b_tasks, replicates(2'000), seed, threads, confidence),
      entry<&performance_profile>(
          {"performance_profile", "Which share of the runs scores above tau, for each tau?"}, tasks,
          ParameterText{"taus", "ascending"}, replicates(2'000), seed, threads,
          ParameterText{"unit", "what is counted", std::string_view{"runs"}}, confidence),
  };
}

}  // namespace gainsay::stats
