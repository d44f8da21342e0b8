#include <array>

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/fisher_exact_test.h"
#include "gainsay/stats/mcnemar.h"
#include "gainsay/stats/odds_ratio.h"
#include "gainsay/stats/proportion_difference.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

// Two models on as many items each: on items of their own, and on the same ones.
struct Answers {
  Proportion a;
  Proportion b;
  Discordance discordance;  // of two more models with the same accuracies that see the same items
  double accuracy;          // of b
  bool shifted;
};

constexpr std::array<double, 4> accuracies{0.5, 0.8, 0.95, 0.99};
constexpr double gain = 0.2;

Answers simulate(RandomStream& random, const Setting& setting) {
  const double accuracy = accuracies.at(setting.column);
  const double better = setting.shifted ? accuracy + gain : accuracy;
  Answers answers{{0, setting.size}, {0, setting.size}, {0, 0}, accuracy, setting.shifted};
  for (int i = 0; i < setting.size; ++i) {
    answers.a.successes += random.uniform() < better ? 1 : 0;
    answers.b.successes += random.uniform() < accuracy ? 1 : 0;
    // Half of the items are hard or easy for both alike.
    const double common = random.uniform();
    const bool is_shared = random.uniform() < 0.5;
    const bool a_right = (is_shared ? common : random.uniform()) < better;
    const bool b_right = (is_shared ? common : random.uniform()) < accuracy;
    answers.discordance.only_a += a_right && !b_right ? 1 : 0;
    answers.discordance.only_b += b_right && !a_right ? 1 : 0;
  }
  return answers;
}

Outcome wilson(const Answers& answers) {
  if (answers.shifted) return not_asked;
  return misses(wilson_interval(answers.b), answers.accuracy);
}

Outcome clopper_pearson(const Answers& answers) {
  if (answers.shifted) return not_asked;
  return misses(clopper_pearson_interval(answers.b), answers.accuracy);
}

Outcome newcombe(const Answers& answers) {
  return misses(newcombe_interval(answers.a, answers.b).interval, 0);
}
Outcome fisher(const Answers& answers) { return rejects(fisher_exact_test(answers.a, answers.b).p_value); }
Outcome mid_p(const Answers& answers) { return rejects(fisher_exact_test(answers.a, answers.b).mid_p_value); }

Outcome conditional_odds(const Answers& answers) {
  return misses(fisher_exact_test(answers.a, answers.b).interval, 1);
}

Outcome woolf(const Answers& answers) { return misses(odds_ratio(answers.a, answers.b).interval, 1); }
Outcome mcnemar(const Answers& answers) { return rejects(mcnemar_exact(answers.discordance).p_value); }

Outcome tango(const Answers& answers) {
  return misses(tango_interval(answers.discordance, answers.a.trials).interval, 0);
}

}  // namespace

Family proportions() {
  constexpr Columns all = bit(0) | bit(1) | bit(2) | bit(3);
  return with_procedures<Answers>(
      {.title = "Proportions",
       .about =
           "Two models of the same accuracy on test items: on items of their own, or (mcnemar_exact, "
           "tango_interval) on the same ones, half of which are equally hard for both. wilson_interval and "
           "clopper_pearson_interval are of one model, and have no power.",
       .size_name = "items",
       .sizes = {10, 20, 50, 200},
       .columns = {"accuracy 0.5", "0.8", "0.95", "0.99"},
       .effect = "0.7 against 0.5",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"clopper_pearson_interval", {{all}}, {}}, clopper_pearson},
       {{"wilson_interval", {}, {{2, 10, 9}, {3, 50, 9}}}, wilson},
       {{"fisher_exact_test", {{all}}, {}}, fisher},
       {{"fisher_exact_test (interval of the odds ratio)", {{all}}, {}}, conditional_odds},
       {{"fisher_exact_test (mid-p)", {{all, roughly}}, {}}, mid_p},
       {{"newcombe_interval", {{all, roughly}}, {}}, newcombe},
       {{"odds_ratio", {}, {}}, woolf},
       {{"mcnemar_exact", {{all}}, {}}, mcnemar},
       {{"tango_interval", {{all, roughly}}, {}}, tango}});
}

}  // namespace calibration
