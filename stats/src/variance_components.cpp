#include "gainsay/stats/variance_components.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "check.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "variance_components";

struct Layout {
  std::size_t methods;
  std::size_t datasets;
  std::size_t seeds;
};

// Means of the cells, method by method.
std::vector<double> cell_means(std::span<const double> values, const Layout& layout) {
  std::vector<double> means;
  for (std::size_t cell = 0; cell < layout.methods * layout.datasets; ++cell)
    means.push_back(accurate_mean(values.subspan(cell * layout.seeds, layout.seeds)));
  return means;
}

std::vector<double> means_by(const std::vector<double>& cells, const Layout& layout, bool by_method) {
  const std::size_t rows = by_method ? layout.methods : layout.datasets;
  const std::size_t columns = by_method ? layout.datasets : layout.methods;
  std::vector<double> means;
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<double> row;
    for (std::size_t j = 0; j < columns; ++j)
      row.push_back(by_method ? cells[i * layout.datasets + j] : cells[j * layout.datasets + i]);
    means.push_back(accurate_mean(row));
  }
  return means;
}

double sum_of_squares(const std::vector<double>& means, double centre) {
  std::vector<double> squares;
  for (const double mean : means) squares.push_back((mean - centre) * (mean - centre));
  return compensated_sum(squares);
}

VarianceComponent component(double mean_square, double below, double runs, double df) {
  const double raw = (mean_square - below) / runs;
  return {std::max(raw, 0.0), raw, mean_square, df, 0};
}

}  // namespace

VarianceComponents variance_components(std::span<const double> values, std::int64_t n_methods,
                                       std::int64_t n_datasets, std::int64_t n_seeds) {
  check::at_least(function, "n_methods", n_methods, 2);
  check::at_least(function, "n_datasets", n_datasets, 2);
  check::at_least(function, "n_seeds", n_seeds, 2);
  check::sample(function, "values", values, 8);
  check::same_size(function, values.size(), static_cast<std::size_t>(n_methods * n_datasets * n_seeds));
  const Layout layout{static_cast<std::size_t>(n_methods), static_cast<std::size_t>(n_datasets),
                      static_cast<std::size_t>(n_seeds)};
  const std::vector<double> cells = cell_means(values, layout);
  const std::vector<double> by_method = means_by(cells, layout, true);
  const std::vector<double> by_dataset = means_by(cells, layout, false);
  const double centre = accurate_mean(cells);

  std::vector<double> interactions;
  std::vector<double> residuals;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const double expected = by_method[cell / layout.datasets] + by_dataset[cell % layout.datasets] - centre;
    interactions.push_back(cells[cell] - expected);
    for (std::size_t s = 0; s < layout.seeds; ++s)
      residuals.push_back(values[cell * layout.seeds + s] - cells[cell]);
  }
  const auto m = static_cast<double>(n_methods);
  const auto d = static_cast<double>(n_datasets);
  const auto n = static_cast<double>(n_seeds);
  const double ms_method = d * n * sum_of_squares(by_method, centre) / (m - 1);
  const double ms_dataset = m * n * sum_of_squares(by_dataset, centre) / (d - 1);
  const double ms_interaction = n * sum_of_squares(interactions, 0) / ((m - 1) * (d - 1));
  const double ms_seed = sum_of_squares(residuals, 0) / (m * d * (n - 1));

  VarianceComponents result{};
  result.method = component(ms_method, ms_interaction, d * n, m - 1);
  result.dataset = component(ms_dataset, ms_interaction, m * n, d - 1);
  result.interaction = component(ms_interaction, ms_seed, n, (m - 1) * (d - 1));
  result.seed = component(ms_seed, 0, 1, m * d * (n - 1));
  double total = 0;
  for (auto* part : {&result.method, &result.dataset, &result.interaction, &result.seed}) {
    total += part->variance;
    result.is_truncated = result.is_truncated || part->raw < 0;
  }
  if (!(total > 0)) check::fail(function, "all values are equal");
  for (auto* part : {&result.method, &result.dataset, &result.interaction, &result.seed})
    part->share = part->variance / total;
  result.standard_error_of_gain = std::sqrt(2 * ms_interaction / (d * n));
  result.n_methods = n_methods;
  result.n_datasets = n_datasets;
  result.n_seeds = n_seeds;
  result.estimator = "anova-expected-mean-squares";
  return result;
}

}  // namespace gainsay::stats
