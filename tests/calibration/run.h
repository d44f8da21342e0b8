#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "calibration/family.h"

namespace calibration {

// How a procedure did over the studies of one cell. Refusals are among the tries, and are no errors.
struct Tally {
  std::int64_t tries = 0;  // 0: it was not asked
  std::int64_t refusals = 0;
  double errors = 0;

  double rate() const { return errors / static_cast<double>(tries); }
};

// A cell of a family's table: one tally for each row.
struct Cell {
  Setting setting;
  std::vector<Tally> tallies;
};

struct FamilyResult {
  Family family;
  std::vector<Cell> cells;  // by size, column; then those with an effect, by size, in the first column

  const Tally& at(const Setting& setting, std::size_t row) const;
};

// Runs every cell of the families, `threads` at a time. Each cell has a stream of random numbers of its own,
// by the family's title and its setting, so that nothing depends on the threads or on the other cells.
std::vector<FamilyResult> run(std::span<const Family> families, int threads);

// Whether an error rate is above `limit` by more than Monte Carlo error: 4 binomial standard errors, which
// one cell in 30,000 passes by chance.
bool exceeds(const Tally& tally, double limit);

// Promises that were broken and figures that are not what the header says, a sentence each.
std::vector<std::string> breaches(std::span<const FamilyResult> results);

}  // namespace calibration
