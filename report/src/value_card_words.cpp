#include "value_card_words.h"

#include <cmath>

#include <fmt/format.h>

namespace gainsay::report {
namespace {

constexpr double most_of_a_factor = 5.0;

}  // namespace

std::string range_text(double low, double high) {
  return low == high ? fmt::format("{:g}", low) : fmt::format("{:g} to {:g}", low, high);
}

std::string factor_text(const audit::ValueFactor& factor) {
  return factor.counted ? range_text(factor.low, factor.high) : "-";
}

std::string stars_text(const audit::ValueCard& card) {
  if (card.low.stars == card.high.stars) return fmt::format("{}", card.middle.stars);
  return fmt::format("{} ({} to {})", card.middle.stars, card.low.stars, card.high.stars);
}

std::string stars_drawn(const audit::ValueCard& card) {
  const auto stars = static_cast<std::size_t>(card.middle.stars);
  return std::string(stars, '*') + std::string(static_cast<std::size_t>(most_of_a_factor) - stars, '.');
}

std::string product_text(const audit::ValueCard& card) {
  return fmt::format("{} of {}", range_text(card.low.product, card.high.product),
                     std::pow(most_of_a_factor, static_cast<double>(card.counted().size())));
}

}  // namespace gainsay::report
