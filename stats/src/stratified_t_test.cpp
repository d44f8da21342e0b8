#include "gainsay/stats/stratified_t_test.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "sums.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "stratified_t_test";

// The standard error of one arm's mean and its degrees of freedom.
struct Term {
  double error;
  double df;
};

void check_strata(std::span<const Stratum> strata) {
  check::at_least(function, "the number of strata", std::ssize(strata), 1);
  for (std::size_t i = 0; i < strata.size(); ++i) {
    const std::string name = "strata[" + std::to_string(i) + "]";
    check::sample(function, name + ".a", strata[i].a, 2);
    check::sample(function, name + ".b", strata[i].b, 2);
  }
}

Term term(const Moments& arm) {
  const auto n = static_cast<double>(arm.n);
  return {arm.sd / std::sqrt(n), n - 1};
}

// Shares of the variance, so that small and large units neither under- nor overflow.
double satterthwaite_df(const std::vector<Term>& terms, double error) {
  double sum = 0;
  for (const Term& t : terms) sum += std::pow(t.error / error, 4) / t.df;
  return 1 / sum;
}

}  // namespace

StratifiedTTest stratified_t_test(std::span<const Stratum> strata, double confidence) {
  check_strata(strata);
  check::open_unit(function, "confidence", confidence);
  StratifiedTTest result{};
  std::vector<double> gains;
  std::vector<Term> terms;
  double error = 0;  // of the sum of the gains
  double magnitude = 0;
  for (const Stratum& stratum : strata) {
    const Moments a = moments_of(stratum.a);
    const Moments b = moments_of(stratum.b);
    gains.push_back(a.mean - b.mean);
    terms.push_back(term(a));
    terms.push_back(term(b));
    error = std::hypot(error, terms.end()[-1].error, terms.end()[-2].error);
    magnitude = std::max({magnitude, std::abs(a.mean), std::abs(b.mean)});
    result.n_a += a.n;
    result.n_b += b.n;
  }
  const auto d = static_cast<double>(strata.size());
  const double standard_error = error / d;
  check_not_constant(function, standard_error, magnitude / d);
  const TEstimate t{compensated_sum(gains) / d, standard_error, satterthwaite_df(terms, error)};
  const TInference inference = infer_from_t(t, confidence, Alternative::two_sided);
  result.estimate = t.estimate;
  result.standard_error = t.standard_error;
  result.interval = inference.interval;
  result.statistic = inference.statistic;
  result.df = t.df;
  result.p_value = inference.p_value;
  result.n_strata = std::ssize(strata);
  result.method = "stratified-welch-t";
  return result;
}

}  // namespace gainsay::stats
