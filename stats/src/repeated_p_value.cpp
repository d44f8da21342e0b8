#include "gainsay/stats/repeated_p_value.h"

#include <cmath>
#include <string>

#include "gainsay/stats/group_sequential.h"

#include "check.h"
#include "distributions.h"
#include "roots.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "repeated_p_value";
constexpr double largest_alpha = 0.5 - 1e-9;  // a design's alpha is below 1/2

void check_equal_spacing(std::span<const double> information) {
  const auto looks = static_cast<double>(information.size());
  for (std::size_t k = 0; k < information.size(); ++k) {
    if (std::abs(information[k] - static_cast<double>(k + 1) / looks) > 1e-9)
      check::fail(function, "a classical boundary asks for equally spaced looks up to 1");
  }
}

// The boundary goes through z at this look, which says how high it is everywhere, and so what alpha it
// spends.
double alpha_through(std::span<const double> information, std::size_t look, double z, bool is_pocock) {
  GroupSequentialDesign design{};
  design.alternative = Alternative::two_sided;
  for (const double share : information) {
    design.information.push_back(share);
    design.critical_values.push_back(is_pocock ? z : z * std::sqrt(information[look] / share));
  }
  return group_sequential_power(design, 0);
}

double alpha_spending_to(std::span<const double> so_far, double p, SpendingFunction spending) {
  const auto nominal_less_p = [&](double alpha) {
    return alpha_spending_design(so_far, alpha, spending).nominal_p.back() - p;
  };
  if (nominal_less_p(largest_alpha) < 0) return 1;
  return root_between(nominal_less_p, p, largest_alpha);
}

}  // namespace

double repeated_p_value(std::span<const double> information, int look, double p,
                        SequentialBoundary boundary) {
  check::between(function, "look", look, 1, std::ssize(information));
  check::closed_unit(function, "p", p);
  if (p == 0) return 0;
  const auto place = static_cast<std::size_t>(look - 1);
  const bool is_pocock = boundary == SequentialBoundary::pocock;
  if (is_pocock || boundary == SequentialBoundary::obrien_fleming) {
    check_equal_spacing(information);
    const double z = -distributions::normal_quantile(p / 2);
    const double alpha = alpha_through(information, place, z, is_pocock);
    return alpha < 0.5 ? alpha : 1;
  }
  const auto spending = boundary == SequentialBoundary::lan_demets_pocock ? SpendingFunction::pocock
                                                                          : SpendingFunction::obrien_fleming;
  return alpha_spending_to(information.first(place + 1), p, spending);
}

}  // namespace gainsay::stats
