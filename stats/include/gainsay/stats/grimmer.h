#pragma once

#include <cstdint>

#include "gainsay/stats/grim.h"
#include "gainsay/stats/rounding_interval.h"

namespace gainsay::stats {

// What the sum of squared deviations was divided by: n - 1 (R, statistics packages), n (NumPy's default), or
// one cannot know.
enum class SdDenominator { n_minus_1, n, either };

// A mean and an sd as printed beside each other.
struct ReportedMoments {
  ReportedNumber mean;
  ReportedNumber sd;  // not below 0
};

struct SdDesign {
  std::int64_t n;  // integers that were averaged, 2 to 10^6
  SdDenominator denominator = SdDenominator::either;
  GrimRounding rounding = GrimRounding::any;
};

// The GRIMMER test: can a reported mean and sd of integers belong together?
// reported: 0 to 6 decimals, |mean| and sd up to 10^6; design: as above. Returns whether there are an integer
// total T whose mean rounds to the printed one, and an integer sum of squares Q, no smaller than integers
// with that total can have and even or odd as T is, whose sd rounds to the printed one. Exact integer
// arithmetic. True does not prove that such integers exist (for n below about 5 some Q are not reached);
// false proves that they do not. Throws std::domain_error if an argument is outside its range. Assumes
// integer values (ratings, counts) and plain means. Source: Anaya (2016); the parity test: Allard (2018).
bool grimmer_consistent(const ReportedMoments& reported, const SdDesign& design);

// The DEBIT test: can a reported mean and sd of values 0 and 1 belong together?
// reported: as above, both on the same scale; scale: 1 for a proportion, 100 for a percentage; design: as
// above. Returns whether there is a count c from 0 to n such that scale c / n rounds to the printed mean and
// scale sqrt(c (n - c) / (n d)) to the printed sd, d the denominator. Exact integer arithmetic. Throws
// std::domain_error if an argument is outside its range. For the sd over items, never that over runs or
// folds. Source: Heathers and Brown (2019).
bool debit_consistent(const ReportedMoments& reported, std::int64_t scale, const SdDesign& design);

}  // namespace gainsay::stats
