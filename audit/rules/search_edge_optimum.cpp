#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "configuration.h"
#include "rule_writing.h"
#include "split_metrics.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when the value of a numeric parameter that a baseline's final runs have is the smallest or the largest of at least
three that its tuning runs tried, and the score (the best at each value, on validation data where it is logged) rises over
the last three values into that edge. For the method itself it is a note.

## Why it matters
A score that still rises at the edge of the search says that the optimum lies outside: the baseline was not tuned to its
best. Which of several optimisers wins has been shown to hang on the ranges that were searched.

## Example
Learning rates 0.0001, 0.001 and 0.01 with 0.91, 0.93 and 0.95; the baseline is run with 0.01.

## What to do instead
Extend the range beyond the edge until the score falls; the finding names the next values and what the trials cost.

## When it is wrong
At a bound of the parameter itself. Zero, one for whole numbers, and one for parameters that were searched within 0 and 1
are taken for such bounds; suppress others with that reason.

## References
Choi et al. (2019), arXiv:1910.05446, "On empirical comparisons of optimizers for deep learning". Bergstra and Bengio
(2012), JMLR 13. Three values are the fewest that show a trend into an edge.
)";

constexpr std::size_t least_values = 3;

std::optional<double> as_number(const tracker::ParamValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  const auto* real = std::get_if<double>(&value);
  return real != nullptr && std::isfinite(*real) ? std::optional(*real) : std::nullopt;
}

std::optional<double> number_of(const tracker::Run& run, Name param) {
  const tracker::ParamValue* value = tracker::find_param(run, param);
  return value != nullptr ? as_number(*value) : std::nullopt;
}

// The tuning runs of one arm with the score that selection looked at, oriented so that larger is better.
struct Search {
  std::vector<const tracker::Run*> runs;
  Name metric;
  double sign = 1.0;
};

Search search_of(const Study& study, const Arm& arm) {
  Search search;
  for (const tracker::Run* run : study.runs_of(arm.method, Name{}, tracker::Purpose::tune)) {
    const bool same_place = run->dataset == arm.dataset || run->dataset.empty();
    if (same_place && run->status == tracker::Status::finished) search.runs.push_back(run);
  }
  const auto validation = validation_metric(study, search.runs, arm.metric);
  search.metric = validation ? validation->name : arm.metric;
  search.sign = validation ? validation->sign : study.metric(arm.metric).sign();
  return search;
}

std::set<Name> searched_parameters(const Search& search) {
  std::unordered_set<Name> names;
  for (const tracker::Run* run : search.runs) {
    for (const tracker::Param& param : run->params) {
      if (!is_incidental(param.name) && as_number(param.value)) names.insert(param.name);
    }
  }
  return {names.begin(), names.end()};
}

// The result, else the end of the curve.
std::optional<double> score_of(const Study& study, const tracker::Run& run, Name metric) {
  if (const auto value = metric_value(study, run, metric)) return value;
  const tracker::CurveSummary* curve = metric_curve(study, run, metric);
  return curve != nullptr ? std::optional(curve->last) : std::nullopt;
}

// The best score at each value: a configuration's is the mean of its runs.
std::map<double, double> profile(const Study& study, const Search& search, Name param) {
  std::map<double, ConfigurationMap<std::vector<double>>> scores;
  for (const tracker::Run* run : search.runs) {
    const auto value = number_of(*run, param);
    const auto score = score_of(study, *run, search.metric);
    if (value && score && std::isfinite(*score)) scores[*value][run].push_back(search.sign * *score);
  }
  std::map<double, double> best;
  for (const auto& [value, configurations] : scores) {
    for (const auto& [configuration, of_runs] : configurations) {
      const double mean = stats::summarize(of_runs).mean;
      const auto [entry, is_new] = best.emplace(value, mean);
      if (!is_new) entry->second = std::max(entry->second, mean);
    }
  }
  return best;
}

// The value that all final runs have; nothing where they differ or one does not say.
std::optional<double> chosen_value(const Arm& arm, Name param) {
  std::optional<double> chosen;
  for (const tracker::Run* run : arm.evidence) {
    const auto value = number_of(*run, param);
    if (!value || (chosen && *chosen != *value)) return std::nullopt;
    chosen = value;
  }
  return chosen;
}

// The three values nearest to the edge, the edge first.
struct Edge {
  bool is_upper = false;
  std::vector<std::pair<double, double>> nearest;  // value and its best score
  bool is_geometric = false;                       // the values tried span a factor of ten

  double value() const { return nearest.front().first; }
  bool rises() const {
    return nearest[0].second > nearest[1].second && nearest[1].second > nearest[2].second;
  }
  double step_beyond(double from) const {
    return is_geometric ? from * (value() / nearest[1].first) : from + (value() - nearest[1].first);
  }
};

std::optional<Edge> edge_at(const std::map<double, double>& tried, double chosen) {
  if (tried.size() < least_values) return std::nullopt;
  const double low = tried.begin()->first;
  const double high = tried.rbegin()->first;
  if (chosen != low && chosen != high) return std::nullopt;
  Edge edge;
  edge.is_upper = chosen == high;
  edge.is_geometric = low > 0.0 && high / low >= 10.0;
  if (edge.is_upper) {
    edge.nearest.assign(tried.rbegin(), std::next(tried.rbegin(), least_values));
  } else {
    edge.nearest.assign(tried.begin(), std::next(tried.begin(), least_values));
  }
  return edge;
}

bool is_natural_bound(const Edge& edge, const std::map<double, double>& tried) {
  const auto is_whole = [](const auto& entry) { return entry.first == std::floor(entry.first); };
  const bool within_unit = tried.begin()->first >= 0.0 && tried.rbegin()->first <= 1.0;
  return edge.value() == 0.0 || (edge.value() == 1.0 && within_unit) ||
         (edge.value() == 1.0 && !edge.is_upper && std::ranges::all_of(tried, is_whole));
}

Finding at_edge(const Study& study, const ClaimEvaluation& evaluation, const Arm& arm, Name param,
                const Edge& edge, const Search& search) {
  constexpr std::int64_t more_values = 2;
  const bool is_own = arm.method == evaluation.claim.method;
  Finding finding = about(evaluation);
  if (!is_own) finding.against = arm.method;
  finding.dataset = arm.dataset;
  finding.severity = is_own ? Severity::note : Severity::warning;
  finding.runs = arm.run_ids();
  finding.message = fmt::format(
      "{} of {} on {} is {}, the {} value tried, and {} improves into that edge ({} at {}, {} at {}, {} at "
      "{})",
      param.str(), arm.method.str(), arm.dataset.str(), quantity(edge.value()),
      edge.is_upper ? "largest" : "smallest", search.metric.str(),
      quantity(search.sign * edge.nearest[2].second, 4), quantity(edge.nearest[2].first),
      quantity(search.sign * edge.nearest[1].second, 4), quantity(edge.nearest[1].first),
      quantity(search.sign * edge.nearest[0].second, 4), quantity(edge.value()));
  const double next = edge.step_beyond(edge.value());
  finding.evidence = {{"parameter", param.str()},
                      {"chosen", edge.value()},
                      {"score_at_edge", search.sign * edge.nearest[0].second},
                      {"score_next_to_it", search.sign * edge.nearest[1].second},
                      {"next_value", next}};
  finding.remedy =
      remedy_with_cost(fmt::format("extend {} {} {}, to {} and {}: {}", param.str(),
                                   edge.is_upper ? "above" : "below", quantity(edge.value()), quantity(next),
                                   quantity(edge.step_beyond(next)), count(more_values, "trial")),
                       more_values, cost_of_runs(study, arm.method, arm.dataset, more_values));
  return finding;
}

void check_arm(const Study& study, const ClaimEvaluation& evaluation, const Arm& arm, FindingSink& out) {
  const Search search = search_of(study, arm);
  for (const Name param : searched_parameters(search)) {
    const auto chosen = chosen_value(arm, param);
    if (!chosen) continue;
    const auto tried = profile(study, search, param);
    const auto edge = edge_at(tried, *chosen);
    if (edge && edge->rises() && !is_natural_bound(*edge, tried))
      out.add(at_edge(study, evaluation, arm, param, *edge, search));
  }
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (!evaluation.claims_superiority() || claim.kind == ClaimKind::component_matters) continue;
    std::vector<Name> methods = claim.against;
    methods.push_back(claim.method);
    for (const Name method : methods) {
      for (const Name dataset : claim.datasets) {
        const Arm& arm = study.arm(method, dataset, claim.metric);
        if (arm.n() > 0) check_arm(study, evaluation, arm, out);
      }
    }
  }
  const auto tuning = study.runs_of(Name{}, Name{}, tracker::Purpose::tune);
  const bool any_parameters =
      std::ranges::any_of(tuning, [](const tracker::Run* run) { return !run->params.empty(); });
  if (!any_parameters && !study.evaluations().empty()) {
    out.add(not_applicable("no tuning run with parameters is recorded",
                           "record tuning runs (`gainsay run --purpose tune`) with their parameters"));
  }
}

}  // namespace

Rule search_edge_optimum() {
  return {.code = "BA208",
          .name = "search-edge-optimum",
          .summary = "a baseline's parameter at the edge of what was tried, where the score still rises",
          .group = "BA baselines",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
