#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/alternative.h"

namespace gainsay::stats {

struct SignEProcess {
  std::vector<double> log_e;  // natural logarithm of the e-value after each pair
  double e_value;             // after the last
  double p_value;             // 1 / the largest e-value so far, at most 1: valid at any time
  std::int64_t n;             // pairs
  std::int64_t n_wins;        // differences above 0
  std::int64_t n_losses;      // below 0; ties are neither, and change nothing
  std::string_view method;    // "sign-e-process"
};

// Evidence that one method wins against another more often than not, which may be looked at after every pair,
// and the study stopped whenever one likes: the wealth of a gambler who starts with 1 and bets on the sign of
// the next difference.
// differences: in the order in which they came, at least 1, finite. alternative: two_sided (wins and losses
// are not alike), greater (more wins) or less. Returns e-values: under the null (a win is as likely as a loss
// given what came before; for greater, at most as likely) the probability that the e-value ever reaches
// 1 / alpha is at most alpha. Throws std::domain_error if a difference is not finite or there is none.
// The bets are mixed: two-sided, over the chance of a win with Jeffreys' prior; one-sided, with a uniform
// prior above 1/2. Source: Ville (1939); Robbins (1970); mixture: Krichevsky and Trofimov (1981).
SignEProcess sign_e_process(std::span<const double> differences,
                            Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
