#include "checklist_facts.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gainsay/audit/claim_evaluation.h"

#include "rule_writing.h"

namespace gainsay::audit::facts {
namespace {

using tracker::Run;

// Final runs that are not excluded.
std::vector<const Run*> final_runs(const Study& study) {
  std::vector<const Run*> runs;
  for (const Run& run : study.runs()) {
    if (run.purpose == tracker::Purpose::final && !run.excluded) runs.push_back(&run);
  }
  return runs;
}

std::int64_t count_if(const std::vector<const Run*>& runs, const auto& holds) {
  return std::ranges::count_if(runs, [&](const Run* run) { return holds(*run); });
}

// "a, b, c" with at most six of them.
std::string several(const std::set<std::string>& values) {
  constexpr std::size_t most = 6;
  std::vector<std::string> shown(values.begin(), values.end());
  const std::size_t more = shown.size() > most ? shown.size() - most : 0;
  if (more > 0) shown.resize(most);
  return fmt::format("{}{}", fmt::join(shown, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

std::set<std::string> values_of(const std::vector<const Run*>& runs, const auto& value) {
  std::set<std::string> values;
  for (const Run* run : runs) {
    if (std::string text = value(*run); !text.empty()) values.insert(std::move(text));
  }
  return values;
}

}  // namespace

Sentences claims(const Study& study) {
  Sentences sentences;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const std::string text =
        evaluation.claim.text.empty() ? "" : fmt::format(": \"{}\"", evaluation.claim.text);
    sentences.push_back(
        fmt::format("claim {} is {}{}", evaluation.claim.id, to_string(evaluation.verdict), text));
  }
  return sentences;
}

Sentences scope(const Study& study) {
  Sentences sentences;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    std::set<std::string> domains;
    for (const Name dataset : evaluation.claim.datasets) {
      if (const Dataset* found = study.dataset(dataset);
          found != nullptr && !found->declaration.domain.str().empty())
        domains.insert(found->declaration.domain.str());
    }
    sentences.push_back(fmt::format("claim {} rests on {} ({}), {}", evaluation.claim.id,
                                    count(std::ssize(evaluation.claim.datasets), "dataset"),
                                    list(evaluation.claim.datasets),
                                    domains.empty() ? std::string("whose domains are not declared")
                                                    : fmt::format("of the domains {}", several(domains))));
  }
  return sentences;
}

Sentences datasets(const Study& study) {
  Sentences sentences;
  for (const Dataset& dataset : study.datasets()) {
    const DatasetDeclaration& declared = dataset.declaration;
    std::string pinned;
    if (!declared.version.empty()) pinned += fmt::format(", version {}", declared.version);
    if (!declared.content_hash.empty()) pinned += fmt::format(", content hash {}", declared.content_hash);
    for (const tracker::DatasetContent& content : study.records().contents) {
      if (content.dataset == dataset.name)
        pinned += fmt::format(", {} hashed as {}",
                              content.split.str().empty() ? "contents" : content.split.str(), content.hash);
    }
    sentences.push_back(fmt::format("{}{}", dataset.name.str(),
                                    pinned.empty() ? ": neither version nor hash is recorded" : pinned));
  }
  return sentences;
}

Sentences sizes(const Study& study) {
  Sentences sentences;
  for (const Dataset& dataset : study.datasets()) {
    std::vector<std::string> parts;
    if (dataset.declaration.n_items) parts.push_back(count(*dataset.declaration.n_items, "test item"));
    for (const SplitDeclaration& split : dataset.declaration.splits) {
      if (split.n_items)
        parts.push_back(fmt::format("{} in split {}", count(*split.n_items, "item"), split.name.str()));
    }
    if (!parts.empty())
      sentences.push_back(fmt::format("{}: {}", dataset.name.str(), fmt::join(parts, ", ")));
  }
  return sentences;
}

Sentences code(const Study& study) {
  const auto runs = final_runs(study);
  const auto known = count_if(runs, [](const Run& run) { return run.git && !run.git->commit.empty(); });
  if (known == 0) return {};
  const auto dirty = count_if(runs, [](const Run& run) { return run.git && run.git->dirty.value_or(false); });
  const auto kept = count_if(
      runs, [](const Run& run) { return run.git && run.git->dirty.value_or(false) && run.git->diff_stored; });
  const auto commits =
      values_of(runs, [](const Run& run) { return run.git ? run.git->commit.str().substr(0, 12) : ""; });
  return {fmt::format("{} of {} have a commit ({})", known, count(std::ssize(runs), "final run"),
                      several(commits)),
          fmt::format("{} of them {} made with uncommitted changes, and {} of these changes are kept", dirty,
                      dirty == 1 ? "was" : "were", kept)};
}

Sentences commands(const Study& study) {
  const auto runs = final_runs(study);
  const auto known = count_if(runs, [](const Run& run) { return !run.argv.empty(); });
  if (known == 0) return {};
  return {fmt::format(
      "the command of {} of {} is recorded; `gainsay plan --format shell` and `gainsay show RUN` give it",
      known, count(std::ssize(runs), "final run"))};
}

Sentences surroundings(const Study& study) {
  const auto runs = final_runs(study);
  Sentences sentences;
  const auto devices = values_of(runs, [](const Run& run) { return run.device; });
  const auto hosts = values_of(runs, [](const Run& run) { return run.host; });
  if (!devices.empty()) sentences.push_back(fmt::format("devices of the final runs: {}", several(devices)));
  if (!hosts.empty())
    sentences.push_back(fmt::format("{} made the final runs", count(std::ssize(hosts), "host")));
  return sentences;
}

Sentences packages(const Study& study) {
  const auto runs = final_runs(study);
  std::map<std::string, std::set<std::string>> versions;
  for (const Run* run : runs) {
    for (const tracker::EnvironmentEntry& entry : run->environment)
      versions[entry.name.str()].insert(entry.value);
  }
  Sentences sentences;
  for (const auto& [name, values] : versions) {
    constexpr std::size_t most = 24;
    if (sentences.size() == most) {
      sentences.push_back(fmt::format("and {} more entries of the environment", versions.size() - most));
      break;
    }
    sentences.push_back(fmt::format("{}: {}", name, several(values)));
  }
  return sentences;
}

Sentences compute(const Study& study) {
  double seconds = 0.0;
  std::int64_t timed = 0;
  std::map<std::string_view, std::int64_t> by_purpose;
  std::int64_t failed = 0;
  for (const Run& run : study.runs()) {
    ++by_purpose[to_string(run.purpose)];
    failed += run.status == tracker::Status::finished ? 0 : 1;
    const auto took = run_seconds(run);
    seconds += took.value_or(0.0);
    timed += took ? 1 : 0;
  }
  if (study.runs().empty()) return {};
  std::vector<std::string> purposes;
  for (const auto& [purpose, n] : by_purpose) purposes.push_back(fmt::format("{} {}", n, purpose));
  Sentences sentences = {fmt::format("{} in all ({}), {} of them not finished",
                                     count(std::ssize(study.runs()), "run"), fmt::join(purposes, ", "),
                                     failed)};
  if (timed > 0) {
    sentences.push_back(
        fmt::format("{} of wall time in the {} that say how long they took, discarded and failed ones too",
                    duration(seconds), count(timed, "run")));
  }
  return sentences;
}

Sentences settings(const Study& study) {
  const auto runs = final_runs(study);
  const auto known = count_if(runs, [](const Run& run) { return !run.params.empty(); });
  Sentences sentences;
  if (known > 0) {
    std::set<std::string> names;
    for (const Run* run : runs) {
      for (const tracker::Param& param : run->params) names.insert(param.name.str());
    }
    sentences.push_back(fmt::format("{} of {} have parameters recorded: {}", known,
                                    count(std::ssize(runs), "final run"), several(names)));
  }
  std::map<Name, std::int64_t> trials;
  for (const Run& run : study.runs()) {
    if (run.purpose == tracker::Purpose::tune) ++trials[run.method];
  }
  for (const auto& [method, n] : trials)
    sentences.push_back(fmt::format("{} was tuned with {}", method.str(), count(n, "trial")));
  return sentences;
}

Sentences selection(const Study& study) {
  std::set<std::string> rules;
  for (const Run* run : final_runs(study)) {
    if (const std::string* tag = tracker::find_tag(*run, Name("selected_by"))) rules.insert(*tag);
  }
  if (rules.empty()) return {};
  return {fmt::format("results were chosen by {}", several(rules))};
}

Sentences baselines(const Study& study) {
  Sentences sentences;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!evaluation.claim.against.empty())
      sentences.push_back(
          fmt::format("claim {} is held against {}", evaluation.claim.id, list(evaluation.claim.against)));
  }
  return sentences;
}

Sentences seeds_and_tests(const Study& study) {
  Sentences sentences;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    std::set<std::string> tests;
    std::int64_t least = 0;
    std::int64_t most = 0;
    for (const Comparison& comparison : evaluation.comparisons) {
      if (comparison.p) tests.insert(comparison.test);
      const auto [low, high] = std::minmax(comparison.method_side.n, comparison.against_side.n);
      least = least == 0 ? low : std::min(least, low);
      most = std::max(most, high);
    }
    if (tests.empty()) continue;
    sentences.push_back(fmt::format(
        "claim {}: {} runs an arm, by {} at {}, {:.3g} % intervals; Holm over {} and over {} of the "
        "family",
        evaluation.claim.id, least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most),
        several(tests), study.file().alpha, 100.0 * (1.0 - study.file().alpha),
        count(std::ssize(evaluation.comparisons), "comparison"), count(evaluation.family_size, "claim")));
  }
  return sentences;
}

Sentences metrics(const Study& study) {
  std::set<Name> seen;
  Sentences sentences;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Metric metric = study.metric(evaluation.claim.metric);
    if (!seen.insert(metric.name).second) continue;
    sentences.push_back(fmt::format(
        "{}: {} is better{}{}", metric.name.str(), to_string(*metric.direction),
        metric.direction_inferred ? ", by its name" : "",
        metric.smallest_effect
            ? fmt::format("; the smallest effect of interest is {}", quantity(*metric.smallest_effect))
            : "; no smallest effect of interest is declared"));
  }
  return sentences;
}

Sentences left_out(const Study& study) {
  std::map<std::string, std::int64_t> reasons;
  for (const Run& run : study.runs()) {
    if (run.excluded) ++reasons[run.excluded->reason];
  }
  Sentences sentences;
  for (const auto& [reason, n] : reasons)
    sentences.push_back(fmt::format("{} excluded: {}", count(n, "run"), reason));
  if (sentences.empty() && !study.runs().empty()) sentences.emplace_back("no recorded run is excluded");
  return sentences;
}

Sentences model_size(const Study& study) {
  Sentences sentences;
  for (const Method& method : study.methods()) {
    if (method.declaration.n_parameters)
      sentences.push_back(
          fmt::format("{} has {} parameters", method.name.str(), *method.declaration.n_parameters));
  }
  return sentences;
}

Sentences of_rules(const AuditReport& report, const std::vector<std::string>& codes) {
  std::vector<std::string> found;
  std::vector<std::string> silent;
  std::vector<std::string> blind;
  for (const RuleCheck& check : report.checks) {
    if (std::ranges::find(codes, check.rule) == codes.end()) continue;
    const std::string name = fmt::format("{} {}", check.rule, check.name);
    if (check.state == CheckState::found) found.push_back(fmt::format("{} ({})", name, check.findings));
    if (check.state == CheckState::silent) silent.push_back(name);
    if (check.state == CheckState::could_not_look) blind.push_back(name);
  }
  Sentences sentences;
  if (!found.empty()) sentences.push_back(fmt::format("the audit finds {}", fmt::join(found, ", ")));
  if (!silent.empty())
    sentences.push_back(fmt::format("the audit sees no sign of {}", fmt::join(silent, ", ")));
  if (!blind.empty()) sentences.push_back(fmt::format("could not be checked: {}", fmt::join(blind, ", ")));
  return sentences;
}

}  // namespace gainsay::audit::facts
