#pragma once

#include <cstdint>

namespace gainsay::stats {

// The range of a metric, low < high, both finite.
struct MetricRange {
  double low;
  double high;
};

// The largest sd (denominator n - 1) that n values within a range can have: half of them at either end.
// range: as above; n: >= 2.
// Returns (high - low) / 2 * sqrt(n / (n - 1)) for even n, (high - low) / 2 * sqrt((n + 1) / n) for odd n.
// Throws std::domain_error if an argument is outside its range. Source: Popoviciu (1935), for a sample.
double max_sd_for_range(const MetricRange& range, std::int64_t n);

// The largest sd that n values within a range can have when their mean is known.
// range: as above; mean: within the range; n: >= 2.
// Returns sqrt((mean - low) (high - mean) n / (n - 1)): an upper bound, reached where the mean lets all
// values lie at the ends. Throws std::domain_error if an argument is outside its range. Source: Bhatia and
// Davis (2000).
double max_sd_for_mean(const MetricRange& range, double mean, std::int64_t n);

}  // namespace gainsay::stats
