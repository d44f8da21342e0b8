#include "calibration/real_runs.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "gainsay/stats/summary.h"

namespace calibration {
namespace {

// Leaves out populations that do not vary: there is nothing to test in them.
void add_standardised(std::vector<double> values, Populations& populations) {
  const auto n = static_cast<double>(values.size());
  const gainsay::stats::Summary summary = gainsay::stats::summarize(values);
  const double sd = summary.sd.value() * std::sqrt((n - 1) / n);
  if (sd == 0) return;
  for (double& value : values) value = (value - summary.mean) / sd;
  populations.push_back(std::move(values));
}

// A line with the name of a classifier, then one line for each data set: its name and 100 accuracies.
Populations read_fold_scores(std::ifstream& file) {
  Populations populations;
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    std::vector<double> scores;
    for (double score = 0; words >> score;) scores.push_back(score);
    if (scores.empty()) continue;
    if (scores.size() != 100) throw std::runtime_error("not 100 fold scores: " + line);
    add_standardised(std::move(scores), populations);
  }
  return populations;
}

// Columns game, agent, run, iteration, value.
Populations read_returns(std::ifstream& file) {
  std::map<std::string, std::map<std::string, std::vector<double>>> games;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string game;
    std::string agent;
    std::string rest;
    std::getline(cells, game, ',');
    std::getline(cells, agent, ',');
    std::getline(cells, rest);
    games[game][agent].push_back(std::stod(rest.substr(rest.rfind(',') + 1)));
  }
  Populations populations;
  for (const auto& [game, agents] : games) {
    std::vector<double> deviations;
    for (const auto& [agent, runs] : agents) {
      const double mean = gainsay::stats::summarize(runs).mean;
      for (const double run : runs) deviations.push_back(run - mean);
    }
    add_standardised(std::move(deviations), populations);
  }
  return populations;
}

}  // namespace

std::optional<RealRuns> read_real_runs(const std::filesystem::path& folder) {
  std::ifstream fold_scores(folder / "classifiers_uci_10x10cv" / "accuracies.txt");
  std::ifstream returns(folder / "dopamine_ale" / "final_iteration.csv");
  if (!fold_scores || !returns) return std::nullopt;
  return RealRuns{read_fold_scores(fold_scores), read_returns(returns)};
}

const std::optional<RealRuns>& real_runs() {
  static const std::optional<RealRuns> runs = [] {
    const char* const folder = std::getenv("GAINSAY_SHARED_DATA");
    return read_real_runs(folder == nullptr ? GAINSAY_SHARED_DATA : folder);
  }();
  return runs;
}

}  // namespace calibration
