#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "configuration.h"
#include "evidence_runs.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at the runs of an arm that carry different seeds, and fires when the seed changed nothing: two of them have the
same curve of a quality metric to the last bit over 20 points or more, or three or more of them all end in the same
value. Equal ends count only where honest seeds would hardly ever agree: the chance is computed for seeds whose
standard deviation is 0.3 % of the value, on the grid that the value lives on (one test item where the metric is a
proportion of known items, else its last decimal), and must be below 1 in 1000.

The reverse is a note: runs of one seed, fold, commit and set of parameters that end in different values. Their standard
deviation is what the machine adds to the spread of the seeds.

## Why it matters
Five copies of one run have a spread of zero, and every test takes them for five independent witnesses. Either the seed
never reached the generator, or one result was recorded five times.

## Example
The script reads `--seed` and never passes it on: five runs of `bn`, one curve.

## What to do instead
Seed every generator (weights, order of the data, augmentation), see that two seeds differ, and run all but one of them
again; the finding says how many and what they cost. Until then the arm is one run.

## When it is wrong
For methods without chance in them: declare `deterministic = true`. Two equal accuracies are no sign: with 1000 test
items and a standard deviation of 0.3 points, two in three honest sets of five seeds have such a tie (own simulation).
Values at an end of the metric's range, and 0, are never counted.

## References
Henderson et al. (2018), AAAI, "Deep reinforcement learning that matters". Bouthillier, Laurent and Vincent (2019),
ICML, "Unreproducible research is reproducible". Chance of equal ends: the sum over grid cells of the n-th power of
the cell's normal probability.
)";

// The value in the shortest text that reads back as it ends at this power of ten.
double last_decimal(double value) {
  const std::string text = fmt::format("{}", std::abs(value));
  if (text.find('e') != text.npos) return 0.0;  // no grid that a reader would see
  const std::size_t point = text.find('.');
  return point == text.npos ? 1.0 : std::pow(10.0, -static_cast<double>(text.size() - point - 1));
}

// The distance of two neighbouring values that the metric can take there.
double grid_of(const Study& study, const Arm& arm, double value) {
  const Metric metric = study.metric(arm.metric);
  const auto n_items = study.dataset(arm.dataset)->declaration.n_items;
  if (metric.form != MetricForm::proportion || !n_items) return last_decimal(value);
  const double whole = std::abs(value) > 1.0 ? 100.0 : 1.0;
  return whole / static_cast<double>(*n_items);
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

// The probability that n normal values with this standard deviation around a grid point all round to the same
// point of the grid.
double chance_of_agreement(double grid, double sd, std::int64_t n) {
  const double width = grid / sd;
  if (!(width > 1e-4)) return 0.0;  // 10,000 cells within one sd: below 1e-8 for 3 values
  const auto cells = static_cast<std::int64_t>(std::ceil(8.0 / width));
  double chance = 0.0;
  for (std::int64_t k = -cells; k <= cells; ++k) {
    const double centre = static_cast<double>(k);
    const double cell = normal_cdf((centre + 0.5) * width) - normal_cdf((centre - 0.5) * width);
    chance += std::pow(cell, static_cast<double>(n));
  }
  return chance;
}

bool is_at_an_end(const Metric& metric, double value) {
  if (value == 0.0) return true;
  if (metric.range && (value == metric.range->low || value == metric.range->high)) return true;
  return metric.form == MetricForm::proportion && (value == 1.0 || value == 100.0);
}

std::set<std::int64_t> seeds_of(const std::vector<const tracker::Run*>& runs) {
  std::set<std::int64_t> seeds;
  for (const tracker::Run* run : runs) {
    if (run->seed) seeds.insert(*run->seed);
  }
  return seeds;
}

std::string text_of(const std::set<std::int64_t>& seeds) {
  std::vector<Name> names;
  for (const std::int64_t seed : seeds) names.emplace_back(std::to_string(seed));
  return list(names);
}

Finding base(const Study& study, const Arm& arm, const std::vector<const tracker::Run*>& runs) {
  const auto seeds = std::ssize(seeds_of(runs));
  Finding finding;
  finding.method = arm.method;
  finding.dataset = arm.dataset;
  finding.severity = Severity::error;
  finding.runs = ids_of(runs);
  finding.evidence = {{"seeds", static_cast<std::int64_t>(seeds)}};
  finding.remedy = remedy_with_cost(
      fmt::format("see that the seed reaches every generator, and run all but one of them again: {}",
                  count(seeds - 1, "run")),
      seeds - 1, cost_of_runs(study, arm.method, arm.dataset, seeds - 1));
  return finding;
}

// Curves that could differ between seeds: what is measured and not what is set, and not the same all along.
bool is_telling(const Study& study, const tracker::CurveSummary& curve, std::int64_t fewest_points) {
  const Metric metric = study.metric(curve.metric);
  return curve.n_finite >= fewest_points && curve.min != curve.max && metric.direction &&
         metric.kind == MetricKind::quality;
}

// The largest set of runs with different seeds that share a curve; its metric.
struct SameCurve {
  Name metric;
  std::int64_t points = 0;
  std::vector<const tracker::Run*> runs;
};

SameCurve same_curve(const Study& study, const Arm& arm, std::int64_t fewest_points) {
  std::map<std::pair<Name, std::uint64_t>, SameCurve> by_curve;
  for (const tracker::Run* run : arm.evidence) {
    for (const tracker::CurveSummary& curve : run->curves) {
      if (!run->seed || !is_telling(study, curve, fewest_points)) continue;
      SameCurve& same = by_curve[{curve.metric, curve.hash}];
      same.metric = curve.metric;
      same.points = curve.n;
      same.runs.push_back(run);
    }
  }
  SameCurve largest;
  for (const auto& [key, same] : by_curve) {
    if (seeds_of(same.runs).size() > std::max<std::size_t>(1, seeds_of(largest.runs).size())) largest = same;
  }
  return largest;
}

void check_curves(const Study& study, const Arm& arm, const SameCurve& same, FindingSink& out) {
  Finding finding = base(study, arm, same.runs);
  finding.metric = same.metric;
  finding.message = fmt::format(
      "the runs of {} on {} with seeds {} have the same curve of {}, equal to the last bit over {}: the seed "
      "changed nothing, or one run was recorded again",
      arm.method.str(), arm.dataset.str(), text_of(seeds_of(same.runs)), same.metric.str(),
      count(same.points, "point"));
  finding.evidence.push_back({"points", same.points});
  out.add(std::move(finding));
}

void check_ends(const Study& study, const Arm& arm, FindingSink& out) {
  std::vector<const tracker::Run*> seeded;
  for (const tracker::Run* run : arm.evidence) {
    if (run->seed) seeded.push_back(run);
  }
  const std::int64_t seeds = std::ssize(seeds_of(seeded));
  if (seeds < 3) return;
  const double value = *metric_value(study, *seeded.front(), arm.metric);
  const bool all_equal = std::ranges::all_of(
      seeded, [&](const tracker::Run* run) { return *metric_value(study, *run, arm.metric) == value; });
  if (!all_equal || is_at_an_end(study.metric(arm.metric), value)) return;
  const double grid = grid_of(study, arm, value);
  const double chance = chance_of_agreement(grid, out.option("seed_sd") * std::abs(value), seeds);
  if (chance >= out.option("chance")) return;
  Finding finding = base(study, arm, seeded);
  finding.metric = arm.metric;
  finding.message = fmt::format(
      "all {} of {} on {} end in {} of exactly {}, which honest seeds would do once in {} studies: the seed "
      "changed nothing, or one run was recorded again",
      count(seeds, "seed"), arm.method.str(), arm.dataset.str(), arm.metric.str(), quantity(value, 6),
      chance > 1e-9 ? quantity(1.0 / chance, 2) : "a billion");
  finding.evidence.push_back({"value", value});
  finding.evidence.push_back({"grid", grid});
  finding.evidence.push_back({"chance", chance});
  out.add(std::move(finding));
}

// Runs that say nothing by which they could differ: seed, fold, parameters and a commit without changes on
// top.
using Repeats = std::map<std::tuple<std::int64_t, std::optional<std::int64_t>, Configuration, std::string>,
                         std::vector<const tracker::Run*>>;

Repeats repeats_in(const Arm& arm) {
  Repeats repeats;
  if (arm.observations.size() == arm.evidence.size()) return repeats;  // no seed and fold twice
  for (const tracker::Run* run : arm.evidence) {
    const bool known = run->seed && run->git && !run->git->commit.empty() && run->git->dirty == false;
    if (known) repeats[{*run->seed, run->fold, configuration_of(*run), run->git->commit}].push_back(run);
  }
  std::erase_if(repeats, [](const auto& entry) { return entry.second.size() < 2; });
  return repeats;
}

// What the same run gives when it is made again: a note, since a floor under the noise is no mistake.
void check_repeats(const Study& study, const Arm& arm, FindingSink& out) {
  if (study.metric(arm.metric).kind == MetricKind::resource) return;
  std::vector<const tracker::Run*> runs;
  double squares = 0.0;
  std::int64_t df = 0;
  for (const auto& [key, repeated] : repeats_in(arm)) {
    std::vector<double> values;
    for (const tracker::Run* run : repeated) values.push_back(*metric_value(study, *run, arm.metric));
    const auto summary = stats::summarize(values);
    squares += static_cast<double>(summary.n - 1) * *summary.sd * *summary.sd;
    df += summary.n - 1;
    runs.insert(runs.end(), repeated.begin(), repeated.end());
  }
  if (!(squares > 0.0)) return;
  const double floor = std::sqrt(squares / static_cast<double>(df));
  Finding finding;
  finding.method = arm.method;
  finding.dataset = arm.dataset;
  finding.metric = arm.metric;
  finding.severity = Severity::note;
  finding.runs = ids_of(runs);
  finding.message = fmt::format(
      "{} of {} on {} repeat another one, with its seed, parameters and commit, and give other values of {} "
      "(sd "
      "{})",
      count(df, "run"), arm.method.str(), arm.dataset.str(), arm.metric.str(), quantity(floor, 2));
  finding.evidence = {{"repeats", df}, {"nondeterminism_sd", floor}};
  const auto seeds = arm.values();
  if (seeds.size() >= 2) {
    finding.message += fmt::format("; between seeds it is {}", quantity(*stats::summarize(seeds).sd, 2));
    finding.evidence.push_back({"seed_sd", *stats::summarize(seeds).sd});
  }
  finding.remedy.text =
      "say that results are not repeatable to the bit, and by how much; deterministic kernels cost speed (no "
      "run is needed)";
  finding.remedy.runs = 0;
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  bool any_seed = false;
  for (const Arm* arm : arms_of_claims(study)) {
    if (study.method(arm->method)->declaration.deterministic) continue;
    any_seed = any_seed || !seeds_of(arm->evidence).empty();
    check_repeats(study, *arm, out);
    const SameCurve same = same_curve(study, *arm, static_cast<std::int64_t>(out.option("minimum_points")));
    if (same.runs.empty()) {
      check_ends(study, *arm, out);
    } else {
      check_curves(study, *arm, same, out);
    }
  }
  if (!any_seed && !study.evaluations().empty())
    out.add(not_applicable("no run that a claim rests on has a seed", "record the seed of every run"));
}

}  // namespace

Rule seed_has_no_effect() {
  return {.code = "RP804",
          .name = "seed-has-no-effect",
          .summary = "runs with different seeds that are the same run",
          .group = "RP reproducibility",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"minimum_points", 20, "finite points that a curve must have to be compared"},
                      {"chance", 0.001, "equal ends fire below this chance that honest seeds agree"},
                      {"seed_sd", 0.003, "standard deviation of honest seeds, as a share of the value"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
