#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "gainsay/audit/study.h"

// The scores of single test items, for what compares methods item by item.
namespace gainsay::audit {

struct ItemMean {
  double mean = 0.0;  // over the runs of the arm that scored the item; as recorded, not oriented
  std::int64_t n_runs = 0;
  bool right_or_wrong = true;  // every run scored it 0 or 1
  std::string cluster;         // empty: none
};

// The scores of the run's items under `metric` (canonical) whatever its spelling there; nothing without them.
std::optional<tracker::ItemScores> item_scores(const Study& study, const tracker::Run& run, Name metric);

// Whether the run has such scores, without fetching them.
bool has_item_scores(const Study& study, const tracker::Run& run, Name metric);

// By item, over the evidence runs of the arm. Empty where no item scores are recorded or can be fetched.
using ItemMeans = std::map<std::string, ItemMean>;
ItemMeans item_means(const Study& study, const Arm& arm);

// True for the name of an item that is a hash of its content: 16 or more hexadecimal digits, with "#2" behind
// them where the content occurs again.
bool is_content_hash(const std::string& item);

}  // namespace gainsay::audit
