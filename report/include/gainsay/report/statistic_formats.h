#pragma once

#include <string>

#include "gainsay/report/text_style.h"
#include "gainsay/stats/catalogue.h"

namespace gainsay::report {

// The result of a statistic for a terminal: one field a line, numbers with six significant digits.
std::string statistic_text(const stats::Statistic& statistic, const stats::Value& result);

// For programs: an object with `statistic` and `result`, numbers that read back bit for bit.
std::string statistic_json(const stats::Statistic& statistic, const stats::Value& result);

// All statistics, family by family, each with its one line.
std::string catalogue_text(const TextStyle& style);
std::string catalogue_json();

}  // namespace gainsay::report
