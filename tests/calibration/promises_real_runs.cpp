#include "calibration/columns.h"
#include "calibration/families.h"
#include "calibration/paired_differences.h"
#include "calibration/real_runs.h"
#include "calibration/two_samples.h"

namespace calibration {
namespace {

using gainsay::stats::RandomStream;

enum Source : std::size_t { fold_scores, returns };
constexpr Columns both = bit(fold_scores) | bit(returns);

// A population of the source, all as likely.
const std::vector<double>& any_population(RandomStream& random, const Setting& setting) {
  const RealRuns& runs = real_runs().value();
  const Populations& populations = setting.column == fold_scores ? runs.fold_scores : runs.returns;
  return populations[random.below(static_cast<std::uint32_t>(populations.size()))];
}

std::vector<double> draw(RandomStream& random, const std::vector<double>& population, int n) {
  std::vector<double> drawn(static_cast<std::size_t>(n));
  for (double& value : drawn) value = population[random.below(static_cast<std::uint32_t>(population.size()))];
  return drawn;
}

TwoSamples simulate_two(RandomStream& random, const Setting& setting) {
  const std::vector<double>& population = any_population(random, setting);
  TwoSamples runs{draw(random, population, setting.size), draw(random, population, setting.size), 0, setting};
  runs.seed = random.next();
  return runs;
}

// Differences of two draws of one population are symmetric about 0.
PairedDifferences simulate_pairs(RandomStream& random, const Setting& setting) {
  const TwoSamples runs = simulate_two(random, setting);
  PairedDifferences pairs{runs.a, {}, runs.seed, setting};
  for (std::size_t i = 0; i < runs.a.size(); ++i) pairs.mean_zero[i] -= runs.b[i];
  pairs.median_zero = pairs.mean_zero;
  return pairs;
}

// What is promised for every shape of `all` is promised here, too.
template <typename Study>
std::vector<Procedure<Study>> as_promised_for(Columns all, std::vector<Procedure<Study>> procedures) {
  for (Procedure<Study>& procedure : procedures) {
    std::erase_if(procedure.row.promises, [&](const Promise& each) { return (each.columns & all) != all; });
    for (Promise& promise : procedure.row.promises) promise.columns = both;
    procedure.row.figures.clear();
  }
  return procedures;
}

Family of_real_runs(std::string_view title, std::string_view about, std::string_view size_name) {
  return {.title = title,
          .about = about,
          .size_name = size_name,
          .sizes = {3, 5, 10},
          .columns = {"fold scores", "Atari returns"},
          .effect = "",
          .tries = 4'000,
          .rows = {},
          .try_once = {}};
}

}  // namespace

std::vector<Family> real_families() {
  if (!real_runs()) return {};
  return {
      with_procedures<TwoSamples>(
          of_real_runs(
              "Two samples of real runs",
              "Both samples are drawn with replacement from one population of scores that were measured: "
              "the accuracies of a classifier on the 100 folds of a UCI data set (drawn as if independent), "
              "or what 30 runs of six agents on an Atari game differ from the mean of their agent. Every "
              "study draws a population anew.",
              "runs an arm"),
          simulate_two, as_promised_for(same_distribution, location_procedures())),
      with_procedures<PairedDifferences>(
          of_real_runs("Paired differences of real runs", "The differences of two such samples, run by run.",
                       "pairs"),
          simulate_pairs, as_promised_for(symmetric, paired_procedures()))};
}

}  // namespace calibration
