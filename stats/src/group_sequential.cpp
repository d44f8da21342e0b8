#include "gainsay/stats/group_sequential.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <string>

#include "check.h"
#include "distributions.h"
#include "gauss_legendre.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

using namespace distributions;

constexpr int most_looks = 50;
constexpr double far = 12;  // in standard deviations: nothing is beyond

// The density of z at a look among studies that have not stopped, at nodes over the region that goes on.
class Continuation {
 public:
  Continuation(bool is_two_sided, double drift) : is_two_sided_(is_two_sided), drift_(drift) {}

  // The probability of stopping at the next look at share `information`, with that critical value.
  double stops(double information, double critical) const {
    if (nodes_.empty()) return beyond(critical, drift_ * std::sqrt(information), 1);
    double sum = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const auto [mean, sd] = next_z(nodes_[i], information);
      sum += mass_[i] * beyond(critical, mean, sd);
    }
    return sum;
  }

  // Goes on to that look, within its critical value.
  void go_on(double information, double critical) {
    const double low = is_two_sided_ ? -critical : drift_ * std::sqrt(information) - far;
    const double step = information - information_;
    const double width = nodes_.empty() ? 1 : std::sqrt(step / information);  // of one look's noise in z
    std::vector<double> nodes;
    std::vector<double> mass;
    add_panels(low, critical, width, nodes, mass);
    for (std::size_t j = 0; j < nodes.size(); ++j) mass[j] *= density(nodes[j], information);
    nodes_ = std::move(nodes);
    mass_ = std::move(mass);
    information_ = information;
  }

 private:
  double beyond(double critical, double mean, double sd) const {
    const double above = normal_ccdf((critical - mean) / sd);
    return is_two_sided_ ? above + normal_cdf((-critical - mean) / sd) : above;
  }

  // Mean and sd of z at share `information`, given its value at the last look.
  std::pair<double, double> next_z(double z, double information) const {
    const double step = information - information_;
    return {(z * std::sqrt(information_) + drift_ * step) / std::sqrt(information),
            std::sqrt(step / information)};
  }

  double density(double z, double information) const {
    if (nodes_.empty()) return normal_density(z - drift_ * std::sqrt(information));
    double sum = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const auto [mean, sd] = next_z(nodes_[i], information);
      sum += mass_[i] * normal_density((z - mean) / sd) / sd;
    }
    return sum;
  }

  static void add_panels(double low, double high, double width, std::vector<double>& nodes,
                         std::vector<double>& weights) {
    const auto& rule = gauss_legendre_20();
    const int panels = std::max(1, static_cast<int>(std::ceil((high - low) / (2 * width))));
    const double half = (high - low) / (2 * panels);
    for (int panel = 0; panel < panels; ++panel) {
      const double middle = low + (2 * panel + 1) * half;
      for (const auto& [node, weight] : rule) {
        nodes.push_back(middle + half * node);
        weights.push_back(half * weight);
      }
    }
  }

  bool is_two_sided_;
  double drift_;
  double information_ = 0;
  std::vector<double> nodes_;
  std::vector<double> mass_;  // density times quadrature weight
};

bool is_two_sided(const GroupSequentialDesign& design) {
  return design.alternative == Alternative::two_sided;
}

// The probability of having stopped by each look.
std::vector<double> stopped_by(const GroupSequentialDesign& design, double drift) {
  Continuation state{is_two_sided(design), drift};
  std::vector<double> stopped;
  double sum = 0;
  for (std::size_t k = 0; k < design.information.size(); ++k) {
    sum += state.stops(design.information[k], design.critical_values[k]);
    stopped.push_back(sum);
    if (k + 1 < design.information.size()) state.go_on(design.information[k], design.critical_values[k]);
  }
  return stopped;
}

void check_common(std::string_view function, double alpha, Alternative alternative) {
  check::open_unit(function, "alpha", alpha);
  if (alpha >= 0.5) check::fail(function, "alpha is below 0.5, not " + check::text(alpha));
  if (alternative == Alternative::less) check::fail(function, "alternative is two_sided or greater");
}

void fill_nominal_p(GroupSequentialDesign& design) {
  const double sides = is_two_sided(design) ? 2 : 1;
  for (const double z : design.critical_values) design.nominal_p.push_back(sides * normal_ccdf(z));
}

// The boundary C * shape(information) that spends alpha in all.
GroupSequentialDesign scaled_design(std::string_view function, int looks, double alpha,
                                    Alternative alternative, double (*shape)(double)) {
  check::between(function, "looks", looks, 1, most_looks);
  check_common(function, alpha, alternative);
  GroupSequentialDesign design{};
  design.alpha = alpha;
  design.alternative = alternative;
  for (int k = 1; k <= looks; ++k) design.information.push_back(static_cast<double>(k) / looks);
  const auto set_scale = [&](double scale) {
    design.critical_values.clear();
    for (const double t : design.information) design.critical_values.push_back(scale * shape(t));
  };
  const double once = normal_quantile(1 - (is_two_sided(design) ? alpha / 2 : alpha));
  const double scale = root_between(
      [&](double candidate) {
        set_scale(candidate);
        return stopped_by(design, 0).back() - alpha;
      },
      once, 2 * once + 2);
  set_scale(scale);
  design.alpha_spent = stopped_by(design, 0);
  fill_nominal_p(design);
  return design;
}

double spent_by(double share, double alpha, SpendingFunction spending) {
  if (spending == SpendingFunction::pocock) return alpha * std::log1p((std::numbers::e - 1) * share);
  return 2 * normal_ccdf(-normal_quantile(alpha / 2) / std::sqrt(share));
}

void check_information(std::string_view function, std::span<const double> information) {
  check::between(function, "the number of looks", std::ssize(information), 1, most_looks);
  double before = 0;
  for (const double share : information) {
    if (!(share > before) || share > 1)
      check::fail(function, "information rises from above 0 to at most 1; " + check::text(share) +
                                " does not follow " + check::text(before));
    before = share;
  }
}

}  // namespace

GroupSequentialDesign pocock_design(int looks, double alpha, Alternative alternative) {
  auto design = scaled_design("pocock_design", looks, alpha, alternative, [](double) { return 1.0; });
  design.method = "pocock";
  return design;
}

GroupSequentialDesign obrien_fleming_design(int looks, double alpha, Alternative alternative) {
  auto design = scaled_design("obrien_fleming_design", looks, alpha, alternative,
                              [](double share) { return 1 / std::sqrt(share); });
  design.method = "obrien-fleming";
  return design;
}

GroupSequentialDesign alpha_spending_design(std::span<const double> information, double alpha,
                                            SpendingFunction spending, Alternative alternative) {
  constexpr std::string_view function = "alpha_spending_design";
  check_information(function, information);
  check_common(function, alpha, alternative);
  GroupSequentialDesign design{};
  design.information.assign(information.begin(), information.end());
  design.alpha = alpha;
  design.alternative = alternative;
  design.method = spending == SpendingFunction::pocock ? "lan-demets-pocock" : "lan-demets-obrien-fleming";
  const double sides = is_two_sided(design) ? 2 : 1;
  Continuation state{is_two_sided(design), 0};
  double before = 0;
  for (const double share : information) {
    const double spent = sides * spent_by(share, alpha / sides, spending);
    const double critical = root_between([&](double z) { return state.stops(share, z) - (spent - before); },
                                         is_two_sided(design) ? 0.0 : -8.0, 38.0);
    design.critical_values.push_back(critical);
    design.alpha_spent.push_back(spent);
    state.go_on(share, critical);
    before = spent;
  }
  fill_nominal_p(design);
  return design;
}

double group_sequential_power(const GroupSequentialDesign& design, double drift) {
  check::finite("group_sequential_power", "drift", drift);
  return stopped_by(design, drift).back();
}

double sample_size_inflation(const GroupSequentialDesign& design, double power) {
  constexpr std::string_view function = "sample_size_inflation";
  check::open_unit(function, "power", power);
  if (power <= design.alpha) check::fail(function, "power is above alpha, not " + check::text(power));
  const auto drift_for = [power](const GroupSequentialDesign& d) {
    return root_between([&](double drift) { return group_sequential_power(d, drift) - power; }, 0.0, 40.0);
  };
  const double several = drift_for(design);
  const double one = drift_for(pocock_design(1, design.alpha, design.alternative));
  return several * several / (one * one);
}

}  // namespace gainsay::stats
