#include "gainsay/stats/sign_e_process.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "check.h"
#include "distributions.h"

namespace gainsay::stats {
namespace {

double log_beta(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

// log of the mixture over the chance p of a win of (2p)^wins (2(1-p))^losses.
double log_wealth(double wins, double losses, bool is_two_sided) {
  const double doubled = (wins + losses) * std::numbers::ln2;
  if (is_two_sided) return doubled + log_beta(wins + 0.5, losses + 0.5) - std::log(std::numbers::pi);
  const double above_half = distributions::beta_ccdf(0.5, wins + 1, losses + 1);
  return doubled + std::numbers::ln2 + log_beta(wins + 1, losses + 1) + std::log(above_half);
}

}  // namespace

SignEProcess sign_e_process(std::span<const double> differences, Alternative alternative) {
  check::sample("sign_e_process", "differences", differences, 1);
  SignEProcess result{};
  result.n = std::ssize(differences);
  double largest = 0;  // log of 1, where the gambler starts
  for (const double difference : differences) {
    result.n_wins += difference > 0 ? 1 : 0;
    result.n_losses += difference < 0 ? 1 : 0;
    const auto wins = static_cast<double>(result.n_wins);
    const auto losses = static_cast<double>(result.n_losses);
    result.log_e.push_back(alternative == Alternative::less
                               ? log_wealth(losses, wins, false)
                               : log_wealth(wins, losses, alternative == Alternative::two_sided));
    largest = std::max(largest, result.log_e.back());
  }
  result.e_value = std::exp(result.log_e.back());
  result.p_value = std::exp(-largest);
  result.method = "sign-e-process";
  return result;
}

}  // namespace gainsay::stats
