#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

#include "gainsay/tracker/store.h"

namespace gainsay::cli {

// The options by which commands choose runs.
struct RunFilter {
  std::string method;
  std::string dataset;
  std::string status;
  std::string purpose;
  bool all = false;  // excluded runs too

  void add_to(CLI::App& verb);
  tracker::RunQuery query() const;
};

}  // namespace gainsay::cli
