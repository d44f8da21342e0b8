#include "gainsay/stats/mcnemar.h"

#include <string>

#include "check.h"
#include "fair_coin.h"

namespace gainsay::stats {
namespace {

void check_binary(std::string_view argument, std::span<const double> scores) {
  check::sample("discordance_of", argument, scores, 1);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (scores[i] != 0 && scores[i] != 1) {
      check::fail("discordance_of", std::string(argument) + "[" + std::to_string(i) +
                                        "] must be 0 or 1, is " + check::text(scores[i]));
    }
  }
}

}  // namespace

Discordance discordance_of(std::span<const double> a, std::span<const double> b) {
  check::same_size("discordance_of", a.size(), b.size());
  check_binary("a", a);
  check_binary("b", b);
  Discordance result{0, 0};
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] > b[i]) ++result.only_a;
    if (b[i] > a[i]) ++result.only_b;
  }
  return result;
}

McNemar mcnemar_exact(const Discordance& discordance, Alternative alternative) {
  check::at_least("mcnemar_exact", "only_a", discordance.only_a, 0);
  check::at_least("mcnemar_exact", "only_b", discordance.only_b, 0);
  if (discordance.only_a + discordance.only_b == 0) {
    check::fail("mcnemar_exact", "the models agree on every item, so that there is nothing to test");
  }
  return {.discordance = discordance,
          .p_value = fair_coin_p_value(discordance.only_a, discordance.only_b, alternative),
          .method = "mcnemar-exact"};
}

}  // namespace gainsay::stats
