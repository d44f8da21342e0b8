#include "dataset.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "random_stream.h"

namespace gainsay::example {
namespace {

constexpr std::uint64_t split_key = 20;  // of the split, not of a run: never the user's seed
constexpr std::string_view noisy_suffix = "-noisy";
constexpr double noise_sd = 1.0;

struct Table {
  std::vector<std::vector<double>> features;
  std::vector<std::string> classes;
};

std::vector<std::string_view> cells_of(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  std::vector<std::string_view> cells;
  for (std::size_t comma = line.find(','); comma != line.npos; comma = line.find(',')) {
    cells.push_back(line.substr(0, comma));
    line.remove_prefix(comma + 1);
  }
  cells.push_back(line);
  return cells;
}

[[noreturn]] void fail(const std::filesystem::path& file, std::size_t line, const std::string& problem) {
  throw std::runtime_error(file.string() + ":" + std::to_string(line) + ": " + problem);
}

double parse_number(std::string_view cell, const std::filesystem::path& file, std::size_t line) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value)) {
    fail(file, line, "`" + std::string{cell} + "` is no finite number");
  }
  return value;
}

Table read_table(const std::filesystem::path& file) {
  std::ifstream input{file};
  std::string line;
  if (!std::getline(input, line)) throw std::runtime_error("cannot read " + file.string());
  const std::size_t columns = cells_of(line).size();
  Table table;
  for (std::size_t number = 2; std::getline(input, line); ++number) {
    const auto cells = cells_of(line);
    if (cells.size() != columns) {
      fail(file, number,
           std::to_string(cells.size()) + " cells where the header has " + std::to_string(columns));
    }
    auto& row = table.features.emplace_back();
    for (std::size_t i = 0; i + 1 < columns; ++i) row.push_back(parse_number(cells[i], file, number));
    table.classes.emplace_back(cells.back());
  }
  return table;
}

std::vector<std::string> class_names_of(const Table& table) {
  std::vector<std::string> names = table.classes;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Examples take(const Table& table, const std::vector<std::string>& class_names,
              const std::vector<std::size_t>& rows) {
  Examples examples;
  const std::size_t width = table.features.front().size();
  examples.features.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(width));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      examples.features(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
          table.features[rows[i]][j];
    }
    const auto found = std::lower_bound(class_names.begin(), class_names.end(), table.classes[rows[i]]);
    examples.labels.push_back(static_cast<int>(found - class_names.begin()));
  }
  examples.file_row = rows;
  return examples;
}

void standardise(Dataset& dataset) {
  const Matrix& training = dataset.training.features;
  const Eigen::RowVectorXd mean = training.colwise().mean();
  Eigen::RowVectorXd sd = ((training.rowwise() - mean).array().square().colwise().mean()).sqrt();
  sd = (sd.array() > 0.0).select(sd, 1.0);
  for (Examples* part : {&dataset.training, &dataset.validation, &dataset.test}) {
    part->features = ((part->features.rowwise() - mean).array().rowwise() / sd.array()).matrix();
  }
}

void add_noise(Dataset& dataset) {
  RandomStream stream{split_key, RandomStream::Purpose::input_noise};
  for (Examples* part : {&dataset.training, &dataset.validation, &dataset.test}) {
    for (double& feature : part->features.reshaped()) feature += noise_sd * stream.normal();
  }
}

}  // namespace

Dataset read_dataset(const std::filesystem::path& directory, const std::string& name) {
  const bool noisy = name.ends_with(noisy_suffix);
  const std::string base = noisy ? name.substr(0, name.size() - noisy_suffix.size()) : name;
  const Table table = read_table(directory / (base + ".csv"));
  Dataset dataset;
  dataset.name = name;
  dataset.class_names = class_names_of(table);
  const std::size_t n = table.classes.size();
  if (n < 10 || dataset.class_names.size() < 2) {
    throw std::runtime_error(base + ".csv has " + std::to_string(n) + " examples of " +
                             std::to_string(dataset.class_names.size()) +
                             " classes; at least 10 examples of 2 classes are needed");
  }
  const auto order = RandomStream{split_key, RandomStream::Purpose::split}.permutation(n);
  const auto at = [&](std::size_t percent) {
    return order.begin() + static_cast<std::ptrdiff_t>(n * percent / 100);
  };
  dataset.training = take(table, dataset.class_names, {order.begin(), at(40)});
  dataset.validation = take(table, dataset.class_names, {at(40), at(60)});
  dataset.test = take(table, dataset.class_names, {at(60), order.end()});
  standardise(dataset);
  if (noisy) add_noise(dataset);
  return dataset;
}

}  // namespace gainsay::example
