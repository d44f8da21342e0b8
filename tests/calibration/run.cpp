#include "calibration/run.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <fmt/format.h>

namespace calibration {
namespace {

constexpr std::uint64_t seed = 20'261'129;
constexpr double standard_errors = 4;

// Fowler, Noll and Vo's hash (1a), of the title and the setting.
std::uint64_t stream_of(std::string_view title, const Setting& setting) {
  const std::string key = fmt::format("{}/{}/{}/{}", title, setting.size, setting.column, setting.shifted);
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char letter : key) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 1'099'511'628'211U;
  }
  return hash;
}

std::vector<Cell> cells_of(const Family& family) {
  std::vector<Cell> cells;
  const std::vector<Tally> none(family.rows.size());
  for (const int size : family.sizes) {
    for (std::size_t column = 0; column < family.columns.size(); ++column)
      cells.push_back({{size, column, false}, none});
  }
  if (family.effect.empty()) return cells;
  for (const int size : family.sizes) cells.push_back({{size, 0, true}, none});
  return cells;
}

void run_cell(const Family& family, Cell& cell) {
  gainsay::stats::RandomStream random(seed, stream_of(family.title, cell.setting));
  std::vector<Outcome> outcomes(family.rows.size(), not_asked);
  for (std::int64_t i = 0; i < family.tries; ++i) {
    family.try_once(random, cell.setting, i, outcomes);
    for (std::size_t row = 0; row < outcomes.size(); ++row) {
      if (outcomes[row].kind == Outcome::Kind::not_asked) continue;
      ++cell.tallies[row].tries;
      cell.tallies[row].refusals += outcomes[row].kind == Outcome::Kind::refused ? 1 : 0;
      cell.tallies[row].errors += outcomes[row].error;
    }
  }
}

double standard_error(double rate, std::int64_t tries) {
  return std::sqrt(rate * (1 - rate) / static_cast<double>(tries));
}

std::string place(const Family& family, const Setting& setting, const Row& row, const Tally& tally) {
  return fmt::format("{}, {}, {} {}, {}: errs {:.2f} % of {} times", family.title, row.name, setting.size,
                     family.size_name, family.columns[setting.column], 100 * tally.rate(), tally.tries);
}

void check_promises(const FamilyResult& result, const Cell& cell, std::size_t row,
                    std::vector<std::string>& found) {
  const Setting& setting = cell.setting;
  const Tally& tally = cell.tallies[row];
  if (setting.shifted || tally.tries == 0) return;
  for (const Promise& promise : result.family.rows[row].promises) {
    if ((promise.columns >> setting.column & 1U) == 0 || setting.size < promise.from_size ||
        setting.size > promise.to_size || !exceeds(tally, promise.at_most)) {
      continue;
    }
    found.push_back(fmt::format("{}, promised is {:g} % at most",
                                place(result.family, setting, result.family.rows[row], tally),
                                100 * promise.at_most));
  }
}

void check_figures(const FamilyResult& result, std::size_t row, std::vector<std::string>& found) {
  constexpr double rounding = 0.005;
  for (const Figure& figure : result.family.rows[row].figures) {
    const Setting setting{figure.size, figure.column, false};
    if (std::ranges::find(result.family.sizes, figure.size) == result.family.sizes.end()) continue;
    const Tally& tally = result.at(setting, row);
    const double stated = figure.percent / 100;
    const double slack = rounding + standard_errors * standard_error(stated, tally.tries);
    if (std::abs(tally.rate() - stated) <= slack) continue;
    found.push_back(fmt::format("{}, its header says {:g} %",
                                place(result.family, setting, result.family.rows[row], tally),
                                figure.percent));
  }
}

}  // namespace

const Tally& FamilyResult::at(const Setting& setting, std::size_t row) const {
  for (const Cell& cell : cells) {
    if (cell.setting.size == setting.size && cell.setting.column == setting.column &&
        cell.setting.shifted == setting.shifted) {
      return cell.tallies.at(row);
    }
  }
  throw std::out_of_range(
      fmt::format("{}: no cell of size {} in column {}", family.title, setting.size, setting.column));
}

std::vector<FamilyResult> run(std::span<const Family> families, int threads) {
  std::vector<FamilyResult> results;
  for (const Family& family : families) results.push_back({family, cells_of(family)});
  struct Work {
    const Family* family;
    Cell* cell;
  };
  std::vector<Work> work;
  for (FamilyResult& result : results) {
    for (Cell& cell : result.cells) work.push_back({&result.family, &cell});
  }
  // The large ones first, so that no thread is left with one at the end.
  std::ranges::stable_sort(work, std::ranges::greater{},
                           [](const Work& item) { return item.cell->setting.size; });
  std::atomic<std::size_t> next{0};
  const auto labour = [&] {
    for (std::size_t i = next++; i < work.size(); i = next++) run_cell(*work[i].family, *work[i].cell);
  };
  std::vector<std::jthread> pool;
  for (int i = 1; i < threads; ++i) pool.emplace_back(labour);
  labour();
  pool.clear();
  return results;
}

bool exceeds(const Tally& tally, double limit) {
  return tally.rate() > limit + standard_errors * standard_error(limit, tally.tries);
}

std::vector<std::string> breaches(std::span<const FamilyResult> results) {
  std::vector<std::string> found;
  for (const FamilyResult& result : results) {
    for (std::size_t row = 0; row < result.family.rows.size(); ++row) {
      for (const Cell& cell : result.cells) check_promises(result, cell, row, found);
      check_figures(result, row, found);
    }
  }
  return found;
}

}  // namespace calibration
