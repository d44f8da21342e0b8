#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>

#include "training.h"

namespace gainsay::example {

enum class Model { logistic, mlp, knn };

struct Options {
  std::filesystem::path data;  // folder of the data sets
  std::string dataset;
  std::optional<std::filesystem::path> study;  // where to record; nothing: print key=value lines
  std::string method;                          // its name in the study; empty: the model's name
  Model model = Model::mlp;
  int neighbours = 5;
  NetworkOptions network;
  TrainingOptions
      training;  // its seed drives initialisation and dropout too, its `test` holds for every model
  bool help = false;
};

struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The words of the command line after the program's name, and the folder of the environment's GAINSAY_STUDY
// if it is set. Throws UsageError, which says what is wrong, for an unknown option, a missing or unreadable
// value, a number out of its range, or when --data or --dataset is missing.
Options parse_options(std::span<const std::string> words, const char* study_from_environment);

std::string usage();
std::string to_string(Model model);

}  // namespace gainsay::example
