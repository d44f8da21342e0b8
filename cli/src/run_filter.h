#pragma once

#include <string>
#include <vector>

#include <CLI/App.hpp>

#include "gainsay/tracker/store.h"

namespace gainsay::cli {

// The options by which commands choose runs.
struct RunFilter {
  std::string method;
  std::string dataset;
  std::string status;
  std::string purpose;
  std::string where;  // an expression, or empty
  bool all = false;   // excluded runs too

  void add_to(CLI::App& verb);
  tracker::RunQuery query() const;
};

// The condition that an option's expression stands for, relative to the present. Throws tracker::FormatError,
// whose place names the option and the character.
tracker::RunCondition run_condition(const std::string& expression, const std::string& option);

}  // namespace gainsay::cli
