#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gainsay/report/text_style.h"
#include "gainsay/tracker/model.h"

namespace gainsay::report {

// One run a line. metrics: the results to show; empty: up to four that most runs have.
std::string run_list_text(const std::vector<tracker::Run>& runs, const std::vector<tracker::Name>& metrics);

// The same for programs: every field in full; metrics empty: every result. A missing result is an empty cell.
std::string run_list_csv(const std::vector<tracker::Run>& runs, const std::vector<tracker::Name>& metrics);

// Everything about one run.
std::string run_text(const tracker::Run& run, const TextStyle& style);

// What differs between two runs, and nothing else.
std::string run_diff_text(const tracker::Run& a, const tracker::Run& b, const TextStyle& style);

// The points of a curve, without the header. Numbers read back bit for bit.
inline constexpr std::string_view curve_csv_header = "run,metric,step,time,value\n";
std::string curve_csv(const std::string& run, const tracker::Curve& curve);

}  // namespace gainsay::report
