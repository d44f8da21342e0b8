#include <algorithm>
#include <cmath>
#include <numbers>

#include "gainsay/stats/kaplan_meier.h"
#include "gainsay/stats/log_rank_test.h"
#include "gainsay/stats/tuning_curve.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

// How many runs end before they reach the target.
enum class Censoring : std::uint8_t { none, a_fifth, a_half, unequal };
constexpr Columns every_censoring = 0b1111;
constexpr Columns equal_censoring = 0b0111;

// Times to a target of two methods, `size` runs each, with a median of 1 where there is no effect, and the
// scores of as many random tries.
struct Times {
  std::vector<double> times;
  std::vector<std::int64_t> reached;
  std::vector<std::int64_t> method;
  std::vector<double> scores;
  bool shifted;

  CensoredTimes first() const {
    const std::size_t n = times.size() / 2;
    return {std::span(times).first(n), std::span(reached).first(n)};
  }
};

// Runs are stopped at a random time, of which a share of the exponential times is beyond.
double stopped_at(RandomStream& random, const Setting& setting, bool second) {
  const auto censoring = static_cast<Censoring>(setting.column);
  double share = censoring == Censoring::a_fifth ? 0.2 : censoring == Censoring::a_half ? 0.5 : 0;
  if (censoring == Censoring::unequal) share = second ? 0.5 : 0.2;
  if (share == 0) return std::numeric_limits<double>::infinity();
  const double rate = std::numbers::ln2 * share / (1 - share);
  return -std::log1p(-random.uniform()) / rate;
}

Times simulate(RandomStream& random, const Setting& setting) {
  Times made{.times = {}, .reached = {}, .method = {}, .scores = {}, .shifted = setting.shifted};
  for (const bool second : {false, true}) {
    for (int run = 0; run < setting.size; ++run) {
      const double slower = setting.shifted && second ? 3 : 1;
      const double time = -std::log1p(-random.uniform()) / std::numbers::ln2 * slower;
      const double end = stopped_at(random, setting, second);
      made.times.push_back(std::min(time, end));
      made.reached.push_back(time <= end ? 1 : 0);
      made.method.push_back(second ? 1 : 0);
    }
  }
  for (int i = 0; i < setting.size; ++i) made.scores.push_back(random.uniform());
  return made;
}

Outcome log_rank(const Times& made) {
  return rejects(log_rank_test({made.times, made.reached}, made.method).p_value);
}

// The survival at its median time is one half.
template <SurvivalInterval kind>
Outcome survival(const Times& made) {
  if (made.shifted) return not_asked;
  const KaplanMeier estimate = kaplan_meier(made.first(), kind);
  const auto after = std::ranges::find_if(estimate.curve, [](const auto& point) { return point.time > 1; });
  if (after == estimate.curve.begin()) return refused;
  const auto& interval = std::prev(after)->interval;
  return interval ? misses(*interval, 0.5) : refused;
}

Outcome median_time(const Times& made) {
  if (made.shifted) return not_asked;
  const KaplanMeier estimate = kaplan_meier(made.first());
  return errs((estimate.median_low && *estimate.median_low > 1) ||
              (estimate.median_high && *estimate.median_high < 1));
}

// Whether the band leaves the median of the best of b uniform tries, 2^(-1 / b), for any budget.
template <DistributionBand band>
Outcome tuning(const Times& made) {
  if (made.shifted) return not_asked;
  const std::vector<std::int64_t> budgets{1, 2, 3, 5, 8, 13, 21, 34};
  for (const TuningPoint& point : tuned_quantile_curve(made.scores, budgets, {.band = band}).curve) {
    const double truth = std::exp2(-1 / static_cast<double>(point.budget));
    if (truth < point.interval.low || truth > point.interval.high) return errs(true);
  }
  return errs(false);
}

}  // namespace

Family learning_curves() {
  return with_procedures<Times>(
      {.title = "Learning curves and search budgets",
       .about = "Times to a target of two methods, exponential with the same median; some runs are stopped "
                "before they reach it. The intervals are those of the survival at the true median, of the "
                "median itself, and of the median tuning curve at eight budgets at once (of as many tries "
                "as there are runs).",
       .size_name = "runs per method",
       .sizes = run_counts,
       .columns = {"none stopped", "a fifth stopped", "half stopped", "a fifth v half stopped"},
       .effect = "one method three times as slow, none stopped",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"log_rank_test", {{every_censoring, 0.07, 10}}, {{0, 5, 8}, {0, 10, 7}}}, log_rank},
       {{"kaplan_meier (log-log, at a time)", {}, {}}, survival<SurvivalInterval::log_log>},
       {{"kaplan_meier (plain, at a time)", {}, {{0, 10, 11}}}, survival<SurvivalInterval::plain>},
       {{"kaplan_meier (median)", {{equal_censoring, roughly, 5}}, {{0, 3, 12}}}, median_time},
       {{"tuned_quantile_curve (equal-tailed)", {{every_censoring}}, {}, 8},
        tuning<DistributionBand::equal_tailed>},
       {{"tuned_quantile_curve (dkw)", {{every_censoring}}, {}, 2}, tuning<DistributionBand::dkw>}});
}

}  // namespace calibration
