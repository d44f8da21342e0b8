#include "gainsay/stats/bayesian_sign_test.h"
#include "gainsay/stats/bayesian_signed_rank_test.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

// Differences of two methods on `size` datasets, with a mean and a median of 0 where there is no effect.
struct Differences {
  std::vector<double> values;
  std::uint64_t seed;
};

Differences simulate(RandomStream& random, const Setting& setting) {
  const auto shape = static_cast<Shape>(setting.column);
  Differences made;
  made.values.resize(static_cast<std::size_t>(setting.size));
  fill(random, shape, made.values);
  made.seed = random.below(1'000'000);
  for (double& value : made.values) value += setting.shifted ? 1 : -median_of(shape);
  return made;
}

// A decision for either side by a posterior probability of 97.5 %, as 5 % for both.
Outcome decides(double left, double right) {
  return errs(left >= 1 - nominal / 2 || right >= 1 - nominal / 2);
}

Outcome sign(const Differences& made) {
  const auto& posterior = bayesian_sign_test(made.values, 0).probability;
  return decides(posterior.left, posterior.right);
}

Outcome signed_rank(const Differences& made) {
  const MonteCarlo draws{.replicates = 1'000, .seed = made.seed, .threads = 1};
  const auto& posterior = bayesian_signed_rank_test(made.values, 0, draws).probability;
  return decides(posterior.left, posterior.right);
}

}  // namespace

Family bayesian_decisions() {
  return with_procedures<Differences>(
      {.title = "Bayesian comparisons over datasets, read as decisions",
       .about = "Differences of two methods on datasets, with a median of 0 and no region of practical "
                "equivalence. A posterior probability is no error rate and promises none; what is counted is "
                "how often one side has 97.5 % of it.",
       .size_name = "datasets",
       .sizes = run_counts,
       .columns = shape_columns(),
       .effect = "one method better by one sd, normal differences",
       .tries = 500,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"bayesian_sign_test", {}, {}}, sign}, {{"bayesian_signed_rank_test", {}, {}}, signed_rank}});
}

}  // namespace calibration
