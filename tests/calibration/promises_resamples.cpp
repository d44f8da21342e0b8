#include <array>
#include <cmath>

#include "gainsay/stats/bayesian_correlated_t_test.h"
#include "gainsay/stats/five_by_two_cv_f_test.h"
#include "gainsay/stats/nadeau_bengio_t_test.h"
#include "gainsay/stats/paired_t_test.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

// Differences of two learners over resamples, every two with the same correlation.
struct Resamples {
  std::vector<double> differences;
  double ratio;  // of test set to training set
};

// Columns: the correlation that tenfold cross-validation is supposed to have, its half, its double, none.
constexpr std::array<double, 4> correlations{0.1, 0.05, 0.2, 0};
constexpr double tenfold_ratio = 1.0 / 9;

Resamples simulate(RandomStream& random, const Setting& setting) {
  const double correlation = correlations.at(setting.column);
  Resamples study{std::vector<double>(static_cast<std::size_t>(setting.size)), tenfold_ratio};
  const double shared = std::sqrt(correlation) * random.normal() + (setting.shifted ? 1 : 0);
  for (double& difference : study.differences)
    difference = shared + std::sqrt(1 - correlation) * random.normal();
  return study;
}

Outcome corrected(const Resamples& study) {
  return rejects(corrected_resampled_t_test(study.differences, study.ratio).p_value);
}

Outcome credible(const Resamples& study) {
  return misses(bayesian_correlated_t_test(study.differences, study.ratio, 0).interval, 0);
}

Outcome uncorrected(const Resamples& study) { return rejects(one_sample_t_test(study.differences).p_value); }

Outcome five_by_two(const Resamples& study) {
  if (study.differences.size() != 10) return not_asked;
  return rejects(five_by_two_cv_f_test(study.differences).p_value);
}

}  // namespace

Family resamples() {
  return with_procedures<Resamples>(
      {.title = "Resamples of one data set",
       .about =
           "Differences of two learners over folds or resamples whose training sets overlap: normal, every "
           "two "
           "with the correlation that the column says. The corrected tests are told a tenth of test data, "
           "for which "
           "they suppose 0.1. The 5x2cv test is asked about 10 differences as if they came from five runs.",
       .size_name = "resamples",
       .sizes = {2, 3, 5, 10, 20, 30, 100},
       .columns = {"correlation 0.1", "0.05", "0.2", "0"},
       .effect = "a mean difference of one sd",
       .tries = 10'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"corrected_resampled_t_test", {{bit(0) | bit(1) | bit(3)}}, {{2, 10, 12}, {2, 30, 15}}}, corrected},
       {{"bayesian_correlated_t_test (credible interval)", {{bit(0) | bit(1) | bit(3)}}, {}}, credible},
       {{"five_by_two_cv_f_test", {{bit(3)}}, {}}, five_by_two},
       {{"paired_t_test, for comparison", {{bit(3)}}, {}}, uncorrected}});
}

}  // namespace calibration
