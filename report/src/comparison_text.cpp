#include <algorithm>

#include <fmt/format.h>

#include "gainsay/report/comparison_formats.h"

#include "numbers.h"
#include "text_table.h"

namespace gainsay::report {
namespace {

using audit::Comparison;
using audit::Side;

std::string side_text(const Side& side) {
  if (!side.mean) return fmt::format("n = {}", side.n);
  std::string text = fmt::format("{}, n = {}", significant(*side.mean, 5), side.n);
  if (side.sd) text += fmt::format(", sd {}", significant(*side.sd));
  if (side.n_failed > 0) text += fmt::format(", {} failed", side.n_failed);
  return text;
}

// A row whose text may take several lines of `room` columns.
void add_wrapped(TextTable& table, std::string label, const std::string& text, int room) {
  const std::string wrapped = wrap(text, room, 0);
  for (std::size_t start = 0; start <= wrapped.size();) {
    const std::size_t end = std::min(wrapped.find('\n', start), wrapped.size());
    table.add({label, wrapped.substr(start, end - start)});
    label.clear();
    start = end + 1;
  }
}

void add_test(TextTable& table, const Comparison& c, int room) {
  if (!c.estimate) {
    add_wrapped(table, "test", "none: " + printable(c.reason), room);
    return;
  }
  table.add({"gain", fmt::format("{}{} [{}, {}] ({:.3g} % interval)", *c.estimate > 0 ? "+" : "",
                                 significant(*c.estimate), significant(c.interval->low),
                                 significant(c.interval->high), 100 * c.interval->confidence)});
  table.add({"test", fmt::format("{}: t = {}, df = {}, p = {}", c.test, significant(*c.statistic, 4),
                                 significant(*c.df, 4), p_text(*c.p))});
  if (c.p_adjusted && c.family_size > 1) {
    table.add({"Holm", fmt::format("p = {} over {} comparisons", p_text(*c.p_adjusted), c.family_size)});
  }
  for (const auto& companion : c.companions)
    table.add({"also", fmt::format("{}: p = {}", companion.test, p_text(companion.p))});
  if (const auto& effect = c.effect_size) {
    table.add({"effect", fmt::format("{} {} [{}, {}]", effect->name, significant(effect->value),
                                     significant(effect->interval.low), significant(effect->interval.high))});
  }
  if (c.pair_correlation)
    table.add({"pairs", fmt::format("correlation {}", significant(*c.pair_correlation, 2))});
}

// "400 that both scored, in 40 clusters; 3 that one alone did are left out".
std::string items_text(const audit::ItemPairs& items) {
  std::string text = fmt::format("{} that both scored", items.n);
  if (items.n_clusters > 0) text += fmt::format(", in {} clusters", items.n_clusters);
  const std::int64_t unpaired = items.only_method + items.only_against;
  if (unpaired > 0) text += fmt::format("; {} that one alone did left out", unpaired);
  return text;
}

void add_items(TextTable& table, const Comparison& c, int room) {
  if (!c.items) return;
  add_wrapped(table, "items", items_text(*c.items), room);
  if (c.items->won)
    add_wrapped(table, "right",
                fmt::format("{} by {} alone, {} by {} alone", *c.items->won, printable(c.method.str()),
                            *c.items->lost, printable(c.against.str())),
                room);
  if (c.items->naive_p)
    add_wrapped(table, "naive",
                fmt::format("p = {} if the items of a cluster were independent", p_text(*c.items->naive_p)),
                room);
}

void add_design(TextTable& table, const Comparison& c) {
  if (c.minimum_detectable_effect) {
    table.add({"design", fmt::format("finds a gain of {} or more with the study's power",
                                     significant(*c.minimum_detectable_effect))});
  }
  if (c.power_at_smallest_effect) {
    table.add(
        {"power", fmt::format("{} at the smallest effect {}", significant(*c.power_at_smallest_effect, 2),
                              significant(*c.smallest_effect))});
  }
  if (c.items && c.items->wanted)
    table.add({"to decide", fmt::format("{} items (up to {})", *c.items->wanted, *c.items->wanted_upper)});
  if (const auto& more = c.to_decide) {
    table.add({"to decide", fmt::format("{} seeds per arm: {} more runs (up to {})", more->per_arm,
                                        more->runs, more->runs_upper)});
  }
}

std::string comparison_text(const Comparison& c, const TextStyle& style) {
  const std::string where =
      c.dataset.empty() ? fmt::format("{} datasets", c.datasets.size()) : printable(c.dataset.str());
  TextTable table({Align::left, Align::left});
  table.add({printable(c.method.str()), side_text(c.method_side)});
  table.add({printable(c.against.str()), side_text(c.against_side)});
  constexpr int widest_label = 9;  // "to decide"
  const int labels =
      std::max({widest_label, columns(printable(c.method.str())), columns(printable(c.against.str()))});
  add_items(table, c, style.width - labels - 4);
  add_test(table, c, style.width - labels - 4);
  add_design(table, c);
  std::string verdict(to_string(c.verdict));
  if (c.verdict_with_failures && *c.verdict_with_failures != c.verdict) {
    verdict += fmt::format(" ({} with failed runs at the worst value)", to_string(*c.verdict_with_failures));
  }
  table.add({"verdict", verdict});
  return fmt::format("{}\n{}",
                     style.paint(Emphasis::bold, fmt::format("{} on {}", printable(c.metric.str()), where)),
                     table.str(2));
}

}  // namespace

std::string comparisons_text(const std::vector<Comparison>& comparisons, const TextStyle& style) {
  std::string out;
  for (const Comparison& comparison : comparisons)
    out += (out.empty() ? "" : "\n") + comparison_text(comparison, style);
  return out;
}

}  // namespace gainsay::report
