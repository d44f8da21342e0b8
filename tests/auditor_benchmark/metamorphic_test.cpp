#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/claim_evaluation.h"

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"
#include "auditor_benchmark/trials.h"
#include "auditor_benchmark/verdicts.h"

// What must not change a verdict: units, direction, names of seeds, the order of rows, what is beside the
// point.
namespace auditor_benchmark {
namespace {

using gainsay::audit::Claim;
using gainsay::audit::Direction;
using gainsay::audit::MetricDeclaration;
using gainsay::stats::RandomStream;

using Change = std::function<void(SimulatedStudy&, RandomStream&)>;

// Applies a change to one study of every pitfall for which `fits` holds, and compares what the audit says.
void check_unchanged(const std::string& name, const std::function<bool(const SimulatedStudy&)>& fits,
                     const Change& change) {
  std::size_t tried = 0;
  for (const Pitfall& pitfall : pitfalls()) {
    RandomStream random(seed_of(name), seed_of(pitfall.rule));
    SimulatedStudy study = study_with(pitfall, random);
    if (!fits(study)) continue;
    const Verdicts before = verdicts_of(study_of(study));
    change(study, random);
    const std::string changed = difference(before, verdicts_of(study_of(study)));
    CAPTURE(pitfall.rule);
    CHECK(changed == "");
    ++tried;
  }
  CHECK(tried >= 30);
}

bool any_study(const SimulatedStudy&) { return true; }

// A metric without bounds, of which nothing is printed.
bool has_free_unit(const SimulatedStudy& study) {
  const Claim& claim = study.file.claims.front();
  const auto metric = std::ranges::find(study.file.metrics, claim.metric, &MetricDeclaration::name);
  return metric != study.file.metrics.end() && !metric->range && !claim.reported &&
         claim.against_reported.empty() && study.file.reported.empty();
}

bool is_claimed_metric(const SimulatedStudy& study, Name metric) {
  const Name claimed = study.file.claims.front().metric;
  return metric == claimed || metric == Name("val_" + claimed.str());
}

// Every recorded number of the claimed metric, on test and validation, as another one.
void map_values(SimulatedStudy& study, const std::function<double(double)>& map) {
  for (Run& run : study.runs) {
    for (auto& entry : run.results) {
      if (is_claimed_metric(study, entry.metric)) entry.value = map(entry.value);
    }
    for (auto& summary : run.curves) {
      if (!is_claimed_metric(study, summary.metric)) continue;
      auto curve =
          *std::ranges::find(study.curves.at(run.id), summary.metric, &gainsay::tracker::Curve::metric);
      std::ranges::transform(curve.value, curve.value.begin(), map);
      summary = gainsay::tracker::summarize(curve);
    }
  }
  for (auto& [run, curves] : study.curves) {
    for (auto& curve : curves) {
      if (is_claimed_metric(study, curve.metric))
        std::ranges::transform(curve.value, curve.value.begin(), map);
    }
  }
  for (auto& [run, items] : study.items) {
    for (auto& scores : items) {
      if (is_claimed_metric(study, scores.metric))
        std::ranges::transform(scores.score, scores.score.begin(), map);
    }
  }
}

std::vector<std::string> definitions_of(const SimulatedStudy& study) {
  std::vector<std::string> definitions;
  for (const Claim& claim : study.file.claims)
    definitions.push_back(gainsay::audit::claim_definition(study.file, claim));
  return definitions;
}

TEST_CASE("another unit of the metric changes no verdict") {
  check_unchanged("unit", has_free_unit, [](SimulatedStudy& study, RandomStream&) {
    const std::vector<std::string> before = definitions_of(study);
    map_values(study, [](double value) { return 1024 * value; });
    for (MetricDeclaration& metric : study.file.metrics) {
      if (is_claimed_metric(study, metric.name) && metric.smallest_effect) *metric.smallest_effect *= 1024;
    }
    if (study.claim().smallest_effect) *study.claim().smallest_effect *= 1024;
    const std::vector<std::string> after = definitions_of(study);
    for (auto& registration : study.registrations) {
      const auto unchanged = std::ranges::find(before, registration.definition);
      if (unchanged != before.end())
        registration.definition = after[static_cast<std::size_t>(unchanged - before.begin())];
    }
  });
}

TEST_CASE("a metric and its mirror give the same verdicts") {
  std::size_t tried = 0;
  for (const Pitfall& pitfall : pitfalls()) {
    StudyDesign design;
    design.n_components = 1;
    design.n_datasets = 2;
    design.n_seeds = 6;
    if (pitfall.fit != nullptr) pitfall.fit(design);
    if (design.share_of_items) continue;
    const auto verdicts = [&](bool lower_is_better) {
      RandomStream random(seed_of("mirror"), seed_of(pitfall.rule));
      design.lower_is_better = lower_is_better;
      SimulatedStudy study = simulate(design, random);
      study.claim().text = "Ours is better.";
      pitfall.inject(study, random, 1);
      return verdicts_of(study_of(study));
    };
    const std::string changed = difference(verdicts(false), verdicts(true));
    CAPTURE(pitfall.rule);
    CHECK(changed == "");
    ++tried;
  }
  CHECK(tried >= 40);
}

TEST_CASE("the seeds may be called anything") {
  check_unchanged("seeds", any_study, [](SimulatedStudy& study, RandomStream&) {
    for (Run& run : study.runs) {
      if (run.seed) *run.seed = 7919 + 13 * *run.seed;
    }
  });
}

TEST_CASE("the order in which runs are read does not matter") {
  check_unchanged("order", any_study, [](SimulatedStudy& study, RandomStream& random) {
    for (std::size_t i = study.runs.size(); i > 1; --i)
      std::swap(study.runs[i - 1], study.runs[random.below(static_cast<std::uint32_t>(i))]);
  });
}

TEST_CASE("a method and a dataset that no claim is about change no verdict") {
  check_unchanged("unrelated", any_study, [](SimulatedStudy& study, RandomStream& random) {
    const Run model = *study.final_runs(study.claim().method, {}).front();
    for (std::int64_t seed = 0; seed < 6; ++seed) {
      Run run = model;
      run.method = "elsewhere";
      run.dataset = "another";
      run.role = gainsay::tracker::Role::variant;
      run.seed = seed;
      run.params.clear();
      run.tags.clear();
      run.curves.clear();
      run.item_metrics.clear();
      run.results = {{study.claim().metric, 0.5 + 0.01 * random.normal()}};
      study.add_run_like(run);
    }
  });
}

}  // namespace
}  // namespace auditor_benchmark
