#include "summarize.h"

#include <bit>
#include <cmath>
#include <cstddef>

namespace gainsay::tracker {
namespace {

// One round of the finaliser of SplitMix64 (Steele, Lea and Flood, 2014): a bijection of 64 bits.
std::uint64_t mix(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
  return bits ^ (bits >> 31);
}

void add_finite(CurveSummary& summary, std::int64_t step, double value) {
  ++summary.n_finite;
  if (!summary.min || value < *summary.min) {
    summary.min = value;
    summary.min_step = step;
  }
  if (!summary.max || value > *summary.max) {
    summary.max = value;
    summary.max_step = step;
  }
}

}  // namespace

void add_point(CurveSummary& summary, std::int64_t step, double value) {
  if (summary.n == 0) {
    summary.first_step = step;
    summary.first = value;
  }
  ++summary.n;
  summary.last_step = step;
  summary.last = value;
  summary.hash = mix(summary.hash + 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(step));
  summary.hash = mix(summary.hash ^ std::bit_cast<std::uint64_t>(value));
  if (std::isfinite(value)) add_finite(summary, step, value);
}

CurveSummary summarize(const Curve& curve) {
  CurveSummary summary;
  summary.metric = curve.metric;
  for (std::size_t i = 0; i < curve.step.size(); ++i) add_point(summary, curve.step[i], curve.value[i]);
  return summary;
}

}  // namespace gainsay::tracker
