#include "import_intake.h"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/report/text_style.h"

#include "key_value.h"
#include "run_filter.h"

namespace gainsay::cli {
namespace {

constexpr std::size_t most_notes = 20;  // that are shown, unless --dry-run asks for all
constexpr std::size_t most_seeds = 10;  // that are listed one by one

std::vector<importers::FieldText> field_texts(const std::vector<std::string>& pairs,
                                              std::string_view option) {
  std::vector<importers::FieldText> texts;
  for (const std::string& pair : pairs) {
    const KeyValue split = split_key_value(pair, option);
    texts.push_back({split.key, split.value});
  }
  return texts;
}

importers::FieldMap field_map(const ImportOptions& options) {
  return importers::FieldMap{{.sources = field_texts(options.map, "--map"),
                              .constants = field_texts(options.constants, "--constant"),
                              .pattern = options.pattern}};
}

std::string plural(std::int64_t n, const char* noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

std::string seed_list(const std::set<std::int64_t>& seeds) {
  if (seeds.empty()) return "no seed";
  if (seeds.size() > most_seeds) {
    return fmt::format("{} seeds from {} to {}", seeds.size(), *seeds.begin(), *seeds.rbegin());
  }
  return fmt::format("{} {}", seeds.size() == 1 ? "seed" : "seeds", fmt::join(seeds, ", "));
}

void say_notes(const Invocation& invocation, const std::vector<std::string>& notes, std::size_t most) {
  const std::size_t shown = std::min(notes.size(), most);
  for (std::size_t i = 0; i < shown; ++i) {
    invocation.say(fmt::format("note: {}\n", report::printable(notes[i])));
  }
  if (shown < notes.size()) {
    invocation.say(fmt::format("{} more notes; --dry-run shows them all\n", notes.size() - shown));
  }
}

}  // namespace

void ImportOptions::add_to(CLI::App& format, bool with_constants) {
  format.add_option("--map", map, "Where fields come from, as method=params.model,seed=params.seed")
      ->type_name("FIELD=SOURCE,...")
      ->delimiter(',');
  if (with_constants) {
    format.add_option("--constant", constants, "A field that is the same in every run")
        ->type_name("FIELD=VALUE");
  }
  format.add_option("--pattern", pattern, "How runs are named, as {method}/{dataset}/seed{seed}");
  format
      .add_option("--result", results,
                  "Make a curve's value the result: first, last (default), min, max, best:OTHER:min, "
                  "best:OTHER:max")
      ->type_name("METRIC[=WAY]");
  format.add_option("--results", rest, "The same for every metric without a result: first, last, min, max")
      ->type_name("WAY");
  format
      .add_option("--select", select,
                  "Only runs for which this holds, such as 'params.lr <= 1e-3 and status = finished'")
      ->type_name("EXPR");
  format.add_option("--source", source, "Name of the source, by which its runs are recognised");
  format.add_flag("--dry-run", dry_run, "Show what would be imported, import nothing");
}

ImportIntake::ImportIntake(const ImportOptions& options, std::function<void(const tracker::WholeRun&)> next)
    : map_(field_map(options)), choice_(options.results, options.rest), next_(std::move(next)) {
  if (!options.select.empty()) select_ = run_condition(options.select, "--select");
}

void ImportIntake::add(tracker::WholeRun run) {
  map_.apply(run);
  choice_.apply(run);
  if (select_ && !select_->matches(run.run)) {
    ++not_kept_;
    return;
  }
  count(run);
  next_(run);
}

void ImportIntake::note(std::string sentence) { notes_.push_back(std::move(sentence)); }

void ImportIntake::finish() {
  for (auto& sentence : map_.finish()) note(std::move(sentence));
  for (auto& sentence : choice_.finish()) note(std::move(sentence));
  if (not_kept_ > 0) note(fmt::format("{} not selected", plural(not_kept_, "run")));
  const bool has_curves = std::any_of(metrics_.begin(), metrics_.end(),
                                      [](const auto& entry) { return entry.second.curves > 0; });
  if (with_results_ == 0 && has_curves) {
    note(
        "no run has a result, only curves: choose with --result METRIC=WAY, or --results last for all "
        "metrics");
  }
}

void ImportIntake::count(const tracker::WholeRun& run) {
  ++runs_;
  Group& group = groups_[{run.run.method, run.run.dataset}];
  ++group.runs;
  if (run.run.seed) group.seeds.insert(*run.run.seed);
  ++group.statuses[run.run.status];
  if (!run.run.results.empty()) ++with_results_;
  for (const tracker::Result& result : run.run.results) ++metrics_[result.metric].results;
  for (const tracker::Curve& curve : run.curves) {
    ++metrics_[curve.metric].curves;
    metrics_[curve.metric].points += static_cast<std::int64_t>(curve.step.size());
  }
  for (const tracker::ItemScores& scores : run.items) {
    metrics_[scores.metric].items += static_cast<std::int64_t>(scores.item.size());
  }
}

std::string ImportIntake::group_lines() const {
  std::string text;
  for (const auto& [key, group] : groups_) {
    std::string statuses;
    for (const auto& [status, n] : group.statuses) {
      statuses += fmt::format("{}{} {}", statuses.empty() ? "" : ", ", n, tracker::to_string(status));
    }
    const std::string dataset = key.second.empty() ? "(no dataset)" : key.second.str();
    text +=
        fmt::format("  {} on {}: {} ({}), {}\n", report::printable(key.first.str()),
                    report::printable(dataset), plural(group.runs, "run"), statuses, seed_list(group.seeds));
  }
  return text;
}

std::string ImportIntake::metric_lines() const {
  std::string text;
  for (const auto& [metric, n] : metrics_) {
    std::string parts;
    const auto add_part = [&](const std::string& part) { parts += (parts.empty() ? "" : ", ") + part; };
    if (n.results > 0) add_part(plural(n.results, "result"));
    if (n.curves > 0)
      add_part(fmt::format("{} with {}", plural(n.curves, "curve"), plural(n.points, "point")));
    if (n.items > 0) add_part(plural(n.items, "item score"));
    text += fmt::format("  {}: {}\n", report::printable(metric.str()), parts);
  }
  return text;
}

std::string ImportIntake::overview() const {
  if (runs_ == 0) return "no runs\n";
  std::string text = fmt::format("{}:\n{}", plural(runs_, "run"), group_lines());
  if (!metrics_.empty()) text += "metrics:\n" + metric_lines();
  return text;
}

void import_into_study(const Invocation& invocation, const ImportOptions& options,
                       const std::string& source_key,
                       const std::function<void(importers::ImportSink&)>& read) {
  const std::string& key = options.source.empty() ? source_key : options.source;
  if (options.dry_run) {
    ImportIntake intake{options, [](const tracker::WholeRun&) {}};
    read(intake);
    intake.finish();
    say_notes(invocation, intake.notes(), intake.notes().size());
    invocation.print(intake.overview());
    invocation.say("nothing imported (--dry-run)\n");
    return;
  }
  tracker::Store store = tracker::Store::create(invocation.study_or_here());
  std::vector<std::string> notes;
  const tracker::ImportOutcome outcome = store.import_runs(key, [&](const tracker::Store::AddRun& add) {
    ImportIntake intake{options, add};
    read(intake);
    intake.finish();
    notes = intake.notes();
  });
  say_notes(invocation, notes, most_notes);
  const std::string updated =
      outcome.updated > 0 ? fmt::format(", {} brought up to date", outcome.updated) : "";
  invocation.say(
      fmt::format("{} runs added{}, {} were there already\n", outcome.added, updated, outcome.unchanged));
}

}  // namespace gainsay::cli
