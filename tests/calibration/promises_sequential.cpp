#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

#include "gainsay/stats/anytime_t_test.h"
#include "gainsay/stats/confidence_sequence.h"
#include "gainsay/stats/group_sequential.h"
#include "gainsay/stats/paired_t_test.h"
#include "gainsay/stats/sign_e_process.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

// Differences that come one after the other, `size` of them in all.
struct Stream {
  std::vector<double> differences;
  std::vector<double> about_median;
  std::vector<double> bounded;  // between 0 and 1 with mean 1/2, or more where there is an effect
};

Stream simulate(RandomStream& random, const Setting& setting) {
  const auto shape = static_cast<Shape>(setting.column);
  Stream stream;
  stream.differences.resize(static_cast<std::size_t>(setting.size));
  fill(random, shape, stream.differences);
  const double shift = setting.shifted ? 0.5 : 0;
  for (double& difference : stream.differences) {
    stream.about_median.push_back(difference - median_of(shape) + shift);
    difference += shift;
    // A coin that falls on either side is the hardest case for a bounded mean; a third of the values are one.
    const double u = random.uniform();
    const double even = random.below(3) == 0 ? std::round(u) : u;
    stream.bounded.push_back(setting.shifted ? 0.5 + even / 2 : even);
  }
  return stream;
}

constexpr int looks = 5;

// Looks five times at equal shares of the differences; the p value of the t test so far is compared with what
// the design allows.
Outcome with_looks(const Stream& stream, const GroupSequentialDesign& design) {
  const std::size_t n = stream.differences.size();
  for (std::size_t look = 0; look < design.nominal_p.size(); ++look) {
    const auto so_far = std::span(stream.differences).first(n * (look + 1) / design.nominal_p.size());
    if (one_sample_t_test(so_far).p_value <= design.nominal_p[look]) return errs(true);
  }
  return errs(false);
}

GroupSequentialDesign spending(SpendingFunction function) {
  const std::vector<double> information{0.2, 0.4, 0.6, 0.8, 1};
  return alpha_spending_design(information, nominal, function);
}

Outcome pocock(const Stream& stream) {
  static const GroupSequentialDesign design = pocock_design(looks);
  return with_looks(stream, design);
}

Outcome obrien_fleming(const Stream& stream) {
  static const GroupSequentialDesign design = obrien_fleming_design(looks);
  return with_looks(stream, design);
}

template <SpendingFunction function>
Outcome spends(const Stream& stream) {
  static const GroupSequentialDesign design = spending(function);
  return with_looks(stream, design);
}

Outcome peeks(const Stream& stream) {
  static const GroupSequentialDesign none{{}, {}, std::vector<double>(looks, nominal), {}, nominal, {}, {}};
  return with_looks(stream, none);
}

Outcome bernstein(const Stream& stream) {
  return misses(empirical_bernstein_confidence_sequence(stream.bounded, 0, 1).interval, 0.5);
}

Outcome betting(const Stream& stream) {
  return misses(betting_confidence_sequence(stream.bounded, 0, 1).interval, 0.5);
}

Outcome asymptotic(const Stream& stream) {
  return misses(asymptotic_confidence_sequence(stream.differences, 20).interval, 0);
}

// Looks after every difference from the second on, as the test allows.
Outcome anytime_t(const Stream& stream) {
  const std::span all(stream.differences);
  for (std::size_t n = 2; n <= all.size(); ++n) {
    const bool varies = std::ranges::adjacent_find(all.first(n), std::ranges::not_equal_to{}) !=
                        all.begin() + static_cast<std::ptrdiff_t>(n);
    if (varies && anytime_t_test(all.first(n)).p_value <= nominal) return errs(true);
  }
  return errs(false);
}

Outcome sign_process(const Stream& stream) { return rejects(sign_e_process(stream.about_median).p_value); }

}  // namespace

Family sequential() {
  constexpr Columns all_but_folds = independent;
  constexpr Columns everything = independent | column(Shape::correlated);
  return with_procedures<Stream>(
      {.title = "Looking more than once",
       .about = "Differences that come one after the other. The group sequential designs look five times "
                "with a t test, "
                "and reject where its p value is at most their nominal p. An error of a confidence sequence "
                "is that "
                "the truth is outside any of its intervals; the bounded ones get values from 0 to 1 with "
                "mean 1/2, whatever "
                "the column. Signs are asked about differences whose median is 0.",
       .size_name = "differences",
       .sizes = {10, 25, 50, 100},
       .columns = shape_columns(),
       .effect = "a difference of half an sd (or a bounded mean of 0.75)",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"t test at each of five looks, for comparison", {}, {}}, peeks},
       {{"pocock_design", {{normal_only, roughly, 50}}, {{1, 50, 12}}}, pocock},
       {{"obrien_fleming_design", {{normal_only, roughly, 50}}, {{1, 50, 8}}}, obrien_fleming},
       {{"alpha_spending_design (pocock)", {{normal_only, roughly, 50}}, {}},
        spends<SpendingFunction::pocock>},
       {{"alpha_spending_design (obrien_fleming)", {{normal_only, roughly, 50}}, {}},
        spends<SpendingFunction::obrien_fleming>},
       {{"empirical_bernstein_confidence_sequence", {{everything}}, {}}, bernstein},
       {{"betting_confidence_sequence", {{everything}}, {}, 16}, betting},
       {{"asymptotic_confidence_sequence", {}, {{0, 10, 29}, {0, 100, 32}}}, asymptotic},
       {{"anytime_t_test", {{normal_only}}, {{1, 100, 13}}}, anytime_t},
       {{"sign_e_process", {{all_but_folds}}, {}}, sign_process}});
}

}  // namespace calibration
