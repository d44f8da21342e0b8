#include <algorithm>
#include <array>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::DatasetDeclaration;
using gainsay::audit::MetricDeclaration;
using gainsay::audit::SplitDeclaration;
using gainsay::stats::RandomStream;

void one_dataset(StudyDesign& design) { design.n_datasets = 1; }
void some_datasets(StudyDesign& design) { design.n_datasets = std::clamp(design.n_datasets, 4, 8); }

Subject claim_of_ours(Name dataset = {}) {
  return {.claim = "C1", .method = method_name, .against = {}, .dataset = dataset};
}

Pitfall single_dataset_claim() {
  return {.rule = "GE301",
          .doses = {"says nothing of where", "\"across\"", "\"always\", \"in general\""},
          .look_alike = "a claim that says that it is about this dataset",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::string_view, n_doses> texts{
                    "Ours is more accurate.", "Ours is more accurate across tasks.",
                    "In general ours is always more accurate."};
                study.claim().specific = false;
                study.claim().text = texts.at(dose);
                return claim_of_ours(dataset_name(0));
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.claim().text = "On dataset-1, in general conditions, ours is more accurate.";
              }};
}

Pitfall single_domain_generality() {
  return {.rule = "GE302",
          .doses = {"a claim to generalise", "\"robust\"", "\"general\""},
          .look_alike = "one domain, and the claim names it",
          .fit = some_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::string_view, n_doses> texts{
                    "Ours is better on new data.", "Ours is robust.", "Ours is a general method."};
                for (DatasetDeclaration& dataset : study.file.datasets) dataset.domain = "images";
                if (dose == 0) study.claim().kind = gainsay::audit::ClaimKind::generalises;
                study.claim().text = texts.at(dose);
                return claim_of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (DatasetDeclaration& dataset : study.file.datasets) dataset.domain = "images";
                study.claim().text = "Ours is more accurate on these sets of images.";
              }};
}

// The last datasets of the claim are left out of it; the method lies so far above the baselines there.
void drop_datasets(SimulatedStudy& study, std::size_t n, double above) {
  for (std::size_t i = 0; i < n; ++i) {
    place_above_baselines(study, method_name, study.claim().datasets.back(), above);
    study.claim().datasets.pop_back();
  }
}

Pitfall dropped_datasets() {
  return {.rule = "GE303",
          .doses = {"one, a little worse there", "one, a smallest effect worse", "two, 2 worse"},
          .look_alike = "a dataset is left out on which the method is better",
          .fit = some_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                const Name dropped = study.claim().datasets.back();
                static constexpr std::array<double, n_doses> above{-0.05, -1, -2};
                drop_datasets(study, dose == 2 ? 2 : 1, above.at(dose) * smallest_effect(study));
                return claim_of_ours(dose == 2 ? Name{} : dropped);
              },
          .disguise = [](SimulatedStudy& study,
                         RandomStream&) { drop_datasets(study, 1, 2 * smallest_effect(study)); }};
}

// The method gains `usual` on every dataset but the first, and `there` on that.
void gain_on_datasets(SimulatedStudy& study, double usual, double there) {
  for (const Name dataset : study.claim().datasets) {
    const double gain = dataset == dataset_name(0) ? there : usual;
    place_above_baselines(study, method_name, dataset, gain * smallest_effect(study));
  }
}

Pitfall one_dataset_carries() {
  return {.rule = "GE304",
          .doses = {"gains 4 and 0.2 smallest effects", "8 and 0.1", "16 and none"},
          .look_alike = "gains 2.2 there and 2 elsewhere",
          .fit = some_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<double, n_doses> usual{0.2, 0.1, 0};
                gain_on_datasets(study, usual.at(dose), 4 * static_cast<double>(std::size_t{1} << dose));
                return claim_of_ours(dataset_name(0));
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { gain_on_datasets(study, 2, 2.2); }};
}

SplitDeclaration split(Name name, const std::string& hash, std::vector<std::string> groups) {
  SplitDeclaration declaration;
  declaration.name = name;
  declaration.content_hash = hash;
  declaration.groups = std::move(groups);
  return declaration;
}

Pitfall split_overlap() {
  return {.rule = "GE305",
          .doses = {"one of four groups in both", "training ends after the test begins", "the same content"},
          .look_alike = "two splits of other groups and content",
          .fit = nullptr,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                DatasetDeclaration& dataset = study.dataset(dataset_name(0));
                dataset.splits = {split("train", "aa", {"anna", "ben", "cem", "dora"}),
                                  split("test", dose == 2 ? "aa" : "bb", {"emil"})};
                if (dose == 0) dataset.splits[1].groups.push_back("ben");
                if (dose == 1) {
                  dataset.time_ordered = true;
                  dataset.splits[0].from = "2024-01-01";
                  dataset.splits[0].to = "2025-02-01";
                  dataset.splits[1].from = "2025-01-01";
                }
                return Subject{.claim = {}, .method = {}, .against = {}, .dataset = dataset_name(0)};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.dataset(dataset_name(0)).splits = {split("train", "aa", {"anna", "ben"}),
                                                         split("test", "bb", {"emil", "fay"})};
              }};
}

// A second quality metric in every run, in which the method is so many of its standard deviations worse.
void add_second_metric(SimulatedStudy& study, RandomStream& random, double worse) {
  MetricDeclaration metric;
  metric.name = "f1";
  metric.direction = gainsay::audit::Direction::higher;
  metric.kind = gainsay::audit::MetricKind::quality;
  study.file.metrics.push_back(metric);
  for (Run& run : study.runs) {
    if (run.purpose != gainsay::tracker::Purpose::final) continue;
    set_result(run, "f1", 70 + random.normal() - (run.method == method_name ? worse : 0));
  }
}

Pitfall metric_conflict() {
  return {
      .rule = "GE306",
      .doses = {"2 standard deviations worse", "4 worse", "8 worse"},
      .look_alike = "a second metric in which all methods are alike",
      .fit = one_dataset,
      .inject =
          [](SimulatedStudy& study, RandomStream& random, std::size_t dose) {
            add_second_metric(study, random, 2 * static_cast<double>(std::size_t{1} << dose));
            return claim_of_ours();
          },
      .disguise = [](SimulatedStudy& study, RandomStream& random) { add_second_metric(study, random, 0); }};
}

Pitfall own_dataset_only() {
  return {.rule = "GE307",
          .doses = {"one own dataset", "two", "three"},
          .look_alike = "own datasets beside one that is established",
          .fit = some_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                for (DatasetDeclaration& dataset : study.file.datasets) dataset.introduced_here = true;
                study.claim().datasets.resize(dose + 1);
                return claim_of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (DatasetDeclaration& dataset : study.file.datasets)
                  dataset.introduced_here = dataset.name != dataset_name(1);
              }};
}

}  // namespace

std::vector<Pitfall> dataset_pitfalls() {
  return {single_dataset_claim(), single_domain_generality(), dropped_datasets(), one_dataset_carries(),
          split_overlap(),        metric_conflict(),          own_dataset_only()};
}

}  // namespace auditor_benchmark
