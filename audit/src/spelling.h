#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/finding.h"
#include "gainsay/audit/study_file.h"

// How each enumerator is written in files and output; one table an enum, read in both directions.
namespace gainsay::audit {

template <typename E>
inline constexpr std::array<std::pair<E, std::string_view>, 0> spelling{};

template <>
inline constexpr auto spelling<Stage> = std::to_array<std::pair<Stage, std::string_view>>(
    {{Stage::explore, "explore"}, {Stage::draft, "draft"}, {Stage::submit, "submit"}});
template <>
inline constexpr auto spelling<Profile> = std::to_array<std::pair<Profile, std::string_view>>(
    {{Profile::science, "science"}, {Profile::engineering, "engineering"}});
template <>
inline constexpr auto spelling<Direction> = std::to_array<std::pair<Direction, std::string_view>>(
    {{Direction::higher, "higher"}, {Direction::lower, "lower"}});
template <>
inline constexpr auto spelling<MetricKind> =
    std::to_array<std::pair<MetricKind, std::string_view>>({{MetricKind::quality, "quality"},
                                                            {MetricKind::resource, "resource"},
                                                            {MetricKind::stability, "stability"}});
template <>
inline constexpr auto spelling<MetricForm> =
    std::to_array<std::pair<MetricForm, std::string_view>>({{MetricForm::proportion, "proportion"},
                                                            {MetricForm::integer_mean, "integer-mean"},
                                                            {MetricForm::continuous, "continuous"}});
template <>
inline constexpr auto spelling<ClaimKind> = std::to_array<std::pair<ClaimKind, std::string_view>>(
    {{ClaimKind::improves, "improves"},
     {ClaimKind::matches, "matches"},
     {ClaimKind::faster, "faster"},
     {ClaimKind::cheaper, "cheaper"},
     {ClaimKind::more_stable, "more-stable"},
     {ClaimKind::converges_faster, "converges-faster"},
     {ClaimKind::generalises, "generalises"},
     {ClaimKind::scales, "scales"},
     {ClaimKind::component_matters, "component-matters"},
     {ClaimKind::new_dataset, "new-dataset"}});
template <>
inline constexpr auto spelling<tracker::Role> =
    std::to_array<std::pair<tracker::Role, std::string_view>>({{tracker::Role::baseline, "baseline"},
                                                               {tracker::Role::variant, "variant"},
                                                               {tracker::Role::ablation, "ablation"},
                                                               {tracker::Role::reported, "reported"}});
template <>
inline constexpr auto spelling<Quantifier> = std::to_array<std::pair<Quantifier, std::string_view>>(
    {{Quantifier::all, "all"}, {Quantifier::average, "average"}, {Quantifier::some, "some"}});
template <>
inline constexpr auto spelling<Scope> = std::to_array<std::pair<Scope, std::string_view>>(
    {{Scope::these_datasets, "these-datasets"}, {Scope::domain, "domain"}});
template <>
inline constexpr auto spelling<Aggregate> =
    std::to_array<std::pair<Aggregate, std::string_view>>({{Aggregate::mean, "mean"},
                                                           {Aggregate::normalised, "normalised"},
                                                           {Aggregate::log_ratio, "log-ratio"},
                                                           {Aggregate::rank, "rank"},
                                                           {Aggregate::iqm, "iqm"}});
template <>
inline constexpr auto spelling<Pairing> = std::to_array<std::pair<Pairing, std::string_view>>(
    {{Pairing::none, "none"}, {Pairing::seed, "seed"}, {Pairing::fold, "fold"}, {Pairing::item, "item"}});
template <>
inline constexpr auto spelling<PainPoint> = std::to_array<std::pair<PainPoint, std::string_view>>(
    {{PainPoint::extreme_cases, "extreme-cases"},
     {PainPoint::bottleneck, "bottleneck"},
     {PainPoint::unstable_training, "unstable-training"},
     {PainPoint::slow_convergence, "slow-convergence"},
     {PainPoint::missing_function, "missing-function"},
     {PainPoint::poor_generalisation, "poor-generalisation"}});
template <>
inline constexpr auto spelling<ErrorKind> = std::to_array<std::pair<ErrorKind, std::string_view>>(
    {{ErrorKind::sd, "sd"}, {ErrorKind::sem, "sem"}, {ErrorKind::ci95, "ci95"}, {ErrorKind::range, "range"}});
template <>
inline constexpr auto spelling<FindingKind> = std::to_array<std::pair<FindingKind, std::string_view>>(
    {{FindingKind::fail, "fail"},
     {FindingKind::open, "open"},
     {FindingKind::review, "review"},
     {FindingKind::pass, "pass"},
     {FindingKind::not_applicable, "not-applicable"}});
template <>
inline constexpr auto spelling<Severity> = std::to_array<std::pair<Severity, std::string_view>>(
    {{Severity::note, "note"}, {Severity::warning, "warning"}, {Severity::error, "error"}});
template <>
inline constexpr auto spelling<CheckState> =
    std::to_array<std::pair<CheckState, std::string_view>>({{CheckState::found, "found"},
                                                            {CheckState::silent, "silent"},
                                                            {CheckState::could_not_look, "could-not-look"},
                                                            {CheckState::not_asked, "not-asked"}});
template <>
inline constexpr auto spelling<Certainty> =
    std::to_array<std::pair<Certainty, std::string_view>>({{Certainty::deterministic, "deterministic"},
                                                           {Certainty::statistical, "statistical"},
                                                           {Certainty::heuristic, "heuristic"}});
template <>
inline constexpr auto spelling<Verdict> =
    std::to_array<std::pair<Verdict, std::string_view>>({{Verdict::superior, "superior"},
                                                         {Verdict::non_inferior, "non-inferior"},
                                                         {Verdict::equivalent, "equivalent"},
                                                         {Verdict::inferior, "inferior"},
                                                         {Verdict::undecided, "undecided"}});
template <>
inline constexpr auto spelling<ClaimVerdict> =
    std::to_array<std::pair<ClaimVerdict, std::string_view>>({{ClaimVerdict::supported, "supported"},
                                                              {ClaimVerdict::suggestive, "suggestive"},
                                                              {ClaimVerdict::not_shown, "not shown"},
                                                              {ClaimVerdict::contradicted, "contradicted"}});

template <typename E>
std::string_view spell(E value) {
  const auto& table = spelling<E>;
  const auto* entry = std::ranges::find(table, value, &std::pair<E, std::string_view>::first);
  if (entry == table.end()) throw std::logic_error("enumerator without a spelling");
  return entry->second;
}

template <typename E>
std::optional<E> unspell(std::string_view text) {
  const auto& table = spelling<E>;
  const auto* entry = std::ranges::find(table, text, &std::pair<E, std::string_view>::second);
  if (entry == table.end()) return std::nullopt;
  return entry->first;
}

}  // namespace gainsay::audit
