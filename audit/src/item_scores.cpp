#include "item_scores.h"

#include <algorithm>

namespace gainsay::audit {
namespace {

std::optional<Name> spelling_in(const Study& study, const tracker::Run& run, Name metric) {
  for (const Name recorded : run.item_metrics) {
    if (study.metric_of(run, recorded) == metric) return recorded;
  }
  return std::nullopt;
}

}  // namespace

std::optional<tracker::ItemScores> item_scores(const Study& study, const tracker::Run& run, Name metric) {
  const auto recorded = spelling_in(study, run, metric);
  if (!recorded || !study.records().items) return std::nullopt;
  return study.records().items(run.id, *recorded);
}

bool has_item_scores(const Study& study, const tracker::Run& run, Name metric) {
  return spelling_in(study, run, metric).has_value();
}

ItemMeans item_means(const Study& study, const Arm& arm) {
  ItemMeans means;
  for (const tracker::Run* run : arm.evidence) {
    const auto scores = item_scores(study, *run, arm.metric);
    if (!scores) continue;
    for (std::size_t i = 0; i < scores->item.size(); ++i) {
      ItemMean& item = means[scores->item[i]];
      item.mean += scores->score[i];
      ++item.n_runs;
      item.right_or_wrong = item.right_or_wrong && (scores->score[i] == 0.0 || scores->score[i] == 1.0);
      if (!scores->cluster.empty()) item.cluster = scores->cluster[i];
    }
  }
  for (auto& [name, item] : means) item.mean /= static_cast<double>(item.n_runs);
  return means;
}

bool is_content_hash(const std::string& item) {
  constexpr std::size_t fewest_digits = 16;
  const std::string digits = item.substr(0, item.find('#'));
  return digits.size() >= fewest_digits && std::ranges::all_of(digits, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

}  // namespace gainsay::audit
