#include "linear_combination.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sums.h"
#include "t_inference.h"

namespace gainsay::stats {

LinearCombination linear_combination(std::string_view function, std::span<const Moments> arms,
                                     std::span<const double> weights, double confidence) {
  std::vector<double> parts;
  double error = 0;
  double magnitude = 0;
  for (std::size_t i = 0; i < arms.size(); ++i) {
    parts.push_back(weights[i] * arms[i].mean);
    magnitude = std::max(magnitude, std::abs(parts.back()));
    error = std::hypot(error, weights[i] * arms[i].sd / std::sqrt(static_cast<double>(arms[i].n)));
  }
  check_not_constant(function, error, magnitude);
  double inverse_df = 0;
  for (std::size_t i = 0; i < arms.size(); ++i) {
    const auto n = static_cast<double>(arms[i].n);
    inverse_df += std::pow(weights[i] * arms[i].sd / std::sqrt(n) / error, 4) / (n - 1);
  }
  const TEstimate t{compensated_sum(parts), error, 1 / inverse_df};
  const TInference inference = infer_from_t(t, confidence, Alternative::two_sided);
  return {t.estimate, error, inference.interval, inference.statistic, t.df, inference.p_value};
}

}  // namespace gainsay::stats
