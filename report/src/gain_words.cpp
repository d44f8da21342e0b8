#include "gain_words.h"

#include <cmath>

#include <fmt/format.h>

#include "gainsay/audit/patch_evaluation.h"

#include "numbers.h"

namespace gainsay::report {
namespace {

template <typename Scale>
std::string scaled(double gain, const std::optional<stats::Interval>& interval, bool sign, Scale scale) {
  const std::string bounds = interval ? fmt::format(" [{}, {}]", significant(scale(interval->low)),
                                                    significant(scale(interval->high)))
                                      : "";
  return fmt::format("{}{}{}", sign && gain > 0.0 ? "+" : "", significant(scale(gain)), bounds);
}

}  // namespace

std::string gain_words(double gain, const std::optional<stats::Interval>& interval, std::string_view unit,
                       bool sign) {
  if (unit == audit::log_ratio_of_rates) {
    return scaled(gain, interval, false, [](double log_ratio) { return std::exp(log_ratio); }) +
           " times the rate";
  }
  if (unit == audit::share_of_target)
    return scaled(gain, interval, sign, [](double share) { return 100.0 * share; }) + " %";
  const std::string text = scaled(gain, interval, sign, [](double value) { return value; });
  return unit.empty() ? text : fmt::format("{} {}", text, unit);
}

}  // namespace gainsay::report
