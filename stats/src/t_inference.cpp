#include "t_inference.h"

#include <cmath>
#include <limits>

#include "check.h"
#include "distributions.h"

namespace gainsay::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

double t_p_value(double statistic, double df, Alternative alternative) {
  switch (alternative) {
    case Alternative::greater:
      return distributions::student_t_ccdf(statistic, df);
    case Alternative::less:
      return distributions::student_t_cdf(statistic, df);
    case Alternative::two_sided:
      break;
  }
  return 2 * distributions::student_t_cdf(-std::abs(statistic), df);
}

TInference infer_from_t(const TEstimate& t, double confidence, Alternative alternative) {
  const double tail = alternative == Alternative::two_sided ? (1 - confidence) / 2 : 1 - confidence;
  const double half = -distributions::student_t_quantile(tail, t.df) * t.standard_error;
  const double statistic = t.estimate / t.standard_error;
  return {.interval = {alternative == Alternative::less ? -infinity : t.estimate - half,
                       alternative == Alternative::greater ? infinity : t.estimate + half, confidence},
          .statistic = statistic,
          .p_value = t_p_value(statistic, t.df, alternative)};
}

void check_not_constant(std::string_view function, double standard_error, double magnitude) {
  if (standard_error > 10 * std::numeric_limits<double>::epsilon() * magnitude) return;
  check::fail(function, "the values do not vary (standard error " + check::text(standard_error) +
                            "), so that t is not defined");
}

}  // namespace gainsay::stats
