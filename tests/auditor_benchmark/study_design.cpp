#include "auditor_benchmark/study_design.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "gainsay/tracker/model.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::Claim;
using gainsay::audit::ClaimKind;
using gainsay::audit::DatasetDeclaration;
using gainsay::audit::Direction;
using gainsay::audit::MethodDeclaration;
using gainsay::audit::MetricDeclaration;
using gainsay::audit::MetricForm;
using gainsay::audit::MetricKind;
using gainsay::stats::RandomStream;
using gainsay::tracker::Curve;
using gainsay::tracker::Purpose;
using gainsay::tracker::Role;
using gainsay::tracker::Status;

constexpr double first_second = 1'767'600'000;  // 2026-01-05T08:00:00Z
constexpr int most_final_runs = 1500;
constexpr std::int64_t first_tuning_seed = 1000;
constexpr std::array<double, 5> learning_rates{0.001, 0.003, 0.01, 0.03, 0.1};
constexpr std::size_t best_rate = 2;
constexpr int curve_points = 6;
constexpr std::int64_t epochs = 30;

int between(RandomStream& random, int low, int high) {
  return low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1)));
}

bool chance(RandomStream& random, double probability) { return random.uniform() < probability; }

// How one method does: its advantage over the best baseline in units of the smallest effect, and its cost.
struct Strength {
  Name name;
  double advantage = 0;
  double seconds = 60;
};

class Simulation {
 public:
  Simulation(const StudyDesign& design, RandomStream& random)
      : design_(design), random_(random), noise_(design.noise, random), metric_(metric_of(design)) {}

  SimulatedStudy run() {
    study_.clock = first_second;
    declare();
    study_.register_claims(first_second - 86400);
    record_contents();
    for (const Strength& strength : strengths_) {
      if (study_.method(strength.name).role != Role::ablation && strength.name != trivial_name)
        tune(strength);
    }
    for (int dataset = 0; dataset < design_.n_datasets; ++dataset) run_on(dataset);
    return std::move(study_);
  }

 private:
  void declare();
  void declare_metrics();
  void declare_methods();
  void declare_claims();
  void record_contents();
  void tune(const Strength& strength);
  void run_on(int dataset);
  Run blank(const Strength& strength, int dataset) const;
  double value_of(const Strength& strength, int dataset, double noise) const;
  void log_curves(Run& run, double last);
  double sign() const { return design_.lower_is_better ? -1 : 1; }
  double base(int dataset) const {
    return (design_.share_of_items ? 0.6 : 50.0) + dataset % 7 * 2 * smallest_effect_of(design_);
  }

  StudyDesign design_;
  RandomStream& random_;
  NoiseSource noise_;
  Name metric_;
  std::vector<Strength> strengths_;
  SimulatedStudy study_;
};

void Simulation::declare_metrics() {
  MetricDeclaration metric;
  metric.name = metric_;
  metric.direction = design_.lower_is_better ? Direction::lower : Direction::higher;
  metric.kind = MetricKind::quality;
  metric.form = design_.share_of_items ? MetricForm::proportion : MetricForm::continuous;
  metric.smallest_effect = smallest_effect_of(design_);
  if (design_.share_of_items) metric.range = {0, 1};
  MetricDeclaration seconds;
  seconds.name = seconds_name;
  seconds.direction = Direction::lower;
  seconds.kind = MetricKind::resource;
  seconds.smallest_effect = 1.0;
  MetricDeclaration memory = seconds;
  memory.name = "peak_memory";
  study_.file.metrics = {metric, seconds, memory};
}

void Simulation::declare_methods() {
  std::vector<MethodDeclaration>& methods = study_.file.methods;
  for (int i = 0; i < design_.n_baselines; ++i) {
    MethodDeclaration baseline;
    baseline.name = fmt::format("baseline-{}", i + 1);
    baseline.role = Role::baseline;
    methods.push_back(baseline);
    strengths_.push_back({baseline.name, i == 0 ? 0.0 : -3 * random_.uniform()});
  }
  MethodDeclaration trivial;
  trivial.name = trivial_name;
  trivial.role = Role::baseline;
  trivial.trivial = trivial.deterministic = true;
  methods.push_back(trivial);
  strengths_.push_back({trivial_name, -20, 1});
  MethodDeclaration ours;
  ours.name = method_name;
  ours.role = Role::variant;
  ours.parent = "baseline-1";
  for (int i = 0; i < design_.n_components; ++i) ours.components.push_back(component_name(i));
  methods.push_back(ours);
  strengths_.push_back({method_name, design_.gain, design_.claims_speed ? 45.0 : 60.0});
  for (int i = 0; i < design_.n_components; ++i) {
    MethodDeclaration ablation;
    ablation.name = "ours-without-" + component_name(i).str();
    ablation.role = Role::ablation;
    ablation.parent = method_name;
    ablation.removes = {component_name(i)};
    methods.push_back(ablation);
    strengths_.push_back({ablation.name, design_.gain - design_.component_gain});
  }
}

void Simulation::declare_claims() {
  Claim claim;
  claim.id = "C1";
  claim.kind = ClaimKind::improves;
  claim.method = method_name;
  claim.metric = metric_;
  claim.planned_n = design_.n_seeds;
  claim.specific = design_.n_datasets == 1;
  for (int i = 0; i < design_.n_baselines; ++i)
    claim.against.push_back(strengths_[static_cast<std::size_t>(i)].name);
  for (int i = 0; i < design_.n_datasets; ++i) claim.datasets.push_back(dataset_name(i));
  claim.text = fmt::format(
      "Ours has a {} {} than the {} baselines on {}.", design_.lower_is_better ? "lower" : "higher",
      metric_.str(), design_.n_baselines,
      design_.n_datasets == 1 ? "dataset-1" : fmt::format("these {} datasets", design_.n_datasets));
  study_.file.claims.push_back(claim);
  if (!design_.claims_speed) return;
  claim.id = "C2";
  claim.kind = ClaimKind::faster;
  claim.metric = seconds_name;
  claim.text = "Ours trains in less time, at the same peak memory.";
  study_.file.claims.push_back(claim);
}

void Simulation::declare() {
  study_.file.path = "gainsay.toml";
  study_.file.exists = true;
  study_.file.name = "simulated";
  study_.file.stage = gainsay::audit::Stage::submit;
  declare_metrics();
  static constexpr std::array<std::string_view, 4> domains{"images", "text", "tables", "speech"};
  for (int i = 0; i < design_.n_datasets; ++i) {
    DatasetDeclaration dataset;
    dataset.name = dataset_name(i);
    dataset.domain = domains.at(static_cast<std::size_t>(i) % domains.size());
    dataset.n_items = 10'000;
    dataset.content_hash = fmt::format("{:064x}", 1000 + i);
    study_.file.datasets.push_back(dataset);
  }
  declare_methods();
  declare_claims();
  study_.file.novelty = {.score = 3,
                         .kind = "method",
                         .nearest_prior = "baseline-1, of 2024",
                         .difference = "the step is bounded by the curvature of the last one",
                         .argument = "",
                         .limitation_of = ""};
  study_.file.problem_size = {.score = 3,
                              .who_cares = "everybody who trains such models",
                              .how_common = "in every training",
                              .sources = {"the survey of 2025"}};
}

void Simulation::record_contents() {
  for (const DatasetDeclaration& dataset : study_.file.datasets) {
    gainsay::tracker::DatasetContent content;
    content.dataset = dataset.name;
    content.hash = dataset.content_hash;
    content.files = 1;
    content.bytes = 1 << 20;
    content.n_items = dataset.n_items;
    content.path = dataset.name.str() + ".npz";
    content.at = gainsay::tracker::format_time(first_second - 3600);
    study_.contents.push_back(content);
  }
}

Run Simulation::blank(const Strength& strength, int dataset) const {
  Run run;
  run.method = strength.name;
  run.dataset = dataset_name(dataset);
  run.role = std::ranges::find(study_.file.methods, strength.name, &MethodDeclaration::name)->role;
  run.status = Status::finished;
  run.environment = {{"package.torch", "2.4.0"}, {"python", "3.11.2"}};
  run.git = gainsay::tracker::Git{.commit = "5d41402abc4b2a76b9719d911017c592a7f3e1b0",
                                  .dirty = false,
                                  .diff_stored = false,
                                  .branch = "main"};
  run.host = "node-1";
  run.device = "gpu-a";
  run.argv = {"train.py"};
  run.exit_code = 0;
  run.started_at = 0;
  run.ended_at = strength.seconds;
  set_param(run, "epochs", epochs);
  for (int i = 0; i < design_.n_components; ++i) {
    const bool has = strength.name == method_name ||
                     (run.role == Role::ablation && !strength.name.str().ends_with(component_name(i).str()));
    set_param(run, component_name(i), has);
  }
  return run;
}

double Simulation::value_of(const Strength& strength, int dataset, double noise) const {
  return base(dataset) + sign() * (smallest_effect_of(design_) * strength.advantage + sd_of(design_) * noise);
}

// The score falls off to both sides of the best rate, by a tenth of a smallest effect and more.
void Simulation::tune(const Strength& strength) {
  const int datasets = std::min(design_.n_datasets, 2);
  for (int dataset = 0; dataset < datasets; ++dataset) {
    for (std::size_t i = 0; i < learning_rates.size(); ++i) {
      const double off = std::abs(static_cast<double>(i) - static_cast<double>(best_rate));
      Run run = blank(strength, dataset);
      run.purpose = Purpose::tune;
      run.seed = first_tuning_seed;
      set_param(run, "lr", learning_rates.at(i));
      set_result(
          run, validation_metric_of(design_),
          value_of({strength.name, strength.advantage - off * (1 + 0.1 * random_.uniform())}, dataset, 0));
      study_.add_run_like(std::move(run));
    }
  }
}

void Simulation::log_curves(Run& run, double last) {
  Curve test{.metric = metric_, .step = {}, .value = {}, .time = {}};
  Curve validation{.metric = validation_metric_of(design_), .step = {}, .value = {}, .time = {}};
  for (int i = 0; i < curve_points; ++i) {
    const double left = sign() * smallest_effect_of(design_) * 3 * (curve_points - 1 - i);
    const double wobble = i + 1 == curve_points ? 0 : sign() * 0.3 * sd_of(design_) * random_.normal();
    for (Curve* curve : {&test, &validation}) curve->step.push_back((i + 1) * epochs / curve_points);
    test.value.push_back(last - left + wobble);
    validation.value.push_back(last - left - 0.5 * wobble);
  }
  for (Curve* curve : {&test, &validation}) {
    run.curves.push_back(gainsay::tracker::summarize(*curve));
  }
  std::ranges::sort(run.curves, {}, &gainsay::tracker::CurveSummary::metric);
  study_.curves[run.id] = {test, validation};
}

void Simulation::run_on(int dataset) {
  for (std::int64_t seed = 0; seed < design_.n_seeds; ++seed) {
    for (const Strength& strength : strengths_) {
      const bool trivial = strength.name == trivial_name;
      if (trivial && seed > 0) continue;
      Run run = blank(strength, dataset);
      if (!trivial) run.seed = seed;
      set_param(run, "lr", learning_rates.at(best_rate));
      const double value = value_of(strength, dataset, trivial ? 0 : noise_.draw(seed));
      set_result(run, metric_, value);
      set_result(run, seconds_name, strength.seconds * (1 + 0.01 * random_.normal()));
      set_result(run, "peak_memory", 2048);
      Run& stored = study_.add_run_like(std::move(run));
      if (design_.logs_curves && !trivial) log_curves(stored, value);
    }
  }
}

}  // namespace

StudyDesign draw_design(RandomStream& random) {
  StudyDesign design;
  const std::vector<RunNoise> families = noise_families();
  design.noise = families[random.below(static_cast<std::uint32_t>(families.size()))];
  design.n_baselines = between(random, 2, 6);
  design.n_components = between(random, 0, 4);
  // Small studies are the most common ones.
  design.n_datasets = chance(random, 0.2) ? 1 : between(random, 2, chance(random, 0.2) ? 40 : 8);
  design.n_seeds = between(random, 5, chance(random, 0.3) ? 30 : 10);
  const int methods = design.n_baselines + design.n_components + 1;
  design.n_datasets = std::max(1, std::min(design.n_datasets, most_final_runs / (methods * design.n_seeds)));
  const bool light = design.noise != RunNoise::heavy_tails && design.noise != RunNoise::real_runs;
  design.share_of_items = light && chance(random, 0.5);
  design.lower_is_better = !design.share_of_items && chance(random, 0.5);
  design.claims_speed = chance(random, 0.2);
  design.logs_curves = chance(random, 0.3);
  return design;
}

Name metric_of(const StudyDesign& design) {
  if (design.share_of_items) return "accuracy";
  return design.lower_is_better ? "loss" : "score";
}

Name validation_metric_of(const StudyDesign& design) { return "val_" + metric_of(design).str(); }
Name dataset_name(int index) { return fmt::format("dataset-{}", index + 1); }
Name component_name(int index) { return fmt::format("part-{}", static_cast<char>('a' + index)); }
double smallest_effect_of(const StudyDesign& design) { return design.share_of_items ? 0.02 : 1.0; }

// A gain of one smallest effect is then 4.6 standard errors of the mean difference over the datasets or
// more: its two-sided test at 5 % has a power of 99 %. A share of items stays within 0 and 1.
double sd_of(const StudyDesign& design) {
  const double effect = smallest_effect_of(design);
  if (design.sd > 0) return design.sd * effect;
  const double errors = std::sqrt(2.0 / (design.n_seeds * design.n_datasets));
  return std::min(effect / (4.6 * errors), effect);
}

SimulatedStudy simulate(const StudyDesign& design, RandomStream& random) {
  return Simulation(design, random).run();
}

}  // namespace auditor_benchmark
