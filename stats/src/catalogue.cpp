#include "gainsay/stats/catalogue.h"

#include <algorithm>
#include <deque>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include "catalogue_families.h"
#include "check.h"

namespace gainsay::stats {

namespace entries {

void refuse(std::string_view what) { check::fail("catalogue", "an argument " + std::string{what}); }

std::size_t choice_at(std::string_view text, std::span<const std::string_view> names) {
  const auto found = std::ranges::find(names, text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string all;
  for (const auto name : names) all += (all.empty() ? "" : ", ") + std::string{name};
  check::fail("catalogue", "\"" + std::string{text} + "\" is none of " + all);
}

std::int64_t integer_at(std::int64_t value, std::int64_t low, std::int64_t high) {
  if (value >= low && value <= high) return value;
  refuse("is " + std::to_string(value) + ", which is not from " + std::to_string(low) + " to " +
         std::to_string(high));
}

Parameter parameter(const ParameterText& text, const Shape& shape) {
  const bool has_default = !std::holds_alternative<std::monostate>(text.default_value);
  return {.name = text.name,
          .meaning = text.meaning,
          .kind = shape.kind,
          .required = !shape.optional && !has_default,
          .default_value = text.default_value,
          .choices = shape.choices,
          .paired = text.paired};
}

}  // namespace entries

Entry make_entry(const Heading& heading, std::span<const ParameterText> texts,
                 const std::vector<entries::Shape>& shapes) {
  if (texts.size() != shapes.size()) {
    throw std::logic_error(std::string{heading.name} + ": the catalogue names " +
                           std::to_string(texts.size()) + " parameters of " + std::to_string(shapes.size()));
  }
  Entry made{heading, {}, {}, nullptr};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    made.parameters.push_back(entries::parameter(texts[i], shapes[i]));
  }
  return made;
}

namespace {

struct Family {
  std::string_view name;
  std::vector<Entry> (*entries)();
};

constexpr Family families[] = {{"two samples", two_sample_entries},
                               {"pairs", paired_entries},
                               {"correlated resamples", resample_entries},
                               {"Bayesian comparisons", bayesian_entries},
                               {"proportions", proportion_entries},
                               {"items", item_entries},
                               {"multiplicity", multiplicity_entries},
                               {"equivalence", equivalence_entries},
                               {"effect sizes", effect_entries},
                               {"spread", spread_entries},
                               {"several methods", rank_entries},
                               {"several groups", group_entries},
                               {"aggregates", aggregate_entries},
                               {"bootstrap intervals", bootstrap_entries},
                               {"stochastic order", order_entries},
                               {"several studies", study_entries},
                               {"components", component_entries},
                               {"looking while it runs", sequential_entries},
                               {"power and sample size", power_entries},
                               {"power and sample size", count_power_entries},
                               {"power and sample size", rank_power_entries},
                               {"power and sample size", pilot_entries},
                               {"reported numbers", reported_number_entries},
                               {"reported numbers", reported_result_entries},
                               {"one sample", summary_entries}};

// The entries with what their spans point into.
class Catalogue {
 public:
  Catalogue() {
    for (const auto& family : families) {
      for (auto& entry : family.entries()) add(family.name, std::move(entry));
    }
    for (std::size_t i = 0; i < statistics_.size(); ++i) by_name_.emplace(statistics_[i].name, i);
  }

  std::span<const Statistic> all() const { return statistics_; }
  const Statistic* find(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &statistics_[found->second];
  }

 private:
  void add(std::string_view family, Entry&& entry) {
    const auto& parameters = parameters_.emplace_back(std::move(entry.parameters));
    statistics_.push_back({.name = entry.heading.name,
                           .summary = entry.heading.summary,
                           .family = family,
                           .function = entry.heading.function,
                           .parameters = parameters,
                           .result = entry.result,
                           .invoke = entry.invoke});
  }

  std::deque<std::vector<Parameter>> parameters_;
  std::vector<Statistic> statistics_;
  std::unordered_map<std::string_view, std::size_t> by_name_;
};

const Catalogue& the_catalogue() {
  static const Catalogue catalogue;
  return catalogue;
}

}  // namespace

std::span<const Statistic> catalogue() { return the_catalogue().all(); }

const Statistic* find_statistic(std::string_view name) { return the_catalogue().find(name); }

}  // namespace gainsay::stats
