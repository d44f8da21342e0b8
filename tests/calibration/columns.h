#pragma once

#include "calibration/family.h"
#include "calibration/noise.h"

namespace calibration {

inline const std::vector<int> run_counts{2, 3, 5, 10, 20, 30};

constexpr Columns bit(std::size_t column) { return Columns{1} << column; }
constexpr std::size_t column_of(Shape shape) { return static_cast<std::size_t>(shape); }
constexpr Columns column(Shape shape) { return bit(column_of(shape)); }

inline std::vector<std::string_view> shape_columns() { return {shape_names().begin(), shape_names().end()}; }

// Shapes of independent values of one distribution, of them the symmetric ones, and all independent ones.
constexpr Columns same_distribution = column(Shape::normal) | column(Shape::skewed) |
                                      column(Shape::heavy_tails) | column(Shape::diverged) |
                                      column(Shape::discretised) | column(Shape::ties);
constexpr Columns symmetric = same_distribution & ~(column(Shape::skewed) | column(Shape::diverged));
constexpr Columns independent = same_distribution | column(Shape::unequal);
constexpr Columns normal_only = column(Shape::normal);

// What "approximately" means for a test of level 5 %.
constexpr double roughly = 0.06;

}  // namespace calibration
