#include <algorithm>
#include <array>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// How the scores came about: seen data, versions of the scorer, questions asked, judges.
namespace auditor_benchmark {
namespace {

using gainsay::stats::RandomStream;
using gainsay::tracker::Curve;
using gainsay::tracker::ItemScores;

const Subject the_claim{.claim = "C1", .method = {}, .against = {}, .dataset = {}};

Subject of_ours(Name dataset = {}) {
  return {.claim = {}, .method = method_name, .against = {}, .dataset = dataset};
}

void small(StudyDesign& design) {
  design.n_datasets = std::min(design.n_datasets, 3);
  design.n_seeds = std::min(design.n_seeds, 8);
  design.claims_speed = false;
}

void one_dataset(StudyDesign& design) {
  small(design);
  design.n_datasets = 1;
}

void with_curves(StudyDesign& design) {
  one_dataset(design);
  design.logs_curves = true;
}

void tag_runs(SimulatedStudy& study, Name method, Name tag, const std::string& value) {
  for (Run* run : study.final_runs(method, {})) set_tag(*run, tag, value);
}

void record_webpages(SimulatedStudy& study, const std::string& hash) {
  auto content = study.contents.front();
  content.dataset = "webpages";
  content.hash = hash;
  study.contents.push_back(content);
}

Pitfall test_contamination() {
  return {.rule = "GE308",
          .doses = {"the hash of its training data is that of the test split",
                    "pretrained on data with that hash", "trained on such data, and others"},
          .look_alike = "pretrained on data with another hash",
          .fit = small,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                const std::string& hash = study.dataset(dataset_name(0)).content_hash;
                if (dose == 0) tag_runs(study, method_name, "train_hash", hash);
                if (dose > 0) record_webpages(study, hash);
                if (dose == 1) tag_runs(study, method_name, "pretrained_on", "webpages");
                if (dose == 2) tag_runs(study, method_name, "trained_on", "books, webpages");
                return of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                record_webpages(study, std::string(64, 'd'));
                tag_runs(study, method_name, "pretrained_on", "webpages");
              }};
}

Pitfall early_stopping_on_test() {
  return {.rule = "PR510",
          .doses = {"`monitor` names the test metric", "`early_stopping_metric` does", "`stopped_by` does"},
          .look_alike = "`early_stopping` names the validation metric",
          .fit = with_curves,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::string_view, n_doses> params{
                    "monitor", "early_stopping_metric", "stopped_by"};
                for (Run* run : study.final_runs(method_name, {}))
                  set_param(*run, params.at(dose), study.claim().metric.str());
                return of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (Run* run : study.final_runs(method_name, {}))
                  set_param(*run, "early_stopping", "val_" + study.claim().metric.str());
              }};
}

// The first run, half of the runs, or all of them, by another version of the scorer.
Pitfall metric_version_drift() {
  return {.rule = "RP807",
          .doses = {"one run by another version", "half of an arm", "all of an arm"},
          .look_alike = "one version throughout",
          .fit = small,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                for (Run& run : study.runs) set_tag(run, "metric_version", "1.2");
                const std::vector<Run*> runs = study.final_runs(method_name, {});
                const std::array<std::size_t, n_doses> n{1, runs.size() / 2, runs.size()};
                for (std::size_t i = 0; i < n.at(dose); ++i) set_tag(*runs[i], "metric_version", "2.0");
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (Run& run : study.runs) set_tag(run, "metric_version", "1.2");
              }};
}

void ask_alike(SimulatedStudy& study) {
  for (Run& run : study.runs) {
    if (run.purpose != gainsay::tracker::Purpose::final) continue;
    set_param(run, "temperature", 0.0);
    set_param(run, "prompt_hash", std::string("9f86d081"));
    set_param(run, "max_tokens", std::int64_t{256});
  }
}

Pitfall unreported_decoding() {
  return {
      .rule = "RP808",
      .doses = {"no prompt is recorded", "no temperature is recorded", "the arms have other temperatures"},
      .look_alike = "the same prompt and temperature throughout",
      .fit = small,
      .inject =
          [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
            ask_alike(study);
            const std::string_view missing = dose == 0 ? "prompt_hash" : "temperature";
            for (Run* run : study.final_runs(method_name, {})) {
              if (dose == 2) set_param(*run, "temperature", 0.7);
              if (dose < 2)
                std::erase_if(run->params, [&](const auto& param) { return param.name == Name(missing); });
            }
            return of_ours();
          },
      .disguise = [](SimulatedStudy& study, RandomStream&) { ask_alike(study); }};
}

// A judge scored 50 items in every run: half of a point of agreement with the item, half of the run's own.
void judge_items(SimulatedStudy& study, RandomStream& random) {
  const Name metric = study.claim().metric;
  std::vector<double> difficulty(50);
  for (double& item : difficulty) item = random.normal();
  for (Run& run : study.runs) {
    if (run.purpose != gainsay::tracker::Purpose::final) continue;
    set_param(run, "judge_model", std::string("judge-1"));
    ItemScores scores{.metric = metric, .item = {}, .score = {}, .cluster = {}};
    for (std::size_t i = 0; i < difficulty.size(); ++i) {
      scores.item.push_back("item-" + std::to_string(i));
      scores.score.push_back(result(run, metric) + difficulty[i] + random.normal());
    }
    run.item_metrics = {metric};
    study.items[run.id] = {scores};
  }
}

Pitfall unpaired_judge_scores() {
  return {.rule = "ST114",
          .doses = {"the same items, not paired", "no item scores", "two judges"},
          .look_alike = "one judge, and the claim pairs by item",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream& random, std::size_t dose) {
                judge_items(study, random);
                if (dose == 1) {
                  study.items.clear();
                  for (Run& run : study.runs) run.item_metrics.clear();
                }
                if (dose == 2) {
                  for (Run* run : study.final_runs(method_name, {}))
                    set_param(*run, "judge_model", std::string("judge-2"));
                }
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream& random) {
                judge_items(study, random);
                study.claim().pairing = gainsay::audit::Pairing::item;
              }};
}

}  // namespace

std::vector<Pitfall> evaluation_pitfalls() {
  return {test_contamination(), early_stopping_on_test(), metric_version_drift(), unreported_decoding(),
          unpaired_judge_scores()};
}

}  // namespace auditor_benchmark
