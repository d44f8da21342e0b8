#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "gainsay/stats/benjamini_hochberg.h"
#include "gainsay/stats/benjamini_yekutieli.h"
#include "gainsay/stats/bonferroni.h"
#include "gainsay/stats/e_benjamini_hochberg.h"
#include "gainsay/stats/hochberg.h"
#include "gainsay/stats/holm.h"
#include "gainsay/stats/hommel.h"
#include "gainsay/stats/partial_conjunction.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

enum Dependence : std::size_t {
  independent_nulls,
  half_false,       // independent, every other hypothesis false
  correlated,       // one-sided, with a correlation of 0.5
  half_correlated,  // the same, every other hypothesis false
  opposed,          // one-sided, every two tests of a pair with a correlation of -0.9
};

// One-sided z tests of several hypotheses.
struct Hypotheses {
  std::vector<double> p_values;
  std::vector<double> e_values;
  std::vector<bool> is_null;
  bool shifted;
};

constexpr double effect = 2.5;  // in standard errors

bool has_effects(const Setting& setting) {
  return setting.shifted || setting.column == half_false || setting.column == half_correlated;
}

// Standard normal, dependent as the column says.
std::vector<double> dependent_normals(RandomStream& random, const Setting& setting) {
  std::vector<double> z(static_cast<std::size_t>(setting.size));
  for (double& value : z) value = random.normal();
  if (setting.column == correlated || setting.column == half_correlated) {
    const double shared = random.normal();
    for (double& value : z) value = (shared + value) / std::numbers::sqrt2;
  }
  if (setting.column == opposed) {
    constexpr double opposition = -0.9;
    for (std::size_t i = 1; i < z.size(); i += 2)
      z[i] = opposition * z[i - 1] + std::sqrt(1 - opposition * opposition) * z[i];
  }
  return z;
}

Hypotheses simulate(RandomStream& random, const Setting& setting) {
  Hypotheses study;
  study.shifted = setting.shifted;
  const std::vector<double> z = dependent_normals(random, setting);
  for (std::size_t i = 0; i < z.size(); ++i) {
    const bool is_null = !has_effects(setting) || i % 2 == 1;
    const double value = is_null ? z[i] : z[i] + effect;
    study.is_null.push_back(is_null);
    study.p_values.push_back(std::erfc(value / std::numbers::sqrt2) / 2);
    study.e_values.push_back(std::exp(effect * value - effect * effect / 2));  // likelihood ratio
  }
  return study;
}

struct Discoveries {
  int right = 0;
  int wrong = 0;
};

Discoveries discoveries(const Hypotheses& study, const std::vector<double>& adjusted) {
  Discoveries found;
  for (std::size_t i = 0; i < adjusted.size(); ++i) {
    if (adjusted[i] > nominal) continue;
    ++(study.is_null[i] ? found.wrong : found.right);
  }
  return found;
}

double share_found(const Hypotheses& study, const Discoveries& found) {
  return static_cast<double>(found.right) / static_cast<double>(std::ranges::count(study.is_null, false));
}

using Adjustment = std::vector<double> (*)(std::span<const double>);

// Any false discovery; with effects to be found, their share that is.
template <Adjustment adjust>
Outcome familywise(const Hypotheses& study) {
  const Discoveries found = discoveries(study, adjust(study.p_values));
  return study.shifted ? errs_by(share_found(study, found)) : errs(found.wrong > 0);
}

// The share of the discoveries that are false, 0 where there are none.
Outcome false_share(const Hypotheses& study, const Discoveries& found) {
  if (study.shifted) return errs_by(share_found(study, found));
  return errs_by(static_cast<double>(found.wrong) / std::max(1, found.wrong + found.right));
}

template <Adjustment adjust>
Outcome false_discoveries(const Hypotheses& study) {
  return false_share(study, discoveries(study, adjust(study.p_values)));
}

Outcome false_e_discoveries(const Hypotheses& study) {
  return false_share(study, discoveries(study, e_benjamini_hochberg(study.e_values)));
}

std::vector<double> unadjusted(std::span<const double> p_values) {
  return {p_values.begin(), p_values.end()};
}

// Whether more effects are counted than there are.
template <PartialConjunctionRule rule>
Outcome counts_too_many(const Hypotheses& study) {
  const auto effects = std::ranges::count(study.is_null, false);
  const auto counted = partial_conjunction(study.p_values, rule).k_hat;
  if (study.shifted)
    return errs_by(static_cast<double>(std::min(counted, effects)) / static_cast<double>(effects));
  return errs(counted > effects);
}

}  // namespace

Family multiplicity() {
  constexpr Columns positive =
      bit(independent_nulls) | bit(half_false) | bit(correlated) | bit(half_correlated);
  constexpr Columns all = positive | bit(opposed);
  constexpr Columns unrelated = bit(independent_nulls) | bit(half_false);
  return with_procedures<Hypotheses>(
      {.title = "Several hypotheses",
       .about = "One-sided z tests; where half are false, by 2.5 standard errors. An error of the familywise "
                "procedures "
                "is any false discovery; the figure of the Benjamini procedures is the mean share of false "
                "discoveries; an error of partial_conjunction is to count more effects than there are. Power "
                "is the share "
                "of the effects that are found.",
       .size_name = "hypotheses",
       .sizes = {2, 10, 50},
       .columns = {"all true", "half false", "all true, correlated 0.5", "half false, correlated 0.5",
                   "pairs correlated -0.9"},
       .effect = "half of the hypotheses false by 2.5 standard errors, independent",
       .tries = 10'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"no adjustment, for comparison", {}, {}}, familywise<unadjusted>},
       {{"bonferroni", {{all}}, {}}, familywise<bonferroni>},
       {{"holm", {{all}}, {}}, familywise<holm>},
       {{"hochberg", {{positive}}, {}}, familywise<hochberg>},
       {{"hommel", {{positive}}, {}}, familywise<hommel>},
       {{"benjamini_hochberg", {{positive}}, {}}, false_discoveries<benjamini_hochberg>},
       {{"benjamini_yekutieli", {{all}}, {}}, false_discoveries<benjamini_yekutieli>},
       {{"e_benjamini_hochberg", {{all}}, {}}, false_e_discoveries},
       {{"partial_conjunction (bonferroni)", {{all}}, {}},
        counts_too_many<PartialConjunctionRule::bonferroni>},
       {{"partial_conjunction (fisher)", {{unrelated}}, {{2, 10, 18}}},
        counts_too_many<PartialConjunctionRule::fisher>}});
}

}  // namespace calibration
