#include "stdout_metrics.h"

#include <utility>

namespace gainsay::cli {
namespace {

constexpr std::size_t kLongestLine = 1U << 20U;  // a longer one is not searched for metrics

}  // namespace

StdoutMetrics::StdoutMetrics(tracker::ActiveRun& run, const std::vector<std::string>& captures,
                             std::filesystem::path joined_marker)
    : run_(run), joined_marker_(std::move(joined_marker)) {
  for (const std::string& expression : captures) options_.patterns.emplace_back(expression);
}

void StdoutMetrics::add(std::string_view chunk) {
  for (std::size_t end = chunk.find('\n'); end != std::string_view::npos; end = chunk.find('\n')) {
    rest_ += chunk.substr(0, end);
    add_line(rest_);
    rest_.clear();
    chunk.remove_prefix(end + 1);
  }
  if (rest_.size() + chunk.size() <= kLongestLine) rest_ += chunk;
}

void StdoutMetrics::finish() {
  if (!rest_.empty()) add_line(rest_);
  bool selected_last = false;
  for (const auto& [metric, value] : last_) {
    if (results_.contains(metric)) continue;
    run_.result(metric, value);
    selected_last = true;
  }
  if (selected_last) run_.tag("selected_by", "last");
}

void StdoutMetrics::add_line(std::string_view line) {
  const auto found = importers::parse_metric_line(line, options_);
  if (!found || std::filesystem::exists(joined_marker_)) return;
  for (const auto& [metric, value] : found->values) {
    if (found->step) {
      curves_.try_emplace(metric, run_.curve(metric)).first->second.log(*found->step, value);
      last_[metric] = value;
    } else {
      run_.result(metric, value);
      results_.insert(metric);
    }
  }
}

}  // namespace gainsay::cli
