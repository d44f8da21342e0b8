#include "gainsay/stats/confidence_sequence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "check.h"
#include "roots.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

constexpr double largest_bet = 0.5;

// A value on 0 to 1 and the bet that was fixed before it came.
struct Round {
  double value;
  double mean_before;  // of the values before, shrunk to 1/2
  double bet;
};

void check_bounded(std::string_view function, std::span<const double> values, double low, double high,
                   double confidence) {
  check::sample(function, "values", values, 1);
  check::finite(function, "low", low);
  check::finite(function, "high", high);
  if (!(low < high)) check::fail(function, "low is below high");
  for (const double value : values) {
    if (value < low || value > high)
      check::fail(function, "values lie between low and high; " + check::text(value) + " does not");
  }
  check::open_unit(function, "confidence", confidence);
}

// log_bound: of 2 / alpha.
std::vector<Round> rounds_of(std::span<const double> values, double low, double high, double log_bound) {
  std::vector<Round> rounds;
  double sum = 0.5;
  double squares = 0.25;
  double mean = 0.5;
  double variance = 0.25;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto t = static_cast<double>(i + 1);
    const double value = (values[i] - low) / (high - low);
    rounds.push_back({value, mean, std::sqrt(2 * log_bound / (variance * t * std::log1p(t)))});
    sum += value;
    mean = sum / (t + 1);
    squares += (value - mean) * (value - mean);
    variance = squares / (t + 1);
  }
  return rounds;
}

// Adds an interval, cut to what all before it have in common. Where nothing is left, which happens for a mean
// that does not stay the same, the last point that was common remains.
void narrow(ConfidenceSequence& sequence, double low, double high) {
  if (!sequence.low.empty()) {
    low = std::min(std::max(low, sequence.low.back()), sequence.high.back());
    high = std::max(std::min(high, sequence.high.back()), low);
  }
  sequence.low.push_back(low);
  sequence.high.push_back(high);
}

ConfidenceSequence finished(ConfidenceSequence sequence, std::span<const double> values, double confidence,
                            std::string_view method) {
  sequence.n = std::ssize(values);
  sequence.estimate = compensated_sum(values) / static_cast<double>(sequence.n);
  sequence.interval = {sequence.low.back(), sequence.high.back(), confidence};
  sequence.method = method;
  return sequence;
}

// log of the wealth of a gambler who bets that the mean is above (sign 1) or below (sign -1) `mean`.
double log_wealth(std::span<const Round> rounds, double mean, double sign) {
  const double room = sign > 0 ? mean : 1 - mean;  // the value cannot be further off on the losing side
  double sum = 0;
  for (const Round& round : rounds) {
    const double bet = room > 0 ? std::min(round.bet, largest_bet / room) : round.bet;
    sum += std::log1p(sign * bet * (round.value - mean));
  }
  return sum;
}

}  // namespace

ConfidenceSequence empirical_bernstein_confidence_sequence(std::span<const double> values, double low,
                                                           double high, double confidence) {
  check_bounded("empirical_bernstein_confidence_sequence", values, low, high, confidence);
  const double log_bound = std::log(2 / (1 - confidence));
  ConfidenceSequence sequence{};
  double bets = 0;
  double weighted = 0;
  double variation = 0;
  for (const Round& round : rounds_of(values, low, high, log_bound)) {
    const double bet = std::min(round.bet, largest_bet);
    const double deviation = round.value - round.mean_before;
    bets += bet;
    weighted += bet * round.value;
    variation += deviation * deviation * (-std::log1p(-bet) - bet);
    const double centre = weighted / bets;
    const double margin = (log_bound + variation) / bets;
    narrow(sequence, low + (high - low) * std::max(centre - margin, 0.0),
           low + (high - low) * std::min(centre + margin, 1.0));
  }
  return finished(std::move(sequence), values, confidence, "empirical-bernstein");
}

ConfidenceSequence betting_confidence_sequence(std::span<const double> values, double low, double high,
                                               double confidence) {
  check_bounded("betting_confidence_sequence", values, low, high, confidence);
  const double log_bound = std::log(2 / (1 - confidence));
  const std::vector<Round> rounds = rounds_of(values, low, high, log_bound);
  ConfidenceSequence sequence{};
  double least = 0;
  double most = 1;
  for (std::size_t n = 1; n <= rounds.size(); ++n) {
    const std::span seen{rounds.data(), n};
    const auto excess = [&](double sign) {
      return [&, sign](double mean) { return log_wealth(seen, mean, sign) - log_bound; };
    };
    if (excess(1)(least) > 0) least = root_between(excess(1), least, 1.0);
    if (excess(-1)(most) > 0) most = root_between(excess(-1), 0.0, most);
    narrow(sequence, low + (high - low) * least, low + (high - low) * most);
  }
  return finished(std::move(sequence), values, confidence, "betting");
}

ConfidenceSequence asymptotic_confidence_sequence(std::span<const double> values, double best_at,
                                                  double confidence) {
  constexpr std::string_view function = "asymptotic_confidence_sequence";
  check::sample(function, "values", values, 2);
  check::open_unit(function, "confidence", confidence);
  if (!(best_at >= 1) || !std::isfinite(best_at))
    check::fail(function, "best_at is >= 1, not " + check::text(best_at));
  const double alpha = 1 - confidence;
  const double mixing_squared = (-2 * std::log(alpha) + std::log(-2 * std::log(alpha) + 1)) / best_at;
  ConfidenceSequence sequence{};
  double mean = 0;
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto t = static_cast<double>(i + 1);
    const double step = values[i] - mean;
    mean += step / t;
    squares += step * (values[i] - mean);
    const double scaled = t * mixing_squared;
    const double margin = squares > 0 ? std::sqrt(squares / t * 2 * (scaled + 1) / (t * scaled) *
                                                  std::log(std::sqrt(scaled + 1) / alpha))
                                      : std::numeric_limits<double>::infinity();
    narrow(sequence, mean - margin, mean + margin);
  }
  if (!(squares > 0)) check::fail(function, "all values are equal");
  return finished(std::move(sequence), values, confidence, "asymptotic");
}

}  // namespace gainsay::stats
