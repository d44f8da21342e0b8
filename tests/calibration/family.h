#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "gainsay/stats/interval.h"
#include "gainsay/stats/random_stream.h"

namespace calibration {

constexpr double nominal = 0.05;  // the level of every test, and what an interval may miss

// One cell of a family's table.
struct Setting {
  int size;            // number of runs, pairs, datasets, clusters: the family says which
  std::size_t column;  // noise shape, or what else the family varies
  bool shifted;        // there is an effect to be found
};

// What a procedure made of one simulated study.
struct Outcome {
  enum class Kind : std::uint8_t { answer, refused, not_asked };
  Kind kind;
  double error;  // of an answer: 1 if it was wrong (where there is an effect: if it found it), or the share
                 // of its discoveries that are false
};
constexpr Outcome not_asked{Outcome::Kind::not_asked, 0};
constexpr Outcome refused{Outcome::Kind::refused, 0};
inline Outcome errs(bool wrong) { return {Outcome::Kind::answer, wrong ? 1.0 : 0.0}; }
inline Outcome errs_by(double share) { return {Outcome::Kind::answer, share}; }
inline Outcome rejects(double p_value) { return errs(p_value <= nominal); }
inline Outcome misses(const gainsay::stats::Interval& interval, double truth) {
  return errs(truth < interval.low || truth > interval.high);
}

using Columns = std::uint32_t;  // bit i: column i

// In these columns and from this size on, the error rate is at most so much.
struct Promise {
  Columns columns;
  double at_most = nominal;
  int from_size = 0;
  int to_size = std::numeric_limits<int>::max();
};

// An error rate that a header states: in percent, rounded to whole ones.
struct Figure {
  std::size_t column;
  int size;
  double percent;
};

// What is known of a procedure before it is tried.
struct Row {
  std::string_view name;
  std::vector<Promise> promises;
  std::vector<Figure> figures;
  // A slow one takes part in every so many-th study only, from this size on.
  int every = 1;
  int slow_from = 0;

  int every_at(int size) const { return size >= slow_from ? every : 1; }
};

// Procedures that answer the same question from the same studies.
struct Family {
  std::string_view title;
  std::string_view about;      // a paragraph: what is simulated, and what is counted
  std::string_view size_name;  // what `sizes` are numbers of
  std::vector<int> sizes;
  std::vector<std::string_view> columns;
  std::string_view effect;  // what there is to be found where shifted; empty: no power is measured
  std::int64_t tries;       // studies a cell
  std::vector<Row> rows;
  // Simulates one study, number `index` of its cell, and asks every procedure that takes part.
  std::function<void(gainsay::stats::RandomStream&, const Setting&, std::int64_t index, std::span<Outcome>)>
      try_once;
};

template <typename Study>
struct Procedure {
  Row row;
  Outcome (*ask)(const Study&);
};

// Gives a family its rows: `simulate` makes a Study, and every procedure is asked about the same one. A
// procedure that throws std::domain_error refuses.
template <typename Study>
Family with_procedures(Family family, Study (*simulate)(gainsay::stats::RandomStream&, const Setting&),
                       std::vector<Procedure<Study>> procedures) {
  for (const Procedure<Study>& procedure : procedures) family.rows.push_back(procedure.row);
  family.try_once = [simulate, procedures = std::move(procedures)](gainsay::stats::RandomStream& random,
                                                                   const Setting& setting, std::int64_t index,
                                                                   std::span<Outcome> outcomes) {
    const Study study = simulate(random, setting);
    for (std::size_t i = 0; i < procedures.size(); ++i) {
      if (index % procedures[i].row.every_at(setting.size) != 0) {
        outcomes[i] = not_asked;
        continue;
      }
      try {
        outcomes[i] = procedures[i].ask(study);
      } catch (const std::domain_error&) {
        outcomes[i] = refused;
      }
    }
  };
  return family;
}

}  // namespace calibration
